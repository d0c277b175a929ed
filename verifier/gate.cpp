#include "verifier/gate.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <csignal>
#include <optional>
#include <string>
#include <vector>

namespace snipcheck {
namespace {

/// One thing to say about the run, with the exit code that it asks for.
struct Ruling {
  int exit = 0;
  std::string reason;
};

std::string_view spelling(FailOn fail_on) { return fail_on == FailOn::fresh ? "new" : fail_on == FailOn::none ? "none" : "any"; }

/// "4 outdated and 3 broken"; "" when no finding has one of the weights.
std::string numbers(const Report& report, std::string_view of_weight) {
  std::vector<std::string> parts;
  for (const Status status : kStatuses)
    if (const int number = count(report, status); number > 0 && weight(status) == of_weight)
      parts.push_back(std::to_string(number) + ' ' + std::string(to_string(status)));
  if (parts.size() > 1) {
    const std::string last = std::move(parts.back());
    parts.pop_back();
    parts.back() += " and " + last;
  }
  return join(parts, ", ");
}

std::size_t total(const Report& report, std::string_view of_weight) {
  return static_cast<std::size_t>(
      std::ranges::count_if(report.findings, [&](const Finding& finding) { return weight(finding.status) == of_weight; }));
}

std::optional<Ruling> stopped(int signal) {
  if (signal == 0)
    return std::nullopt;
  const std::string name = signal == SIGINT ? "an interrupt" : signal == SIGTERM ? "SIGTERM" : "signal " + std::to_string(signal);
  return Ruling{128 + signal, "stopped by " + name + ": only what had finished is reported"};
}

std::optional<Ruling> unread(const Report& report) {
  std::vector<std::string> reasons;
  for (const DocumentInfo& document : report.documents)
    if (!document.trouble.empty())
      reasons.push_back(document.path + ": " + document.trouble);
  return reasons.empty() ? std::nullopt : std::optional{Ruling{2, join(reasons, "; ")}};
}

/// Why an environment that was asked for has no result, or nothing.
std::optional<std::string> trouble_of(const Report& report, const std::string& name) {
  const auto info = std::ranges::find(report.environments, name, &EnvironmentInfo::name);
  if (info != report.environments.end() && info->status != "ready")
    return info->reason.empty() ? info->status : info->reason;
  const auto asked = [](const Finding& finding) { return finding.status != Status::skipped; };
  if (info == report.environments.end())
    return std::ranges::any_of(report.findings, asked) ? std::optional<std::string>{"it was not run"} : std::nullopt;
  for (const Finding& finding : report.findings)
    for (const Outcome& outcome : finding.outcomes)
      if (outcome.environment == name && (outcome.kind == OutcomeKind::unavailable || outcome.kind == OutcomeKind::sandbox_error))
        return finding.document + ':' + std::to_string(finding.start_line) + ": " +
               (outcome.message.empty() ? std::string(to_string(outcome.kind)) : outcome.message);
  return std::nullopt;
}

/// A fault of ours: no result is a verdict on the content.
std::optional<Ruling> not_checked(const Report& report, const Config& config) {
  std::vector<std::string> reasons;
  for (const std::string& name : config.environments)
    if (const auto trouble = trouble_of(report, name))
      reasons.push_back("environment " + name + " gave no result: " + *trouble);
  if (const int errors = count(report, Status::error); errors > 0)
    reasons.push_back(counted(static_cast<std::size_t>(errors), "snippet") + " could not be checked");
  return reasons.empty() ? std::nullopt : std::optional{Ruling{3, join(reasons, "; ")}};
}

std::optional<Ruling> blocked(const Report& report, FailOn fail_on) {
  const std::size_t blocking = total(report, "fail");
  if (blocking == 0)
    return std::nullopt;
  const std::string reason = numbers(report, "fail") + (blocking == 1 ? " snippet blocks" : " snippets block");
  return fail_on == FailOn::none ? Ruling{0, "would fail: " + reason} : Ruling{1, reason};
}

bool has_verdict(const Finding& finding) { return finding.status != Status::skipped && finding.status != Status::error; }

/// Nothing passes by not being looked at. Where --since finds that all stands as it did, it was looked at then.
std::optional<Ruling> empty(const Report& report, const Config& config) {
  if (std::ranges::any_of(report.findings, has_verdict))
    return std::nullopt;
  const auto unchanged = [](const Finding& finding) { return finding.reason.starts_with("unchanged since "); };
  if (config.since && std::ranges::any_of(report.findings, unchanged))
    return Ruling{0, "nothing to check: every snippet stands as it does in " + *config.since};
  const std::string reason = report.findings.empty() ? "nothing was selected: there is no snippet to check"
                                                     : "nothing was checked: no snippet got a verdict";
  return Ruling{config.allow_empty ? 0 : 4, reason};
}

std::string passed(const Report& report) {
  const std::size_t warnings = total(report, "warn");
  std::string reason = "no snippet blocks";
  if (warnings > 0)
    reason += "; " + numbers(report, "warn") + (warnings == 1 ? " snippet warns" : " snippets warn");
  if (const std::size_t remarks = count_remarks(report); remarks > 0)
    reason += "; " + counted(remarks, "remark") + " on documents";
  return reason;
}

}  // namespace

Gate gate_of(const Report& report, const Config& config, int interrupted) {
  std::vector<std::string> reasons;
  Gate gate{.blocking = static_cast<int>(total(report, "fail")), .fail_on = std::string(spelling(config.fail_on))};
  // The order is that of precedence: the first code counts, all reasons are named.
  for (const auto& ruling : {stopped(interrupted), unread(report), not_checked(report, config), blocked(report, config.fail_on),
                             empty(report, config)})
    if (ruling) {
      gate.exit = gate.exit == 0 ? ruling->exit : gate.exit;
      reasons.push_back(ruling->reason);
    }
  gate.reason = reasons.empty() ? passed(report) : join(reasons, "; ");
  return gate;
}

}  // namespace snipcheck
