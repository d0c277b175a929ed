/// Format: the blocks, each ended by NUL, then an empty one; for each file its path, NUL, the numbers of its blocks divided by
/// blanks, NUL.
#include "sandboxes/packed.hpp"

#include "support/text.hpp"

#include <charconv>

namespace snipcheck {
namespace {

/// The end of the block at the start of a text: before the next line that is not indented.
std::size_t end_of_block(std::string_view text) {
  for (auto line = text.find('\n'); line != std::string_view::npos; line = text.find('\n', line + 1))
    if (line + 1 == text.size() || (text[line + 1] != ' ' && text[line + 1] != '\t'))
      return line + 1;
  return text.size();
}

std::string_view take(std::string_view& bytes) {
  const std::string_view piece = bytes.substr(0, bytes.find('\0'));
  bytes.remove_prefix(std::min(piece.size() + 1, bytes.size()));
  return piece;
}

}  // namespace

std::string pack(const std::vector<std::pair<std::string, std::string>>& files) {
  std::map<std::string_view, std::size_t> numbers;
  std::string blocks, table;
  for (const auto& [path, text] : files) {
    table += path + '\0';
    for (std::string_view rest = text; !rest.empty();) {
      const std::string_view block = rest.substr(0, end_of_block(rest));
      const auto [known, is_new] = numbers.emplace(block, numbers.size());
      if (is_new)
        blocks.append(block) += '\0';
      table += std::to_string(known->second) + ' ';
      rest.remove_prefix(block.size());
    }
    table += '\0';
  }
  return blocks + '\0' + table;
}

Packed::Packed(std::string_view bytes) {
  for (std::string_view block = take(bytes); !block.empty(); block = take(bytes))
    blocks_.push_back(block);
  while (!bytes.empty()) {
    const std::string_view path = take(bytes);
    paths_.push_back(path);
    made_of_.emplace(path, take(bytes));
  }
}

std::string Packed::text(std::string_view path) const {
  std::string text;
  const auto found = made_of_.find(path);
  if (found == made_of_.end())
    return text;
  for (const std::string_view number : split(trim(found->second), ' ')) {
    std::size_t index = 0;
    std::from_chars(number.data(), number.data() + number.size(), index);
    if (!number.empty() && index < blocks_.size())
      text += blocks_[index];
  }
  return text;
}

}  // namespace snipcheck
