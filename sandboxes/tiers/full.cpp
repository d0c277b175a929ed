/// A cell for each environment and a box for each run: namespaces of its own, a root with nothing but Python in it, no network.
#include "sandboxes/cell.hpp"
#include "sandboxes/cell_words.hpp"
#include "sandboxes/remedy.hpp"
#include "sandboxes/system_calls.hpp"
#include "sandboxes/tiers/tier.hpp"
#include "sandboxes/zygote_json.hpp"
#include "support/error.hpp"

#include <map>
#include <mutex>

namespace snipcheck {
namespace {

constexpr int kCells = 3;  // that may end under a run before it begins: each time for a module that it had better not loaded

/// The cell of one environment: started when it is first needed, and again when it has ended.
class Place {
 public:
  std::shared_ptr<Cell> cell(const CellContent& content, const std::string& filter) {
    const std::lock_guard lock{mutex_};
    if (cell_ && cell_->has_ended())
      for (std::string& module : cell_->spoilt_by())
        avoid_.push_back(std::move(module));
    if (!cell_ || cell_->has_ended()) {
      cell_.reset();
      const CellUsers users = users_for_a_cell();
      CellContent whole = content;
      whole.greeting = greeting_json(filter, users.count > 0, avoid_);
      cell_ = std::make_shared<Cell>(cell_words(whole, users));
    }
    return cell_;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<Cell> cell_;
  std::vector<std::string> avoid_;
};

class Boxes final : public HarnessSandbox {
 public:
  Boxes() : filter_(system_call_filter()) { try_box(); }
  [[nodiscard]] std::string_view tier() const override { return "full"; }

 private:
  Landing execute(const Program& program) override {
    std::vector<std::string> command{"/harness/" + program.name};
    command.insert(command.end(), program.arguments.begin(), program.arguments.end());
    BoxRun run{.input = program.input, .limits = program.limits, .keep = program.keep};
    const bool warm = program.job != nullptr && !program.job->cold;
    run.request = warm ? warm_request(*program.job) : cold_request(command, program.limits);
    Landing landing;
    for (int i = 0; i < kCells; ++i) {
      const std::shared_ptr<Cell> cell = cell_for(program);
      landing = cell->run(run);
      if (landing.end != RunResult::End::not_started || !cell->has_ended())
        break;
    }
    return landing;
  }

  /// A job's cell stays, that of another program goes with it.
  std::shared_ptr<Cell> cell_for(const Program& program) {
    CellContent content = content_for(program.environment, program.folder);
    if (program.job != nullptr)
      return place_of(program.folder.string()).cell(content, filter_);
    return Place{}.cell(content, filter_);
  }

  Place& place_of(const std::string& folder) {
    const std::lock_guard lock{mutex_};
    return places_[folder];
  }

  static void try_box() {
    try {
      const Cell trial{cell_words({}, users_for_a_cell())};
    } catch (const CannotCheck& error) {
      throw CannotCheck(std::string("the sandbox does not work here: ") + error.what(), remedy_for(error.what()));
    }
  }

  std::string filter_;
  std::mutex mutex_;
  std::map<std::string, Place> places_;
};

}  // namespace

namespace tier {
extern const Tier full;
const Tier full{.name = "full", .open = []() -> std::unique_ptr<Sandbox> { return std::make_unique<Boxes>(); }};
}  // namespace tier

}  // namespace snipcheck
