#include "snippets/file_names.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace snipcheck {
namespace {

constexpr std::string_view kEndings[] = {
    "py",   "pyw", "pyi", "wsgi",    "html", "htm", "jinja", "jinja2", "j2",   "xml",   "txt",  "yml", "yaml",   "json",
    "toml", "ini", "cfg", "conf",    "js",   "mjs", "jsx",   "ts",     "tsx",  "css",   "scss", "sql", "sh",     "bat",
    "ps1",  "env", "md",  "service", "lock", "svg", "csv",   "tmpl",   "mako", "nginx", "http", "po",  "example"};

constexpr std::string_view kWholeNames[] = {"Dockerfile",  "Procfile",      "Makefile",     "Pipfile",
                                            "Jenkinsfile", "Vagrantfile",   ".env",         ".flaskenv",
                                            ".gitignore",  ".dockerignore", "Containerfile"};

constexpr std::string_view kTemplates[] = {"html", "htm", "jinja", "jinja2", "j2", "xml", "txt", "svg", "tmpl", "mako"};

bool is_path_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{"_-./\\"}.find(c) != std::string_view::npos;
}

std::string_view base_of(std::string_view path) { return path.substr(path.find_last_of("/\\") + 1); }

std::string_view ending_of(std::string_view path) {
  const std::string_view base = base_of(path);
  const auto dot = base.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : base.substr(dot + 1);
}

/// Whether code in that language may stand in that file.
bool suits(std::string_view file, std::string_view language) {
  const std::string_view ending = ending_of(file), base = base_of(file);
  const bool python = ending == "py" || ending == "pyw" || ending == "pyi" || ending == "wsgi";
  if (language == "python" || language == "python-console")
    return python;
  if (language == "html" || language == "jinja")
    return is_any_of(ending, kTemplates);
  if (language == "dockerfile")
    return base.starts_with("Dockerfile") || base == "Containerfile";
  if (language == "bash")
    return ending == "sh" || ending == "env" || ending == "bat" || ending == "ps1" || base == "Procfile" || base == "Makefile" ||
           base.starts_with(".env") || base == ".flaskenv";
  return !python;
}

/// As answers write it, with `/`: no `./`, no drive.
std::string normal(std::string_view path) {
  std::string out = replace_all(std::string{path}, "\\", "/");
  out = replace_all(std::move(out), "//", "/");
  if (out.starts_with("./"))
    out.erase(0, 2);
  return out;
}

/// A file name in a line, with the words around it.
struct Mention {
  std::string_view name;
  std::string before;       ///< The word in front of it, in small letters, without marks; "" at the start of the line.
  std::string first_words;  ///< Everything in front of it, in small letters.
  std::string_view after;   ///< The rest of the line.
  bool spoken = false;      ///< Stands among the words of a command in backticks: `python app.py`.
};

std::string_view without_marks(std::string_view text) {
  constexpr std::string_view marks = " \t#*_`>\"'-=~|()[]{}:;,!<\u2022";
  const auto begin = text.find_first_not_of(marks);
  if (begin == std::string_view::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(marks) + 1 - begin);
}

