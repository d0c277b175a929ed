#include "support/process.hpp"

#include "support/error.hpp"
#include "support/interrupt.hpp"
#include "support/text.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> out;
  for (std::string& text : strings)
    out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// The child's side between fork and exec: only calls that are safe there.
[[noreturn]] void become(char* const* argv, char* const* environment, const char* program, const char* directory, int in, int out,
                         int err) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // who is killed outright takes his children with him
  ::setsid();
  ::dup2(in, 0);
  ::dup2(out, 1);
  ::dup2(err, 2);
  ::signal(SIGPIPE, SIG_DFL);
  if (*directory != '\0' && ::chdir(directory) != 0)
    ::_exit(127);
  ::execve(program, argv, environment);
  ::_exit(127);
}

/// Reads what is there; false at the end.
bool drain(const Fd& fd, std::string& into) {
  std::array<char, 65536> buffer;
  const auto got = ::read(fd.get(), buffer.data(), buffer.size());
  if (got > 0)
    into.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0 || (got < 0 && errno == EINTR);
}

}  // namespace

std::optional<std::filesystem::path> find_program(std::string_view name) {
  if (name.find('/') != std::string_view::npos)
    return ::access(std::string(name).c_str(), X_OK) == 0 ? std::optional<std::filesystem::path>{name} : std::nullopt;
  const char* path = std::getenv("PATH");
  for (const std::string_view folder : split(path != nullptr ? path : "/usr/bin:/bin", ':')) {
    const std::filesystem::path candidate = std::filesystem::path{folder.empty() ? "." : folder} / name;
    std::error_code error;
    if (::access(candidate.c_str(), X_OK) == 0 && std::filesystem::is_regular_file(candidate, error))
      return candidate;
  }
  return std::nullopt;
}

Finished run_command(const Command& command, std::chrono::milliseconds timeout,
                     const std::function<void(std::string_view)>& on_error_line) {
  Finished finished;
  const auto program = find_program(command.argv.at(0));
  if (!program) {
    finished.status = 127;
    finished.err = command.argv[0] + ": not found";
    return finished;
  }
  std::vector<std::string> arguments = command.argv;
  std::vector<std::string> settings;
  if (command.environment)
    for (const auto& [name, value] : *command.environment)
      settings.push_back(name + "=" + value);
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> envp = pointers(settings);

  Pipe in = make_pipe(), out = make_pipe(), err = make_pipe();
  const pid_t child = ::fork();
  if (child < 0)
    throw CannotCheck(std::string("cannot start another process: ") + std::strerror(errno));
  if (child == 0)
    become(argv.data(), command.environment ? envp.data() : environ, program->c_str(), command.directory.c_str(), in.read.get(),
           out.write.get(), err.write.get());
  in.read.close();
  out.write.close();
  err.write.close();
  ::fcntl(in.write.get(), F_SETFL, O_NONBLOCK);

  std::size_t written = 0, told = 0;
  const auto deadline = Clock::now() + timeout;
  bool killed = false;
  while (out.read || err.read) {
    if (in.write && written == command.input.size())
      in.write.close();
    std::array<pollfd, 4> watched{{{out.read.get(), POLLIN, 0},
                                   {err.read.get(), POLLIN, 0},
                                   {in.write.get(), POLLOUT, 0},
                                   {killed ? -1 : interrupt::fd(), POLLIN, 0}}};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    ::poll(watched.data(), watched.size(), killed ? 200 : static_cast<int>(std::max<long long>(left, 0)));
    if (!killed && (Clock::now() >= deadline || watched[3].revents != 0)) {
      finished.timed_out = Clock::now() >= deadline;
      ::kill(-child, SIGKILL);
      killed = true;
      continue;
    }
    if (killed && watched[0].revents == 0 && watched[1].revents == 0)
      break;  // somebody who left the group still holds the pipes
    if (watched[0].revents != 0 && !drain(out.read, finished.out))
      out.read.close();
    if (watched[1].revents != 0 && !drain(err.read, finished.err))
      err.read.close();
    if (watched[2].revents != 0) {
      const auto wrote = ::write(in.write.get(), command.input.data() + written, command.input.size() - written);
      if (wrote > 0)
        written += static_cast<std::size_t>(wrote);
      else if (errno != EAGAIN && errno != EINTR)
        in.write.close();
    }
    for (std::size_t end; on_error_line && (end = finished.err.find('\n', told)) != std::string::npos; told = end + 1)
      on_error_line(std::string_view{finished.err}.substr(told, end - told));
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished;
}

}  // namespace snipcheck
