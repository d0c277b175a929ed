#pragma once
/// What the tiers with cells have in common: for each environment a cell with a warm Python, or several where a cell can hold one
/// run at a time only.
#include "sandboxes/cell.hpp"
#include "sandboxes/cell_words.hpp"
#include "sandboxes/tiers/tier.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace snipcheck {

class CellSandbox : public HarnessSandbox {
 public:
  /// `width`: runs that a cell holds at the same time. `without`: what a test leaves out.
  CellSandbox(std::size_t width, Defences without) : width_(width), without_(std::move(without)) {}

 protected:
  /// What to put into a cell, and the words for it. `avoid`: modules that its zygote must not load ahead.
  [[nodiscard]] virtual CellContent content(const Environment& environment, const std::filesystem::path& folder) const = 0;
  [[nodiscard]] virtual std::string words(CellContent content, const std::vector<std::string>& avoid) const = 0;

  /// Makes a cell that holds nothing; throws CannotCheck with the remedy where that is not possible.
  void try_one() const;

 private:
  /// The cells of one environment.
  struct Site {
    std::mutex mutex;
    std::vector<std::shared_ptr<Cell>> cells;
    std::map<const Cell*, std::size_t> runs;
    std::vector<std::string> avoid;
  };
  class Lease;

  Landing execute(const Program& program) final;
  [[nodiscard]] std::shared_ptr<Cell> start(const Program& program, const std::vector<std::string>& avoid) const;
  Site& site_of(const std::string& folder);

  std::size_t width_;
  Defences without_;
  std::mutex mutex_;
  std::map<std::string, Site> sites_;
};

}  // namespace snipcheck
