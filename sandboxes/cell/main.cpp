/// The cell of an environment: one sandboxed place that holds its read-only files and a warm Python, the zygote, and makes a box
/// for each run that snipcheck asks for. Nothing of a snippet ever runs in the cell itself.
///
/// Where no namespaces can be had it is a plain cell (plain.hpp): outside and keeper are one, and there are no boxes.
///
///   outside   this program as snipcheck starts it: makes the cell's user namespace, maps ids into it, and waits
///   keeper    the first process in the cell: builds the root, makes and ends boxes
///   zygote    Python; forks into boxes, and never executes what it forks for
///   box init  one in each box; ends with everything else of the run when the keeper kills it
///
/// With the word "confine" it does something else: see program.hpp.
///
/// snipcheck holds the other end of descriptor 3. When it goes, by whatever signal, the keeper ends, and the kernel ends the
/// rest.
#include "sandboxes/cell/box.hpp"
#include "sandboxes/cell/messages.hpp"
#include "sandboxes/cell/packets.hpp"
#include "sandboxes/cell/plain.hpp"
#include "sandboxes/cell/program.hpp"
#include "sandboxes/cell/root.hpp"
#include "sandboxes/cell/serve.hpp"
#include "sandboxes/cell/system.hpp"
#include "sandboxes/cell/words.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <utility>

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck::cell {
namespace {

struct Zygote {
  pid_t process;
  int socket;
};

[[noreturn]] void execute(std::vector<std::string> command, std::vector<std::string> settings) {
  std::vector<char*> arguments, variables;
  for (std::string& word : command)
    arguments.push_back(word.data());
  for (std::string& word : settings)
    variables.push_back(word.data());
  arguments.push_back(nullptr);
  variables.push_back(nullptr);
  ::execve(arguments[0], arguments.data(), variables.data());
  must(-1, arguments[0]);
  ::_exit(125);
}

/// Starts the zygote with its socket as descriptor 3 and pipes as standard streams, as a program started by snipcheck has them.
/// In a plain cell it is confined before.
Zygote start_zygote(const Words& words, const Plain* plain = nullptr) {
  int ends[2], input[2], output[2];
  must(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), "the zygote's socket");
  must(::pipe2(input, O_CLOEXEC), "a pipe");
  must(::pipe2(output, O_CLOEXEC), "a pipe");
  const pid_t zygote = static_cast<pid_t>(must(::fork(), "starting the zygote"));
  if (zygote == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(ends[1], kControl);
    ::dup2(input[0], 0);
    ::dup2(output[1], 1);
    ::syscall(SYS_close_range, 4U, ~0U, 0U);
    std::vector<std::string> command = words.command, settings = words.settings;
    if (plain != nullptr) {
      const Plain::Given given = plain->enter();
      command.insert(command.end(), given.arguments.begin(), given.arguments.end());
      settings.insert(settings.end(), given.settings.begin(), given.settings.end());
    }
    execute(std::move(command), std::move(settings));
  }
  ::close(ends[1]);
  ::close(input[0]);
  ::close(input[1]);
  ::close(output[1]);  // its reading end stays: who writes to it by mistake is not killed for it
  return {zygote, ends[0]};
}

void say_hello(bool proc) {
  const Hello hello{.proc = proc};
  send_packet(kControl, {reinterpret_cast<const char*>(&hello), sizeof hello});
}

/// Tells the zygote what it has to know, waits until it is ready, and works until it or snipcheck goes.
void work_with(const Zygote& zygote, const Words& words, Enclosure& enclosure, bool proc) {
  if (!send_packet(zygote.socket, words.greeting))
    die("the zygote does not listen");
  const std::string answer = receive_packet(zygote.socket).bytes;
  if (answer != "ready") {
    send_packet(kControl, answer);
    die("the zygote has ended before it was ready");
  }
  say_hello(proc);
  serve(zygote.socket, enclosure);
}

/// The first process in the cell.
[[noreturn]] void keep(const Words& words, const std::vector<int>& trees) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NAME, "cell");
  ::prctl(PR_SET_DUMPABLE,
          1);  // else setns() refuses our boxes to the zygote; other user ids and their lack of capabilities guard us
  const bool proc = build_root(words, trees);
  if (words.has("network"))
    raise_loopback();
  must(::sethostname("cell", 4), "naming the cell");
  const std::unique_ptr<Enclosure> boxes = make_boxes(proc, words);
  if (words.command.empty()) {  // a trial: whether one box can be made
    if (boxes->open({.private_bytes = 1 << 20}).door < 0)
      die("a box could not be made");
    say_hello(proc);
    ::_exit(0);
  }
  work_with(start_zygote(words), words, *boxes, proc);
  ::_exit(0);
}

