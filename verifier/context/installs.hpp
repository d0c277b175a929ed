#pragma once
/// What an answer has its readers install.
#include "verifier/check.hpp"

#include <set>
#include <string>
#include <string_view>

namespace snipcheck {

/// The packages behind `pip install`, `uv add`, `poetry add` and the like in a text: normalised names ("flask-login"), and one
/// more for each extra ("flask[async]").
std::set<std::string> installs_in(std::string_view text);

/// Those that the answer says near the snippet, in its prose, in its blocks of commands and in its requirements files, and the
/// distributions of the matrix that its Python imports.
std::set<std::string> installs_of(const Subject& subject, const Matrix& matrix);

}  // namespace snipcheck
