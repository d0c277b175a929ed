#include "verifier/program_text.hpp"

#include "support/text.hpp"

#include <fmt/format.h>

namespace snipcheck {
namespace {

void add(std::string& out, const std::string& comment, std::string_view code) {
  out += (out.empty() ? "# " : "\n# ") + comment + "\n" + std::string{trim_right(code)} + "\n";
}

void add_supplies(std::string& out, const Context& context, bool late) {
  for (const Supply& one : context.supplies)
    if (one.late == late)
      add(out, "assumed: " + one.reason, one.code);
}

std::string indented(std::string_view code) {
  std::string out;
  for (const std::string_view line : split_lines(code))
    out += (line.empty() ? "" : "    ") + std::string{line} + "\n";
  return out;
}

bool makes_app(std::string_view code) { return code.find("app = Flask(") != std::string_view::npos; }

}  // namespace

std::string program_text(const Subject& subject, const Context& context, const Job& job) {
  const Snippet& snippet = *subject.snippet;
  std::string out;
  add_supplies(out, context, false);
  for (const Snippet* one : context.earlier)
    add(out, fmt::format("earlier in this answer: {}:{}-{}", one->document, one->start_line, one->end_line), one->code);
  add_supplies(out, context, true);
  if (job.push != Job::Push::none) {
    const std::string app = makes_app(out) ? "" : "from flask import Flask\napp = Flask(__name__)\n";
    const bool request = job.push == Job::Push::request_context;
    add(out, "assumed: the lines need a request",
        app + (request ? "app.test_request_context(\"/\").push()" : "app.app_context().push()"));
  }
  const std::string place = fmt::format("the snippet: {}:{}-{}", snippet.document, snippet.start_line, snippet.end_line);
  if (job.wrap_in_view)
    add(out, place + ", as the body of a view", "@app.route(\"/\")\ndef view():\n" + indented(job.code) + "    return \"ok\"");
  else
    add(out, place, job.code);
  return out;
}

}  // namespace snipcheck
