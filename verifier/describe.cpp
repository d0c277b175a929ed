#include "verifier/describe.hpp"

#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

/// The fault that an environment's outcome is named after: the first of the snippet's own, else what it lacked.
const Fault* telling_fault(const RunResult& result, const Subject& subject, const Context& context, const Matrix& matrix) {
  const Fault* best = nullptr;
  int rank = 9;
  for (const Fault& fault : result.faults) {
    const FaultKind kind = kind_of(fault, subject, context, matrix);
    const int own = fault.guessed && kind != FaultKind::missing                ? 8
                    : kind == FaultKind::failure                               ? 0
                    : kind == FaultKind::name || kind == FaultKind::package    ? 1
                    : kind == FaultKind::service || kind == FaultKind::refused ? 2
                    : kind == FaultKind::missing                               ? 3
                                                                               : 8;
    if (own < rank) {
      rank = own;
      best = &fault;
    }
  }
  return rank < 8 ? best : nullptr;
}

/// One that came and stayed, which makes the snippet outdated.
const Fault* decisive_fault(const RunResult& result, const Verdict& verdict) {
  for (const Ground& ground : verdict.grounds)
    if (ground.kind == Ground::Kind::drift && ground.fault != nullptr)
      for (const Fault& fault : result.faults)
        if (fault.context.empty() && fault.type == ground.fault->type && fault.statement == ground.fault->statement &&
            fault.where == ground.fault->where)
          return &fault;
  return nullptr;
}

OutcomeKind kind_of_end(const RunResult& result) {
  using End = RunResult::End;
  switch (result.end) {
    case End::cpu_limit:
    case End::wall_limit: return OutcomeKind::timeout;
    case End::output_limit: return OutcomeKind::output_limit;
    case End::out_of_memory: return OutcomeKind::oom;
    case End::signalled: return OutcomeKind::crashed;
    case End::interrupted: return OutcomeKind::unavailable;
    case End::not_started: return OutcomeKind::sandbox_error;
    case End::exited: return result.complete ? OutcomeKind::pass : OutcomeKind::stopped_early;
  }
  return OutcomeKind::sandbox_error;
}

OutcomeKind kind_of_fault(FaultKind kind) { return kind == FaultKind::failure ? OutcomeKind::fail : OutcomeKind::missing; }

std::vector<TraceFrame> traceback_of(const Fault& fault, const Snippet& snippet) {
  std::vector<TraceFrame> out;
  for (const Frame& frame : fault.frames) {
    const bool own = frame.file == "snippet.py";
    out.push_back({own ? snippet.document : frame.file, own ? snippet.lines.document_line(frame.line) : frame.line,
                   frame.function, frame.code, frame.library});
  }
  return out;
}

std::string first_line(const std::string& code) { return code.substr(0, code.find('\n')); }

}  // namespace

Outcome outcome_of(const RunResult& result, const Environment& environment, const Verdict& verdict, const Subject& subject,
                   const Context& context, const Matrix& matrix) {
  Outcome out{.environment = environment.name,
              .kind = kind_of_end(result),
              .stage = result.stage == "done" ? "request" : result.stage,
              .message = result.trouble,
              .milliseconds = static_cast<int>(result.wall.count()),
              .out = result.out,
              .err = result.err,
              .truncated = result.truncated,
              .differs_warm = result.differs_warm};
  const Fault* decisive = decisive_fault(result, verdict);
  const Fault* fault = decisive != nullptr ? decisive : telling_fault(result, subject, context, matrix);
  if (fault != nullptr) {
    if (out.kind == OutcomeKind::pass)
      out.kind = fault->type == "SystemExit" ? OutcomeKind::stopped_early
                 : fault == decisive         ? OutcomeKind::fail
                                             : kind_of_fault(kind_of(*fault, subject, context, matrix));
    out.stage = fault->stage;
    out.error_type = fault->type;
    out.message = fault->message;
    out.line = fault->line > 0 ? subject.snippet->lines.document_line(fault->line) : 0;
    out.traceback = traceback_of(*fault, *subject.snippet);
  } else if (out.kind == OutcomeKind::pass && !context.unimported.empty()) {
    const FreeName& name = context.unimported.front();  // supplied only to look further
    out.kind = OutcomeKind::fail;
    out.stage = name.at_module_level ? "import" : "request";
    out.error_type = "NameError";
    out.message = "name '" + name.name + "' is not defined";
    out.line = subject.snippet->lines.document_line(name.line);
  } else if (out.kind == OutcomeKind::pass && !result.cautions.empty()) {
    const Caution& caution = result.cautions.front();
    out.kind = OutcomeKind::warn;
    out.error_type = caution.category;
    out.message = caution.message;
    out.line = subject.snippet->lines.document_line(caution.line);
  }
  return out;
}

std::vector<Assumption> assumptions_of(const Context& context, const Snippet& snippet) {
  std::vector<Assumption> out;
  for (const Snippet* one : context.earlier)
    if (!one->directives.setup)  // the author says that it goes before: nothing is assumed
      out.push_back({"# lines " + std::to_string(one->start_line) + "-" + std::to_string(one->end_line) + " of this answer",
                     "an earlier snippet of this answer", snippet.start_line});
  for (const Supply& supply : context.supplies)
    if (supply.shown)
      out.push_back({std::string{trim_right(supply.code)}, supply.reason, snippet.start_line});
  for (const std::string& name : context.shown)
    out.push_back({"# " + name, "shown in this answer", snippet.start_line});
  if (context.push == Job::Push::request_context)
    out.push_back({"with app.test_request_context():", "the lines need a request", snippet.start_line});
  if (snippet.names.returns_outside_function)
    out.push_back({"@app.route(\"/\")\ndef view():", "the lines are the body of a view", snippet.start_line});
  return out;
}

std::string reason_of(const Verdict& verdict, const std::vector<Diagnosis>& diagnoses, const Context& context, const Row& row) {
  const auto with_first = [&](std::string_view otherwise) {
    return diagnoses.empty() ? std::string{otherwise} : diagnoses.front().title;
  };
  switch (verdict.status) {
    case Status::ok:
      return "runs in the newest environment" +
             std::string{context.rung() == Context::Rung::standalone ? "" : ", " + std::string{to_string(context.rung())}};
    case Status::error: {
      const auto bad = std::ranges::find_if(row, [](const RunResult& one) { return one.end == RunResult::End::not_started; });
      return bad == row.end() ? "was interrupted" : "could not be run: " + first_line(bad->trouble);
    }
    case Status::incomplete: {
      const std::vector<std::string> holes = context.holes();
      return holes.empty() ? with_first("needs more than the answer shows") : join(holes, "; ");
    }
    default: return with_first("");
  }
}

}  // namespace snipcheck
