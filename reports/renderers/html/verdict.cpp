#include "reports/renderers/html/verdict.hpp"

#include "reports/escape.hpp"
#include "reports/renderers/html/markup.hpp"
#include "reports/wording.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace snipcheck::page {
namespace {

struct Share {
  std::string_view group, word;
  std::vector<Status> statuses;
};

const std::vector<Share>& shares() {
  static const std::vector<Share> all{
      {"fail", "fail", {Status::broken, Status::outdated, Status::too_new}},
      {"warn", "warn", {Status::deprecated}},
      {"ok", "work", {Status::ok}},
      {"gap", "not checked", {Status::error, Status::incomplete, Status::unverified, Status::skipped}}};
  return all;
}

std::size_t total(const Report& report, const Share& share) {
  int sum = 0;
  for (const Status status : share.statuses)
    sum += count(report, status);
  return static_cast<std::size_t>(sum);
}

/// How many findings stand in the way. A gate that is switched off does not make them fewer.
std::size_t blocking(const Report& report) {
  const int failing = count_weight(report, "fail");
  if (report.gate.blocking > 0)
    return static_cast<std::size_t>(report.gate.blocking);
  return report.gate.fail_on == "none" || report.gate.exit == 1 ? static_cast<std::size_t>(failing) : 0;
}

std::string failing_words(const Report& report) {
  std::vector<std::string> parts;
  for (const Status status : shares().front().statuses)
    if (const int found = count(report, status); found > 0)
      parts.push_back(number(static_cast<std::size_t>(found)) + ' ' + spoken(status));
  if (parts.size() < 2)
    return join(parts, "");
  const std::string last = parts.back();
  parts.pop_back();
  return join(parts, ", ") + " and " + last;
}

std::string blocking_words(const Report& report) {
  const std::size_t stopping = blocking(report);
  const auto failing = static_cast<std::size_t>(count_weight(report, "fail"));
  const std::string noun = report.gate.fail_on == "new" ? "new finding" : "finding";
  if (stopping == 0)
    return failing == 0 ? "No finding blocks it." : "No new finding blocks it; " + many(failing, "known failure") + " unchanged.";
  std::string words = "<b>" + many(stopping, noun) + "</b> " + (stopping == 1 ? "blocks" : "block") + " it";
  words += stopping == failing ? ": " + failing_words(report) + '.'
                               : "; " + many(failing - std::min(failing, stopping), "known failure") + " unchanged.";
  if (report.gate.fail_on == "none")
    words += " <span>The gate is switched off.</span>";
  return words;
}

std::string completeness_words(const Report& report) {
  const std::vector<const EnvironmentInfo*> late = not_ready(report);
  const std::size_t all = report.environments.size();
  std::string words;
  if (late.empty()) {
    words = fmt::format(" <span>{} of {} environments ran.</span>", all, all);
  } else {
    std::vector<std::string> names;
    for (const EnvironmentInfo* each : late)
      names.push_back(html(one_line(each->name, 40)));
    words = " <b class=\"st error\">" + many(late.size(), "environment") + " did not run: " + join(names, ", ") + ".</b>";
  }
  if (const int errors = count(report, Status::error); errors > 0)
    words += " <b class=\"st error\">" + many(static_cast<std::size_t>(errors), "snippet") + " could not be checked.</b>";
  return words;
}

std::string share_bar(const Report& report) {
  const auto all = static_cast<double>(std::max<std::size_t>(report.findings.size(), 1));
  constexpr double kLeast = 0.012;  // what occurs is seen
  double sum = 0;
  for (const Share& share : shares())
    if (const std::size_t found = total(report, share); found > 0)
      sum += std::max(static_cast<double>(found) / all, kLeast);
  std::string label, bars;
  double left = 0;
  for (const Share& share : shares()) {
    const std::size_t found = total(report, share);
    label += (label.empty() ? "" : ", ") + number(found) + ' ' + std::string{share.word};
    if (found == 0)
      continue;
    const double width = std::max(static_cast<double>(found) / all, kLeast) / sum * 100;
    bars += fmt::format(R"(<rect class="b-{}" x="{:.2f}%" width="{:.2f}%" height="100%"/>)", share.group, left, width);
    left += width;
  }
  return "<svg class=\"share\" width=\"100%\" height=\"10\" role=\"img\" aria-label=\"" + label + "\">" + bars + "</svg>\n";
}

std::string share_item(const Report& report, const Share& share) {
  std::vector<std::string> parts;
  for (const Status status : share.statuses) {
    const auto found = static_cast<std::size_t>(count(report, status));
    if (found > 0)
      parts.push_back(status_link(status, number(found) + ' ' + spoken(status)));
  }
  const std::string group{share.group};
  return "<li class=\"" + group + "\"><svg width=\"10\" height=\"10\" aria-hidden=\"true\"><rect class=\"b-" + group +
         "\" width=\"10\" height=\"10\" rx=\"2\"/></svg><p><b>" + number(total(report, share)) + "</b> " +
         std::string{share.word} + "</p><p class=\"parts\">" + join(parts, ", ") + "</p></li>\n";
}

std::string weak_isolation(const Report& report) {
  if (report.isolation.empty() || report.isolation == "full")
    return {};
  if (report.isolation == "basic")
    return "<p class=\"alarm\"><b>Isolation was basic, not full</b>: rules instead of namespaces. <code>snipcheck doctor</code> "
           "says "
           "what they leave open, and what full isolation needs.</p>\n";
  return "<p class=\"alarm\">" + icon(Status::error) + " <b>Isolation was not full</b>: the snippets ran with isolation \"" +
         html(one_line(report.isolation, 80)) + "\".</p>\n";
}

}  // namespace

Headline verdict_of(const Report& report) {
  if (blocking(report) > 0)
    return Headline::unsafe;
  if (!not_ready(report).empty() || count(report, Status::error) > 0)
    return Headline::unchecked;
  constexpr int kStaleBaseline = 5;  // Exit code: only stale entries of the baseline.
  return report.gate.exit == 0 ? Headline::safe : report.gate.exit == kStaleBaseline ? Headline::unsafe : Headline::unchecked;
}

std::string_view to_string(Headline verdict) {
  switch (verdict) {
    case Headline::safe: return "Safe to merge";
    case Headline::unsafe: return "Not safe to merge";
    case Headline::unchecked: return "Not fully checked";
  }
  return {};
}

std::string verdict_section(const View& view) {
  const Report& report = view.report();
  const Headline verdict = verdict_of(report);
  const char* css_class = verdict == Headline::safe ? "ok" : verdict == Headline::unsafe ? "broken" : "error";
  std::string out = "<div class=\"verdict\"><h1 class=\"" + std::string{css_class} + "\">" + icon(css_class, 30) + ' ' +
                    std::string{to_string(verdict)} + "</h1>\n<p class=\"lede\">" + blocking_words(report) +
                    completeness_words(report) + "</p>\n";
  if (verdict != Headline::safe)
    out += "<p class=\"reason\">Gate: " + sentence(gate_words(report.gate)) + "</p>\n";
  out += "</div>\n" + weak_isolation(report) + share_bar(report) + "<ul class=\"shares\">\n";
  for (const Share& share : shares())
    out += share_item(report, share);
  return out + "</ul>\n";
}

}  // namespace snipcheck::page
