#pragma once
/// Results of warm interpreters, repeated in cold ones: where the two differ, the cold one is what a reader would see.
#include "verifier/row.hpp"

#include <mutex>
#include <set>
#include <string>

namespace snipcheck {

/// Kinds of failures that were repeated so far in a run of ours, and what came of it; shared by all that check snippets.
class Confirmations {
 public:
  /// Whether a failure of this kind has to be repeated: the first, and all where a warm one was wrong before.
  bool is_wanted(const std::string& kind);
  /// A warm interpreter was wrong about one of this kind.
  void distrust(const std::string& kind);

 private:
  std::mutex mutex_;
  std::set<std::string> kinds_, distrusted_;
};

/// Repeats, each in an interpreter that is started for it: failures at the edges of the row, one of each kind in an environment
/// (all of a kind that came out differently once), but for what does not compile, and what fails for want of a file or a name
/// that the answer does not show; and one result in a hundred of the others, by the snippet's content. A different result takes
/// the place of the warm one. Does nothing where all runs are cold, or `matrix.confirmations` is not set.
void confirm(Row& row, const Subject& subject, const Context& context, const Matrix& matrix);

/// Whether two results say the same of the snippet: how it ended, what failed where, what warned.
bool say_the_same(const RunResult& one, const RunResult& other);

}  // namespace snipcheck
