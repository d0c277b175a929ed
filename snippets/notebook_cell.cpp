#include "snippets/notebook_cell.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace snipcheck {
namespace {

using Line = std::string_view;

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

Line first_word(Line text) { return text.substr(0, text.find_first_of(" \t")); }
Line after_word(Line text) { return trim(text.substr(first_word(text).size())); }

/// The languages that cell magics hand their cell to.
std::optional<Line> language_of_magic(Line magic) {
  static constexpr std::pair<Line, Line> known[] = {
      {"bash", "bash"},     {"sh", "bash"},       {"shell", "bash"},    {"system", "bash"},
      {"!", "bash"},        {"cmd", "bash"},      {"script", "bash"},   {"html", "html"},
      {"HTML", "html"},     {"svg", "xml"},       {"SVG", "xml"},       {"javascript", "javascript"},
      {"js", "javascript"}, {"sql", "sql"},       {"bigquery", "sql"},  {"markdown", "markdown"},
      {"latex", "latex"},   {"perl", "perl"},     {"ruby", "ruby"},     {"R", "r"},
      {"cython", "cython"}, {"pypy", "text"},     {"python2", "text"},  {"css", "css"},
      {"jinja", "jinja"},   {"python", "python"}, {"python3", "python"}};
  return value_for(magic, known);
}

/// Cell magics that run their cell as the Python it is.
bool only_watches(Line magic) {
  static constexpr Line known[] = {"time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "debug", "black", "snakeviz"};
  return is_any_of(magic, known);
}

/// Languages by the extension of a file that a cell writes.
Line language_of_file(Line file) {
  static constexpr std::pair<Line, Line> known[] = {{"py", "python"},   {"html", "html"}, {"htm", "html"},  {"j2", "jinja"},
                                                    {"jinja", "jinja"}, {"sh", "bash"},   {"sql", "sql"},   {"js", "javascript"},
                                                    {"json", "json"},   {"yml", "yaml"},  {"yaml", "yaml"}, {"toml", "toml"},
                                                    {"ini", "ini"},     {"cfg", "ini"},   {"css", "css"},   {"md", "markdown"}};
  const Line base = file.substr(file.rfind('/') + 1);
  if (base == "Dockerfile")
    return "dockerfile";
  if (base == "Procfile")
    return "procfile";
  const auto dot = base.rfind('.');
  return dot == Line::npos ? "text" : value_for(base.substr(dot + 1), known).value_or("text");
}

/// Line magics that run the Python after them.
bool runs_its_rest(Line magic) {
  static constexpr Line known[] = {"time", "timeit", "prun", "memit"};
  return is_any_of(magic, known);
}

/// `pip install flask` without any mark: IPython takes it for the magic.
bool is_bare_command(Line text) {
  return text.starts_with("pip install ") || text.starts_with("pip3 install ") || text.starts_with("conda install ");
}

/// `x = !ls`, `x = %pwd`: the place of the mark, else npos.
std::size_t assigned_command(Line text) {
  const std::size_t name = static_cast<std::size_t>(std::ranges::find_if_not(text, is_name_char) - text.begin());
  const std::size_t equals = text.find_first_not_of(' ', name);
  if (name == 0 || equals == Line::npos || text[equals] != '=')
    return Line::npos;
  const std::size_t mark = text.find_first_not_of(' ', equals + 1);
  return mark != Line::npos && (text[mark] == '!' || text[mark] == '%') ? mark : Line::npos;
}

/// `x?`, `obj.method??`.
bool asks_for_help(Line text) {
  if (!text.ends_with('?'))
    return false;
  text = text.substr(0, text.find('?'));
  return !text.empty() && std::ranges::all_of(text, [](char c) { return is_name_char(c) || c == '*'; });
}

bool is_shell(Line text) {
  return text.starts_with('!') || is_bare_command(text) || text.starts_with("%pip") || text.starts_with("%conda") ||
         text.starts_with("%sx") || text.starts_with("%system") || text.starts_with("%cd") || text.starts_with("%env ") ||
         text.starts_with("%set_env");
}

bool is_magic(Line text) {
  const bool percent = text.size() > 1 && text[0] == '%' && (is_name_char(text[1]) || text[1] == '%');
  return percent || text.starts_with('!') || text.starts_with('?') || asks_for_help(text) || is_bare_command(text);
}

/// Builds the cell anew, line by line.
class Rewriter {
 public:
  explicit Rewriter(const EncodedText& source) : source_(source), lines_(split_lines(source.text())) {}

  NotebookCell python() {
    for (std::size_t i = 0; i < lines_.size();) {
      const Line text = trim(lines_[i]);
      if (is_magic(text) || assigned_command(text) != Line::npos) {
        i = command(i);
        continue;
      }
      const std::size_t end = std::max(end_of_logical_line(lines_, i), i + 1);
      others_ |= !text.empty() && !text.starts_with('#');
      for (; i < end; ++i)
        keep(i, 0);
    }
    if (others_ || !commands_)
      return {std::move(out_), "python"};
    return {source_, shell_ ? "bash" : "text"};
  }

  /// From that line on, as it stands.
  EncodedText rest(std::size_t first) {
    for (std::size_t i = first; i < lines_.size(); ++i)
      keep(i, 0);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::size_t offset(Line line) const { return static_cast<std::size_t>(line.data() - source_.text().data()); }
  void put(std::string_view text, Line at) {
    for (const char c : text)
      out_.add_encoded(static_cast<unsigned char>(c), source_.origin(offset(at)));
  }
  void end_line(Line line) { out_.add_encoded('\n', source_.origin(offset(line) + line.size())); }

  void keep(std::size_t i, std::size_t from) {
    const std::size_t begin = offset(lines_[i]);
    out_.add_part(source_, begin + from, begin + lines_[i].size());
    end_line(lines_[i]);
  }
  void comment(std::size_t i, std::size_t from) {
    put("# ", lines_[i].substr(from));
    keep(i, from);
  }

  /// A statement of IPython and the lines that a backslash joins to it. Returns the line after it.
  std::size_t command(std::size_t i) {
    const std::size_t indent = indent_of(lines_[i]);
    const Line text = trim(lines_[i]);
    commands_ = true;
    shell_ |= is_shell(text);
    if (text.starts_with('%') && runs_its_rest(first_word(text.substr(1))) && !after_word(text).starts_with('-') &&
        !after_word(text).empty())
      return timed(i, indent);
    if (trim(out_.text()).empty() && assigned_command(text) == Line::npos)
      return end_of_command(i);  // what stands above the code is no part of it
    if (const std::size_t mark = assigned_command(text); mark != Line::npos) {
      others_ = true;
      const std::size_t begin = offset(lines_[i]);
      out_.add_part(source_, begin, begin + indent + mark);
      put("[]  ", lines_[i].substr(indent + mark));
      comment(i, indent + mark);
    } else {
      const std::size_t begin = offset(lines_[i]);
      out_.add_part(source_, begin, begin + indent);
      if (indent > 0)  // it may be all that stands in an `if`
        put("pass  ", lines_[i].substr(indent));
      comment(i, indent);
    }
    bool joined = lines_[i].ends_with('\\');
    for (++i; joined && i < lines_.size(); ++i) {
      joined = lines_[i].ends_with('\\');
      comment(i, 0);
    }
    return i;
  }

  [[nodiscard]] std::size_t end_of_command(std::size_t i) const {
    while (i + 1 < lines_.size() && lines_[i].ends_with('\\'))
      ++i;
    return i + 1;
  }

  /// `%time f()`: the call.
  std::size_t timed(std::size_t i, std::size_t indent) {
    others_ = true;
    const std::size_t begin = offset(lines_[i]);
    out_.add_part(source_, begin, begin + indent);
    keep(i, offset(after_word(trim(lines_[i]))) - begin);
    return i + 1;
  }

  const EncodedText& source_;
  std::vector<Line> lines_;
  EncodedText out_;
  bool commands_ = false, shell_ = false;
  bool others_ = false;  ///< Something is Python.
};

}  // namespace

NotebookCell notebook_cell(const EncodedText& source, std::string_view language) {
  const auto lines = split_lines(source.text());
  const auto first =
      static_cast<std::size_t>(std::ranges::find_if(lines, [](Line line) { return !trim(line).empty(); }) - lines.begin());
  if (first == lines.size())
    return {};
  const Line opening = trim(lines[first]);
  Rewriter rewriter{source};
  if (!opening.starts_with("%%") && opening != "!!")
    return language == "python" ? rewriter.python() : NotebookCell{source, std::string{language}};
  const Line magic = opening == "!!" ? Line{"!"} : first_word(opening.substr(2));
  if (magic == "writefile" || magic == "file") {
    Line file = after_word(opening);
    while (file.starts_with('-'))  // --append
      file = after_word(file);
    if (file.size() > 1 && (file[0] == '"' || file[0] == '\'') && file.back() == file[0])
      file = file.substr(1, file.size() - 2);
    return {rewriter.rest(first + 1), std::string{language_of_file(file)} + " title=\"" + std::string{file} + '"'};
  }
  if (const auto other = language_of_magic(magic))
    return {rewriter.rest(first + 1), std::string{*other}};
  if (only_watches(magic) && language == "python")
    return rewriter.python();
  return {rewriter.rest(first + 1), only_watches(magic) ? std::string{language} : "text"};
}

}  // namespace snipcheck
