/// Jupyter notebooks, of format 3 and 4 (https://nbformat.readthedocs.io): code cells are code, Markdown cells are text, outputs
/// are neither; an exception among them is one that its author has seen.
#include "snippets/encoded_outline.hpp"
#include "snippets/format.hpp"
#include "snippets/json_text.hpp"
#include "snippets/notebook_cell.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <cctype>

namespace snipcheck {
namespace {

bool recognises(std::string_view path, std::string_view text) {
  if (lower(path).ends_with(".ipynb"))
    return true;
  const std::string_view head = trim(text);
  return head.starts_with('{') && text.find("\"nbformat\"") != std::string_view::npos &&
         text.find("\"cell_type\"") != std::string_view::npos;
}

/// A string somewhere below `value`, by the names on the way; "" where there is none.
std::string text_at(const JsonText& json, const JsonValue* value, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    value = value == nullptr ? nullptr : json.member(*value, name);
  return value == nullptr ? "" : json.string(*value);
}

/// What the kernel speaks; Python where the notebook does not say.
std::string language_of_kernel(const JsonText& json) {
  for (const auto names : {std::initializer_list<std::string_view>{"metadata", "kernelspec", "language"},
                           {"metadata", "language_info", "name"},
                           {"metadata", "kernelspec", "name"}})
    if (const std::string language = lower(text_at(json, json.root(), names)); !language.empty())
      return language.find("python") != std::string::npos ? "python" : language;
  return "python";
}

/// Of format 4, or those of all worksheets of format 3.
std::vector<const JsonValue*> cells_of(const JsonText& json) {
  std::vector<const JsonValue*> cells;
  const auto add = [&](const JsonValue& owner) {
    if (const JsonValue* list = json.member(owner, "cells"); list != nullptr)
      for (const JsonValue* cell : json.children(*list))
        cells.push_back(cell);
  };
  add(*json.root());
  if (const JsonValue* sheets = json.member(*json.root(), "worksheets"); sheets != nullptr)
    for (const JsonValue* sheet : json.children(*sheets))
      add(*sheet);
  return cells;
}

/// The class of the exception that a cell ended with when its author ran it; "" where it ended well.
std::string recorded_error(const JsonText& json, const JsonValue& cell) {
  const JsonValue* outputs = json.member(cell, "outputs");
  if (outputs == nullptr)
    return "";
  for (const JsonValue* output : json.children(*outputs)) {
    const std::string type = text_at(json, output, {"output_type"}), name = text_at(json, output, {"ename"});
    if ((type == "error" || type == "pyerr") && !name.empty() && std::ranges::all_of(name, [](char c) {
          return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
        }))
      return name;
  }
  return "";
}

void add_cell(EncodedOutline& out, const JsonText& json, const JsonValue& cell, const std::string& kernel) {
  const std::string type = text_at(json, &cell, {"cell_type"});
  const JsonValue* source = json.member(cell, "source");
  if (source == nullptr)
    source = json.member(cell, "input");  // format 3
  if (source == nullptr)
    return;
  const EncodedText text = json.encoded_lines(*source);
  if (type == "markdown") {
    out.add_text(text, format_named("markdown"));
  } else if (type == "heading") {  // format 3
    const JsonValue* level = json.member(cell, "level");
    out.add_heading(text, level == nullptr ? 1 : static_cast<int>(std::clamp<std::int64_t>(level->integer, 1, 5)));
  } else if (type == "code") {
    std::string language = lower(text_at(json, &cell, {"language"}));  // format 3
    for (const auto names : {std::initializer_list<std::string_view>{"metadata", "vscode", "languageId"},
                             {"metadata", "polyglot_notebook", "kernelName"}})
      if (const std::string own = lower(text_at(json, &cell, names)); language.empty() && !own.empty())
        language = own;
    const NotebookCell code = notebook_cell(text, language.empty() ? kernel : language);
    const std::string error = recorded_error(json, cell);
    out.add_code(code.code, code.info + (error.empty() ? "" : " allow-error=" + error));
  }
}

Outline outline(std::string_view text) {
  const JsonText json{text};
  EncodedOutline out{text};
  out.make_one_session();
  if (json.trouble())
    out.add_remark(json.trouble()->offset, "not a notebook: " + json.trouble()->what);
  else if (cells_of(json).empty() && json.member(*json.root(), "nbformat") == nullptr)
    out.add_remark(0, "not a notebook: it has no cells");
  else
    for (const JsonValue* cell : cells_of(json))
      add_cell(out, json, *cell, language_of_kernel(json));
  return out.finish();
}

}  // namespace

namespace format {
extern const Format notebook;
const Format notebook{"notebook", recognises, outline};
}  // namespace format
}  // namespace snipcheck
