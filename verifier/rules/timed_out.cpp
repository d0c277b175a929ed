#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind != Ground::Kind::stopped)
    return std::nullopt;
  const bool cpu = one.ground.result->end == RunResult::End::cpu_limit;
  const auto limit = cpu ? one.matrix.limits.cpu : one.matrix.limits.wall;
  return Diagnosis{
      .title = "did not end within " + std::to_string(limit.count()) + (cpu ? " seconds of processor time" : " seconds"),
      .message = "It was stopped in the stage `" + one.ground.result->stage + "`."};
}

}  // namespace

extern constinit const Rule timed_out{.code = "SC409",
                                      .name = "timed-out",
                                      .title = "Timed out",
                                      .text = "The program did not end within the time that a run may take.",
                                      .help = R"(What it means
    The program used more processor time, or waited longer, than --timeout allows.
Why it matters
    It may be right and slow, or never end: it was not checked to its end.
Example
    while True: poll()
Write instead
    An example that ends, or a directive `skip` with a reason.
)",
                                      .match = match};

}  // namespace snipcheck::rule
