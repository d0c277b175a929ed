/// A plain child process: limits, a folder of its own and an empty environment, but no isolation. For trusted content only.
#include "sandboxes/harness_files.hpp"
#include "sandboxes/tiers/tier.hpp"
#include "support/temp_dir.hpp"

namespace snipcheck {
namespace {

class PlainProcess final : public HarnessSandbox {
 public:
  [[nodiscard]] std::string_view tier() const override { return "none"; }

 private:
  Landing execute(const Program& program) override {
    const TempDir work;
    std::vector<std::string> argv{(program.folder / "bin/python").string(), (harness_folder() / program.name).string()};
    argv.insert(argv.end(), program.arguments.begin(), program.arguments.end());
    return launch({.argv = std::move(argv),
                   .environment = settings_for(work.path().string(), program.folder.string()),
                   .directory = work.path(),
                   .input = program.input,
                   .limits = program.limits,
                   .keep = program.keep});
  }
};

}  // namespace

namespace tier {
extern const Tier none;
const Tier none{.name = "none",
                .leaves_open = "runs are plain processes with your rights: they read, write and reach what you do",
                .isolates = false,
                .open = [](const Defences&) -> std::unique_ptr<Sandbox> { return std::make_unique<PlainProcess>(); }};
}  // namespace tier

}  // namespace snipcheck
