#include "sandboxes/cell/program.hpp"

#include "sandboxes/cell/confine.hpp"
#include "sandboxes/cell/processes.hpp"
#include "sandboxes/cell/system.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
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

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = 0;
#endif
constexpr std::uint32_t kOtherNumbers = 0x4000'0000;  // of x32, which has calls of its own for the same things

/// Unix sockets have names that Landlock does not look at; what io_uring does passes no filter.
void refuse_unix_sockets() {
  if (kArchitecture == 0)
    return;
  const auto load = [](std::uint32_t offset) { return sock_filter{BPF_LD | BPF_W | BPF_ABS, 0, 0, offset}; };
  const auto skip = [](std::uint16_t test, std::uint32_t value, std::uint8_t yes, std::uint8_t no) {
    return sock_filter{static_cast<std::uint16_t>(BPF_JMP | test | BPF_K), yes, no, value};
  };
  const auto answer = [](std::uint32_t what) { return sock_filter{BPF_RET | BPF_K, 0, 0, what}; };
  std::array filter = {load(offsetof(seccomp_data, arch)),
                       skip(BPF_JEQ, kArchitecture, 0, 7),
                       load(offsetof(seccomp_data, nr)),
                       skip(BPF_JGE, kOtherNumbers, 5, 0),
                       skip(BPF_JEQ, SYS_io_uring_setup, 4, 0),
                       skip(BPF_JEQ, SYS_socket, 0, 2),
                       load(offsetof(seccomp_data, args)),
                       skip(BPF_JEQ, AF_UNIX, 2, 0),
                       answer(SECCOMP_RET_ALLOW),
                       answer(SECCOMP_RET_ERRNO | ENOSYS),
                       answer(SECCOMP_RET_ERRNO | EAFNOSUPPORT)};
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  must(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0), "filtering system calls");
}

void heed(int) {}  // only wakes waitpid()

/// Runs the command and ends what it leaves, also when its own parent goes.
int keep(const Program& program, pid_t parent) {
  ::setsid();  // the group is killed as a whole: who cleans up after it stands aside
  struct sigaction action{};
  action.sa_handler = heed;
  ::sigaction(SIGTERM, &action, nullptr);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  must(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "becoming a subreaper");
  const pid_t child = static_cast<pid_t>(must(::fork(), "another process"));
  if (child == 0) {
    ::signal(SIGTERM, SIG_DFL);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    give_up_capabilities();
    confine_files(program.reads, program.writes);
    refuse_unix_sockets();
    ::execvp(program.command[0], program.command);
    must(-1, program.command[0]);
  }
  int status = 0;
  while (::getppid() == parent && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  end_all_but(::getpid(), 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

int run_confined(int count, char** words) {
  const Program program = read_command(count, words);
  const pid_t parent = ::getpid();
  const pid_t keeper = static_cast<pid_t>(must(::fork(), "another process"));
  if (keeper == 0)
    ::_exit(keep(program, parent));
  int status = 0;
  while (::waitpid(keeper, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace snipcheck::cell
