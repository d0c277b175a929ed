#include "snippets/formats/org_blocks.hpp"

#include "snippets/plain/line_kind.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace snipcheck {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

/// The rest of a line behind a keyword such as `#+begin_` in any case; nothing where the line begins otherwise.
std::optional<std::string_view> after_keyword(std::string_view line, std::string_view keyword) {
  line = trim(line);
  if (lower(line.substr(0, keyword.size())) != keyword)
    return std::nullopt;
  return line.substr(keyword.size());
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find_first_of(" \t")); }

/// Number of stars of a heading; 0 for other lines.
std::size_t stars(std::string_view line) {
  const std::size_t count = line.find_first_not_of('*');
  return count != kNone && line[count] == ' ' ? count : 0;
}

/// `: ...`, shown as it stands.
bool is_fixed(std::string_view line) {
  line = trim(line);
  return line == ":" || line.starts_with(": ");
}

/// `:PROPERTIES:` and the like, alone on its line.
bool is_drawer_edge(std::string_view line) {
  line = trim(line);
  return line.size() > 2 && line.starts_with(':') && line.ends_with(':') && line.find_first_of(" \t") == kNone;
}

/// The value of `:tangle file` among the header arguments of a block.
std::string_view tangle_file(std::string_view arguments) {
  const std::size_t at = arguments.find(":tangle ");
  return at == kNone ? std::string_view{} : first_word(trim(arguments.substr(at + 8)));
}

/// Org puts a comma before what would be a mark of its own inside a block.
void unescape(CodeBlock& block) {
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    std::string& line = block.lines[i];
    const std::size_t at = indent_of(line);
    const std::size_t mark = std::min(line.find_first_not_of(',', at), line.size());
    if (mark == at || !(line.compare(mark, 1, "*") == 0 || line.compare(mark, 2, "#+") == 0))
      continue;
    line.erase(at, 1);
    ++block.columns[i];
  }
}

class OrgReader {
 public:
  explicit OrgReader(std::span<const std::string_view> lines) : lines_(lines) { out_.taken.resize(lines.size()); }

