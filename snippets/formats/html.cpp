/// HTML pages: what stands in `pre`.
#include "snippets/format.hpp"
#include "snippets/formats/html_code.hpp"
#include "support/text.hpp"

namespace snipcheck {
namespace {

bool recognises(std::string_view path, std::string_view text) {
  const std::string name = lower(path);
  const std::string head = lower(trim(text.substr(0, 200)));
  return name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".xhtml") || head.starts_with("<!doctype html") ||
         head.starts_with("<html");
}

}  // namespace

namespace format {
extern const Format html;
const Format html{"html", recognises, html_outline};
}  // namespace format
}  // namespace snipcheck
