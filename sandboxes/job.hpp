#pragma once
/// What is run, and what came of it: kernel facts first, the harness's words second.
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace snipcheck {

struct Limits {
  std::chrono::seconds cpu{10};
  std::chrono::seconds wall{30};
  std::uint64_t memory = std::uint64_t{1} << 30;  ///< Bytes of address space of each process.
  int processes = 64;
  std::uint64_t file_bytes = std::uint64_t{64} << 20;   ///< Each file, and all private file systems together.
  std::uint64_t output_bytes = std::uint64_t{1} << 20;  ///< Of standard output and error together; more ends the run.
};

/// Code that runs before the snippet, in its namespace, under a file name of its own.
struct ContextCode {
  std::string label;  ///< "earlier" (another snippet of the answer) or "assumed" (customary surroundings).
  std::string code;
};

/// One run of one snippet. `sandboxes/harness/README.md` says what each field makes the harness do.
struct Job {
  enum class Push { none, application_context, request_context };
  std::string code;
  std::vector<ContextCode> before;
  std::map<std::string, std::string> files;  ///< Relative path to content, laid out in the working folder first.
  std::string file;                      ///< Among `files`, that the code is ("blog/routes.py"), and is imported as; "" for none.
  bool wrap_in_view = false;             ///< The lines are the body of a view (they `return`).
  bool top_level_await = false;          ///< The code may await outside of functions, as cells of a notebook do.
  std::vector<int> shown_lines;          ///< Lines of statements whose results are wanted.
  std::vector<std::string> shown_paths;  ///< Pages whose text is wanted.
  Push push = Push::none;                ///< Context in which the module body runs.
  bool exercise = true;                  ///< Request the routes and so on after the import.
  std::vector<std::string> hidden_modules;        ///< Top-level modules that the reader would not have installed.
  std::vector<std::string> hidden_distributions;  ///< Their distributions, normalised.
  std::vector<std::string> imports;               ///< Modules that it will import ("flask_login"): a hint, to have them ready.
  bool cold = false;                              ///< In an interpreter that was started for it alone.
  Limits limits;
};

/// A frame of a traceback.
struct Frame {
  std::string file;    ///< "snippet.py", "<earlier 1>", "<assumed 1>", or a path below site-packages or the standard library.
  std::string module;  ///< __name__ of its globals.
  std::string function;
  int line = 0;
  std::string code;      ///< The source line, stripped.
  bool library = false;  ///< Neither the snippet nor its context.
};

/// Something that went wrong while the snippet ran, as the harness saw it.
struct Fault {
  std::string stage;               ///< "compile", "import", "request", "call".
  std::string where;               ///< "GET /users/1", "call create_app()", "" at import.
  std::string type;                ///< "TypeError".
  std::vector<std::string> bases;  ///< Qualified names of its classes, most derived first.
  std::string message;
  int line = 0;                     ///< Of the snippet, 0 when none of its frames is involved.
  int statement = 0;                ///< First line of the innermost statement there: the same on every Python.
  int column = 0, end_column = 0;   ///< 1-based code points of the failing expression where known, else 0.
  std::string function;             ///< Of the snippet that failed; "<module>" at its top level.
  std::vector<Frame> frames;        ///< Outermost first.
  std::string context;              ///< Not "": label of the context code that failed, not the snippet.
  bool guessed = false;             ///< Came from invented arguments or data: only differences between environments count.
  bool tainted = false;             ///< A stand-in for an unknown name takes part in it.
  std::vector<std::string> causes;  ///< "Type: message" of the exceptions it was raised from.
  std::map<std::string, std::string> details;  ///< "name" (ImportError), "path", "endpoint", "attribute", "object_modules" ...
  /// One of them; "" when it is not there.
  [[nodiscard]] std::string detail(const std::string& name) const {
    const auto found = details.find(name);
    return found == details.end() ? std::string{} : found->second;
  }
  std::vector<std::string> origins;  ///< Modules behind the objects used on the failing line, nearest first.
  std::vector<std::string> network;  ///< host:port it tried to reach just before.
};

/// A warning that the snippet's own line caused.
struct Caution {
  std::string category;  ///< "LegacyAPIWarning".
  std::vector<std::string> bases;
  std::string message;
  int line = 0;
  std::string module;  ///< Whose code warned.
};

/// What a request was answered with.
struct Response {
  std::string request;  ///< "GET /users/1".
  int status = 0;
  std::string mimetype;
  std::string body = {};  ///< Of a view of the snippet's own, where it is a short text; not when it was asked with a guess.
};

struct RunResult {
  enum class End { exited, signalled, cpu_limit, wall_limit, output_limit, out_of_memory, interrupted, not_started };
  End end = End::not_started;
  int code = 0;           ///< Exit status or signal number.
  std::string trouble;    ///< Why it did not start: our fault, never the snippet's.
  bool complete = false;  ///< The harness said its last word: everything was tried.
  std::string stage;      ///< The last one that was entered: "compile", "import", "request", "call", "done".
  std::vector<Fault> faults;
  std::vector<Caution> cautions;
  std::vector<Response> responses;
  std::vector<std::string> served;           ///< Server starts that were recorded instead of run: "Flask.run".
  std::map<std::string, std::string> shown;  ///< What statements printed or gave, by their line, and pages, by their path.
  std::vector<std::string> tried;            ///< `where` of all that was requested and called.
  std::vector<std::string> network;          ///< host:port that it tried to reach.
  std::vector<int> reached;                  ///< Lines of the snippet that ran.
  std::string out, err;                      ///< What the program wrote, at most 16 KiB each, UTF-8 with \xNN for other bytes.
  bool truncated = false;
  bool differs_warm = false;  ///< It comes from a cold interpreter, and a warm one had another result.
  std::chrono::milliseconds wall{0};
};

}  // namespace snipcheck
