#include "reports/renderers/html/matrix.hpp"

#include "reports/escape.hpp"
#include "reports/renderers/html/markup.hpp"
#include "reports/renderers/html/track.hpp"
#include "reports/wording.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace snipcheck::page {
namespace {

/// Rows are laid out in blocks of this many, and a block only when it comes into sight.
constexpr std::size_t kRowsOfABlock = 100;

// The style sheet makes rows grids, which takes their meaning as table rows away in some browsers: hence the roles.
constexpr std::string_view kRow = "<tr role=\"row\"";

std::string header_row(const View& view) {
  std::string out = std::string{kRow} + "><th role=\"columnheader\" scope=\"col\">Snippet</th>";
  for (std::size_t i = 0; i < view.width(); ++i) {
    const EnvironmentInfo& each = view.report().environments[i];
    const std::string label = view.axis() == "Flask" ? "Flask " + view.label(i) : view.label(i);
    out += "<th role=\"columnheader\" scope=\"col\"><b>" + html(one_line(label, 30)) + "</b><small>" +
           html(one_line((view.axis() == "Flask" ? each.name : each.flask) + ", py " + each.python, 40)) + "</small></th>";
  }
  return out + "</tr>\n";
}

std::string cells(const View& view, const Finding& finding) {
  if (finding.outcomes.empty() || view.width() == 0) {
    const std::string told = finding.reason.empty() ? spoken(finding.status) : finding.reason;
    const std::string why = is_other_language(finding) ? finding.language + ", not run" : told;
    return fmt::format("<td role=\"cell\" colspan=\"{0}\" class=\"n{1} all\"><span class=\"run none\"><em>{2}</em></span></td>",
                       std::max<std::size_t>(view.width(), 1), std::clamp<std::size_t>(view.width(), 1, 12), sentence(why, 80));
  }
  std::string out;
  for (const Stretch& stretch : stretches(view, finding))
    out += fmt::format("<td role=\"cell\" colspan=\"{0}\" class=\"n{0}\"><span class=\"run {1}\">{2}</span></td>", stretch.count,
                       shade(finding, stretch.outcome), outcome_mark(stretch.outcome));
  return out;
}

/// What works or is skipped goes by its first line of code.
std::string code_name(const Finding& finding) {
  const std::string_view line = first_code_line(finding);
  std::string out = line.empty() ? sentence(title(finding), 120) : "<code>" + html(one_line(line, 120)) + "</code>";
  if (finding.status == Status::ok)
    for (const Diagnosis& diagnosis : finding.diagnoses)
      out += tag(diagnosis.code);
  return out;
}

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string row(const View& view, const Finding& finding) {
  const std::string status{to_string(finding.status)};
  const std::string& anchor = view.anchor(finding);
  const bool linked = has_article(finding);
  const std::string name = linked ? "<a href=\"#" + anchor + "\">" + sentence(title(finding), 160) + "</a>"
                                  : "<span>" + code_name(finding) + "</span>";
  return std::string{kRow} + " data-status=\"" + status + "\" data-place=\"" + html(one_line(place(finding))) + '"' +
         (linked ? "" : " id=\"" + anchor + "\" tabindex=\"-1\"") + "><th role=\"rowheader\" scope=\"row\">" +
         icon(finding.status, 14) + "<span class=\"vh\">" + spoken(finding.status) + ": </span>" + name + "<small><span>" +
         html(one_line(base_name(finding.document), 80)) + "</span>:" + std::to_string(line_of(finding)) + "</small></th>" +
         cells(view, finding) + "</tr>\n";
}

std::string_view section_of(const Finding& finding) {
  const std::string_view group = group_of(finding.status);
  if (finding.status == Status::skipped)
    return is_other_language(finding) ? "Not Python" : "Skipped";
  if (finding.status == Status::error)
    return "Could not be checked";
  return group == "fail" ? "Fails" : group == "warn" ? "Warns" : group == "ok" ? "Works" : "Not checked to the end";
}

/// Reading order, but each section in one piece: what is not checked comes after what warns, other languages last.
std::vector<const Finding*> by_section(const View& view) {
  const auto rank = [](const Finding* finding) {
    constexpr std::string_view kOrder[] = {
        "Could not be checked", "Fails", "Warns", "Not checked to the end", "Works", "Skipped", "Not Python"};
    return std::ranges::find(kOrder, section_of(*finding)) - std::begin(kOrder);
  };
  std::vector<const Finding*> findings = view.findings();
  std::ranges::stable_sort(findings, {}, rank);
  return findings;
}

std::string section_row(const View& view, std::string_view section, std::size_t rows) {
  return fmt::format(R"({} class="sec"><th role="rowheader" scope="rowgroup" colspan="{}"><b>{}</b> {}</th></tr>)", kRow,
                     view.width() + 1, section, number(rows));
}

}  // namespace

std::string matrix_section(const View& view) {
  const std::vector<const Finding*> findings = by_section(view);
  std::string out =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Matrix\">"
      "<table class=\"grid " +
      std::string{view.width() <= 4 ? "few" : "wide"} +
      "\" role=\"table\"><caption class=\"vh\">Outcome of every snippet in every environment"
      "</caption><thead role=\"rowgroup\">\n" +
      header_row(view) + "</thead>\n";
  for (auto at = findings.begin(); at != findings.end();) {
    const std::string_view section = section_of(**at);
    const auto end = std::find_if(at, findings.end(), [&](const Finding* each) { return section_of(*each) != section; });
    const auto rows = static_cast<std::size_t>(end - at);
    out += "<tbody role=\"rowgroup\">\n" + section_row(view, section, rows) + "</tbody>\n";
    for (std::size_t left = rows; left > 0; left -= std::min(left, kRowsOfABlock)) {
      out += left < kRowsOfABlock ? "<tbody role=\"rowgroup\">\n" : "<tbody role=\"rowgroup\" class=\"full\">\n";
      for (std::size_t i = 0; i < std::min(left, kRowsOfABlock); ++i, ++at)
        out += row(view, **at);
      out += "</tbody>\n";
    }
  }
  return out + "</table></div>\n";
}

}  // namespace snipcheck::page
