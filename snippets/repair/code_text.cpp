#include "snippets/repair/code_text.hpp"

#include "snippets/python_tree.hpp"
#include "support/text.hpp"

#include <utility>

namespace snipcheck {
namespace {

template <typename List>
void erase_marked(List& list, const std::vector<bool>& gone) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (!gone[i] && kept++ != i)
      list[kept - 1] = std::move(list[i]);
  list.resize(kept);
}

/// Reads Python line by line and says what each byte is.
class Zoner {
 public:
  std::vector<Zone> line(std::string_view text) {
    std::vector<Zone> zones(text.size(), Zone::code);
    const auto mark = [&](std::size_t from, std::size_t count, Zone zone) {
      std::fill_n(zones.begin() + static_cast<std::ptrdiff_t>(from), std::min(text.size() - from, count), zone);
    };
    std::size_t i = 0;
    while (i < text.size()) {
      const char c = text[i];
      if (!quote_.empty()) {
        const std::size_t step = c == '\\' ? 2 : text.substr(i).starts_with(quote_) ? quote_.size() : 1;
        mark(i, step, Zone::string);
        if (c != '\\' && text.substr(i).starts_with(quote_))
          quote_.clear();
        i += step;
      } else if (c == '#') {
        mark(i, text.size() - i, Zone::comment);
        break;
      } else if (c == '"' || c == '\'') {
        const std::string triple(3, c);
        quote_ = text.substr(i).starts_with(triple) ? triple : std::string(1, c);
        mark(i, quote_.size(), Zone::string);
        i += quote_.size();
      } else {
        ++i;
      }
    }
    if (quote_.size() == 1 && !text.ends_with('\\'))
      quote_.clear();
    return zones;
  }

 private:
  std::string quote_;  ///< That of the string we are in; "" in code.
};

/// How many characters of `old` are gone before the first word of `now`; 0 where something else took their place.
int gone_in_front(std::string_view old, std::string_view now) {
  constexpr std::size_t kMost = 200;
  const std::size_t indent = indent_of(now);
  const std::string_view word = now.substr(indent, now.find_first_of(" (.,:", indent) - indent);
  const std::size_t at = word.empty() ? 0 : old.substr(0, kMost).find(word, indent);
  return word.empty() || at == std::string_view::npos ? 0 : code_points(old.substr(indent, at - indent));
}

}  // namespace

void CodeText::cut(std::size_t line, std::size_t bytes) {
  shift[line] += code_points(std::string_view{lines[line]}.substr(0, bytes));
  lines[line].erase(0, bytes);
}

void CodeText::cut_margin() {
  std::size_t margin = std::string::npos;
  for (const std::string& line : lines)
    if (!trim(line).empty())
      margin = std::min(margin, indent_of(line));
  for (std::size_t i = 0; i < lines.size() && margin != std::string::npos; ++i)
    cut(i, std::min(margin, indent_of(lines[i])));
}

void CodeText::prepend(std::size_t line, std::string_view text) {
  shift[line] -= code_points(text);
  lines[line].insert(0, text);
}

void CodeText::drop(const std::vector<bool>& gone) {
  erase_marked(lines, gone);
  erase_marked(document_lines, gone);
  erase_marked(shift, gone);
}

void CodeText::repaired_at(std::size_t line, std::string code, std::string message) {
  repaired = true;
  remarks.push_back({std::move(code), std::move(message), document_lines[line]});
}

const std::vector<Zone>& Zones::of(std::size_t line) {
  if (zones_.empty())
    zones_ = zones_of(lines_);
  return zones_[line];
}

std::vector<std::vector<Zone>> zones_of(const std::vector<std::string>& lines) {
  std::vector<std::vector<Zone>> zones;
  zones.reserve(lines.size());
  Zoner zoner;
  for (const std::string& line : lines)
    zones.push_back(zoner.line(line));
  return zones;
}

bool reads_as_python(const std::vector<std::string>& lines) {
  const std::string code = join(lines, "\n") + "\n";
  return !PythonTree{code}.has_error();
}

bool accept(CodeText& text, std::vector<std::string> changed) {
  if (changed == text.lines || reads_as_python(text.lines) || !reads_as_python(changed))
    return false;
  for (std::size_t i = 0; i < changed.size(); ++i)
    text.shift[i] += gone_in_front(text.lines[i], changed[i]);
  text.lines = std::move(changed);
  return true;
}

}  // namespace snipcheck