  MarkedText run() {
    for (std::size_t i = 0; i < lines_.size();)
      i = read(i);
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool blank(std::size_t i) const { return trim(lines_[i]).empty(); }

  std::size_t take(std::size_t from, std::size_t to) {
    std::fill(out_.taken.begin() + static_cast<std::ptrdiff_t>(from), out_.taken.begin() + static_cast<std::ptrdiff_t>(to), true);
    return to;
  }

  std::size_t add(std::size_t first, std::size_t end, std::string info) {
    if (auto block = cut_block(lines_, {first, first, end}, std::move(info), true)) {
      unescape(*block);
      out_.blocks.push_back(std::move(*block));
    }
    return take(first, end);
  }

  /// Reads what begins on a line; returns the line after it.
  std::size_t read(std::size_t i) {
    const std::string_view text = trim(lines_[i]);
    if (text.empty())
      return i + 1;
    if (stars(lines_[i]) > 0)
      return heading(i);
    if (const auto name = after_keyword(text, "#+begin_"))
      return begun(i, *name);
    if (after_keyword(text, "#+results"))
      return results(i);
    if (text.starts_with("#+"))
      return keyword(i, text);
    header_.clear();
    if (is_fixed(text))
      return fixed(i);
    if (is_drawer_edge(text))
      return drawer(i);
    if (text.starts_with('|'))
      return take(i, i + 1);
    return text.starts_with("```") ? fence(i, text) : i + 1;
  }

  /// Stars, keyword, priority, title, tags.
  std::size_t heading(std::size_t i) {
    const std::size_t level = stars(lines_[i]) + (titled_ ? 1 : 0);
    std::string_view text = trim(lines_[i].substr(stars(lines_[i])));
    if (todo_.contains(first_word(text)))
      text = trim(text.substr(first_word(text).size()));
    if (text.starts_with("[#") && text.find("] ") == 3)
      text = trim(text.substr(4));
    if (text.starts_with("COMMENT "))
      text = trim(text.substr(8));
    if (const std::size_t tags = text.find_last_of(" \t"); tags != kNone && is_drawer_edge(text.substr(tags)))
      text = trim(text.substr(0, tags));
    out_.headings.push_back(heading_from(text, static_cast<int>(i) + 1, level_of(level)));
    return take(i, i + 1);
  }

  static int level_of(std::size_t level) { return static_cast<int>(std::min<std::size_t>(level, kNumberedLevel - 1)); }

  std::size_t keyword(std::size_t i, std::string_view text) {
    if (const auto title = after_keyword(text, "#+title:"); title && !titled_) {
      out_.headings.push_back(heading_from(trim(*title), static_cast<int>(i) + 1, 1));
      titled_ = true;
    }
    for (const std::string_view name : {"#+todo:", "#+seq_todo:", "#+typ_todo:"})
      if (const auto words = after_keyword(text, name))
        for (const std::string_view word : split(*words, ' '))
          if (!word.empty())
            todo_.insert(word.substr(0, word.find('(')));
    for (const std::string_view name : {"#+header:", "#+headers:"})
      if (const auto arguments = after_keyword(text, name))
        header_ += std::string{*arguments} + " ";
    if (const auto caption = after_keyword(text, "#+caption:"))
      header_ += " :tangle " + std::string{trim(*caption)} + " ";
    return take(i, i + 1);
  }

  /// Where the block of that name that begins on line `i` ends: at its own end, else where it surely is over.
  struct End {
    std::size_t content;  ///< The line after its last.
    bool closed;
  };
  [[nodiscard]] End end_of_block(std::size_t i, std::string_view name) const {
    const std::string close = "#+end_" + lower(name);
    std::size_t prose = kNone;
    for (std::size_t line = i + 1; line < lines_.size(); ++line) {
      const auto word = after_keyword(lines_[line], close);
      if (word && trim(*word).empty())
        return {line, true};
      if (stars(lines_[line]) > 0 || opens_org_source(lines_[line]))
        return {std::min(line, prose), false};
      if (prose == kNone && blank(line - 1) && indent_of(lines_[line]) == 0 && has_adjacent_words(lines_[line]))
        prose = line;
    }
    return {std::min(lines_.size(), prose), false};
  }

  std::size_t begun(std::size_t i, std::string_view rest) {
    const std::string name = lower(first_word(rest));
    std::string arguments{trim(rest.substr(name.size()))};
    const std::string header = std::exchange(header_, "");
    if (name != "src" && name != "example" && name != "comment" && name != "export")
      return take(i, i + 1);  // its text is read on
    const auto [end, closed] = end_of_block(i, name);
    take(i, closed ? end + 1 : end);
    if (name == "src" || name == "example") {
      std::string info{name == "src" && !arguments.starts_with(':') && !arguments.starts_with('-') ? first_word(arguments) : ""};
      const std::string all = arguments + " " + header;
      if (const std::string_view file = tangle_file(all); !file.empty())
        info += " title=\"" + std::string{file} + "\"";
      add(i + 1, end, std::move(info));
    }
    return closed ? end + 1 : end;
  }

  /// What a block printed: the one element below the line that says so.
  std::size_t results(std::size_t i) {
    std::size_t end = i + 1;
    header_.clear();
    if (end == lines_.size() || stars(lines_[end]) > 0)
      return take(i, end);
    if (const auto name = after_keyword(lines_[end], "#+begin_")) {
      const auto [last, closed] = end_of_block(end, first_word(*name));
      return take(i, closed ? last + 1 : last);
    }
    if (is_drawer_edge(lines_[end]))
      return take(i, drawer(end));
    const bool is_fixed_width = is_fixed(lines_[end]);
    while (end < lines_.size() && !blank(end) && stars(lines_[end]) == 0 && is_fixed(lines_[end]) == is_fixed_width)
      ++end;
    return take(i, end);
  }

  std::size_t fixed(std::size_t i) {
    std::size_t end = i;
    CodeBlock block{.first_line = static_cast<int>(i) + 1, .lines = {}, .document_lines = {}, .columns = {}, .info = ""};
    for (; end < lines_.size() && is_fixed(lines_[end]); ++end) {
      const std::size_t cut = std::min(indent_of(lines_[end]) + 2, lines_[end].size());
      block.lines.emplace_back(lines_[end].substr(cut));
      block.document_lines.push_back(static_cast<int>(end) + 1);
      block.columns.push_back(column_of(lines_[end], cut));
    }
    if (std::ranges::any_of(block.lines, [](const std::string& line) { return !trim(line).empty(); }))
      out_.blocks.push_back(std::move(block));
    return take(i, end);
  }

  /// Up to `:end:`; a line alone where a heading comes first.
  std::size_t drawer(std::size_t i) {
    if (open_drawer_until_ > i)
      return take(i, i + 1);
    for (std::size_t line = i + 1; line < lines_.size(); ++line) {
      if (stars(lines_[line]) > 0) {
        open_drawer_until_ = line;
        return take(i, i + 1);
      }
      if (const auto rest = after_keyword(lines_[line], ":end:"); rest && rest->empty())
        return take(i, line + 1);
    }
    open_drawer_until_ = lines_.size();
    return take(i, i + 1);
  }

  /// Markdown's marks, by mistake.
  std::size_t fence(std::size_t i, std::string_view text) {
    const std::size_t end = open_fence_ ? kNone : end_of_pasted_fence(lines_, i);
    if (end == kNone) {
      open_fence_ = open_fence_ || text.find('`', text.find_first_not_of('`')) == kNone;
      return i + 1;
    }
    text.remove_prefix(std::min(text.find_first_not_of('`'), text.size()));
    add(i + 1, end - 1, std::string{trim(text)});
    return take(i, end);
  }

  std::span<const std::string_view> lines_;
  MarkedText out_;
  std::string header_;  ///< Header arguments that stand above the block they are for.
  std::set<std::string_view> todo_{"TODO", "DONE", "NEXT", "WAITING", "HOLD", "CANCELLED", "CANCELED"};
  std::size_t open_drawer_until_ = 0;  ///< Up to this line no drawer is closed.
  bool titled_ = false;
  bool open_fence_ = false;  ///< No fence is closed from here on.
};

}  // namespace

bool opens_org_source(std::string_view line) {
  const auto name = after_keyword(line, "#+begin_");
  return name && (lower(first_word(*name)) == "src" || lower(first_word(*name)) == "example");
}

MarkedText org_blocks(std::span<const std::string_view> lines) { return OrgReader{lines}.run(); }

}  // namespace snipcheck