/// The only process of a plain cell besides the zygote and what is run.
int keep_plainly(const Words& words) {
  ::prctl(PR_SET_NAME, "cell");
  ::prctl(PR_SET_DUMPABLE, 0);
  Plain plain{words};
  before_end([&plain] { plain.clear(); });
  if (words.command.empty()) {
    if (!plain.holds())
      die("rules of Landlock are not kept");
    say_hello(true);
  } else {
    const Zygote zygote = start_zygote(words, &plain);
    plain.watch(zygote.process);
    work_with(zygote, words, plain, true);
  }
  before_end({});
  plain.clear();
  return 0;
}

/// Maps ids into the user namespace of the cell: a range that nobody on this machine has, or ourselves.
void map_users(pid_t keeper, const Words& words) {
  const std::string folder = "/proc/" + std::to_string(keeper);
  const auto range = [&](unsigned ours) {
    return words.users > 0 ? "0 " + std::to_string(words.first_user) + ' ' + std::to_string(words.users)
                           : "0 " + std::to_string(ours) + " 1";
  };
  if (words.users == 0)
    write_whole(folder + "/setgroups", "deny");
  must(write_whole(folder + "/uid_map", range(::geteuid())) ? 0 : -1, "mapping user ids into a user namespace");
  must(write_whole(folder + "/gid_map", range(::getegid())) ? 0 : -1, "mapping group ids into a user namespace");
}

int run() {
  ::signal(SIGPIPE, SIG_IGN);
  const std::string text = read_all(kWords);
  ::close(kWords);
  const Words words = read_words(text);
  if (!words.plain.empty())
    return keep_plainly(words);
  const std::vector<int> trees = words.users > 0 ? take_trees(words) : std::vector<int>{};
  int go[2];
  must(::pipe2(go, O_CLOEXEC), "a pipe");
  const pid_t keeper = static_cast<pid_t>(
      must(clone_into(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | (words.has("network") ? CLONE_NEWNET : 0UL) |
                      (words.has("ipc") ? CLONE_NEWIPC : 0UL) | CLONE_NEWUTS | CLONE_NEWCGROUP),
           "making the namespaces of a cell"));
  if (keeper == 0) {
    ::close(go[1]);
    char said = 0;
    if (::read(go[0], &said, 1) != 1)
      ::_exit(125);
    if (words.users > 0)
      must(::setgroups(0, nullptr), "leaving all groups");
    must(::setresgid(0, 0, 0), "becoming the cell's root");
    must(::setresuid(0, 0, 0), "becoming the cell's root");
    keep(words, trees);
  }
  ::close(go[0]);
  map_users(keeper, words);
  must(::write(go[1], "!", 1), "starting the keeper");
  ::close(kControl);
  int status = 0;
  while (::waitpid(keeper, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace
}  // namespace snipcheck::cell

int main(int count, char** words) {
  if (count > 1 && std::strcmp(words[1], "confine") == 0)
    return snipcheck::cell::run_confined(count - 2, words + 2);
  return snipcheck::cell::run();
}
