#include "snippets/repair/echoed.hpp"

#include "snippets/repair/console.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <string_view>

namespace snipcheck {

std::vector<EchoedResult> echoed_results(const std::vector<std::string>& lines) {
  const std::vector<TypedLine> typed = typed_lines(lines);
  std::vector<EchoedResult> out;
  for (std::size_t first = 0, next = 0; first < typed.size(); first = next) {
    const std::size_t margin = indent_of(lines[typed[first].line]);
    std::string statement = typed[first].text;
    for (next = first + 1; next < typed.size() && prompt_size(trim(lines[typed[next].line])) == 0; ++next)
      statement += "\n" + typed[next].text;
    std::string text;
    for (std::size_t i = typed[next - 1].line + 1; i < lines.size(); ++i) {
      const std::string_view line = lines[i];
      if (trim(line).empty() || prompt_size(trim(line)) > 0)
        break;
      const std::string_view shown = line.substr(std::min(margin, indent_of(line)));
      text += (text.empty() ? "" : "\n") + std::string{shown.substr(text.empty() ? answer_size(shown) : 0)};
    }
    if (!text.empty())
      out.push_back({static_cast<int>(typed[first].line), std::move(statement), std::move(text)});
  }
  return out;
}

}  // namespace snipcheck
