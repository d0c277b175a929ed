#pragma once
/// What all parts of the page look things up in: the report in reading order, its anchors, the names of its columns.
#include "reports/report.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck::page {

class View {
 public:
  /// Keeps a reference to the report.
  explicit View(const Report& report);

  [[nodiscard]] const Report& report() const { return report_; }
  /// Failures first.
  [[nodiscard]] const std::vector<const Finding*>& findings() const { return findings_; }
  /// Unique in the page and fit for an attribute: "s/7c1f0a92de44".
  [[nodiscard]] const std::string& anchor(const Finding& finding) const { return anchors_.at(&finding); }
  /// What a column is called: "3.1" where the Flask releases tell the environments apart, else the environment's name.
  [[nodiscard]] const std::string& label(std::size_t environment) const { return labels_[environment]; }
  /// "Flask", or "Set" where the labels are names.
  [[nodiscard]] std::string_view axis() const { return by_flask_ ? "Flask" : "Set"; }
  [[nodiscard]] std::size_t width() const { return labels_.size(); }

 private:
  const Report& report_;
  std::vector<const Finding*> findings_;
  std::map<const Finding*, std::string> anchors_;
  std::vector<std::string> labels_;
  bool by_flask_ = true;
};

/// How a status counts on this page: "fail", "warn", "ok", or "gap" for what was not checked to its end.
std::string_view group_of(Status status);

/// Those whose details the page tells; what works, and other languages, are rows of the matrix only.
bool has_article(const Finding& finding);

}  // namespace snipcheck::page
