#include "verifier/changed_answers.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace snipcheck {
namespace {

enum class Sort { good, refused, limited, other };

/// 404 says that a route is not there, which its registration tells better; 500 is a fault and has its own ground.
Sort sort_of(int status) {
  if (status == 429)
    return Sort::limited;
  if (status >= 200 && status < 400)
    return Sort::good;
  return status == 400 || status == 401 || status == 403 || status == 405 || status == 415 || status == 422 ? Sort::refused
                                                                                                            : Sort::other;
}

/// The last environment before a change that parts the row in two; nothing where the answers do not fall so.
std::optional<std::size_t> boundary_of(const std::vector<std::optional<int>>& statuses) {
  std::optional<std::size_t> last_before;
  bool changed = false;
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    if (!statuses[i])
      return std::nullopt;
    const Sort first = sort_of(*statuses.front()), now = sort_of(*statuses[i]);
    const bool is_good_first = first == Sort::good && now == Sort::refused;
    const bool is_limited_first = first == Sort::limited && now == Sort::good;
    if (now == first && !changed)
      last_before = i;
    else if (is_good_first || is_limited_first)
      changed = true;
    else
      return std::nullopt;
  }
  return changed ? last_before : std::nullopt;
}

/// The first status with which an environment answers each request.
std::map<std::string, int> statuses_in(const RunResult& result) {
  std::map<std::string, int> out;
  for (const Response& one : result.responses)
    out.emplace(one.request, one.status);
  return out;
}

}  // namespace

std::vector<Ground> changed_answers(const Row& row) {
  std::vector<std::map<std::string, int>> answers;
  for (const RunResult& result : row)
    answers.push_back(statuses_in(result));
  std::vector<Ground> out;
  std::set<std::string> told;
  for (const Response& last : row.back().responses) {
    if (!told.insert(last.request).second)
      continue;
    std::vector<std::optional<int>> statuses;
    for (const auto& one : answers) {
      const auto found = one.find(last.request);
      statuses.push_back(found == one.end() ? std::nullopt : std::optional{found->second});
    }
    if (const auto good = boundary_of(statuses))
      out.push_back({.kind = Ground::Kind::answer,
                     .text = "`" + last.request + "` was answered with " + std::to_string(*statuses[*good]) +
                             " and is answered with " + std::to_string(*statuses.back()),
                     .boundary = Boundary{*good, *good + 1, ""}});
  }
  return out;
}

}  // namespace snipcheck
