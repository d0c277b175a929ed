#include "sandboxes/launch.hpp"

#include "sandboxes/supervisor.hpp"
#include "sandboxes/watch.hpp"
#include "support/error.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck {
namespace {

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> out;
  out.reserve(strings.size() + 1);
  for (std::string& text : strings)
    out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

std::vector<ResourceLimit> resource_limits(const Limits& limits) {
  const auto cpu = static_cast<rlim_t>(limits.cpu.count());
  return {{RLIMIT_AS, limits.memory, limits.memory},
          {RLIMIT_CPU, cpu, cpu + 1},
          {RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes},
          {RLIMIT_CORE, 0, 0},
          {RLIMIT_NOFILE, 256, 256}};
}

/// Starts the program below a supervisor that writes to `report`; the run's ends of the streams are closed here.
pid_t start(const Launch& launch, Streams& streams, const Fd& report) {
  std::vector<Fd> ours;  // kept open until the supervisor was started
  std::vector<Handed> handed;
  const auto hand = [&](Fd& fd, int theirs) {
    ours.push_back(lifted(fd));
    handed.push_back({ours.back().get(), theirs});
    fd.close();
  };
  hand(streams.their_input, 0);
  hand(streams.their_out, 1);
  hand(streams.their_err, 2);
  hand(streams.their_results, kResultDescriptor);
  const Fd high_report = lifted(report);
  std::vector<std::string> arguments = launch.argv, settings = launch.environment;
  const std::vector<char*> argv = pointers(arguments), environment = pointers(settings);
  const std::vector<ResourceLimit> limits = resource_limits(launch.limits);
  const pid_t supervisor = start_supervisor({.program = launch.argv.front().c_str(),
                                             .argv = argv.data(),
                                             .environment = environment.data(),
                                             .directory = launch.directory.c_str(),
                                             .handed = handed,
                                             .limits = limits,
                                             .report = high_report.get()});
  if (supervisor < 0)
    throw CannotCheck(std::string("cannot start another process: ") + std::strerror(errno));
  return supervisor;
}

/// A program that could not be started says so first; the supervisor's own word is the last one.
SupervisorWord heard(const Fd& report) {
  SupervisorWord ending{.status = SIGKILL}, said;  // unless it says otherwise: somebody killed the supervisor
  while (::read(report.get(), &said, sizeof said) == sizeof said)
    ending = ending.could_not_start != 0 ? ending : said;
  return ending;
}

}  // namespace

Landing launch(const Launch& launch) {
  static const auto once = std::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is an error of write(), not our end
  static_cast<void>(once);
  Streams streams = make_streams();
  Pipe report = make_pipe();
  const pid_t supervisor = start(launch, streams, report.write);
  report.write.close();
  Watch watch{streams, launch.limits, launch.input, launch.keep};
  watch.until_ended({.ended = report.read.get(),
                     .stop = [supervisor] { ::kill(supervisor, SIGTERM); },
                     .cpu_time = [supervisor] { return cpu_time_below(supervisor); }});
  const SupervisorWord ending = heard(report.read);
  while (::waitpid(supervisor, nullptr, 0) < 0 && errno == EINTR) {
  }
  Watched watched = watch.take();
  if (ending.could_not_start != 0)
    return {.trouble = "cannot start " + launch.argv.front() + ": " + std::strerror(ending.could_not_start),
            .wall = watched.wall};
  const auto cpu = std::max(watched.cpu, std::chrono::milliseconds{ending.cpu_milliseconds});
  return landing_of(std::move(watched), ending.status, cpu, launch.limits);
}

}  // namespace snipcheck
