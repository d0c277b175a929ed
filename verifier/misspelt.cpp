#include "verifier/misspelt.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

namespace snipcheck {
namespace {

constexpr std::size_t kShortest = 6;  // shorter names are near each other by chance
constexpr std::size_t kShortestOfModules = 5;

constexpr std::string_view kOfModules[] = {"__name__", "__file__", "__doc__"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

void add_words(std::string_view text, std::set<std::string>& names) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && is_word(text[i]))
      ++i;
    if (i > begin)
      names.emplace(text.substr(begin, i - begin));
    else
      ++i;
  }
}

/// What stands before the first `=` of an assignment to plain names; "" where the line is none.
std::string_view targets_of(std::string_view line) {
  const auto equals = line.find('=');
  if (equals == std::string_view::npos || line.substr(equals).starts_with("=="))
    return {};
  const std::string_view targets = line.substr(0, equals);
  return std::ranges::all_of(targets, [](char c) { return is_word(c) || c == ',' || c == ' '; }) ? targets : std::string_view{};
}

/// The names that a line binds: functions and classes with their parameters, imports, assignments, `for x in`, `as x`.
void add_bound(std::string_view line, std::set<std::string>& names) {
  line = trim(line);
  if (line.starts_with("async "))
    line.remove_prefix(6);
  if (line.starts_with("def ") || line.starts_with("class ")) {
    add_words(line.substr(line.find(' ')), names);
  } else if (const auto import = line.find("import ");
             import == 0 || (line.starts_with("from ") && import != std::string_view::npos)) {
    add_words(line.substr(import + 7), names);
  } else if (line.starts_with("for ")) {
    add_words(line.substr(4, line.find(" in ") - 4), names);
  } else if (const auto as = line.rfind(" as "); as != std::string_view::npos) {
    add_words(line.substr(as + 4), names);
  } else {
    add_words(targets_of(line), names);
  }
}

std::set<std::string> bound_in(std::string_view code) {
  std::set<std::string> names;
  for (const std::string_view line : split_lines(code))
    add_bound(line, names);
  return names;
}

/// Whether two letters next to each other are swapped, the first and the last one aside.
bool is_swapped(std::string_view a, std::string_view b) {
  if (a.size() != b.size())
    return false;
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  return at > 0 && at + 2 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2);
}

/// Whether the longer one has one letter more, neither at its beginning nor at its end. An "s" makes a plural: another name.
bool has_one_more(std::string_view longer, std::string_view shorter) {
  if (longer.size() != shorter.size() + 1)
    return false;
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(shorter, longer).in1 - shorter.begin());
  return at > 0 && at < shorter.size() && std::isalpha(static_cast<unsigned char>(longer[at])) != 0 && longer[at] != 's' &&
         longer.substr(at + 1) == shorter.substr(at);
}

}  // namespace

std::optional<std::string> meant_by(const std::string& unknown, const Snippet& snippet) {
  for (const std::string_view one : kOfModules)
    if (unknown.size() >= kShortestOfModules && unknown.starts_with("__") && (one.starts_with(unknown) || one.ends_with(unknown)))
      return std::string{one};
  if (unknown.size() < kShortest)
    return std::nullopt;
  const auto is_free = [&](const std::string& name) {
    return std::ranges::any_of(snippet.names.free, [&](const FreeName& one) { return one.name == name; });
  };
  for (const std::string& name : bound_in(snippet.code))
    if (!is_free(name) && (is_swapped(unknown, name) || has_one_more(name, unknown) || has_one_more(unknown, name)))
      return name;
  return std::nullopt;
}

}  // namespace snipcheck
