#include "reports/renderers/html/finding.hpp"

#include "reports/escape.hpp"
#include "reports/renderers/html/markup.hpp"
#include "reports/renderers/html/runs.hpp"
#include "reports/renderers/html/source.hpp"
#include "reports/renderers/html/track.hpp"
#include "reports/wording.hpp"
#include "support/text.hpp"

namespace snipcheck::page {
namespace {

std::string crumb(const Finding& finding) {
  std::string out = "<p class=\"crumb\">" + html(one_line(finding.document, 200));
  if (finding.question) {
    const std::string number = finding.question->number ? std::to_string(*finding.question->number) + ". " : "";
    if (const std::string asked = number + finding.question->title; !asked.empty())
      out += " <span>›</span> " + html(one_line(asked, 140));
  }
  return out + " <span>›</span> line " + std::to_string(line_of(finding)) + "</p>\n";
}

std::string facts(const Finding& finding) {
  std::string out = "<p class=\"facts\">" + status_word(finding.status);
  const Diagnosis* first = lead(finding);
  if (first != nullptr && first->since)
    out += ", " + std::string{since_word(finding.status)} + " <b>" +
           html(one_line(first->since->package + ' ' + first->since->version, 80)) + "</b>";
  if (first != nullptr && first->works_until)
    out += ", worked until " + html(one_line(*first->works_until, 40));
  for (const Diagnosis& diagnosis : finding.diagnoses)
    out += tag(diagnosis.code);
  if (finding.repaired)
    out += " <span class=\"tag\">indentation repaired</span>";
  return out + "</p>\n";
}

std::string messages(const View& view, const Finding& finding) {
  std::string out;
  if (lead(finding) != nullptr && !finding.reason.empty() && finding.reason != title(finding))
    out += "<p class=\"msg\">" + sentence(finding.reason) + "</p>\n";
  for (const Diagnosis& diagnosis : finding.diagnoses) {
    const std::string head = &diagnosis == lead(finding) ? "" : "<b>" + sentence(diagnosis.title, 160) + ".</b> ";
    if (!head.empty() || !diagnosis.message.empty())
      out += "<p class=\"msg\">" + head + sentence(diagnosis.message) + "</p>\n";
    if (diagnosis.not_run)
      out += "<p class=\"msg quiet\">Not run: this is known from the packages of the environments.</p>\n";
  }
  const Diagnosis* first = lead(finding);
  if (first == nullptr || first->code.empty())
    return out;
  const auto rule = view.report().rules.find(first->code);
  return out + "<p class=\"msg quiet\">" + (rule == view.report().rules.end() ? "" : sentence(rule->second.text) + ' ') +
         "<code>snipcheck explain " + html(one_line(first->code, 40)) + "</code></p>\n";
}

std::string remedies(const Finding& finding) {
  std::string out;
  for (const Diagnosis& diagnosis : finding.diagnoses)
    if (diagnosis.instead)
      out += "<h4>Write instead <button type=\"button\" class=\"mini js\" data-copy=\"" + html(*diagnosis.instead) + "\">" +
             icon("copy", 14) + "<span>Copy</span></button></h4>\n" + instead(finding, diagnosis);
  return out;
}

std::string context_words(const Finding& finding) {
  if (finding.context == "standalone")
    return "As printed.";
  if (finding.context == "continued")
    return "After other snippets of the same answer.";
  if (finding.context == "scaffolded")
    return "With the customary surroundings, shown grey.";
  return finding.context.empty() ? "Not run." : html(one_line(finding.context, 80));
}

std::string asked(const Finding& finding) {
  return finding.directives.empty() ? ""
                                    : " Asked for: <code>" + html(one_line(join(finding.directives, ", "), 300)) + "</code>.";
}

std::string rerun(const Finding& finding) {
  const Outcome* telling = telling_outcome(finding);
  const std::string command =
      one_line("snipcheck run " + place(finding) + (telling == nullptr ? "" : " --env " + telling->environment));
  return "<h4>Run it again</h4>\n<p class=\"cmd\"><code>" + html(command) +
         "</code><button type=\"button\" class=\"mini js\" aria-label=\"Copy the command\" data-copy=\"" + html(command) + "\">" +
         icon("copy", 14) + "<span></span></button></p>\n";
}

}  // namespace

std::string article(const View& view, const Finding& finding) {
  const std::string status{to_string(finding.status)};
  const std::string lines = source(finding);
  return "<article class=\"finding " + status + "\" data-status=\"" + status + "\" data-place=\"" +
         html(one_line(place(finding))) + "\" id=\"" + view.anchor(finding) + "\" tabindex=\"-1\">\n" + crumb(finding) + "<h3>" +
         icon(finding.status, 18) + "<span>" + sentence(title(finding), 160) + "</span></h3>\n" + facts(finding) +
         track(view, finding) + messages(view, finding) + "<div class=\"body\"><div>\n" +
         (lines.empty() ? "" : "<h4>In the document</h4>\n" + lines) + remedies(finding) + tracebacks(view, finding) +
         outputs(view, finding) + "</div><div class=\"rail\">\n" + outcome_table(view, finding) + rerun(finding) +
         "<h4>How it was run</h4>\n<p class=\"msg quiet\">" + context_words(finding) + asked(finding) + " Snippet <code>" +
         html(one_line(finding.id, 40)) + "</code>.</p>\n</div></div>\n</article>\n";
}

std::string findings_section(const View& view) {
  std::string out;
  for (const Finding* finding : view.findings())
    if (has_article(*finding))
      out += article(view, *finding);
  return out.empty() ? "<p class=\"empty\">Nothing to tell.</p>\n" : out;
}

}  // namespace snipcheck::page
