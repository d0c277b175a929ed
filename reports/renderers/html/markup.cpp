#include "reports/renderers/html/markup.hpp"

#include "reports/escape.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <vector>

namespace snipcheck::page {

std::string icon(std::string_view name, int size) {
  const std::string side = std::to_string(size);
  return "<svg class=\"g\" width=\"" + side + "\" height=\"" + side + "\" aria-hidden=\"true\"><use href=\"#g-" +
         std::string{name} + "\"/></svg>";
}

std::string icon(Status status, int size) { return icon(to_string(status), size); }

std::string sentence(std::string_view text, std::size_t most) {
  const std::string line = one_line(text, most);
  const std::vector<std::string_view> pieces = split(line, '`');
  const bool paired = pieces.size() % 2 == 1 || line.ends_with("…");  // the cut may have taken the last backtick
  std::string out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool is_code = paired && i % 2 == 1;
    if (!paired && i > 0)
      out += '`';
    out += is_code ? "<code>" + html(pieces[i]) + "</code>" : html(pieces[i]);
  }
  return out;
}

std::string spoken(Status status) { return replace_all(std::string{to_string(status)}, "-", " "); }

std::string status_word(Status status) {
  return "<b class=\"st " + std::string{to_string(status)} + "\">" + spoken(status) + "</b>";
}

std::string status_link(Status status, std::string_view inner) {
  return "<a href=\"#f-" + std::string{to_string(status)} + "\">" + std::string{inner} + "</a>";
}

std::string tag(std::string_view code) {
  return code.empty() ? "" : " <span class=\"tag\">" + html(one_line(code, 40)) + "</span>";
}

std::string number(std::size_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, ",");
  return digits;
}

std::string many(std::size_t count, std::string_view noun) {
  return number(count) + ' ' + std::string{noun} + (count == 1 ? "" : "s");
}

std::string open_pre(std::string_view css_class, std::string_view label) {
  return "<pre class=\"" + std::string{css_class} + "\" tabindex=\"0\" role=\"group\" aria-label=\"" + html(label) + "\">";
}

std::string folded(std::string_view summary, std::string_view label, std::string_view text) {
  return "<details class=\"fold\"><summary>" + std::string{summary} + "</summary>" + open_pre("text", label) + html(text) +
         "</pre></details>\n";
}

}  // namespace snipcheck::page