std::vector<Mention> mentions_in(std::string_view line) {
  constexpr std::size_t kLongestLine = 600;
  std::vector<Mention> found;
  if (line.size() > kLongestLine)
    return found;
  for (std::size_t i = 0; i < line.size();) {
    if (!is_path_char(line[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < line.size() && is_path_char(line[end]))
      ++end;
    std::string_view name = line.substr(i, end - i);
    while (!name.empty() && (name.back() == '.' || name.back() == '-'))  // the full stop of a sentence
      name.remove_suffix(1);
    while (name.starts_with('_') && name.ends_with('_') && name.size() > 2)  // emphasis
      name = name.substr(1, name.size() - 2);
    const std::string_view before = line.substr(0, i);
    const bool address = name.starts_with("//") || before.ends_with('@') || name.starts_with("www.");
    const bool scheme = before.ends_with(':') && name.starts_with('/');
    const bool continued = end < line.size() && (line[end] == '*' ? false : line[end] == '?' || line[end] == '=');
    if (!address && !scheme && !continued && is_file_name(name)) {
      Mention one{name, {}, lower(before), line.substr(i + name.size()), false};
      const auto ticks = std::ranges::count(before, '`');
      one.spoken = ticks % 2 == 1 && !before.ends_with('`');
      const std::string_view words = without_marks(one.first_words);
      one.before = words.substr(words.find_last_of(" \t(/\"'`*") + 1);
      found.push_back(std::move(one));
    }
    i = end;
  }
  return found;
}

/// Words in front of a name that say that the code below is another's: a program to start, a place to import from.
bool points_elsewhere(const Mention& one) {
  static constexpr std::string_view words[] = {
      "python", "python3", "py",     "run",     "running", "execute", "start",  "flask", "gunicorn",
      "uwsgi",  "import",  "from",   "imports", "delete",  "remove",  "unlike", "see",   "than",
      "of",     "not",     "app",    "rm",      "cat",     "vs",      "versus", "by",    "without",
      "invoke", "launch",  "source", "nano",    "vim",     "touch",   "mkdir",  "cd",    "outside"};
  if (one.before == "of")
    return !(one.first_words.find("content") != std::string::npos || one.first_words.find("version") != std::string::npos ||
             one.first_words.find("top of") != std::string::npos || one.first_words.find("end of") != std::string::npos ||
             one.first_words.find("bottom of") != std::string::npos || one.first_words.find("inside of") != std::string::npos);
  if (one.before == "nano" || one.before == "vim" || one.before == "touch")
    return one.spoken;
  return one.spoken || is_any_of(one.before, words);
}

/// Words that hand a file to the code that follows.
bool hands_over(std::string_view word) {
  static constexpr std::string_view words[] = {"in",     "into",  "inside",   "file",  "named", "called", "to",     "as",
                                               "create", "your",  "the",      "open",  "edit",  "update", "modify", "add",
                                               "write",  "save",  "within",   "under", "our",   "a",      "new",    "module",
                                               "script", "file:", "filename", "using", "with",  "make"};
  return is_any_of(word, words);
}

bool has_word(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_path_char(text[at - 1]);
    const bool ends = at + word.size() == text.size() || !is_path_char(text[at + word.size()]);
    if (begins && ends)
      return true;
  }
  return false;
}

/// Whether the words in front tell the reader to make or change a file, or where they are.
bool tells_where(std::string_view words) {
  static constexpr std::string_view verbs[] = {"create", "add",    "save",     "put",    "open",   "edit",   "update", "modify",
                                               "write",  "make",   "place",    "paste",  "insert", "append", "change", "replace",
                                               "in",     "inside", "into",     "within", "define", "copy",   "move",   "name",
                                               "call",   "store",  "generate", "extend", "build"};
  return std::ranges::any_of(verbs, [&](std::string_view verb) { return has_word(words, verb); });
}

/// `### 2. app.py`, `**File: app.py** (continued)`, `=== "app.py"`, `Listing 3: app.py`: little more than the name.
bool is_caption(std::string_view line, const Mention& one) {
  static constexpr std::string_view small[] = {
      "file", "filename", "in",   "step",     "part",    "listing",  "example", "code",  "path", "title",  "caption",
      "name", "the",      "and",  "for",      "module",  "template", "here",    "is",    "new",  "figure", "a",
      "now",  "then",     "your", "contents", "content", "of",       "updated", "final", "full"};
  const std::string_view front = without_marks(one.first_words);
  for (std::string_view word : split(front, ' ')) {
    word = without_marks(word);
    const bool number =
        !word.empty() && std::ranges::all_of(word, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ')'; });
    const bool sign = !word.empty() && static_cast<unsigned char>(word[0]) >= 0x80;
    if (!word.empty() && !number && !sign && !is_any_of(word, small))
      return false;
  }
  const std::string_view rest = trim(one.after);
  const std::string_view words = without_marks(rest);
  if (words.empty() || words == "file" || words == "again" || words == "template")
    return true;
  const std::string_view tail = rest.substr(std::min(rest.find_first_not_of("*_`\"' "), rest.size()));
  const bool heading = trim(line).starts_with('#') || trim(line).starts_with("**") || trim(line).starts_with("===");
  return tail.starts_with('(') || ((heading || front.empty()) && (tail.starts_with("- ") || tail.starts_with("\u2013") ||
                                                                  tail.starts_with("\u2014") || tail.starts_with(':')));
}

std::string file_in_info(std::string_view info, std::string_view language) {
  for (const std::string_view key :
       {"title=", "file=", "filename=", "name=", "caption=", "path=", "fileName=", ":caption:", ":name:", ":filename:"}) {
    const auto at = info.find(key);
    if (at == std::string_view::npos)
      continue;
    std::string_view value = trim(info.substr(at + key.size()));
    const char quote = value.empty() ? ' ' : value[0];
    if (quote == '"' || quote == '\'')
      value = value.substr(1, value.find(quote, 1) - 1);
    else
      value = value.substr(0, value.find_first_of(" ,}"));
    for (const Mention& one : mentions_in(value))
      if (suits(one.name, language))
        return normal(one.name);
  }
  for (std::string_view word : split(info, ' ')) {
    if (const auto colon = word.find(':'); colon != std::string_view::npos)
      word.remove_prefix(colon + 1);
    word = without_marks(word);
    if (is_file_name(word) && suits(word, language))
      return normal(word);
  }
  return "";
}

/// What a comment says, in any language; "" for a line that is none.
std::string_view comment_text(std::string_view line) {
  line = trim(line);
  static constexpr std::pair<std::string_view, std::string_view> pairs[] = {
      {"<!--", "-->"}, {"{#", "#}"}, {"/*", "*/"}, {"\"\"\"", "\"\"\""}, {"'''", "'''"}};
  for (const auto& [open, close] : pairs)
    if (line.starts_with(open) && line.ends_with(close) && line.size() >= open.size() + close.size())
      return line.substr(open.size(), line.size() - open.size() - close.size());
  for (const std::string_view open : {"//", "#", "--", ";", "REM "})
    if (line.starts_with(open))
      return line.substr(open.size());
  return {};
}

