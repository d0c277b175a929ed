#include "verifier/verify.hpp"

#include "support/file.hpp"
#include "support/interrupt.hpp"
#include "verifier/documents.hpp"
#include "verifier/environments.hpp"
#include "verifier/gate.hpp"
#include "verifier/isolation.hpp"
#include "verifier/reading.hpp"
#include "verifier/report_of.hpp"
#include "verifier/since.hpp"
#include "verifier/work.hpp"

#include <optional>

namespace snipcheck {

Report verify(const Config& given, Progress& progress) {
  // How well can this machine be kept from what runs? Findings depend on it.
  const Config config = with_isolation(given, progress);

  // What is there to check? Content never fails here: what cannot be read as code is not code.
  Reading reading = read_all(config.documents, config.ignoring);
  const std::vector<Snippet>& snippets = reading.snippets;
  const std::vector<bool> selected = selection(snippets, config.documents);  // the others may still be somebody's context
  const Unchanged unchanged = config.since ? digests_since(*config.since, paths_of(reading)) : Unchanged{};

  // In which environments, and what is known of that already? Choosing them starts no Python.
  const Chosen chosen = choose(config);
  std::vector<EnvironmentInfo> infos = describe_environments(chosen.row);
  std::optional<ResultCache> cache;
  if (config.use_cache)
    cache.emplace(cache_folder() / "results.sqlite");
  ResultCache* const remembered = cache ? &*cache : nullptr;
  Work work = plan_work(snippets, selected, unchanged, chosen.all(), config, remembered);

  // Beyond this point no snippet is added and none is changed. Each climbs its ladder of contexts in all environments; a finding
  // is stored as it arrives, so that an interrupted run loses none.
  if (!work.items.empty()) {
    const Ready ready = make_ready(chosen, work, config, infos, progress);
    const bool whole = ready.matrix.environments.size() == chosen.row.size();  // part of a row is not worth remembering
    if (ready.matrix.environments.empty() && interrupt::signal_number() == 0)
      give_up(work, snippets, infos.back().reason);
    else if (!ready.matrix.environments.empty())
      run_work(work, snippets, ready.matrix, config, whole ? remembered : nullptr, progress);
  }

  // From here on everything is a value: the report, and what it means for the gate.
  Report report = report_of(config, std::move(reading), std::move(work), std::move(infos));
  report.gate = gate_of(report, config, interrupt::signal_number());
  return report;
}

}  // namespace snipcheck
