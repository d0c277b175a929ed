#include "reports/renderers/html/track.hpp"

#include "reports/escape.hpp"
#include "reports/renderers/html/markup.hpp"
#include "reports/wording.hpp"

#include <algorithm>

namespace snipcheck::page {
namespace {

constexpr std::size_t kWidestStretch = 12;

const Outcome* outcome_in(const Finding& finding, const std::string& environment) {
  const auto found = std::ranges::find(finding.outcomes, environment, &Outcome::environment);
  return found == finding.outcomes.end() ? nullptr : &*found;
}

bool same(const Outcome* one, const Outcome* other, Alike alike) {
  if (alike == Alike::none || one == nullptr || other == nullptr)
    return alike != Alike::none && one == other;
  return one->kind == other->kind && (alike == Alike::kind || one->error_type == other->error_type);
}

std::string_view sign(const Outcome* outcome) {
  if (outcome == nullptr || outcome->kind == OutcomeKind::unavailable || outcome->kind == OutcomeKind::not_asked)
    return "unverified";
  switch (outcome->kind) {
    case OutcomeKind::pass: return "ok";
    case OutcomeKind::warn: return "deprecated";
    case OutcomeKind::missing: return "incomplete";
    case OutcomeKind::sandbox_error: return "error";
    default: return "fail";
  }
}

std::string word(const Outcome* outcome) { return outcome == nullptr ? "not run" : html(one_line(outcome_word(*outcome), 40)); }

std::string joined(const std::string& from, const std::string& to) { return from == to ? from : from + "–" + to; }

}  // namespace

std::vector<Stretch> stretches(const View& view, const Finding& finding, Alike alike) {
  std::vector<Stretch> row;
  for (std::size_t i = 0; i < view.width(); ++i) {
    const Outcome* outcome = outcome_in(finding, view.report().environments[i].name);
    if (row.empty() || !same(row.back().outcome, outcome, alike) || row.back().count == kWidestStretch) {
      row.push_back({.outcome = outcome, .first = i});
      continue;
    }
    row.back().outcome = outcome;
    ++row.back().count;
  }
  return row;
}

std::string_view shade(const Finding& finding, const Outcome* outcome) {
  if (outcome == nullptr)
    return "none";
  switch (outcome->kind) {
    case OutcomeKind::pass: return "pass";
    case OutcomeKind::warn: return "warn";
    case OutcomeKind::missing:
    case OutcomeKind::unavailable:
    case OutcomeKind::not_asked:
    case OutcomeKind::sandbox_error: return "none";
    default: return group_of(finding.status) == "gap" ? "none" : "fail";
  }
}

std::string outcome_mark(const Outcome* outcome) { return icon(sign(outcome), 14) + "<em>" + word(outcome) + "</em>"; }

std::string span_label(const View& view, const Stretch& stretch) {
  return joined(view.label(stretch.first), view.label(stretch.first + stretch.count - 1));
}

std::string span_versions(const View& view, const Stretch& stretch, const std::string& package) {
  const auto version = [&](std::size_t i) {
    const auto& packages = view.report().environments[i].packages;
    const auto found = packages.find(package);
    return found == packages.end() ? std::string{} : found->second;
  };
  const std::string from = version(stretch.first), to = version(stretch.first + stretch.count - 1);
  return from.empty() || to.empty() ? "" : joined(from, to);
}

std::string track(const View& view, const Finding& finding, Alike alike) {
  if (finding.outcomes.empty() || view.width() == 0)
    return {};
  const Diagnosis* first = lead(finding);
  const std::string package = first != nullptr && first->since ? first->since->package : "";
  std::string out = "<div class=\"axis\">" + std::string{view.axis()} + " <ol class=\"track\">";
  for (const Stretch& stretch : stretches(view, finding, alike)) {
    const std::string versions = package == "flask" ? "" : span_versions(view, stretch, package);
    const std::string culprit = stretch.first == 0 ? package + ' ' : "";
    const bool fine = stretch.outcome != nullptr && stretch.outcome->kind == OutcomeKind::pass;
    out += "<li class=\"run " + std::string{shade(finding, stretch.outcome)} + " n" + std::to_string(stretch.count) + "\">" +
           icon(sign(stretch.outcome), 14) + "<b>" + html(span_label(view, stretch)) + "</b> <em" +
           (fine ? " class=\"vh\">" : ">") + word(stretch.outcome) + "</em>" +
           (versions.empty() ? "" : "<small>" + html(one_line(culprit + versions, 60)) + "</small>") + "</li>";
  }
  return out + "</ol></div>\n";
}

}  // namespace snipcheck::page
