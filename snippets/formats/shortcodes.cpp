#include "snippets/formats/shortcodes.hpp"

#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

constexpr std::size_t kMostLines = 2'000;

/// How a family of tags is written.
struct Family {
  std::string_view opens, ends, closes;  ///< What stands before the name, behind the arguments, and before the closing name.
  std::span<const std::string_view> names;
};

constexpr std::string_view kHighlight[] = {"highlight"};
constexpr std::string_view kBrackets[] = {"code", "sourcecode", "source", "python", "py", "codeblock", "cc", "crayon"};
constexpr std::string_view kBraces[] = {"code", "noformat"};
constexpr std::string_view kComponents[] = {"CodeBlock", "CodeSnippet", "Highlight", "source", "syntaxhighlight"};
constexpr Family kFamilies[] = {{"{%", "%}", "{%end", kHighlight},  {"{{<", ">}}", "{{</", kHighlight},
                                {"{{%", "%}}", "{{%/", kHighlight}, {"[", "]", "[/", kBrackets},
                                {"{", "}", "{", kBraces},           {"<", ">", "</", kComponents}};

/// Takes the piece off the front of a text, blanks and dashes in the text passed over.
bool take(std::string_view& text, std::string_view piece) {
  for (const char c : piece) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t-"), text.size()));
    if (!text.starts_with(c))
      return false;
    text.remove_prefix(1);
  }
  return true;
}

/// `python`, `:python`, `=python`, `lang="python"`, `language='py' title=...`.
std::string label_in(std::string_view arguments, std::string_view name) {
  if (name == "noformat")
    return "text";
  if (arguments.starts_with(':')) {  // `:python|title=app.py`
    const std::string_view first = arguments.substr(1, arguments.find('|') - 1);
    return first.find('=') == std::string_view::npos ? std::string{first} : "";
  }
  for (const std::string_view key : {"language=", "lang=", "="}) {
    const auto at = arguments.find(key);
    if (at == std::string_view::npos || (key == "=" && at > 0))
      continue;
    std::string_view value = arguments.substr(at + key.size());
    value.remove_prefix(std::min(value.find_first_not_of("\"'{ "), value.size()));
    return std::string{value.substr(0, value.find_first_of("\"' }],"))};
  }
  if (name == "python" || name == "py")
    return "python";
  const std::string_view word = trim(arguments);
  return name == "highlight" ? std::string{word.substr(0, word.find_first_of(" ,\t"))} : "";
}

bool closes(std::string_view line, const Family& family, std::string_view name) {
  return take(line, family.closes) && take(line, name) && take(line, family.ends) &&
         line.find_first_not_of(" \t-") == std::string_view::npos;
}

/// MDX writes the code of a component as {`...`}, on lines of its own or not.
void without_braces(std::span<const std::string_view> lines, ShortcodeBlock& block) {
  if (block.first < block.end && trim(lines[block.first]) == "{`")
    ++block.first;
  if (block.first < block.end && trim(lines[block.end - 1]) == "`}")
    --block.end;
}

}  // namespace

std::optional<ShortcodeBlock> shortcode_at(std::span<const std::string_view> lines, std::size_t i) {
  const std::string_view line = trim(lines[i]);
  if (line.empty() || std::string_view{"{[<"}.find(line[0]) == std::string_view::npos)
    return std::nullopt;
  for (const Family& family : kFamilies) {
    if (!line.starts_with(family.opens) || !line.ends_with(family.ends))
      continue;
    const std::string_view inside =
        trim(line.substr(family.opens.size(), line.size() - family.opens.size() - family.ends.size()));
    const std::string_view name = inside.substr(0, inside.find_first_of(" \t=:"));
    if (!is_any_of(name, family.names))
      continue;
    const std::size_t limit = std::min(lines.size(), i + kMostLines);
    for (std::size_t end = i + 1; end < limit; ++end) {
      if (closes(lines[end], family, name)) {
        ShortcodeBlock block{i + 1, end, end + 1, label_in(inside.substr(name.size()), name)};
        without_braces(lines, block);
        return block;
      }
      if (trim(lines[end]) == line)  // opened again: the first was left open
        break;
    }
  }
  return std::nullopt;
}

}  // namespace snipcheck
