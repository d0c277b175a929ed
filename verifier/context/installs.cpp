#include "verifier/context/installs.hpp"

#include "support/text.hpp"
#include "verifier/context/context.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <utility>
#include <vector>

namespace snipcheck {
namespace {

/// A word that installs, and what has to stand before it on its line.
struct Command {
  std::string_view verb;
  std::string_view tools[5];
};
constexpr Command kCommands[] = {{"install", {"pip", "pip3", "pipenv", "conda", "mamba"}},
                                 {"add", {"uv", "poetry", "pdm", "hatch", "rye"}}};

constexpr std::string_view kOptionsWithValue[] = {"-r",     "-c", "-e", "-i", "--index-url", "--extra-index-url", "--requirement",
                                                  "--group"};

bool is_verb_after(std::string_view word, const std::vector<std::string>& before) {
  return std::ranges::any_of(kCommands, [&](const Command& one) {
    return one.verb == word && std::ranges::any_of(before, [&](const std::string& tool) { return is_any_of(tool, one.tools); });
  });
}

/// PEP 503.
std::string normalised(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (c != '-' && c != '_' && c != '.')
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (!out.ends_with('-'))
      out += '-';
  return out;
}

bool is_name_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.'; }

/// "flask[async,dotenv]>=2" to flask, flask[async] and flask[dotenv].
void add_requirement(std::string_view text, std::set<std::string>& into) {
  const auto end = std::ranges::find_if_not(text, is_name_part) - text.begin();
  std::string_view name = text.substr(0, static_cast<std::size_t>(end));
  while (name.ends_with('.') || name.ends_with('-'))
    name.remove_suffix(1);
  if (name.empty() || std::isalpha(static_cast<unsigned char>(name.front())) == 0)
    return;
  const std::string base = normalised(name);
  into.insert(base);
  std::string_view rest = trim(text.substr(name.size()));
  const auto close = rest.find(']');
  if (!rest.starts_with('[') || close == std::string_view::npos)
    return;
  for (const std::string_view extra : split(rest.substr(1, close - 1), ','))
    if (!trim(extra).empty())
      into.insert(base + "[" + normalised(trim(extra)) + "]");
}

/// The words of a line, as a shell separates them; a sign that ends a command is one of its own.
std::vector<std::string> words_of(std::string_view line) {
  constexpr std::string_view kEnds = ";&|#`()";
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  const auto next = [&] {
    if (!word.empty())
      words.push_back(std::exchange(word, {}));
  };
  for (const char c : line) {
    if (word.empty() && (c == '!' || c == '%'))  // before the commands of a notebook
      continue;
    if (quote != 0 ? c == quote : word.empty() && (c == '"' || c == '\'')) {
      quote = quote != 0 ? '\0' : c;
    } else if (quote != 0 || (c != ' ' && c != '\t' && kEnds.find(c) == std::string_view::npos)) {
      word += c;
    } else {
      next();
      if (c != ' ' && c != '\t')
        words.emplace_back(1, c);
    }
  }
  next();
  return words;
}

bool ends_command(std::string_view word) { return word.size() == 1 && !is_name_part(word.front()); }

void add_line(std::string_view line, std::set<std::string>& into) {
  std::vector<std::string> before;
  bool installing = false, value = false;
  for (const std::string& word : words_of(line)) {
    if (ends_command(word)) {
      installing = false;
      before.clear();
    } else if (!installing) {
      installing = is_verb_after(word, before);
      before.push_back(lower(word));
    } else if (!std::exchange(value, is_any_of(word, kOptionsWithValue)) && !word.starts_with('-')) {
      add_requirement(word.find("://") == std::string::npos ? word : "", into);
      installing = std::string_view{".,:"}.find(word.back()) == std::string_view::npos;  // else a sentence goes on
    }
  }
}

bool lists_requirements(const Snippet& snippet) {
  return snippet.file && snippet.file->ends_with(".txt") && snippet.file->find("requirements") != std::string::npos;
}

}  // namespace

std::set<std::string> installs_in(std::string_view text) {
  std::set<std::string> found;
  if (std::ranges::none_of(kCommands, [&](const Command& one) { return text.find(one.verb) != std::string_view::npos; }))
    return found;
  for (const std::string_view line : split_lines(text))
    add_line(line, found);
  return found;
}

std::set<std::string> installs_of(const Subject& subject, const Matrix& matrix) {
  constexpr std::ptrdiff_t kNear = 50;  // blocks on either side: what has no questions may be a whole book
  std::set<std::string> found = installs_in(subject.snippet->prose);
  const auto here = std::ranges::find(subject.answer, subject.snippet);
  const auto begin = here - std::min(kNear, here - subject.answer.begin());
  const auto end = here + std::min(kNear + 1, subject.answer.end() - here);
  for (auto at = begin; at != end; ++at) {
    const Snippet& one = **at;
    if (one.is_python())
      found.merge(distributions_of(one.names, matrix));
    if (lists_requirements(one))
      for (const std::string_view line : split_lines(one.code))
        add_requirement(trim(line), found);
    else
      found.merge(installs_in(one.code));
  }
  return found;
}

}  // namespace snipcheck
