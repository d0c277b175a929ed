#include "snippets/repair/remains.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "snippets/repair/reindent.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace snipcheck {
namespace {

/// `if x:`, but not `Output:`
bool wants_body(const LogicalLine& line) {
  return opener_of(line.text) != Opener::none && trim_right(without_strings(line.text)).ends_with(':');
}

std::vector<LogicalLine> logical_lines_of(const std::vector<std::string>& lines) {
  const std::vector<std::string_view> views(lines.begin(), lines.end());
  return logical_lines(views);
}

std::size_t margin_below_first(const std::vector<LogicalLine>& lines) {
  std::size_t margin = std::string::npos;
  std::vector<std::size_t> open;  // indentation of the blocks below the first line
  bool first = true, body = false;
  for (const LogicalLine& line : lines) {
    if (line.blank)
      continue;
    if (first) {
      if (line.indent > 0 || line.first > 0 || wants_body(line))
        return 0;
      first = false;
      continue;
    }
    margin = std::min(margin, line.indent);
    while (!open.empty() && open.back() > line.indent)
      open.pop_back();
    if (open.empty() ? margin != line.indent : line.indent > open.back() && !body)
      return 0;
    if (body && !open.empty() && line.indent <= open.back())
      return 0;
    if (open.empty() || open.back() < line.indent)
      open.push_back(line.indent);
    body = wants_body(line);
  }
  return margin == std::string::npos ? 0 : margin;
}

}  // namespace

std::size_t margin_below_first(const std::vector<std::string>& lines) { return margin_below_first(logical_lines_of(lines)); }

bool lost_indentation(const std::vector<std::string>& lines) {
  bool body = false;  // is wanted by the last statement
  std::size_t indent = 0;
  const std::vector<LogicalLine> logical = logical_lines_of(lines);
  for (const LogicalLine& line : logical) {
    if (line.blank) {
      body = body && !(line.text.starts_with('#') && line.indent > indent);
      continue;
    }
    if (body && line.indent <= indent)
      return true;
    body = wants_body(line);
    indent = line.indent;
  }
  return margin_below_first(logical) > 0;
}

Remains::Remains(const std::vector<Statement>& statements) {
  std::set<std::size_t> widths;
  std::vector<int> last;  // of each indentation that is still open, the last statement
  bool flush = false;     // the body of a block has no indentation
  for (const Statement& statement : statements) {
    while (!last.empty() && indent_[static_cast<std::size_t>(last.back())] > statement.indent)
      last.pop_back();
    const bool known = !last.empty() && indent_[static_cast<std::size_t>(last.back())] == statement.indent;
    level_.push_back(known ? last.back() : -1);
    if (known)
      last.pop_back();
    last.push_back(static_cast<int>(indent_.size()));
    flush |= statement.indent == 0 && !opens_.empty() && opens_.back();
    if (statement.indent > 0)
      widths.insert(statement.indent);
    indent_.push_back(statement.indent);
    opens_.push_back(statement.opener != Opener::none && !statement.inline_body);
  }
  unit_ = widths.empty() ? 0 : *widths.begin();
  collapsed_ = widths.size() == 1 && !flush;
}

double Remains::of_depth(const std::vector<int>& depth) const {
  if (unit_ == 0 || depth.size() < 2)
    return 0;
  constexpr double kUnlikely = 3;
  const std::size_t i = depth.size() - 1;
  const std::size_t here = indent_[i], before = indent_[i - 1];
  if (collapsed_)
    return (here > 0) == (depth[i] > 0) ? 0 : 2 * kUnlikely;
  double cost = 0;
  if (here > before && opens_[i - 1] && depth[i] != depth[i - 1] + 1)
    cost += kUnlikely;
  if (here == before && here > 0 && !opens_[i - 1] && depth[i] != depth[i - 1])
    cost += kUnlikely;
  if (here < before && depth[i] >= depth[i - 1])
    cost += kUnlikely;
  if (here > 0 && level_[i] >= 0 && depth[i] != depth[static_cast<std::size_t>(level_[i])])
    cost += kUnlikely;
  if (is_too_deep(i, depth[i]))
    cost += kUnlikely;
  return cost;
}

bool Remains::is_too_deep(std::size_t i, int depth) const {
  return unit_ > 1 && static_cast<std::size_t>(depth) * unit_ < indent_[i];
}

bool Remains::explained_by(const std::vector<int>& depth) const {
  for (std::size_t i = 0; i < depth.size(); ++i)
    if (is_too_deep(i, depth[i]))
      return false;
  return true;
}

}  // namespace snipcheck
