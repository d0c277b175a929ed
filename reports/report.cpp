#include "reports/report.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace snipcheck {
namespace {

template <typename T, std::size_t n>
using Words = std::array<std::pair<T, std::string_view>, n>;

constexpr Words<Status, 9> kStatusWords{{{Status::ok, "ok"},
                                         {Status::deprecated, "deprecated"},
                                         {Status::outdated, "outdated"},
                                         {Status::too_new, "too-new"},
                                         {Status::broken, "broken"},
                                         {Status::incomplete, "incomplete"},
                                         {Status::unverified, "unverified"},
                                         {Status::skipped, "skipped"},
                                         {Status::error, "error"}}};

constexpr Words<OutcomeKind, 12> kOutcomeWords{{{OutcomeKind::pass, "pass"},
                                                {OutcomeKind::warn, "warn"},
                                                {OutcomeKind::fail, "fail"},
                                                {OutcomeKind::timeout, "timeout"},
                                                {OutcomeKind::oom, "oom"},
                                                {OutcomeKind::output_limit, "output-limit"},
                                                {OutcomeKind::crashed, "crashed"},
                                                {OutcomeKind::stopped_early, "stopped-early"},
                                                {OutcomeKind::missing, "missing"},
                                                {OutcomeKind::unavailable, "unavailable"},
                                                {OutcomeKind::sandbox_error, "sandbox-error"},
                                                {OutcomeKind::not_asked, "not-asked"}}};

template <typename T, std::size_t n>
std::string_view word_of(const Words<T, n>& words, T value) {
  const auto found = std::ranges::find(words, value, &std::pair<T, std::string_view>::first);
  return found == words.end() ? std::string_view{} : found->second;
}

template <typename T, std::size_t n>
std::optional<T> value_of(const Words<T, n>& words, std::string_view word) {
  const auto found = std::ranges::find(words, word, &std::pair<T, std::string_view>::second);
  return found == words.end() ? std::nullopt : std::optional<T>{found->first};
}

}  // namespace

std::string_view to_string(Status status) { return word_of(kStatusWords, status); }
std::optional<Status> status_from(std::string_view text) { return value_of(kStatusWords, text); }
std::string_view to_string(OutcomeKind kind) { return word_of(kOutcomeWords, kind); }
std::optional<OutcomeKind> outcome_from(std::string_view text) { return value_of(kOutcomeWords, text); }

int count(const Report& report, Status status) {
  return static_cast<int>(std::ranges::count(report.findings, status, &Finding::status));
}

std::size_t count_remarks(const Report& report) {
  std::size_t found = 0;
  for (const DocumentInfo& document : report.documents)
    found += document.remarks.size();
  return found;
}

std::string_view weight(Status status) {
  switch (status) {
    case Status::ok: return "pass";
    case Status::deprecated:
    case Status::incomplete:
    case Status::unverified: return "warn";
    case Status::outdated:
    case Status::too_new:
    case Status::broken: return "fail";
    case Status::skipped:
    case Status::error: return "-";
  }
  return "-";
}

int position_in(const Excerpt& excerpt, int line, int column) {
  const std::vector<int>& numbers = excerpt.numbers;
  if (numbers.empty())
    return line - excerpt.start;
  const auto first = std::ranges::lower_bound(numbers, line);
  auto found = static_cast<int>(first - numbers.begin());
  if (found == 0 && line < numbers.front())
    return -1;
  for (auto i = static_cast<std::size_t>(found); i < numbers.size() && numbers[i] == line && excerpt.columns[i] <= column; ++i)
    found = static_cast<int>(i);
  return found;
}

int line_at(const Excerpt& excerpt, int position) {
  return excerpt.numbers.empty() ? excerpt.start + position : excerpt.numbers.at(static_cast<std::size_t>(position));
}

}  // namespace snipcheck
