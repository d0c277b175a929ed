#include "reports/renderers/html/page.hpp"

#include "reports/escape.hpp"
#include "reports/renderers/html/causes.hpp"
#include "reports/renderers/html/finding.hpp"
#include "reports/renderers/html/gaps.hpp"
#include "reports/renderers/html/markup.hpp"
#include "reports/renderers/html/matrix.hpp"
#include "reports/renderers/html/provenance.hpp"
#include "reports/renderers/html/verdict.hpp"
#include "reports/renderers/html/view.hpp"
#include "reports/wording.hpp"
#include "support/digest.hpp"
#include "support/embedded.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace snipcheck {
std::span<const EmbeddedFile> report_page();  // made by snipcheck_embed()
}

namespace snipcheck::page {
namespace {

/// With more articles than these, each is laid out only when it comes into sight.
constexpr std::size_t kLaidOutAtOnce = 50;

std::string_view file(std::string_view name) {
  const auto files = report_page();
  const auto found = std::ranges::find(files, name, &EmbeddedFile::path);
  if (found == files.end())
    throw std::out_of_range{"no embedded file " + std::string{name}};
  return found->bytes;
}

std::string base64(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(bytes.size() - i, 3);
    std::uint32_t word = 0;
    for (std::size_t k = 0; k < 3; ++k)
      word = (word << 8U) | (k < left ? bytes[i + k] : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += k <= left ? kDigits[(word >> (18U - 6U * k)) & 63U] : '=';
  }
  return out;
}

/// The chips: one radio button a status that occurs. The style sheet does the filtering, with or without the script.
std::string chips(const Report& report) {
  const auto chip = [](const std::string& name, std::size_t found, std::string_view sign, bool checked) {
    return "<input type=\"radio\" name=\"f\" id=\"f-" + name + "\" value=\"" + name + '"' + (checked ? " checked" : "") +
           "><label for=\"f-" + name + "\">" + (sign.empty() ? "" : icon(sign, 14)) + name + " <b>" + number(found) +
           "</b></label>\n";
  };
  std::string out = chip("all", report.findings.size(), "", true);
  for (const Status status : {Status::error, Status::broken, Status::outdated, Status::too_new, Status::deprecated,
                              Status::incomplete, Status::unverified, Status::ok, Status::skipped})
    if (const int found = count(report, status); found > 0)
      out += chip(std::string{to_string(status)}, static_cast<std::size_t>(found), to_string(status), false);
  return out;
}

std::string tab_title(const Report& report) {
  const Headline verdict = verdict_of(report);
  const char* sign = verdict == Headline::safe ? "✓ " : verdict == Headline::unsafe ? "✕ " : "? ";
  return sign + std::string{to_string(verdict)} + " · snipcheck";
}

/// A square in the verdict's colour, as a data: address.
std::string favicon(Headline verdict) {
  const bool safe = verdict == Headline::safe;
  return std::string{
             "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' "
             "height='16' rx='4' fill='%23"} +
         (safe                          ? "2b7d4f"
          : verdict == Headline::unsafe ? "c62f2f"
                                        : "7a6a2a") +
         "'/%3E%3Cpath d='" + (safe ? "M4 8.5l3 3 5-6" : "M5 5l6 6M11 5l-6 6") +
         "' stroke='%23fff' stroke-width='2' fill='none'/%3E%3C/svg%3E";
}

std::size_t articles(const View& view) {
  return static_cast<std::size_t>(std::ranges::count_if(view.findings(), [](const Finding* each) { return has_article(*each); }));
}

}  // namespace

std::string filled(std::string_view pattern, const std::map<std::string_view, std::string>& values) {
  std::string out;
  for (std::size_t open = pattern.find("{{"); open != std::string_view::npos; open = pattern.find("{{")) {
    const std::size_t close = pattern.find("}}", open);
    out += pattern.substr(0, open);
    out += values.at(pattern.substr(open + 2, close - open - 2));
    pattern.remove_prefix(close + 2);
  }
  return out.append(pattern);
}

std::string csp_hash(std::string_view bytes) {
  const std::string hex = sha256(bytes);
  std::vector<std::uint8_t> digest(hex.size() / 2);
  for (std::size_t i = 0; i < digest.size(); ++i)
    std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, digest[i], 16);
  return "'sha256-" + base64(digest) + "'";
}

std::string page(const Report& report) {
  const View view{report};
  const std::string_view style = file("report.css"), script = file("report.js");
  return filled(file("page.html"),
                {{"title", tab_title(report)},
                 {"favicon", favicon(verdict_of(report))},
                 {"style", std::string{style}},
                 {"style-hash", csp_hash(style)},
                 {"script", std::string{script}},
                 {"script-hash", csp_hash(script)},
                 {"icons", std::string{file("icons.svg")}},
                 {"logo", icon("logo", 20)},
                 {"search-icon", icon("search")},
                 {"finding-count", number(articles(view))},
                 {"verdict", verdict_section(view)},
                 {"causes", causes_section(view)},
                 {"gaps", gaps_section(view)},
                 {"environments", environments_section(view)},
                 {"chips", chips(report)},
                 {"matrix-size", many(report.findings.size(), "snippet") + " × " + many(view.width(), "environment")},
                 {"matrix", matrix_section(view)},
                 {"many", articles(view) > kLaidOutAtOnce ? "many" : "few"},
                 {"findings", findings_section(view)},
                 {"documents", documents_section(view)},
                 {"run", run_section(view)},
                 {"version", html(one_line(report.version, 40))}});
}

}  // namespace snipcheck::page
