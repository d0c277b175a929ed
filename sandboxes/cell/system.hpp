#pragma once
/// The system calls of the cell program, with one way to fail: say what failed on standard error, and end.
#include <functional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace snipcheck::cell {

/// What has to be done before this process ends by die() or must(), but not in processes that it forked.
void before_end(std::function<void()> act);

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

/// clone(2) without a stack of its own, like fork(); a descriptor for the child comes back through `pidfd` when that is given.
pid_t clone_into(unsigned long flags, int* pidfd = nullptr);

}  // namespace snipcheck::cell
