#pragma once
/// Columns of text for people.
#include <cstddef>
#include <string>
#include <vector>

namespace snipcheck {

/// Rows (the first is the head) as lines with aligned columns, two blanks apart. Where a line would be wider than `width` code
/// points, the cells of column `elastic` are cut, with an ellipsis, down to 12.
std::string table(const std::vector<std::vector<std::string>>& rows, std::size_t elastic, int width);

}  // namespace snipcheck
