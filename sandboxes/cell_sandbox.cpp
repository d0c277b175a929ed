#include "sandboxes/cell_sandbox.hpp"

#include "sandboxes/control_groups.hpp"
#include "sandboxes/remedy.hpp"
#include "sandboxes/zygote_json.hpp"
#include "support/error.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

constexpr int kCells = 3;  // that may end under a run before it begins: each time for a module that it had better not loaded

}  // namespace

/// A cell that one more run may begin in: started when none is free, and again when it has ended.
class CellSandbox::Lease {
 public:
  Lease(const CellSandbox& sandbox, Site& site, const Program& program) : site_(site) {
    const std::lock_guard lock{site.mutex};
    std::erase_if(site.cells, [&](const std::shared_ptr<Cell>& one) {
      if (!one->has_ended())
        return false;
      for (std::string& module : one->spoilt_by())
        site.avoid.push_back(std::move(module));
      return true;
    });
    const auto free =
        std::ranges::find_if(site.cells, [&](const std::shared_ptr<Cell>& one) { return site.runs[one.get()] < sandbox.width_; });
    if (free == site.cells.end())
      site.cells.push_back(cell = sandbox.start(program, site.avoid));
    else
      cell = *free;
    ++site.runs[cell.get()];
  }
  ~Lease() {
    const std::lock_guard lock{site_.mutex};
    if (--site_.runs[cell.get()] == 0)
      site_.runs.erase(cell.get());
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  Lease(Lease&&) = delete;
  Lease& operator=(Lease&&) = delete;

  std::shared_ptr<Cell> cell;

 private:
  Site& site_;
};

std::shared_ptr<Cell> CellSandbox::start(const Program& program, const std::vector<std::string>& avoid) const {
  CellContent whole = content(program.environment, program.folder);
  whole.without = without_;
  return std::make_shared<Cell>(words(std::move(whole), avoid));
}

/// A job's cell stays, that of another program goes with it.
Landing CellSandbox::execute(const Program& program) {
  std::vector<std::string> command{program.name};
  command.insert(command.end(), program.arguments.begin(), program.arguments.end());
  const bool grouped = std::ranges::find(without_, "groups") == without_.end();
  const std::shared_ptr<ControlGroup> group = grouped ? ControlGroups::ours().take(program.limits) : nullptr;
  BoxRun run{.input = program.input, .limits = program.limits, .group = group ? group->door().get() : -1, .keep = program.keep};
  const bool warm = program.job != nullptr && !program.job->cold;
  run.request = warm ? warm_request(*program.job) : cold_request(command, program.limits);
  Landing landing;
  const auto landed = [&](Landing there) {
    const bool by_itself = there.end == RunResult::End::exited || there.end == RunResult::End::signalled;
    if (by_itself && group && group->ran_out_of_memory())
      there.end = RunResult::End::out_of_memory;
    return there;
  };
  if (program.job == nullptr)
    return landed(start(program, {})->run(run));
  for (int i = 0; i < kCells; ++i) {
    const Lease lease{*this, site_of(program.folder.string()), program};
    landing = lease.cell->run(run);
    if (landing.end != RunResult::End::not_started || !lease.cell->has_ended())
      break;
  }
  return landed(std::move(landing));
}

CellSandbox::Site& CellSandbox::site_of(const std::string& folder) {
  const std::lock_guard lock{mutex_};
  return sites_[folder];
}

void CellSandbox::try_one() const {
  try {
    const Cell trial{words({.without = without_}, {})};
  } catch (const CannotCheck& error) {
    throw CannotCheck(std::string("the sandbox does not work here: ") + error.what(), remedy_for(error.what()));
  }
}

}  // namespace snipcheck
