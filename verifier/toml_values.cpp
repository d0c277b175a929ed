#include "verifier/toml_values.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

}  // namespace

void TomlPlace::fail(const toml::source_region& at, const std::string& what, const std::string& hint) const {
  throw UsageError(fmt::format("{}:{}:{}: {}", file, at.begin.line, at.begin.column, what), hint);
}

TomlPlace place_of(const fs::path& file) {
  std::error_code error;
  fs::path near = fs::proximate(file, error);
  if (error || near.empty())
    near = file;
  return {near.string(), near.parent_path()};
}

toml::table read_toml(const TomlPlace& place) {
  try {
    return toml::parse(read_file(place.file), place.file);
  } catch (const toml::parse_error& error) {
    std::string what{error.description()};
    what[0] = lower(what.substr(0, 1))[0];
    place.fail(error.source(), what);
  }
}

std::string in_quotes(std::string_view word) { return '"' + std::string(word) + '"'; }

std::string text_of(const TomlPlace& place, const toml::node& node) {
  if (!node.is_string())
    place.fail(node, "this has to be a string");
  return node.as_string()->get();
}

int number_of(const TomlPlace& place, const toml::node& node, int least, int most) {
  const auto* number = node.as_integer();
  if (number == nullptr || number->get() < least || number->get() > most)
    place.fail(node, fmt::format("this has to be a whole number from {} to {}", least, most));
  return static_cast<int>(number->get());
}

bool truth_of(const TomlPlace& place, const toml::node& node) {
  if (!node.is_boolean())
    place.fail(node, "this has to be true or false");
  return node.as_boolean()->get();
}

std::vector<std::string> texts_of(const TomlPlace& place, const toml::node& node) {
  if (node.is_string())
    return {node.as_string()->get()};
  if (!node.is_array())
    place.fail(node, "this has to be a list of strings");
  std::vector<std::string> texts;
  for (const toml::node& one : *node.as_array())
    texts.push_back(text_of(place, one));
  return texts;
}

std::vector<std::pair<const toml::key*, const toml::node*>> entries_in_order(const toml::table& table) {
  std::vector<std::pair<const toml::key*, const toml::node*>> entries;
  for (auto&& [key, node] : table)
    entries.emplace_back(&key, &node);
  std::ranges::sort(entries, [](const auto& a, const auto& b) {
    const auto where = [](const auto& entry) {
      return std::pair{entry.first->source().begin.line, entry.first->source().begin.column};
    };
    return where(a) < where(b);
  });
  return entries;
}

}  // namespace snipcheck
