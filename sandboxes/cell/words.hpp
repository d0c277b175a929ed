#pragma once
/// What a cell is to be, as a list of words: made by sandboxes/cell.cpp, read by the cell program.
///
///   users COUNT FIRST   map user ids 0 to COUNT-1 of the cell to FIRST and above; without it, 0 to whoever we are
///   tree OURS THEIRS    show a file or folder of the machine, read-only
///   link TARGET PATH    a symbolic link
///   file PATH TEXT      a file of our own
///   set NAME=VALUE      a variable of the zygote
///   greet TEXT          the zygote's first packet
///   plain FOLDER        no namespaces: runs come one after the other, into a fresh folder below this one (plain.hpp)
///   filter HEX          with that: system calls that the zygote and its runs may not use, as the kernel takes them
///   without DEFENCE     leaves one out; only tests of the defences say this
///   run ARGUMENT...     the zygote's command line: the last word
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snipcheck::cell {

struct Words {
  unsigned users = 0, first_user = 0;
  std::vector<std::pair<std::string, std::string>> trees, links, files;
  std::vector<std::string> settings, command;
  std::string greeting, plain, filter;
  std::vector<std::string> without;
  [[nodiscard]] bool has(std::string_view defence) const;
};

/// Reads what such a list says; ends the program where it says nothing that we know.
Words read_words(std::string_view text);

}  // namespace snipcheck::cell
