#pragma once
/// What a run has to do: findings that are known already, and snippets that have to be run.
#include "verifier/cache.hpp"
#include "verifier/check.hpp"
#include "verifier/config.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace snipcheck {

class Progress;

struct Work {
  std::vector<std::optional<Finding>> findings;  ///< Parallel to the snippets of the run; nothing: not yet.
  struct Item {
    std::size_t snippet;  ///< Its index.
    Subject subject;
    std::string key;  ///< Of its finding in the cache; "" when it is not to be stored.
  };
  std::vector<Item> items;  ///< To be run, in reading order.
};

/// Digests of snippets that need no check, by document path; what digests_since() gives.
using Unchanged = std::map<std::string, std::set<std::string>>;

/// `selected` is parallel to the snippets: the others are there for context only, and get no finding.
/// `environments` are all that a finding may depend on, spare ones included.
/// Blocks of other languages, skipped ones and unchanged ones are settled; so is what the cache knows for these environments,
/// limits and version. `snippets` has to outlive the work.
Work plan_work(const std::vector<Snippet>& snippets, const std::vector<bool>& selected, const Unchanged& unchanged,
               const std::vector<Environment>& environments, const Config& config, ResultCache* cache);

/// Settles what is left as not checked, for that reason.
void give_up(Work& work, const std::vector<Snippet>& snippets, const std::string& reason);

/// Runs what is left, `config.jobs` snippets at a time, and stores each finding as it arrives. After an interrupt it returns with
/// what is finished; the rest stays empty.
void run_work(Work& work, const std::vector<Snippet>& snippets, const Matrix& matrix, const Config& config, ResultCache* cache,
              Progress& progress);

}  // namespace snipcheck
