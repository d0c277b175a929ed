#include "snippets/repair/escapes.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace snipcheck {
namespace {

constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
    {"&lt;", "<"},   {"&gt;", ">"},     {"&quot;", "\""},  {"&#34;", "\""}, {"&#x22;", "\""}, {"&apos;", "'"}, {"&#39;", "'"},
    {"&#x27;", "'"}, {"&nbsp;", " "},   {"&#160;", " "},   {"&#xa0;", " "}, {"&#60;", "<"},   {"&#62;", ">"},  {"&#x2F;", "/"},
    {"&#x3D;", "="}, {"&#x60;", "`"},   {"&#42;", "*"},    {"&#95;", "_"},  {"&#91;", "["},   {"&#93;", "]"},  {"&#123;", "{"},
    {"&#125;", "}"}, {"&lbrace;", "{"}, {"&rbrace;", "}"}, {"&amp;", "&"}};

/// The index of the first line that has one of them outside of strings and comments.
template <typename At>
std::optional<std::size_t> first_in_code(const std::vector<std::string>& lines, const At& at) {
  Zones zones{lines};
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (std::size_t j = 0; j < lines[i].size(); ++j)
      if (at(std::string_view{lines[i]}.substr(j)) && zones.is(Zone::code, i, j))
        return i;
  return std::nullopt;
}

std::string decoded(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    const auto found = line[0] != '&'
                           ? std::end(kEntities)
                           : std::ranges::find_if(kEntities, [&](const auto& one) { return line.starts_with(one.first); });
    if (found == std::end(kEntities)) {
      out += line[0];
      line.remove_prefix(1);
    } else {
      out += found->second;
      line.remove_prefix(found->first.size());
    }
  }
  return out;
}

constexpr std::string_view kTags[] = {"b", "strong", "em", "i", "mark", "span", "u", "ins", "code", "br", "font", "kbd"};

/// Bytes of a tag at the start of a text: `<mark>`, `</b>`, `<span class="hl">`; 0 for none.
std::size_t tag_at(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  text = text.substr(0, kLongest);
  if (text.size() < 3 || text[0] != '<')
    return 0;
  const std::size_t name = text[1] == '/' ? 2 : 1;
  const std::size_t end = std::min(text.find_first_of(" />", name), text.size());
  const std::size_t close = text.find('>');
  if (close == std::string_view::npos || end > close || !is_any_of(lower(text.substr(name, end - name)), kTags))
    return 0;
  const bool attributes = text.substr(end, close - end).find('=') != std::string_view::npos;
  return text[end] == ' ' && !attributes && trim(text.substr(end, close - end)) != "/" ? 0 : close + 1;
}

}  // namespace

void decode_entities(CodeText& text) {
  const auto is_entity = [](std::string_view rest) {
    return rest[0] == '&' && std::ranges::any_of(kEntities, [&](const auto& one) { return rest.starts_with(one.first); });
  };
  const auto first = first_in_code(text.lines, is_entity);
  if (!first)
    return;
  text.repaired_at(*first, "SC104", "HTML entities instead of the characters that they stand for");
  for (int round = 0; round < 2; ++round)  // some pages escape twice
    if (round == 0 || first_in_code(text.lines, is_entity))
      for (std::string& line : text.lines)
        line = decoded(line);
}

void take_off_escapes(CodeText& text) {
  const auto escapes = [](std::string_view rest) {
    return rest.size() > 1 && rest[0] == '\\' && std::string_view{"_*[]()#<>.`~|{}=+-!"}.find(rest[1]) != std::string_view::npos;
  };
  const auto first = first_in_code(text.lines, escapes);
  if (!first)
    return;
  const auto zones = zones_of(text.lines);
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    std::string out;
    const std::string_view line = text.lines[i];
    for (std::size_t j = 0; j < line.size(); ++j) {
      const bool here = escapes(line.substr(j)) && (zones[i][j] != Zone::string || line[j + 1] == '_' || line[j + 1] == '*');
      if (!here)
        out += line[j];
    }
    text.lines[i] = std::move(out);
  }
  text.repaired_at(*first, "SC104", "backslashes of Markdown before plain characters");
}

void take_off_tags(CodeText& text) {
  const auto first = first_in_code(text.lines, [](std::string_view rest) { return tag_at(rest) > 0; });
  if (!first)
    return;
  const auto zones = zones_of(text.lines);
  std::vector<std::string> changed;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    std::string out;
    for (std::size_t j = 0; j < text.lines[i].size();) {
      const std::size_t bytes = zones[i][j] == Zone::code ? tag_at(std::string_view{text.lines[i]}.substr(j)) : 0;
      if (bytes == 0)
        out += text.lines[i][j];
      j += std::max<std::size_t>(bytes, 1);
    }
    changed.push_back(std::move(out));
  }
  if (accept(text, std::move(changed)))
    text.repaired_at(*first, "SC104", "tags of HTML among the code");
}

}  // namespace snipcheck
