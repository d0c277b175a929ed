#pragma once
/// Small values to begin a test with.
#include "sandboxes/sandbox.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"
#include "support/text.hpp"
#include "verifier/check.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace snipcheck::testing {

/// A Python snippet of that code at line 10 of answers.md, names and all.
inline Snippet a_snippet(std::string code) {
  Snippet snippet{.id = "0123456789",
                  .document = "answers.md",
                  .start_line = 10,
                  .language = "python",
                  .role = Role::fragment,
                  .code = std::move(code)};
  const int count = static_cast<int>(split_lines(snippet.code).size());
  snippet.end_line = 9 + count;
  snippet.lines = LineMap::from(10, count);
  snippet.names = names_of(snippet.code);
  return snippet;
}

/// An index as `index.py` would print it; rows are [module, name, distribution, kind, defined in, has init_app, signature,
/// attributes].
inline Index an_index(const std::string& exports, const std::map<std::string, std::string>& distributions) {
  std::string json = "{\"python\": \"3.11.7\", \"exports\": [" + exports +
                     "], \"standard_library\": [\"os\", \"json\", \"datetime\", \"collections\"], \"distributions\": [";
  std::string separator;
  for (const auto& [name, version] : distributions) {
    json += separator + "{\"name\": \"" + name + "\", \"version\": \"" + version + "\", \"modules\": [\"" +
            replace_all(name, "-", "_") + "\"], \"requires\": []}";
    separator = ", ";
  }
  const TempDir dir;
  write_file(dir.path() / "index.json", json + "]}");
  return Index::load(dir.path() / "index.json");
}

/// A row of environments that hold these versions of the packages, with these exports in their indexes; oldest first.
struct AMatrix {
  std::vector<std::map<std::string, std::string>> packages;
  std::vector<std::string> exports = {};
};

inline Matrix a_matrix(const AMatrix& given, Sandbox* sandbox = nullptr) {
  Matrix matrix;
  static const std::vector<std::string> names = {"2020", "2023", "2026"};
  for (std::size_t i = 0; i < given.packages.size(); ++i) {
    const auto flask = given.packages[i].find("flask");
    matrix.environments.push_back({.name = names[i],
                                   .flask = flask == given.packages[i].end() ? "" : flask->second,
                                   .python = "3.11.7",
                                   .packages = given.packages[i]});
    matrix.indexes.push_back(an_index(i < given.exports.size() ? given.exports[i] : "", given.packages[i]));
  }
  matrix.sandbox = sandbox;
  return matrix;
}

inline RunResult finished() { return {.end = RunResult::End::exited, .complete = true, .stage = "done"}; }

/// A run that ended with that exception in that line of the snippet, raised by the snippet itself.
inline RunResult raised(const std::string& type, const std::string& message, int line = 1, const std::string& stage = "import") {
  RunResult result = finished();
  Fault fault{.stage = stage, .type = type, .message = message, .line = line, .statement = line};
  fault.bases = {"builtins." + type, "builtins.Exception"};
  fault.frames = {{.file = "snippet.py", .module = "__main__", .function = "<module>", .line = line}};
  result.faults.push_back(fault);
  return result;
}

/// Answers each job by a function instead of running it.
class FakeSandbox : public Sandbox {
 public:
  using Run = std::function<RunResult(const Environment&, const Job&)>;
  explicit FakeSandbox(Run run, std::string_view tier = "full") : run_(std::move(run)), tier_(tier) {}
  [[nodiscard]] std::string_view tier() const override { return tier_; }
  RunResult run(const Environment& environment, const Job& job) override { return run_(environment, job); }
  std::string run_tool(const Environment&, const std::filesystem::path&, std::string_view,
                       const std::vector<std::string>&) override {
    return "{}";
  }

 private:
  Run run_;
  std::string_view tier_;
};

}  // namespace snipcheck::testing
