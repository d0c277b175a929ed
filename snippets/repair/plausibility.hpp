#pragma once
/// How likely a place is for a statement, by what Python's authors do: names, blank lines, returns, decorators.
#include "snippets/repair/indent_reading.hpp"
#include "snippets/repair/statement.hpp"

#include <set>
#include <string>
#include <vector>

namespace snipcheck {

/// Costs add up to those of a reading; the cheapest reading is the most likely one. They were set by hand and checked on programs
/// whose indentation was taken away.
class Plausibility {
 public:
  /// Keeps a reference to `statements`, which must outlive it.
  explicit Plausibility(const std::vector<Statement>& statements);

  /// The cost of statement i in the innermost block of the reading; of a clause nothing.
  [[nodiscard]] double of_place(const IndentReading& reading, int i) const;

  /// The cost of ending a block here.
  [[nodiscard]] double of_end(const Block& closed) const;

 private:
  [[nodiscard]] const Statement& at(int i) const { return statements_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] double in_class(const Statement& statement, const Block& block) const;
  [[nodiscard]] double in_block(const IndentReading& reading, const Statement& statement) const;
  [[nodiscard]] double of_spacing(const IndentReading& reading, const Statement& statement) const;
  [[nodiscard]] double of_names(const IndentReading& reading, const Statement& statement) const;
  [[nodiscard]] double of_own_name(const IndentReading& reading, const Statement& statement) const;
  [[nodiscard]] bool calls_from_outside(const Statement& statement, const Block& block) const;
  [[nodiscard]] bool is_object(const std::string& root) const;
  [[nodiscard]] bool hands_out_older_name(const Statement& statement, const Block& block) const;
  [[nodiscard]] bool returns_itself(const IndentReading& reading, const Statement& statement) const;

  /// How the author sets blank lines.
  struct Style {
    bool airy = false;     ///< Anywhere.
    bool spaced = false;   ///< Before definitions.
    bool doubled = false;  ///< Two of them somewhere.
  };

  const std::vector<Statement>& statements_;
  Style style_;
  std::set<std::string> imported_, bound_;  ///< By imports; by anything else.
};

}  // namespace snipcheck
