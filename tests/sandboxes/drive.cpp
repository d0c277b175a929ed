/// sandbox_drive TIER ERA FILE...: runs programs by hand, in that environment, and says how each ended. For trying out attacks
/// and for measuring; not a test. SNIPCHECK_DRIVE_REPEAT=N runs each N times and gives the median time only.
#include "sandboxes/environment.hpp"
#include "sandboxes/sandbox.hpp"
#include "sandboxes/sync.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/interrupt.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace {

using namespace snipcheck;

const char* name_of(RunResult::End end) {
  switch (end) {
    case RunResult::End::exited: return "exited";
    case RunResult::End::signalled: return "signalled";
    case RunResult::End::cpu_limit: return "cpu-limit";
    case RunResult::End::wall_limit: return "wall-limit";
    case RunResult::End::output_limit: return "output-limit";
    case RunResult::End::out_of_memory: return "out-of-memory";
    case RunResult::End::interrupted: return "interrupted";
    case RunResult::End::not_started: return "not-started";
  }
  return "?";
}

std::string quoted(const std::string& text) {
  std::string out;
  for (const char c : text.substr(0, 200))
    out += c == '\n' ? std::string("\\n") : c < ' ' ? std::string("?") : std::string(1, c);
  return out;
}

void print(const std::string& file, const RunResult& result) {
  std::cout << file << " | " << name_of(result.end) << ' ' << result.code << (result.complete ? " complete" : " INCOMPLETE")
            << " | " << result.stage << " | " << result.wall.count() << " ms | out: " << quoted(result.out)
            << " | err: " << quoted(result.err);
  for (const Fault& fault : result.faults)
    std::cout << " | fault " << fault.stage << ' ' << fault.where << ' ' << fault.type << ": "
              << quoted(fault.message).substr(0, 80);
  if (!result.trouble.empty())
    std::cout << " | trouble: " << result.trouble;
  std::cout << '\n' << std::flush;
}

int drive(const std::vector<std::string>& arguments) {
  const auto sandbox = open_sandbox(arguments.at(0));
  const std::vector<Environment> chosen = choose_environments(std::vector<std::string>{arguments.at(1)});
  sync(chosen[0], *sandbox, [](std::string_view line) { std::cerr << line << '\n'; });
  const char* repeat = std::getenv("SNIPCHECK_DRIVE_REPEAT");
  const int times = repeat != nullptr ? std::atoi(repeat) : 1;
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    const Job job{
        .code = read_file(arguments[i]), .exercise = std::getenv("SNIPCHECK_DRIVE_EXERCISE") != nullptr, .imports = {"flask"}};
    std::vector<long long> walls;
    for (int n = 0; n < times; ++n) {
      const RunResult result = sandbox->run(chosen[0], job);
      walls.push_back(result.wall.count());
      if (n == 0)
        print(arguments[i], result);
    }
    std::ranges::sort(walls);
    if (times > 1)
      std::cout << "  median of " << times << ": " << walls[walls.size() / 2] << " ms, least " << walls.front() << " ms\n";
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  interrupt::install();
  try {
    return drive({argv + 1, argv + argc});
  } catch (const UsageError& error) {
    std::cerr << error.what() << "\nhint: " << error.hint() << '\n';
    return 2;
  } catch (const CannotCheck& error) {
    std::cerr << error.what() << "\nhint: " << error.hint() << '\n';
    return 3;
  }
}
