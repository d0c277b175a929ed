#include "reports/renderers/html/runs.hpp"

#include "reports/escape.hpp"
#include "reports/renderers/html/markup.hpp"
#include "reports/renderers/html/track.hpp"
#include "reports/wording.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace snipcheck::page {
namespace {

constexpr std::size_t kMostOutput = 4000;  ///< Bytes of each stream that the page shows; the JSON report holds more.

/// A text and the labels of the environments that gave it.
struct Told {
  std::string text;
  std::vector<std::string> labels;
};

std::string label_of(const View& view, const Outcome& outcome) {
  const auto& environments = view.report().environments;
  const auto found = std::ranges::find(environments, outcome.environment, &EnvironmentInfo::name);
  return found == environments.end() ? outcome.environment : view.label(static_cast<std::size_t>(found - environments.begin()));
}

/// What `text_of` says of each outcome, equal texts together, "" left out.
template <typename TextOf>
std::vector<Told> gathered(const View& view, const Finding& finding, TextOf text_of) {
  std::vector<Told> all;
  for (const Outcome& outcome : finding.outcomes) {
    std::string text = text_of(outcome);
    if (text.empty())
      continue;
    auto same = std::ranges::find(all, text, &Told::text);
    if (same == all.end())
      same = all.insert(all.end(), Told{.text = std::move(text)});
    same->labels.push_back(label_of(view, outcome));
  }
  return all;
}

/// "flask/app.py" -> "flask".
std::string top_of(const std::string& file) { return file.substr(0, file.find('/')); }

/// Frames of libraries between those of the snippet are one line: how many, and whose.
std::string traceback_text(const Outcome& outcome) {
  if (outcome.traceback.empty())
    return {};
  std::string out = "Traceback (most recent call last):\n";
  std::vector<std::string> hidden;
  std::size_t frames = 0;
  const auto flush = [&] {
    if (frames > 0)
      out += "  … " + many(frames, "frame") + " in " + join(hidden, ", ") + '\n';
    hidden.clear();
    frames = 0;
  };
  for (const TraceFrame& frame : outcome.traceback) {
    if (frame.library) {
      ++frames;
      if (std::ranges::find(hidden, top_of(frame.file)) == hidden.end())
        hidden.push_back(top_of(frame.file));
      continue;
    }
    flush();
    out += "  " + frame.file + ':' + std::to_string(frame.line) + " in " + frame.function + '\n';
    if (!frame.code.empty())
      out += "    " + frame.code + '\n';
  }
  flush();
  return out + outcome.error_type + (outcome.message.empty() ? "" : ": " + outcome.message);
}

std::string beginning(std::string_view text) {
  if (text.size() <= kMostOutput)
    return std::string{text};
  return std::string{text.substr(0, kMostOutput)} + "\n… " + number(text.size() - kMostOutput) +
         " more bytes in the JSON report\n";
}

std::string output_text(const Outcome& outcome) {
  std::string out;
  if (!outcome.out.empty())
    out += "stdout:\n" + beginning(outcome.out) + (outcome.out.ends_with('\n') ? "" : "\n");
  if (!outcome.err.empty())
    out += "stderr:\n" + beginning(outcome.err) + (outcome.err.ends_with('\n') ? "" : "\n");
  return outcome.truncated && !out.empty() ? out + "… cut off by the limit on output\n" : out;
}

std::string all_folded(const View& view, const std::vector<Told>& told, const std::string& what) {
  std::string out;
  for (const Told& each : told) {
    const std::string summary = what + " on " + std::string{view.axis()} + ' ' + join(each.labels, ", ");
    out += folded(html(one_line(summary, 120)), summary, each.text);
  }
  return out;
}

}  // namespace

std::string outcome_table(const View& view, const Finding& finding) {
  if (finding.outcomes.empty())
    return {};
  const Diagnosis* first = lead(finding);
  const std::string package = first != nullptr && first->since ? first->since->package : "";
  std::string out = "<h4>Outcomes</h4>\n<table><thead><tr><th scope=\"col\">" + std::string{view.axis()} + "</th>" +
                    (package.empty() ? "" : "<th scope=\"col\">" + html(one_line(package, 40)) + "</th>") +
                    "<th scope=\"col\">Outcome</th><th scope=\"col\">Stage</th></tr></thead><tbody>\n";
  for (const Stretch& stretch : stretches(view, finding, Alike::none)) {
    const std::string version =
        package.empty() ? "" : "<td>" + html(one_line(span_versions(view, stretch, package), 30)) + "</td>";
    out += "<tr class=\"" + std::string{shade(finding, stretch.outcome)} + "\"><th scope=\"row\">" +
           html(one_line(span_label(view, stretch), 30)) + "</th>" + version + "<td>" + outcome_mark(stretch.outcome) +
           "</td><td>" + (stretch.outcome == nullptr ? "" : html(one_line(stretch.outcome->stage, 30))) + "</td></tr>\n";
  }
  out += "</tbody></table>\n";
  for (const Told& each : gathered(view, finding, [](const Outcome& outcome) { return one_line(outcome.message, 400); }))
    out += "<p class=\"msg quiet\">" + html(one_line(join(each.labels, ", "), 80)) + ": " + html(each.text) + "</p>\n";
  return out;
}

std::string tracebacks(const View& view, const Finding& finding) {
  return all_folded(view, gathered(view, finding, traceback_text), "Traceback");
}

std::string outputs(const View& view, const Finding& finding) {
  return all_folded(view, gathered(view, finding, output_text), "Output");
}

}  // namespace snipcheck::page
