/// bench_runs ERA [ROUNDS]: small Flask programs, run in three ways, in turn: in our sandbox, by bubblewrap and a cold Python,
/// and one after the other in a single Python without isolation. All three run the same harness, which requests the same routes,
/// on the same files and bytecode. Prints runs a second and the ratios; fails when a run did not come to the same responses.
#include "sandboxes/environment.hpp"
#include "sandboxes/harness_files.hpp"
#include "sandboxes/launch.hpp"
#include "sandboxes/protocol.hpp"
#include "sandboxes/sandbox.hpp"
#include "sandboxes/sync.hpp"
#include "support/error.hpp"
#include "support/process.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace snipcheck::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kPrograms = 1000, kInRound = 200, kColdInRound = 20, kWorkers = 2;
constexpr int kLong = 10'000;  // runs over which memory is looked at

/// Small programs that differ: two or three routes, a template, JSON, an error handler, a session.
std::string program(int number) {
  const std::string n = std::to_string(number);
  std::string code =
      "from flask import Flask, jsonify, render_template_string, request, session\n\napp = Flask(__name__)\n"
      "app.secret_key = 'key " +
      n + "'\n\n@app.route('/')\ndef index():\n    return 'page " + n +
      "'\n\n"
      "@app.route('/items/<int:number>')\ndef item(number):\n    return jsonify(number=number + " +
      n + ")\n";
  if (number % 2 == 0)
    code += "\n@app.route('/hello/<name>')\ndef hello(name):\n    return render_template_string('<p>{{ name }} " + n +
            "</p>', name=name)\n";
  if (number % 3 == 0)
    code += "\n@app.errorhandler(404)\ndef missing(error):\n    return jsonify(error='no " + n + "'), 404\n";
  if (number % 5 == 0)
    code +=
        "\n@app.route('/count', methods=['POST'])\ndef count():\n    session['n'] = session.get('n', 0) + 1\n    return "
        "str(session['n'])\n";
  return code;
}

Job job_for(int number) { return {.code = program(number % kPrograms), .imports = {"flask"}}; }

/// What a run was answered, to be the same whoever ran it.
std::string answers_of(const RunResult& result) {
  std::string out = result.complete && result.faults.empty() ? "" : "failed ";
  for (const Response& one : result.responses)
    out += one.request + ' ' + std::to_string(one.status) + '\n';
  return out;
}

struct Way {
  const char* name;
  int in_round;
  std::function<std::string(int)> run;  ///< A program by its number, to its answers.
  std::vector<double> speeds;           ///< Runs a second, by round.
};

/// `count` programs from `first` on, by some workers; runs a second.
double measure(const Way& way, int first, const std::vector<std::string>& expected) {
  std::atomic<int> next{first};
  std::atomic<bool> wrong{false};
  const auto begin = Clock::now();
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < kWorkers; ++i)
      workers.emplace_back([&] {
        for (int number; (number = next++) < first + way.in_round;)
          if (way.run(number) != expected[static_cast<std::size_t>(number % kPrograms)])
            wrong = true;
      });
  }
  if (wrong)
    throw CannotCheck(std::string(way.name) + ": a run came to other responses");
  return way.in_round / std::chrono::duration<double>(Clock::now() - begin).count();
}

/// The same by bubblewrap: a root of the system's programs, the environment, its Python and the harness, all read-only.
std::string run_by_bubblewrap(const Environment& environment, int number) {
  const Job job = job_for(number);
  const std::string token = fresh_token();
  const Interpreter& python = environment.interpreter.value();
  Launch launch{.argv = {"/usr/bin/bwrap",
                         "--unshare-all",
                         "--die-with-parent",
                         "--new-session",
                         "--ro-bind",
                         "/usr",
                         "/usr",
                         "--symlink",
                         "usr/lib",
                         "/lib",
                         "--symlink",
                         "usr/lib64",
                         "/lib64",
                         "--symlink",
                         "usr/bin",
                         "/bin",
                         "--ro-bind",
                         python.prefix.string(),
                         python.prefix.string(),
                         "--ro-bind",
                         environment.folder.string(),
                         environment.folder.string(),
                         "--ro-bind",
                         harness_folder().string(),
                         harness_folder().string(),
                         "--proc",
                         "/proc",
                         "--dev",
                         "/dev",
                         "--tmpfs",
                         "/tmp",
                         "--tmpfs",
                         "/work",
                         "--chdir",
                         "/work",
                         "--",
                         (environment.folder / "bin/python").string(),
                         (harness_folder() / "main.py").string(),
                         "3"},
                .environment = {"PATH=/usr/bin:/bin", "HOME=/work", "LANG=C.UTF-8", "TZ=UTC", "PYTHONDONTWRITEBYTECODE=1",
                                "PYTHONHASHSEED=0", "LD_LIBRARY_PATH=" + (python.prefix / "lib").string()},
                .input = job_json(job, token),
                .limits = job.limits,
                .keep = kKeptOutput};
  RunResult result;
  read_results(snipcheck::launch(launch).results, token, result);
  return answers_of(result);
}

