#pragma once
/// Code lines on their way to a program.
#include "snippets/plain/line_kind.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace snipcheck {

/// One logical line and what it is worth.
struct Item {
  std::size_t first = 0, end = 0;
  Evidence evidence = Evidence::blank;
  std::size_t indent = 0;
};

/// Code lines with no blank line between them, and later whole programs; its sums are kept while it grows.
class Run {
 public:
  void add(const Item& item) {
    items_.push_back(item);
    ++counts_[static_cast<std::size_t>(item.evidence)];
    code_ += is_code(item.evidence) ? 1 : 0;
    if (item.evidence != Evidence::blank)
      indent_ = std::min(indent_, item.indent);
    if (!is_code(item.evidence))
      return;
    if (!last_code_)
      first_code_ = item;
    last_code_ = item;
  }
  void add(const Run& more) {
    for (const Item& item : more.items_)
      add(item);
  }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  [[nodiscard]] const Item& front() const { return items_.front(); }
  [[nodiscard]] std::size_t first() const { return items_.front().first; }
  [[nodiscard]] std::size_t end() const { return items_.back().end; }
  [[nodiscard]] int count(Evidence evidence) const { return counts_[static_cast<std::size_t>(evidence)]; }
  [[nodiscard]] int code() const { return code_; }
  [[nodiscard]] std::size_t indent() const { return indent_; }
  [[nodiscard]] const Item& first_code() const { return first_code_ ? *first_code_ : items_.front(); }
  [[nodiscard]] const Item& last_code() const { return last_code_ ? *last_code_ : items_.back(); }

 private:
  std::vector<Item> items_;
  std::array<int, static_cast<std::size_t>(Evidence::strong) + 1> counts_{};
  int code_ = 0;
  std::size_t indent_ = std::string::npos;
  std::optional<Item> first_code_, last_code_;
};

}  // namespace snipcheck
