#pragma once
/// The system calls of the cell program, with one way to fail: say what failed on standard error, and end.
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace snipcheck::cell {

/// Prints "cell: WHAT" (with the text of errno in must()) and ends this process with status 125.
[[noreturn]] void die(const char* what);
/// The result of a system call that may not fail.
long must(long result, const char* what);

/// Reads a descriptor to its end.
std::string read_all(int fd);
/// Writes a whole file that is there or can be made; says whether it could.
bool write_whole(const std::string& path, std::string_view text);
/// A folder and those above it, open to everyone; those that are there stay as they are.
void make_folders(const std::string& path);

/// A packet with descriptors; says whether it went out (the other side may be gone).
bool send_packet(int socket, std::string_view bytes, std::initializer_list<int> descriptors = {});
/// A packet and the descriptors that came with it; empty at the end of the connection.
struct Packet {
  std::string bytes;
  std::vector<int> descriptors;
};
Packet receive_packet(int socket);

/// clone(2) without a stack of its own, like fork(); a descriptor for the child comes back through `pidfd` when that is given.
pid_t clone_into(unsigned long flags, int* pidfd = nullptr);

}  // namespace snipcheck::cell
