#include "verifier/work.hpp"

#include "sandboxes/sandbox.hpp"
#include "support/digest.hpp"
#include "support/interrupt.hpp"
#include "verifier/context/context.hpp"
#include "verifier/progress.hpp"
#include "verifier/spares.hpp"
#include "verifier/version.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

namespace snipcheck {
namespace {

/// All that a finding depends on besides the snippet: tool, harness, environments, limits, isolation.
std::string circumstances(const std::vector<Environment>& environments, const Config& config) {
  Digest digest;
  digest.add("version", kVersion).add("rules", build_digest()).add("harness", harness_digest());
  for (const Environment& one : environments)
    digest.add("environment", one.name).add("key", one.key);
  for (const std::string& name : config.must_pass)
    digest.add("must-pass", name);
  for (const auto& [path, code] : read_modules(config.modules).files)
    digest.add("module", path).add("code", code);
  digest.add("timeout", std::to_string(config.timeout_seconds))
      .add("isolation", config.isolation)
      .add("cold", config.cold ? "all" : "");
  return digest.hex();
}

bool is_unchanged(const Unchanged& unchanged, const Snippet& snippet, const std::string& digest) {
  const auto document = unchanged.find(snippet.document);
  return document != unchanged.end() && document->second.contains(digest);
}

Finding unchanged_finding(const Snippet& snippet, const std::string& since) {
  Finding finding = skipped(snippet);
  finding.reason = "unchanged since " + since;
  return finding;
}

/// Not checked, through no fault of its own.
Finding failed(const Snippet& snippet, const std::string& reason) {
  Finding finding = skipped(snippet);
  finding.status = Status::error;
  finding.reason = "could not be checked: " + reason;
  return finding;
}

/// A fault of ours is told with the snippet; it never takes the other snippets with it.
Finding check_or_say_why_not(const Subject& subject, const Matrix& matrix) {
  try {
    return check(subject, matrix);
  } catch (const std::exception& problem) {
    return failed(*subject.snippet, problem.what());
  }
}

std::string place_name(const Snippet& snippet) { return snippet.document + ":" + std::to_string(snippet.start_line); }

bool is_failing(const Finding& finding) { return weight(finding.status) == "fail" || finding.status == Status::error; }

/// Lets the environments load what the first snippet imports, all at once: else the workers would wait for one after the other.
/// What goes wrong is told by the first run that is wanted.
std::vector<std::jthread> warm_up(const Work& work, const Matrix& matrix, std::size_t jobs) {
  std::vector<std::jthread> threads;
  if (matrix.cold || jobs < 2 || work.items.empty() || matrix.sandbox->tier() != "full")  // else a cell holds one run at a time
    return threads;
  const auto run_nothing = [&work, &matrix](std::size_t environment) {
    try {
      const Subject& first = work.items.front().subject;
      Job job = job_of(first, plan_context(first, matrix), matrix, environment);
      job.code.clear();
      job.before.clear();
      job.files.clear();
      (void)matrix.sandbox->run(matrix.environments[environment], job);
    } catch (const std::exception&) {
      return;
    }
  };
  for (std::size_t i = 0; i < matrix.environments.size(); ++i)
    threads.emplace_back(run_nothing, i);
  return threads;
}

}  // namespace

Work plan_work(const std::vector<Snippet>& snippets, const std::vector<bool>& selected, const Unchanged& unchanged,
               const std::vector<Environment>& environments, const Config& config, ResultCache* cache) {
  Work work;
  work.findings.resize(snippets.size());
  const std::string around = circumstances(environments, config);
  for (Subject& subject : subjects_of(snippets)) {
    const auto index = static_cast<std::size_t>(subject.snippet - snippets.data());
    if (!selected[index])
      continue;
    const std::string digest = subject_digest(subject);
    if (is_unchanged(unchanged, *subject.snippet, digest)) {
      work.findings[index] = unchanged_finding(*subject.snippet, *config.since);
      continue;
    }
    const std::vector<int>& shift = subject.snippet->shift;  // findings name columns: those of a dump move with its scores
    const std::string column = std::to_string(shift.empty() ? 0 : shift.front());
    const std::string key = Digest{}.add("subject", digest).add("around", around).add("column", column).hex();
    if (cache != nullptr && (work.findings[index] = cache->find(key))) {
      place(*work.findings[index], *subject.snippet);
      continue;
    }
    work.items.push_back({index, std::move(subject), key});
  }
  std::vector<bool> waiting(snippets.size());
  for (const Work::Item& item : work.items)
    waiting[item.snippet] = true;
  for (std::size_t i = 0; i < snippets.size(); ++i)
    if (selected[i] && !work.findings[i] && !waiting[i])
      work.findings[i] = skipped(snippets[i]);
  return work;
}

void give_up(Work& work, const std::vector<Snippet>& snippets, const std::string& reason) {
  for (const Work::Item& item : work.items)
    work.findings[item.snippet] = failed(snippets[item.snippet], reason);
}

void run_work(Work& work, const std::vector<Snippet>& snippets, const Matrix& matrix, const Config& config, ResultCache* cache,
              Progress& progress) {
  progress.begin(work.items.size(), "snippets");
  std::atomic<std::size_t> next{0};
  const auto worker = [&] {
    for (std::size_t i; (i = next++) < work.items.size() && interrupt::signal_number() == 0;) {
      const Work::Item& item = work.items[i];
      Finding finding = check_or_say_why_not(item.subject, matrix);
      if (interrupt::signal_number() != 0)
        return;  // it may have been cut short
      progress.step(place_name(snippets[item.snippet]), is_failing(finding));
      const bool asked_all = matrix.spares == nullptr || matrix.spares->unavailable().empty();
      if (cache != nullptr && !item.key.empty() && finding.status != Status::error && asked_all)
        cache->store(item.key, finding);
      work.findings[item.snippet] = std::move(finding);
    }
  };
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t jobs = config.jobs > 0 ? static_cast<std::size_t>(config.jobs) : cores;
  {
    std::vector<std::jthread> workers = warm_up(work, matrix, jobs);
    for (std::size_t i = 0; i < std::min(jobs, work.items.size()); ++i)
      workers.emplace_back(worker);
  }
  progress.end();
}

}  // namespace snipcheck
