#pragma once
/// What language a block is in: by its label where that can be, by its content where not.
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// The language's name in reports ("python", "bash", "jinja", "text" ...) of a block with that label (the first word of its info
/// string, "" for none). Python wins over a wrong label only where every line is Python; a label of Python loses only to
/// something that is surely another language.
std::string language_of(std::string_view label, const std::vector<std::string>& lines);

/// The label inside an info string: `python`, `{.python}`, `{code-block} python`, `py title="a.py"`, `python,linenos`,
/// `python:app.py`.
std::string label_of(std::string_view info);

}  // namespace snipcheck
