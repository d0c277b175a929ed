#include "verifier/confirm.hpp"

#include "support/digest.hpp"
#include "support/interrupt.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <tuple>

namespace snipcheck {
namespace {

/// One in so many results of runs without failures.
constexpr unsigned kSample = 100;

using End = RunResult::End;

bool fails(const RunResult& result) {
  const bool ended_well = result.end == End::exited && result.complete;
  return !ended_well || std::ranges::any_of(result.faults, [](const Fault& one) { return !one.guessed; });
}

bool compiles(const RunResult& result) {
  return result.stage != "compile" && (result.faults.empty() || result.faults[0].stage != "compile");
}

/// Failing itself, beside one that does not: there a wrong result would move a boundary. The newest counts as well.
bool is_at_an_edge(const Row& row, std::size_t at) {
  const bool first = at == 0 || !fails(row[at - 1]);
  const bool last = at + 1 == row.size() || !fails(row[at + 1]);
  return fails(row[at]) && (first || last);
}

/// Failures of one kind: the same error from the same place of a library, or by the same end.
std::string kind_of_failure(const RunResult& result, const std::string& environment) {
  std::string kind = environment + '|' + std::to_string(static_cast<int>(result.end));
  for (const Fault& fault : result.faults) {
    if (fault.guessed)
      continue;
    kind += '|' + fault.stage + ' ' + fault.type;
    const auto frame = std::ranges::find_if(fault.frames.rbegin(), fault.frames.rend(), &Frame::library);
    if (frame != fault.frames.rend())
      kind += ' ' + frame->module + ' ' + frame->function;
    break;
  }
  return kind;
}

bool is_in_sample(const Subject& subject, const std::string& environment) {
  const std::string hex = Digest{}.add("code", subject.snippet->code).add("environment", environment).hex();
  return std::stoul(hex.substr(0, 8), nullptr, 16) % kSample == 0;
}

/// Whether an interpreter has to do with it: what the answer does not show, and what our data does, is the same in any.
bool depends_on_the_interpreter(const RunResult& result, const Subject& subject, const Context& context, const Matrix& matrix) {
  static constexpr FaultKind kOthers[] = {FaultKind::missing, FaultKind::guess, FaultKind::invented, FaultKind::ours};
  const bool ended_well = result.end == End::exited && result.complete;
  return !ended_well || std::ranges::any_of(result.faults, [&](const Fault& one) {
    return !one.guessed && std::ranges::find(kOthers, kind_of(one, subject, context, matrix)) == std::end(kOthers);
  });
}

using Said = std::vector<std::tuple<std::string, std::string, std::string, int>>;

Said said_by(const RunResult& result) {
  Said said;
  for (const Fault& fault : result.faults)
    if (!fault.guessed)
      said.emplace_back(fault.stage, fault.where, fault.type, fault.line);
  for (const Caution& caution : result.cautions)
    said.emplace_back("warning", "", caution.category, caution.line);
  std::ranges::sort(said);
  return said;
}

}  // namespace

bool Confirmations::is_wanted(const std::string& kind) {
  const std::lock_guard lock{mutex_};
  return kinds_.insert(kind).second || distrusted_.contains(kind);
}

void Confirmations::distrust(const std::string& kind) {
  const std::lock_guard lock{mutex_};
  distrusted_.insert(kind);
}

bool say_the_same(const RunResult& one, const RunResult& other) {
  return one.end == other.end && one.complete == other.complete && (one.end != End::exited || one.code == other.code) &&
         said_by(one) == said_by(other);
}

void confirm(Row& row, const Subject& subject, const Context& context, const Matrix& matrix) {
  if (matrix.cold || matrix.confirmations == nullptr)
    return;
  std::vector<bool> repeated(row.size());
  for (std::size_t i = 0; i < row.size() && interrupt::signal_number() == 0;) {
    const std::size_t at = i++;
    if (repeated[at])
      continue;
    const std::string& environment = matrix.environments[at].name;
    const std::string failure = fails(row[at]) ? kind_of_failure(row[at], environment) : "";
    if (took_too_long(row[at]) && at + 1 < row.size())  // it had less time than the newest
      continue;
    const bool worth_it = failure.empty() ? is_in_sample(subject, environment)
                                          : is_at_an_edge(row, at) && compiles(row[at]) && row[at].end != End::not_started &&
                                                depends_on_the_interpreter(row[at], subject, context, matrix) &&
                                                matrix.confirmations->is_wanted(failure);
    if (!worth_it)
      continue;
    repeated[at] = true;
    RunResult cold = run_one(subject, context, matrix, at, Start::cold);
    if (cold.end == End::not_started || cold.end == End::interrupted || say_the_same(row[at], cold))
      continue;
    if (!failure.empty())
      matrix.confirmations->distrust(failure);
    row[at] = std::move(cold);
    row[at].differs_warm = true;
    i = at > 0 ? at - 1 : 0;  // its neighbours may be at an edge now
  }
}

}  // namespace snipcheck
