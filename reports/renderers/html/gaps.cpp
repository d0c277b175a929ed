#include "reports/renderers/html/gaps.hpp"

#include "reports/escape.hpp"
#include "reports/renderers/html/markup.hpp"
#include "reports/renderers/html/track.hpp"
#include "reports/wording.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace snipcheck::page {
namespace {

constexpr std::size_t kNamed = 5;  ///< Parts of a list that are told; the rest is counted.

/// "13 bash, 11 jinja, and 2 others" of things, "no Redis server (4); no database, and 1 other" of sentences.
std::string counted_parts(const std::map<std::string, std::size_t>& parts, bool things) {
  std::vector<std::pair<std::string, std::size_t>> sorted(parts.begin(), parts.end());
  std::ranges::stable_sort(sorted, std::greater{}, &std::pair<std::string, std::size_t>::second);
  std::string out;
  for (std::size_t i = 0; i < std::min(sorted.size(), kNamed); ++i) {
    const std::string times = number(sorted[i].second), name = sentence(sorted[i].first, 60);
    out += i == 0 ? "" : things ? ", " : "; ";
    out += things ? times + ' ' + name : sorted[i].second == 1 ? name : name + " (" + times + ')';
  }
  if (sorted.size() > kNamed)
    out += ", and " + number(sorted.size() - kNamed) + (sorted.size() == kNamed + 1 ? " other" : " others");
  return out.empty() ? out : out + '.';
}

/// What a finding of this status is counted under.
std::string part_of(const Report& report, const Finding& finding) {
  const Diagnosis* first = lead(finding);
  if (finding.status == Status::skipped)
    return is_other_language(finding) ? finding.language : finding.reason;
  if (first == nullptr)
    return std::string{title(finding)};
  const auto rule = report.rules.find(first->code);
  const bool told_by_rule = finding.status == Status::incomplete && rule != report.rules.end() && !rule->second.title.empty();
  return told_by_rule ? rule->second.title : std::string{title(finding)};
}

std::string item(std::string_view sign, const std::string& head, const std::string& text) {
  return "<li>" + icon(sign) + "<p><b>" + head + "</b> " + text + "</p></li>\n";
}

std::string status_item(const Report& report, Status status) {
  std::map<std::string, std::size_t> parts;
  for (const Finding& finding : report.findings)
    if (finding.status == status)
      ++parts[part_of(report, finding)];
  const auto found = static_cast<std::size_t>(count(report, status));
  if (found == 0)
    return {};
  return item(to_string(status), status_link(status, number(found) + ' ' + spoken(status)),
              counted_parts(parts, status == Status::skipped));
}

std::string documents_item(const Report& report) {
  std::vector<const DocumentInfo*> empty;
  for (const DocumentInfo& document : report.documents)
    if (document.snippets == 0)
      empty.push_back(&document);
  if (empty.empty())
    return {};
  std::string names;
  for (std::size_t i = 0; i < std::min(empty.size(), kNamed); ++i)
    names += (i == 0 ? "" : ", ") + ("<span class=\"path\">" + html(one_line(empty[i]->path, 80)) + "</span>");
  if (empty.size() > kNamed)
    names += ", and " + number(empty.size() - kNamed) + " more";
  return item("skipped", many(empty.size(), "document") + " without code", names);
}

std::size_t failures_in(const View& view, std::size_t environment) {
  std::size_t failures = 0;
  for (const Finding& finding : view.report().findings) {
    if (weight(finding.status) != "fail")
      continue;
    for (const Stretch& stretch : stretches(view, finding))
      if (stretch.first <= environment && environment < stretch.first + stretch.count &&
          shade(finding, stretch.outcome) == "fail")
        ++failures;
  }
  return failures;
}

}  // namespace

std::string gaps_section(const View& view) {
  const Report& report = view.report();
  std::size_t unchecked = 0;
  std::string items;
  for (const Status status : {Status::error, Status::incomplete, Status::unverified, Status::skipped}) {
    unchecked += static_cast<std::size_t>(count(report, status));
    items += status_item(report, status);
  }
  return "<h2>Not checked <small>" + number(unchecked) + " of " + number(report.findings.size()) +
         "</small></h2>\n<ul class=\"gaps\">\n" + items + documents_item(report) +
         item("skipped", "Sentences", "Only code is run. What the prose says is not checked.") + "</ul>\n";
}

std::string environments_section(const View& view) {
  const std::vector<EnvironmentInfo>& environments = view.report().environments;
  std::vector<std::size_t> failures;
  for (std::size_t i = 0; i < environments.size(); ++i)
    failures.push_back(failures_in(view, i));
  const std::size_t most = failures.empty() ? 1 : std::max<std::size_t>(*std::ranges::max_element(failures), 1);
  const std::size_t ran = environments.size() - not_ready(view.report()).size();
  std::string out = fmt::format("<h2>Environments <small>{} of {} ran</small></h2>\n", ran, environments.size()) +
                    "<table class=\"envs\"><thead><tr><th scope=\"col\">Flask</th><th scope=\"col\">Set</th>"
                    "<th scope=\"col\">Python</th><th scope=\"col\" class=\"num\">Fails</th><td></td></tr></thead><tbody>\n";
  for (std::size_t i = 0; i < environments.size(); ++i) {
    const EnvironmentInfo& each = environments[i];
    out += "<tr><th scope=\"row\">" + html(one_line(each.flask.empty() ? "–" : each.flask, 20)) + "</th><td>" +
           html(one_line(each.name, 30)) + "</td><td>" + html(one_line(each.python, 20)) + "</td>";
    if (each.status == "ready")
      out += fmt::format(
          "<td class=\"num\">{}</td><td class=\"meter\"><svg width=\"100%\" height=\"6\" aria-hidden=\"true\">"
          "<rect class=\"b-fail\" width=\"{}%\" height=\"6\" rx=\"3\"/></svg></td></tr>\n",
          number(failures[i]), failures[i] * 100 / most);
    else
      out += "<td colspan=\"2\"><b class=\"st error\">" + html(one_line(each.status, 30)) +
             "</b></td></tr>\n<tr class=\"why\">"
             "<td colspan=\"5\">" +
             sentence(each.reason, 300) + "</td></tr>\n";
  }
  return out + "</tbody></table>\n";
}

}  // namespace snipcheck::page
