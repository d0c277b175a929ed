#include "snippets/formats/fence_line.hpp"

#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

constexpr std::size_t kTab = 4;  // as CommonMark has it

/// Bytes of a list's mark with the white space that it needs behind it; 0 when none begins the line.
std::size_t list_mark(std::string_view line) {
  const auto blank_at = [&](std::size_t at) { return at < line.size() && (line[at] == ' ' || line[at] == '\t'); };
  if (!line.empty() && std::string_view{"-*+"}.find(line[0]) != std::string_view::npos)
    return blank_at(1) ? 1 : 0;
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const bool numbered = digits > 0 && digits < 10 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  return numbered && blank_at(digits + 1) ? digits + 1 : 0;
}

std::size_t run_of(std::string_view text, char mark) { return std::min(text.find_first_not_of(mark), text.size()); }

}  // namespace

std::optional<FenceLine> fence_line(std::string_view line) {
  FenceLine fence;
  for (;;) {
    const char c = line.empty() ? '\0' : line[0];
    std::size_t bytes = 1;
    if (c == ' ' || c == '\t') {
      fence.width = c == ' ' ? fence.width + 1 : (fence.width / kTab + 1) * kTab;
    } else if (c == '>') {
      ++fence.quotes;
      fence.width = 0;
      bytes += line.size() > 1 && line[1] == ' ' ? 1 : 0;
    } else if ((bytes = list_mark(line)) > 0) {
      fence.width += bytes;
    } else {
      break;
    }
    line.remove_prefix(bytes);
  }
  fence.mark = line.empty() ? '\0' : line[0];
  fence.length = run_of(line, fence.mark);
  fence.info = trim(line.substr(fence.length));
  const bool known = fence.mark == '~' || (fence.mark == '`' && fence.info.find('`') == std::string_view::npos) ||
                     (fence.mark == ':' && (fence.bare() || fence.info.starts_with('{')));
  return known && fence.length >= 3 ? std::optional{fence} : std::nullopt;
}

std::optional<std::string_view> without_quotes(std::string_view line, std::size_t quotes) {
  for (; quotes > 0; --quotes) {
    const std::size_t at = indent_of(line);
    if (at == line.size() || line[at] != '>')
      return std::nullopt;
    line.remove_prefix(at + 1);
    if (line.starts_with(' '))
      line.remove_prefix(1);
  }
  return line;
}

std::size_t margin_of(std::string_view line, std::size_t width) {
  std::size_t at = 0;
  for (std::size_t columns = 0; at < line.size() && columns < width; ++at) {
    if (line[at] == ' ')
      ++columns;
    else if (line[at] == '\t' && (columns / kTab + 1) * kTab <= width)
      columns = (columns / kTab + 1) * kTab;
    else
      break;
  }
  return at;
}

}  // namespace snipcheck