/// A comment that is a file name and little more: `# app/routes.py`, `# --- File: app.py ---`, `<!-- base.html -->`.
std::string file_in_comment(std::string_view line, std::string_view language) {
  const std::string_view text = trim(comment_text(line));
  const auto found = mentions_in(text);
  if (found.size() != 1 || points_elsewhere(found[0]) || !suits(found[0].name, language))
    return "";
  const Mention& one = found[0];
  const std::string_view front = without_marks(one.first_words);
  const std::string_view rest = trim(one.after);
  const bool stopped = rest.empty() || rest.starts_with('(') || rest.starts_with("- ") || rest.starts_with(":") ||
                       without_marks(rest).empty() || rest.starts_with("\u2014") || rest.starts_with("\u2013");
  static constexpr std::string_view leads[] = {"",           "file",   "filename", "file name",   "in",           "in file",
                                               "path",       "module", "template", "save as",     "save this as", "contents of",
                                               "content of", "inside", "add to",   "add this to", "in your",      "this is"};
  return stopped && is_any_of(front, leads) ? normal(one.name) : "";
}

}  // namespace

bool is_file_name(std::string_view text) {
  if (text.empty() || text.size() > 120 || !std::ranges::all_of(text, is_path_char))
    return false;
  const std::string_view base = base_of(text);
  if (is_any_of(base, kWholeNames) || base.starts_with("Dockerfile.") || base.starts_with(".env."))
    return true;
  const auto dot = base.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || !is_any_of(base.substr(dot + 1), kEndings))
    return false;
  const bool library = base.ends_with(".js") && base[0] >= 'A' && base[0] <= 'Z';  // Node.js
  return !library && text.find(".py/") == std::string_view::npos;
}

std::string file_in_text(std::string_view line, std::string_view language) {
  std::vector<Mention> fits;
  for (Mention& one : mentions_in(trim(line)))
    if (suits(one.name, language) && !points_elsewhere(one))
      fits.push_back(std::move(one));
  if (fits.empty())
    return "";
  for (const Mention& one : fits)
    if (is_caption(line, one) && fits.size() == 1)
      return normal(one.name);
  const bool lead_in = without_marks(line).size() < trim(line).size() &&
                       trim_right(line).find_last_of(':') != std::string_view::npos &&
                       without_marks(trim_right(line).substr(trim_right(line).find_last_of(':'))).empty();
  const auto handed = std::ranges::find_if(fits, [](const Mention& one) { return hands_over(one.before); });
  const Mention& best = handed == fits.end() ? fits.front() : *handed;
  if (lead_in && (fits.size() == 1 || handed != fits.end()))
    return normal(best.name);
  const bool last = without_marks(best.after).empty();
  if (handed != fits.end() && (tells_where(best.first_words) || last))
    return normal(best.name);
  return "";
}

std::string file_in_afterword(std::string_view line, std::string_view language) {
  for (const Mention& one : mentions_in(trim(line))) {
    static constexpr std::string_view joins[] = {"as",   "in",    "to",     "into", "under", "inside",
                                                 "file", "named", "called", "it",   "this"};
    if (one.spoken || !suits(one.name, language) || !is_any_of(one.before, joins))
      continue;
    for (const std::string_view verb :
         {"save", "saved", "saving", "store", "stored", "put", "place", "name", "call", "goes", "belongs", "paste"})
      if (has_word(one.first_words, verb))
        return normal(one.name);
  }
  return "";
}

std::optional<std::string> file_of(const FileHints& hints, std::string_view language) {
  std::vector<std::string> above;
  for (const std::string_view line : hints.above)
    above.push_back(replace_all(std::string{line}, "\\_", "_"));  // `**app/\_\_init\_\_.py**`
  std::string found = file_in_info(hints.info, language);
  constexpr std::size_t kTop = 3;  // comments at the top of the code: a shebang and an encoding may stand first
  std::size_t seen = 0;
  for (const std::string& line : hints.lines) {
    if (!found.empty() || seen == kTop || (!trim(line).empty() && comment_text(line).empty()))
      break;
    seen += trim(line).empty() ? 0 : 1;
    found = file_in_comment(line, language);
  }
  const bool speaks_back = hints.follows_block && !above.empty() && !trim(above.front()).ends_with(':') &&
                           !file_in_afterword(above.front(), language).empty();
  if (speaks_back)
    return found.empty() ? std::nullopt : std::optional{found};
  if (found.empty() && !above.empty())
    found = file_in_text(above.front(), language);
  for (std::size_t i = 1; found.empty() && i < above.size(); ++i) {  // a heading further up
    const auto named = mentions_in(trim(above[i]));
    if (named.size() == 1 && suits(named[0].name, language) && !points_elsewhere(named[0]) && is_caption(above[i], named[0]))
      found = normal(named[0].name);
  }
  if (found.empty())
    found = file_in_afterword(hints.below, language);
  return found.empty() ? std::nullopt : std::optional{found};
}

}  // namespace snipcheck
