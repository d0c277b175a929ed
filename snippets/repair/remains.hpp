#pragma once
/// What is left of lost indentation: whether some is missing, and where the rest says that a statement stands.
#include "snippets/repair/statement.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace snipcheck {

/// Blanks that all lines but the first share, where the first stands flush left and cannot have a body: it was pasted without
/// them. 0 when that is not so.
std::size_t margin_below_first(const std::vector<std::string>& lines);

/// The indentation that statements still have. Indentation is lost, never made up: a line may stand deeper than it does.
class Remains {
 public:
  explicit Remains(const std::vector<Statement>& statements);

  /// The cost of the last depth, seen with those before it.
  [[nodiscard]] double of_depth(const std::vector<int>& depth) const;

  /// Whether no statement stands deeper than its depth explains: else somebody made a mistake, and nothing was lost.
  [[nodiscard]] bool explained_by(const std::vector<int>& depth) const;

 private:
  [[nodiscard]] bool is_too_deep(std::size_t i, int depth) const;

  std::vector<std::size_t> indent_;  ///< Of each statement.
  std::vector<bool> opens_;          ///< Whether it wants a body below it.
  std::vector<int> level_;           ///< The statement before it that had the same indentation, deeper ones between; -1: none.
  std::size_t unit_ = 0;             ///< The least indentation that is left; 0: none.
  bool collapsed_ = false;           ///< Whatever was indented has one and the same indentation.
};

}  // namespace snipcheck
