#include "support/text.hpp"
#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::string what(const RunResult& result) {
  switch (result.end) {
    case RunResult::End::signalled: return "died of signal " + std::to_string(result.code);
    case RunResult::End::output_limit: return "printed more than a run may";
    case RunResult::End::out_of_memory: return "ran out of memory";
    default: return "ended before its end";
  }
}

/// Whether nothing comes after the statement that fails.
bool is_last(const Fault& fault, std::string_view code) {
  const auto lines = split_lines(trim_right(code));
  return fault.line >= static_cast<int>(lines.size());
}

std::optional<Diagnosis> match(const Case& one) {
  if (const Fault* left = one.fault(Ground::Kind::failure); left != nullptr && left->type == "SystemExit")
    return Diagnosis{.title = is_last(*left, one.subject.snippet->code) ? "the program ends as one that failed"
                                                                        : "the program ends before its last statement",
                     .message = "SystemExit: " + left->message + ".",
                     .label = "leaves here"};
  if (one.ground.kind != Ground::Kind::stopped || one.ground.result->end == RunResult::End::cpu_limit ||
      one.ground.result->end == RunResult::End::wall_limit)
    return std::nullopt;
  return Diagnosis{.title = "the program " + what(*one.ground.result),
                   .message = "It stopped in the stage `" + one.ground.result->stage + "`; nothing after that was checked."};
}

}  // namespace

extern constinit const Rule stopped{.code = "SC408",
                                    .name = "stopped",
                                    .title = "Crashed or stopped by a limit",
                                    .text = "The program crashed, ran over a limit, or ended before its end.",
                                    .help = R"(What it means
    The process died of a signal, used more memory or printed more than a run may, or left before its last line.
Why it matters
    Nothing after that point was checked.
Example
    os._exit(0)
Write instead
    Let the program reach its end.
)",
                                    .match = match};

}  // namespace snipcheck::rule
