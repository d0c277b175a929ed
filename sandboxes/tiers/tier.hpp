#pragma once
/// What a file in tiers/ defines: one `const Tier tier::NAME`.
#include "sandboxes/environment.hpp"
#include "sandboxes/launch.hpp"
#include "sandboxes/sandbox.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Names of defences, as tests leave them out to see that an attack needs them: "files", "calls", "limits" ... Nothing that a
/// user or a snippet can set leads here.
using Defences = std::vector<std::string>;

struct Tier {
  std::string_view name;
  std::string_view leaves_open = {};  ///< What it does not keep from runs, or does not give them; a sentence.
  bool isolates = true;               ///< One that does not is only taken when it is asked for.
  /// Tries it for real. Throws CannotCheck with the exact remedy.
  std::unique_ptr<Sandbox> (*open)(const Defences& without);
};

/// open_sandbox(), with such a hole in it.
std::unique_ptr<Sandbox> open_weak_sandbox(std::string_view tier, const Defences& without);

/// What the tiers have in common: the job out, the results in. A tier says how a Python program of the harness is started.
class HarnessSandbox : public Sandbox {
 public:
  RunResult run(const Environment& environment, const Job& job) final;
  std::string run_tool(const Environment& environment, const std::filesystem::path& folder, std::string_view program,
                       const std::vector<std::string>& arguments) final;

 protected:
  /// A program of the harness under the environment's Python, with this folder as the environment.
  struct Program {
    const Environment& environment;
    const std::filesystem::path& folder;
    std::string name;
    std::vector<std::string> arguments;
    Limits limits;
    std::string input = {};
    std::size_t keep = 0;
    const Job* job = nullptr;  ///< That stands on its input, for main.py.
  };
  /// Runs it in the tier's way.
  virtual Landing execute(const Program& program) = 0;
};

/// Settings that every run gets, whatever the tier: the same on every machine. `binaries` come first on PATH.
std::vector<std::string> settings_for(const std::string& home, const std::string& environment_folder);

}  // namespace snipcheck