/// One Python that runs all programs of a round in itself; it is given the jobs as lines and says how long it took.
double run_in_process(const Environment& environment, int first, int count) {
  std::string jobs;
  for (int number = first; number < first + count; ++number)
    jobs += job_json(job_for(number), "t") + '\n';
  const std::string script = std::string(SNIPCHECK_SOURCE_DIR) + "/benchmarks/in_process.py";
  const Finished done =
      run_command({.argv = {(environment.folder / "bin/python").string(), script, harness_folder().string()}, .input = jobs},
                  std::chrono::minutes{10});
  if (!done.ok())
    throw CannotCheck("in_process.py failed: " + std::string(trim(done.err)));
  return count / std::strtod(done.out.c_str(), nullptr);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// Resident memory of everything in our cells, in kilobytes: of the processes that are called as they are.
long memory_of_cells() {
  long sum = 0;
  const Finished list = run_command({.argv = {"ps", "-eo", "rss=,args="}}, std::chrono::seconds{10});
  for (const std::string_view line : split_lines(list.out))
    if (line.find("zygote.py") != std::string_view::npos || trim_right(line).ends_with(" cell"))
      sum += std::strtol(std::string(trim(line)).c_str(), nullptr, 10);
  return sum;
}

int run(const std::string& era, int rounds) {
  const auto sandbox = open_sandbox("full");
  const Environment environment = choose_environments(std::vector<std::string>{era}).at(0);
  sync(environment, *sandbox,
       [](std::string_view line) { std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data()); });
  const auto by_sandbox = [&](int number) { return answers_of(sandbox->run(environment, job_for(number))); };
  std::vector<std::string> expected(kPrograms);
  for (int number = 0; number < kPrograms; ++number)
    expected[static_cast<std::size_t>(number)] = by_sandbox(number);
  if (std::ranges::any_of(expected, [](const std::string& one) { return one.starts_with("failed"); }))
    throw CannotCheck("a program of the benchmark fails");
  Way ours{"in the sandbox", kInRound, by_sandbox, {}};
  Way cold{"bubblewrap and a cold Python", kColdInRound, [&](int number) { return run_by_bubblewrap(environment, number); }, {}};
  std::vector<double> bare;
  std::vector<long> kilobytes{memory_of_cells()};
  for (int round = 0; round < rounds; ++round) {
    ours.speeds.push_back(measure(ours, round * kInRound, expected));
    cold.speeds.push_back(measure(cold, round * kColdInRound, expected));
    bare.push_back(run_in_process(environment, round * kInRound, kInRound));
  }
  for (int done = rounds * kInRound; done < kLong; done += kInRound) {
    if (done % kPrograms == 0)
      kilobytes.push_back(memory_of_cells());
    measure(ours, done, expected);
  }
  kilobytes.push_back(memory_of_cells());
  std::vector<double> over_cold, under_bare;
  for (std::size_t i = 0; i < bare.size(); ++i) {
    over_cold.push_back(ours.speeds[i] / cold.speeds[i]);
    under_bare.push_back(kWorkers * bare[i] / ours.speeds[i]);
  }
  std::printf("%-44s %10s\n", "small Flask programs", "runs/s");
  std::printf("%-44s %10.1f\n", "in the sandbox, 2 at a time", median(ours.speeds));
  std::printf("%-44s %10.1f\n", "bubblewrap and a cold Python, 2 at a time", median(cold.speeds));
  std::printf("%-44s %10.1f\n", "one Python without isolation, one at a time", median(bare));
  std::printf("\nthe sandbox is %.1f times as fast as bubblewrap and a cold Python;\n", median(over_cold));
  std::printf("as many Pythons without isolation as it has workers would be %.2f times as fast as it is\n", median(under_bare));
  std::printf("memory of the cells: %ld kB before, %ld kB after %d runs, never more than %ld kB between\n", kilobytes.front(),
              kilobytes.back(), std::max(kLong, rounds * kInRound), std::ranges::max(kilobytes));
  return 0;
}

}  // namespace
}  // namespace snipcheck::bench

int main(int argc, char** argv) {
  try {
    return snipcheck::bench::run(argc > 1 ? argv[1] : "2026", argc > 2 ? std::atoi(argv[2]) : 5);
  } catch (const snipcheck::CannotCheck& error) {
    std::fprintf(stderr, "bench: %s\n%s\n", error.what(), error.hint().c_str());
    return 3;
  } catch (const snipcheck::UsageError& error) {
    std::fprintf(stderr, "bench: %s\n", error.what());
    return 2;
  }
}
