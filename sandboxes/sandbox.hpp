#pragma once
/// The isolated place where one run happens. To add a tier: a file in tiers/, a line in tiers.def.
#include "sandboxes/job.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

struct Environment;

/// Runs jobs in environments. Thread-safe: each call of run() stands for itself.
class Sandbox {
 public:
  Sandbox() = default;
  virtual ~Sandbox() = default;
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  Sandbox(Sandbox&&) = delete;
  Sandbox& operator=(Sandbox&&) = delete;
  /// "full", "none": printed in every report.
  [[nodiscard]] virtual std::string_view tier() const = 0;
  /// Blocks until the run ended, was stopped by a limit, or an interrupt came; leaves no process behind. Never throws for
  /// what the snippet does; what is our fault comes back as End::not_started.
  virtual RunResult run(const Environment& environment, const Job& job) = 0;
  /// Runs one of our own harness programs ("index.py") in an environment folder, isolated the same way, and returns what it
  /// printed. Throws CannotCheck with its last words when it fails.
  virtual std::string run_tool(const Environment& environment, const std::filesystem::path& folder, std::string_view program,
                               const std::vector<std::string>& arguments) = 0;
};

/// Opens this tier ("full", "basic", "none") after trying it for real. Throws CannotCheck with the exact remedy when it does not
/// work; never falls back by itself.
std::unique_ptr<Sandbox> open_sandbox(std::string_view tier);

/// The strongest tier that isolates and works on this machine, tried for real.
struct Strongest {
  std::string tier;
  std::string missing, remedy;  ///< Why no stronger one works, and what to do about it; "" for the strongest of all.
};
/// Throws CannotCheck with the remedy where none works, or only a weaker one than `least`.
Strongest strongest_tier(std::string_view least);

/// What a tier keeps from runs and what it leaves open, for people; "" of full.
std::string_view limits_of_tier(std::string_view tier);

/// SHA-256 over the harness: part of every cache key.
std::string harness_digest();

}  // namespace snipcheck
