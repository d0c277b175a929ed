#include "verifier/config.hpp"

#include "sandboxes/environment.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <climits>
#include <span>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

constexpr int kLongestTimeout = 24 * 60 * 60;
constexpr int kMostJobs = 1024;

/// The file as messages name it, and the folder that its paths start from.
struct Place {
  std::string file;
  fs::path folder;

  [[noreturn]] void fail(const toml::source_region& at, const std::string& what, const std::string& hint = {}) const {
    throw UsageError(fmt::format("{}:{}:{}: {}", file, at.begin.line, at.begin.column, what), hint);
  }
  [[noreturn]] void fail(const toml::node& at, const std::string& what) const { fail(at.source(), what); }
};

std::string in_quotes(std::string_view word) { return '"' + std::string(word) + '"'; }

/// A word that is none of those there are.
[[noreturn]] void unknown(std::string_view what, std::string_view word, const std::vector<std::string>& known) {
  const std::string near = nearest(word, known);
  const std::string all = "there are " + join(known, ", ");
  throw UsageError(fmt::format("there is no {} {}", what, in_quotes(word)),
                   near.empty() ? all : fmt::format("did you mean {}? {}", in_quotes(near), all));
}

std::vector<std::string> era_names() {
  std::vector<std::string> names;
  for (const Era& era : eras())
    names.emplace_back(era.name);
  return names;
}

std::string text_of(const Place& place, const toml::node& node) {
  if (!node.is_string())
    place.fail(node, "this has to be a string");
  return node.as_string()->get();
}

int number_of(const Place& place, const toml::node& node, int least, int most) {
  const auto* number = node.as_integer();
  if (number == nullptr || number->get() < least || number->get() > most)
    place.fail(node, fmt::format("this has to be a whole number from {} to {}", least, most));
  return static_cast<int>(number->get());
}

bool truth_of(const Place& place, const toml::node& node) {
  if (!node.is_boolean())
    place.fail(node, "this has to be true or false");
  return node.as_boolean()->get();
}

std::vector<std::string> texts_of(const Place& place, const toml::node& node) {
  if (node.is_string())
    return {node.as_string()->get()};
  if (!node.is_array())
    place.fail(node, "this has to be a list of strings");
  std::vector<std::string> texts;
  for (const toml::node& one : *node.as_array())
    texts.push_back(text_of(place, one));
  return texts;
}

/// Names of eras, checked one by one so that the message points at the wrong one.
std::vector<std::string> environments_of(const Place& place, const toml::node& node) {
  std::vector<std::string> names = texts_of(place, node);
  for (std::size_t i = 0; i < names.size(); ++i)
    try {
      environments_from({names[i]});
    } catch (const UsageError& error) {
      place.fail(node.is_array() ? (*node.as_array())[i].source() : node.source(), error.what(), error.hint());
    }
  if (names.empty())
    place.fail(node, "this has to name an environment");
  return environments_from(names);
}

template <typename Function>
auto word_of(const Place& place, const toml::node& node, Function meaning) {
  const std::string word = text_of(place, node);
  try {
    return meaning(word);
  } catch (const UsageError& error) {
    place.fail(node.source(), error.what(), error.hint());
  }
}

/// A key, and what its value does to the configuration.
struct Key {
  std::string_view name;
  void (*read)(const Place&, const toml::node&, Config&);
};

void read_keys(const Place& place, const toml::table& table, std::span<const Key> keys, Config& config);

constexpr Key kGateKeys[] = {
    {"must-pass", [](const Place& at, const toml::node& node, Config& config) { config.must_pass = environments_of(at, node); }},
    {"fail-on",
     [](const Place& at, const toml::node& node, Config& config) { config.fail_on = word_of(at, node, fail_on_from); }},
    {"allow-empty", [](const Place& at, const toml::node& node, Config& config) { config.allow_empty = truth_of(at, node); }},
};

void read_gate(const Place& place, const toml::node& node, Config& config) {
  if (!node.is_table())
    place.fail(node, "\"gate\" has to be a table");
  read_keys(place, *node.as_table(), kGateKeys, config);
}

void read_documents(const Place& place, const toml::node& node, Config& config) {
  config.documents.clear();
  for (const std::string& path : texts_of(place, node))
    config.documents.push_back({(place.folder / path).lexically_normal(), {}});
  if (config.documents.empty())
    place.fail(node, "this has to name a file or folder");
}

