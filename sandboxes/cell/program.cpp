#include "sandboxes/cell/program.hpp"

#include "sandboxes/cell/confine.hpp"
#include "sandboxes/cell/processes.hpp"
#include "sandboxes/cell/system.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <string_view>

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck::cell {
namespace {

struct Program {
  Words reads;
  std::vector<std::string> writes;
  char** command = nullptr;
};

Program read_command(int count, char** words) {
  Program program;
  int i = 0;
  for (; i + 1 < count && std::string_view{words[i]} != "--"; i += 2) {
    const std::string option = words[i], path = words[i + 1];
    if (option == "--read")
      program.reads.trees.emplace_back(path, path);
    else if (option == "--write")
      program.writes.push_back(path);
    else
      break;
  }
  if (i + 1 < count && std::string_view{words[i]} == "--") {
    program.command = words + i + 1;
    return program;
  }
  die("confine [--read PATH | --write PATH]... -- COMMAND...");
}

/// Whatever root may do beyond what an owner of files may.
void give_up_capabilities() {
  for (int capability = 0; ::prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; ++capability)
    ::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);  // who may not do that has none to drop
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  const std::array<__user_cap_data_struct, 2> none{};
  must(::syscall(SYS_capset, &header, none.data()), "giving up capabilities");
}

}  // namespace

int run_confined(int count, char** words) {
  const Program program = read_command(count, words);
  must(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "becoming a subreaper");
  const pid_t child = static_cast<pid_t>(must(::fork(), "another process"));
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    give_up_capabilities();
    confine_files(program.reads, program.writes);
    ::execvp(program.command[0], program.command);
    must(-1, program.command[0]);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  end_all_but(::getpid(), 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace snipcheck::cell
