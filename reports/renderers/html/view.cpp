#include "reports/renderers/html/view.hpp"

#include "reports/wording.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <set>

namespace snipcheck::page {
namespace {

/// "3.1.2" -> "3.1".
std::string short_version(std::string_view version) {
  const std::size_t first = version.find('.');
  return std::string{version.substr(0, first == std::string_view::npos ? first : version.find('.', first + 1))};
}

/// Letters, digits, dots, dashes and underscores stay; all else becomes a dash.
std::string slug(std::string_view id) {
  std::string out{id.empty() ? std::string_view{"snippet"} : id};
  std::ranges::replace_if(
      out,
      [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return !letter && !(c >= '0' && c <= '9') && c != '.' && c != '-' && c != '_';
      },
      '-');
  return out;
}

}  // namespace

View::View(const Report& report) : report_(report), findings_(failures_first(report)) {
  // Ids are unique within a document only.
  std::map<std::string, int> used;
  for (const Finding& finding : report.findings) {
    const std::string name = slug(finding.id);
    const int times = ++used[name];
    anchors_.emplace(&finding, "s/" + name + (times == 1 ? "" : '~' + std::to_string(times)));
  }
  std::set<std::string> flasks;
  for (const EnvironmentInfo& environment : report.environments)
    by_flask_ = by_flask_ && !environment.flask.empty() && flasks.insert(short_version(environment.flask)).second;
  for (const EnvironmentInfo& environment : report.environments)
    labels_.push_back(by_flask_ ? short_version(environment.flask) : environment.name);
}

std::string_view group_of(Status status) {
  const std::string_view heavy = weight(status);
  if (heavy == "pass")
    return "ok";
  if (status == Status::incomplete || status == Status::unverified)
    return "gap";
  return heavy == "-" ? "gap" : heavy;
}

bool has_article(const Finding& finding) { return finding.status != Status::ok && finding.status != Status::skipped; }

}  // namespace snipcheck::page
