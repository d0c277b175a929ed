#include "verifier/sidecar.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMost = std::uintmax_t{1} << 20;  // bytes of a file

[[noreturn]] void fail(const std::string& file, const toml::source_region& at, const std::string& what,
                       const std::string& hint = {}) {
  throw UsageError(fmt::format("{}:{}:{}: {}", file, at.begin.line, at.begin.column, what), hint);
}

const std::vector<std::string>& keys() {
  static const std::vector<std::string> all{"id",  "line",  "question", "text",  "skip",     "expect-error", "allow-error",
                                            "for", "group", "fresh",    "setup", "continue", "requires"};
  return all;
}

/// The value of a key as the directive would be written: "\"reason\"", "NameError", "redis>=4, celery".
std::string written(const std::string& file, const toml::node& node) {
  if (const auto* text = node.as_string())
    return text->get();
  std::vector<std::string> all;
  const toml::array* list = node.as_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    if (!(*list)[i].is_string())
      fail(file, (*list)[i].source(), "this has to be a string");
    all.push_back((*list)[i].as_string()->get());
  }
  if (all.empty())
    fail(file, node.source(), "this has to be a string, a list of strings, or true");
  return join(all, ", ");
}

void add_words(SidecarEntry& entry, const std::string& file, const std::string& key, const toml::node& node) {
  if (const auto* truth = node.as_boolean(); truth != nullptr && !truth->get())
    return;
  std::string text = key;
  if (key == "skip" && node.is_string())
    text += " \"" + replace_all(node.as_string()->get(), "\"", "'") + '"';
  else if (!node.is_boolean())
    text += "=" + written(file, node);
  for (DirectiveWord& word : directive_words(text)) {
    if (word.kind == DirectiveWord::Kind::unknown)
      fail(file, node.source(), word.value);
    entry.words.push_back(std::move(word));
  }
}

int number_of(const std::string& file, const toml::node& node) {
  const auto* number = node.as_integer();
  if (number == nullptr || number->get() < 1 || number->get() > 1'000'000'000)
    fail(file, node.source(), "this has to be a whole number from 1 on");
  return static_cast<int>(number->get());
}

SidecarEntry entry_from(const std::string& file, const toml::node& node) {
  if (!node.is_table())
    fail(file, node.source(), "this has to be a table: [[snippet]]");
  SidecarEntry entry{.place = fmt::format("{}:{}", file, node.source().begin.line)};
  for (const auto& [key, value] : *node.as_table()) {
    const std::string name{key.str()};
    if (!is_any_of(name, keys())) {
      const std::string near = nearest(name, keys());
      fail(file, key.source(), "unknown key \"" + name + '"',
           near.empty() ? "the keys here are " + join(keys(), ", ") : "did you mean \"" + near + "\"?");
    }
    if (name == "line")
      entry.line = number_of(file, value);
    else if (name == "question")
      entry.question = number_of(file, value);
    else if (name == "id" || name == "text") {
      if (!value.is_string() || value.as_string()->get().empty())
        fail(file, value.source(), "this has to be a string that is not empty");
      (name == "id" ? entry.id : entry.text) = value.as_string()->get();
    } else {
      add_words(entry, file, name, value);
    }
  }
  if (!entry.id && !entry.text && !entry.line && !entry.question)
    fail(file, node.source(), "this does not say which snippet it means", "add id, line, question or text");
  if (entry.words.empty())
    fail(file, node.source(), "this asks for nothing", "add skip, expect-error, for, group ...");
  return entry;
}

}  // namespace

std::vector<SidecarEntry> sidecar_of(const Document& document) {
  const std::string file = document.path + ".snipcheck.toml";
  std::error_code error;
  if (!document.key.empty() || !fs::is_regular_file(file, error))
    return {};
  if (fs::file_size(file, error) > kMost)
    throw UsageError(file + ": this is longer than 1 MiB");
  toml::table table;
  try {
    table = toml::parse(read_file(file), file);
  } catch (const toml::parse_error& problem) {
    fail(file, problem.source(), lower(problem.description().substr(0, 1)) + std::string{problem.description().substr(1)});
  }
  std::vector<SidecarEntry> entries;
  for (const auto& [key, value] : table) {
    if (key.str() != "snippet" || !value.is_array())
      fail(file, key.source(), "unknown key \"" + std::string{key.str()} + '"', "each entry is a table [[snippet]]");
    for (const toml::node& one : *value.as_array())
      entries.push_back(entry_from(file, one));
  }
  return entries;
}

}  // namespace snipcheck
