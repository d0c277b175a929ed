#pragma once
/// Work done while environments are still built: snippets run in the newest one as soon as it is there, and what they did there
/// is kept for when the whole row is asked.
#include "sandboxes/sandbox.hpp"
#include "verifier/work.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace snipcheck {

/// A sandbox that can be told to remember what it ran: the same job in the same environment is then answered once from memory.
class RememberingSandbox final : public Sandbox {
 public:
  explicit RememberingSandbox(std::unique_ptr<Sandbox> inner) : inner_(std::move(inner)) {}
  [[nodiscard]] std::string_view tier() const override { return inner_->tier(); }
  RunResult run(const Environment& environment, const Job& job) override;
  std::string run_tool(const Environment& environment, const std::filesystem::path& folder, std::string_view program,
                       const std::vector<std::string>& arguments) override {
    return inner_->run_tool(environment, folder, program, arguments);
  }

  /// From now on, and until it is told to stop, results are kept. Only runs that began are.
  void remember(bool yes) { remembers_ = yes; }

 private:
  std::unique_ptr<Sandbox> inner_;
  std::atomic<bool> remembers_{false}, has_some_{false};
  std::mutex mutex_;
  std::map<std::string, RunResult> results_;  // by environment and job; each goes when it is taken
};

/// Checks the snippets of the work in a matrix that is only a part of what they will be checked in, for the results that its
/// sandbox remembers; the findings are thrown away. Returns when `enough` is set, after an interrupt, or when all are done.
void rehearse(const Work& work, const Matrix& part, const Config& config, const std::atomic<bool>& enough);

}  // namespace snipcheck
