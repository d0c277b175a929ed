#pragma once
/// A cell without namespaces: runs come one after the other, each into the same two folders, which are emptied between them.
/// Everything that comes from a run stays below us by descent, whatever it does, and is killed when the run ends.
#include "sandboxes/cell/enclosure.hpp"
#include "sandboxes/cell/words.hpp"

#include <string>
#include <vector>

namespace snipcheck::cell {

class Plain final : public Enclosure {
 public:
  /// Makes the folders. Ends the program where this machine lacks what it takes.
  explicit Plain(const Words& words);
  /// Ends everything, the zygote too, and removes the folders.
  void clear();

  /// In the process that is to be the zygote, before it is executed: goes to the folder and gives up all but what it needs for
  /// giving runs a user id. Returns its further arguments, as harness/plain.py reads them, and its further settings.
  struct Given {
    std::vector<std::string> arguments, settings;
  };
  Given enter() const;
  void watch(pid_t zygote) { zygote_ = zygote; }
  /// Whether a process that has entered is kept from what it should be.
  bool holds() const;

  Room open(const Request& request) override;
  void prepare(const Request&) override {}
  void end(Room& room) override;
  void end_again(Room& room) override { end(room); }
  void close(Room& room) override;
  void bury(Room&) override {}
  Usages look_at(const std::map<std::uint64_t, Room*>& rooms) override;
  [[nodiscard]] std::chrono::milliseconds patience() const override { return std::chrono::milliseconds{user_ != 0 ? 50 : 10}; }
  unsigned others() override;

 private:
  [[nodiscard]] std::string path_of(const char* folder) const { return base_ + "/" + folder; }
  [[nodiscard]] int capability_to_reach() const;

  const Words& words_;
  uid_t user_ = 0;  // of runs; 0: ours
  std::string base_;
  int work_ = -1, tmp_ = -1;
  int capability_ = -1;  // that runs need to read their environment, whose folder is closed to their user id
  pid_t zygote_ = 0;
  std::uint64_t reaped_before_ = 0;
  Request request_;
  unsigned others_ = 0, looks_ = 0;
  std::chrono::steady_clock::time_point counted_;
};

}  // namespace snipcheck::cell
