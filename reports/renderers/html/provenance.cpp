#include "reports/renderers/html/provenance.hpp"

#include "reports/escape.hpp"
#include "reports/renderers/html/markup.hpp"
#include "reports/wording.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace snipcheck::page {
namespace {

std::string entry(std::string_view name, const std::string& markup) {
  return "<div><dt>" + std::string{name} + "</dt><dd>" + markup + "</dd></div>\n";
}

std::string package_table(const View& view) {
  std::set<std::string> names;
  for (const EnvironmentInfo& each : view.report().environments)
    for (const auto& [name, version] : each.packages)
      names.insert(name);
  if (names.empty())
    return {};
  std::string out = "<details class=\"fold\"><summary>Pinned packages: " + many(names.size(), "name") +
                    "</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Pinned packages\">"
                    "<table class=\"pins\"><thead><tr><th scope=\"col\">Package</th>";
  for (const EnvironmentInfo& each : view.report().environments)
    out += "<th scope=\"col\">" + html(one_line(each.name, 30)) + "</th>";
  out += "</tr></thead><tbody>\n";
  for (const std::string& name : names) {
    out += "<tr><th scope=\"row\">" + html(one_line(name, 60)) + "</th>";
    for (const EnvironmentInfo& each : view.report().environments) {
      const auto found = each.packages.find(name);
      out += "<td>" + (found == each.packages.end() ? "–" : html(one_line(found->second, 30))) + "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div></details>\n";
}

}  // namespace

std::string documents_section(const View& view) {
  std::map<std::string_view, std::pair<std::size_t, std::size_t>> found;  // snippets, failures
  for (const Finding& finding : view.report().findings) {
    auto& [snippets, failures] = found[finding.document];
    ++snippets;
    failures += weight(finding.status) == "fail" ? 1 : 0;
  }
  std::string out =
      "<table class=\"docs\"><thead><tr><th scope=\"col\">Document</th><th scope=\"col\" class=\"num\">Lines</th>"
      "<th scope=\"col\" class=\"num\">Questions</th><th scope=\"col\" class=\"num\">Snippets</th>"
      "<th scope=\"col\" class=\"num\">Fail</th></tr></thead><tbody>\n";
  for (const DocumentInfo& each : view.report().documents) {
    const auto& [snippets, failures] = found[each.path];
    out += "<tr><th scope=\"row\"><span class=\"path\">" + html(one_line(each.path, 200)) + "</span>";
    for (const std::string& note : each.notes)
      out += "<small>" + sentence(note, 300) + "</small>";
    for (const DocumentRemark& remark : each.remarks)
      out += "<small>" + (remark.line > 0 ? "Line " + std::to_string(remark.line) + ": " : "") + sentence(remark.message, 300) +
             tag(remark.code) + "</small>";
    const auto count_cell = [](std::size_t value) { return "<td class=\"num\">" + number(value) + "</td>"; };
    out += "</th>" + count_cell(static_cast<std::size_t>(std::max(each.lines, 0))) +
           count_cell(static_cast<std::size_t>(std::max(each.questions, 0))) + count_cell(snippets) + count_cell(failures) +
           "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

std::string run_section(const View& view) {
  const Report& report = view.report();
  std::string out = "<dl>\n";
  if (!report.command.empty())
    out += entry("Command", "<code>" + html(one_line(report.command, 1000)) + "</code>");
  out += entry("Gate", "exit code " + std::to_string(report.gate.exit) + ", fails on " + html(one_line(report.gate.fail_on, 40)) +
                           ": " + sentence(gate_words(report.gate)));
  out += entry("Isolation", html(one_line(report.isolation.empty() ? "unknown" : report.isolation, 80)));
  for (const EnvironmentInfo& each : report.environments)
    out += entry("Set " + html(one_line(each.name, 30)),
                 html(one_line("Flask " + each.flask + ", Python " + each.python + ", " + each.status, 160)) +
                     (each.lock.empty() ? "" : ", <code>" + html(one_line(each.lock, 160)) + "</code>"));
  out += entry("Tool", "snipcheck " + html(one_line(report.version, 40)));
  return out + "</dl>\n" + package_table(view);
}

}  // namespace snipcheck::page
