#include "verifier/table.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <numeric>

namespace snipcheck {
namespace {

constexpr int kGap = 2;
constexpr int kLeast = 12;

/// The first `width` code points, the last of them an ellipsis when some are left out.
std::string cut(const std::string& text, int width) {
  if (code_points(text) <= width)
    return text;
  std::size_t end = text.size();
  while (code_points(std::string_view{text}.substr(0, end)) >= width)
    --end;
  return std::string(trim_right(std::string_view{text}.substr(0, end))) + "…";
}

}  // namespace

std::string table(const std::vector<std::vector<std::string>>& rows, std::size_t elastic, int width) {
  std::vector<int> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], code_points(row[i]));
  }
  const int total = std::accumulate(widths.begin(), widths.end(), 0) + kGap * (static_cast<int>(widths.size()) - 1);
  if (elastic < widths.size() && total > width)
    widths[elastic] = std::max(std::min(kLeast, widths[elastic]), widths[elastic] - (total - width));
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = i == elastic ? cut(row[i], widths[i]) : row[i];
      line += cell + std::string(static_cast<std::size_t>(widths[i] - code_points(cell) + kGap), ' ');
    }
    out += trim_right(line);
    out += '\n';
  }
  return out;
}

}  // namespace snipcheck
