#include "reports/renderers/html/causes.hpp"

#include "reports/escape.hpp"
#include "reports/renderers/html/markup.hpp"
#include "reports/renderers/html/source.hpp"
#include "reports/renderers/html/track.hpp"
#include "reports/wording.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace snipcheck::page {
namespace {

constexpr std::size_t kShownInFull = 12;  ///< Further causes are one line each.

using Key = std::tuple<std::string, std::string, std::string, std::string>;

Key key_of(const Finding& finding) {
  const Diagnosis* first = lead(finding);
  const Since since = first != nullptr && first->since ? *first->since : Since{};
  return {first == nullptr ? "" : first->code, since.package, since.version, std::string{title(finding)}};
}

std::string since_markup(const Finding& finding) {
  const Diagnosis* first = lead(finding);
  if (first != nullptr && first->since)
    return std::string{since_word(finding.status)} + " <b>" +
           html(one_line(first->since->package + ' ' + first->since->version, 80)) + "</b>";
  return finding.status == Status::broken ? "in <b>every release</b>" : "";
}

std::string numbers(const Cause& cause) {
  std::set<std::string> documents;
  for (const Finding* finding : cause.findings)
    documents.insert(finding->document);
  std::string out = many(cause.findings.size(), "snippet");
  return documents.size() > 1 ? out + " in " + many(documents.size(), "document") : out;
}

std::string meta(const Cause& cause) {
  const Finding& first = *cause.findings.front();
  const std::string since = since_markup(first);
  return since + (since.empty() ? "" : "<span class=\"dot\"></span>") + numbers(cause) +
         tag(lead(first) == nullptr ? "" : lead(first)->code);
}

std::string heading(const View& view, const Cause& cause) {
  const Finding& first = *cause.findings.front();
  return "<h3 class=\"" + std::string{to_string(first.status)} + "\">" + icon(first.status) + "<a href=\"#" + view.anchor(first) +
         "\">" + sentence(title(first), 160) + "</a></h3>";
}

std::string slim(const View& view, const Cause& cause) {
  return "<li class=\"cause slim\">" + heading(view, cause) + "<p class=\"meta\">" + meta(cause) + "</p></li>\n";
}

/// The modern form of the first finding that has one; else the line that fails.
std::string remedy(const Cause& cause) {
  for (const Finding* finding : cause.findings)
    for (const Diagnosis& diagnosis : finding->diagnoses)
      if (diagnosis.instead)
        return instead(*finding, diagnosis);
  const std::string line = failing_line(*cause.findings.front());
  return line + "<p class=\"proof\">No modern form is known: this one needs its author.</p>";
}

std::string places(const View& view, const Cause& cause) {
  constexpr std::size_t kNamed = 3;
  std::string out;
  for (std::size_t i = 0; i < std::min(cause.findings.size(), kNamed); ++i)
    out += (i == 0 ? "" : ", ") + ("<a href=\"#" + view.anchor(*cause.findings[i]) + "\">") +
           html(one_line(place(*cause.findings[i]), 120)) + "</a>";
  return cause.findings.size() > kNamed ? out + ", and " + number(cause.findings.size() - kNamed) + " more" : out;
}

std::string in_full(const View& view, const Cause& cause) {
  const Finding& first = *cause.findings.front();
  return "<li class=\"cause " + std::string{to_string(first.status)} + "\"><div>" + heading(view, cause) + "<p class=\"meta\">" +
         status_word(first.status) + ' ' + meta(cause) + "</p>" + track(view, first, Alike::kind) + "<p class=\"where\">" +
         places(view, cause) + "</p></div><div>" + remedy(cause) + "</div></li>\n";
}

std::string noticed_row(const Noticed& noticed) {
  return "<li class=\"cause slim\"><h3 class=\"deprecated\">" + icon(Status::deprecated) + "<span>" +
         sentence(noticed.example->title, 160) + "</span></h3><p class=\"meta\">" + many(noticed.findings.size(), "snippet") +
         (noticed.findings.size() == 1 ? " that works" : " that work") + tag(noticed.example->code) + "</p></li>\n";
}

}  // namespace

std::vector<Cause> causes_of(const View& view, std::string_view group) {
  std::map<Key, std::size_t> index;
  std::vector<Cause> causes;
  for (const Finding* finding : view.findings()) {
    if (group_of(finding->status) != group)
      continue;
    const auto [at, is_new] = index.try_emplace(key_of(*finding), causes.size());
    if (is_new)
      causes.emplace_back();
    causes[at->second].findings.push_back(finding);
  }
  std::ranges::stable_sort(causes, std::greater{}, [](const Cause& cause) { return cause.findings.size(); });
  return causes;
}

std::string causes_section(const View& view) {
  const std::vector<Cause> broke = causes_of(view, "fail"), warned = causes_of(view, "warn");
  const std::vector<Noticed> noticed = noticed_in_working(view.report());
  std::string out;
  if (!broke.empty()) {
    out += "<h2>What broke <small>" + many(broke.size(), "cause") + (broke.size() > 1 ? ", largest first" : "") +
           "</small></h2>\n<ol class=\"causes\">\n";
    for (std::size_t i = 0; i < broke.size(); ++i)
      out += i < kShownInFull ? in_full(view, broke[i]) : slim(view, broke[i]);
    out += "</ol>\n";
  }
  if (!warned.empty() || !noticed.empty()) {
    out += "<h2>Also noticed <small>does not block</small></h2>\n<ol class=\"causes\">\n";
    for (const Cause& cause : warned)
      out += slim(view, cause);
    for (const Noticed& each : noticed)
      out += noticed_row(each);
    out += "</ol>\n";
  }
  return out.empty() ? "<h2>What broke</h2>\n<p class=\"empty\">Nothing that was run.</p>\n" : out;
}

}  // namespace snipcheck::page
