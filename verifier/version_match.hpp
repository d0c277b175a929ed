#pragma once
/// Versions against what an author asks of them.
#include "sandboxes/environment.hpp"
#include "snippets/directives.hpp"

#include <string>
#include <string_view>

namespace snipcheck {

/// Whether a version ("2.3.3") satisfies all of the specifiers (">=2.0,<3"), as PEP 440 orders releases, pre-releases and
/// post-releases; local parts and epochs are not looked at. "" is satisfied by everything.
bool satisfies(std::string_view version, std::string_view specifiers);

/// Whether the environment holds the package, or its Python is, of such a version.
bool satisfies(const Environment& environment, const Requirement& requirement);

/// "flask>=2.0,<3"
std::string to_string(const Requirement& requirement);

}  // namespace snipcheck