constexpr Key kKeys[] = {
    {"documents", read_documents},
    {"environments",
     [](const Place& at, const toml::node& node, Config& config) { config.environments = environments_of(at, node); }},
    {"timeout", [](const Place& at, const toml::node& node,
                   Config& config) { config.timeout_seconds = number_of(at, node, 1, kLongestTimeout); }},
    {"jobs", [](const Place& at, const toml::node& node, Config& config) { config.jobs = number_of(at, node, 0, kMostJobs); }},
    {"isolation",
     [](const Place& at, const toml::node& node, Config& config) { config.isolation = word_of(at, node, isolation_from); }},
    {"gate", read_gate},
};

std::vector<std::string> names_of_keys(std::span<const Key> keys) {
  std::vector<std::string> names;
  for (const Key& key : keys)
    names.emplace_back(key.name);
  return names;
}

[[noreturn]] void unknown_key(const Place& place, const toml::key& key, std::span<const Key> keys) {
  std::string hint;
  if (const std::string near = nearest(key.str(), names_of_keys(keys)); !near.empty())
    hint = fmt::format("did you mean {}?", in_quotes(near));
  else if (const std::string gate = nearest(key.str(), names_of_keys(kGateKeys)); !gate.empty())
    hint = fmt::format("did you mean {} in table [gate]?", in_quotes(gate));
  else
    hint = "the keys here are " + join(names_of_keys(keys), ", ");
  place.fail(key.source(), "unknown key " + in_quotes(key.str()), hint);
}

void read_keys(const Place& place, const toml::table& table, std::span<const Key> keys, Config& config) {
  // A table is sorted by name; people fix the first fault of the file first.
  std::vector<std::pair<const toml::key*, const toml::node*>> entries;
  for (auto&& [key, node] : table)
    entries.emplace_back(&key, &node);
  std::ranges::sort(entries, [](const auto& a, const auto& b) {
    const auto place_of = [](const auto& entry) {
      return std::pair{entry.first->source().begin.line, entry.first->source().begin.column};
    };
    return place_of(a) < place_of(b);
  });
  for (const auto& [key, node] : entries) {
    const auto known = std::ranges::find(keys, key->str(), &Key::name);
    if (known == keys.end())
      unknown_key(place, *key, keys);
    known->read(place, *node, config);
  }
}

/// From the current folder, so that messages and document paths read as if the user had typed them.
fs::path seen_from_here(const fs::path& path) {
  std::error_code error;
  const fs::path near = fs::proximate(path, error);
  return error || near.empty() ? path : near;
}

}  // namespace

std::vector<std::string> default_environments() { return {"2020", "2023", "2026"}; }

FailOn fail_on_from(std::string_view word) {
  if (word == "any")
    return FailOn::any;
  if (word == "new")
    return FailOn::fresh;
  if (word == "none")
    return FailOn::none;
  unknown("fail-on", word, {"any", "new", "none"});
}

std::string isolation_from(std::string_view word) {
  if (word == "full" || word == "none")
    return std::string(word);
  if (word == "basic")
    throw UsageError("isolation \"basic\" is not there yet", "use full, or none where nothing can be harmed");
  unknown("isolation", word, {"full", "none"});
}

std::vector<std::string> environments_from(const std::vector<std::string>& names) {
  const std::vector<std::string> known = era_names();
  for (const std::string& name : names)
    if (name != "all" && find_era(name) == nullptr)
      unknown("environment", name, known);
  const bool all = std::ranges::find(names, "all") != names.end();
  std::vector<std::string> chosen;
  for (const std::string& name : known)  // the order of eras() is that of their age
    if (all || std::ranges::find(names, name) != names.end())
      chosen.push_back(name);
  return chosen;
}

void read_config(const fs::path& file, Config& config) {
  const fs::path near = seen_from_here(file);
  const Place place{near.string(), near.parent_path()};
  toml::table table;
  try {
    table = toml::parse(read_file(file), place.file);
  } catch (const toml::parse_error& error) {
    std::string what{error.description()};
    what[0] = lower(what.substr(0, 1))[0];
    place.fail(error.source(), what);
  }
  read_keys(place, table, kKeys, config);
  if (table.contains("environments"))
    for (const std::string& name : config.must_pass)
      if (std::ranges::find(config.environments, name) == config.environments.end())
        place.fail(*table["gate"]["must-pass"].node(), in_quotes(name) + " is none of the environments");
}

std::optional<fs::path> find_config(const fs::path& from) {
  std::error_code error;
  for (fs::path folder = fs::absolute(from).lexically_normal();; folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / "snipcheck.toml", error))
      return folder / "snipcheck.toml";
    if (!folder.has_relative_path())
      return std::nullopt;
  }
}

}  // namespace snipcheck
