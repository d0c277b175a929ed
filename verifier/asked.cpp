#include "verifier/asked.hpp"

#include "support/text.hpp"
#include "verifier/context/context.hpp"
#include "verifier/judge.hpp"
#include "verifier/rule.hpp"
#include "verifier/version_match.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

std::string words_of(const std::vector<Requirement>& requirements) {
  std::vector<std::string> words;
  for (const Requirement& one : requirements)
    words.push_back(to_string(one));
  return join(words, " and ");
}

/// The first of these that the environment does not satisfy; nullptr when it satisfies all.
const Requirement* first_unmet(const std::vector<Requirement>& requirements, const Environment& environment) {
  const auto unmet = std::ranges::find_if(requirements, [&](const Requirement& one) { return !satisfies(environment, one); });
  return unmet == requirements.end() ? nullptr : &*unmet;
}

/// Why the environment is not asked; "" when it is.
std::string why_not(const Directives& directives, const Environment& environment) {
  if (first_unmet(directives.environments, environment) != nullptr)
    return "`for " + words_of(directives.environments) + "` leaves it out";
  if (const Requirement* missing = first_unmet(directives.packages, environment))
    return to_string(*missing) + " is not in it";
  return "";
}

}  // namespace

bool is_asked(const Directives& directives, const Environment& environment) { return why_not(directives, environment).empty(); }

Asked asked_of(const Directives& directives, const Matrix& matrix) {
  Asked asked{.matrix = matrix};
  if (directives.environments.empty() && directives.packages.empty())
    return asked;
  Matrix& part = asked.matrix;
  part.environments.clear();
  part.indexes.clear();
  for (std::size_t i = 0; i < matrix.environments.size(); ++i) {
    const Environment& one = matrix.environments[i];
    if (!why_not(directives, one).empty() && i < matrix.overlays.size() && matrix.overlays[i] &&
        why_not(directives, *matrix.overlays[i]).empty()) {
      part.environments.push_back(*matrix.overlays[i]);
      part.indexes.push_back(matrix.overlay_indexes[i]);
      continue;
    }
    if (std::string why = why_not(directives, one); !why.empty()) {
      asked.left_out.push_back({.environment = one.name, .kind = OutcomeKind::not_asked, .message = std::move(why)});
      if (const Requirement* missing = first_unmet(directives.packages, one);
          missing != nullptr && first_unmet(directives.environments, one) == nullptr)
        asked.unmet = to_string(*missing);
      continue;
    }
    part.environments.push_back(one);
    part.indexes.push_back(matrix.indexes[i]);
  }
  return asked;
}

Finding not_asked(const Subject& subject, const Asked& asked, const Matrix& matrix) {
  const Snippet& snippet = *subject.snippet;
  Finding finding = skipped(snippet);
  if (asked.unmet.empty()) {
    finding.reason = "no selected environment has " + words_of(snippet.directives.environments);
    return finding;
  }
  const Verdict verdict{Status::unverified, {{.kind = Ground::Kind::package, .text = asked.unmet}}};
  finding.status = Status::unverified;
  finding.diagnoses = diagnose(verdict, subject, Context{}, matrix);
  finding.reason = "needs " + asked.unmet + ", which is in no environment that was asked; snipcheck env sync adds it";
  finding.outcomes = asked.left_out;
  return finding;
}

void add_left_out(Finding& finding, const Asked& asked, const Matrix& matrix) {
  if (asked.left_out.empty())
    return;
  std::vector<Outcome> row;
  for (const Environment& one : matrix.environments)
    for (const std::vector<Outcome>* outcomes : {&asked.left_out, static_cast<const std::vector<Outcome>*>(&finding.outcomes)}) {
      const auto found = std::ranges::find(*outcomes, one.name, &Outcome::environment);
      if (found != outcomes->end())
        row.push_back(*found);
    }
  finding.outcomes = std::move(row);
}

}  // namespace snipcheck
