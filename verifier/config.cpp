#include "verifier/config.hpp"

#include "support/error.hpp"
#include "support/text.hpp"
#include "verifier/own_environments.hpp"
#include "verifier/toml_values.hpp"

#include <algorithm>
#include <climits>
#include <span>

#include <fmt/format.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

constexpr int kLongestTimeout = 24 * 60 * 60;
constexpr int kMostJobs = 1024;

/// A word that is none of those there are.
[[noreturn]] void unknown(std::string_view what, std::string_view word, const std::vector<std::string>& known) {
  const std::string near = nearest(word, known);
  const std::string all = "there are " + join(known, ", ");
  throw UsageError(fmt::format("there is no {} {}", what, in_quotes(word)),
                   near.empty() ? all : fmt::format("did you mean {}? {}", in_quotes(near), all));
}

std::vector<std::string> names_of(const std::vector<PinSet>& sets) {
  std::vector<std::string> names;
  for (const PinSet& set : sets)
    names.push_back(set.name);
  return names;
}

/// Names of environments, checked one by one so that the message points at the wrong one.
std::vector<std::string> environments_of(const TomlPlace& place, const toml::node& node, const Config& config) {
  std::vector<std::string> names = texts_of(place, node);
  for (std::size_t i = 0; i < names.size(); ++i)
    try {
      environments_from({names[i]}, config.own);
    } catch (const UsageError& error) {
      place.fail(node.is_array() ? (*node.as_array())[i].source() : node.source(), error.what(), error.hint());
    }
  if (names.empty())
    place.fail(node, "this has to name an environment");
  return environments_from(names, config.own);
}

template <typename Function>
auto word_of(const TomlPlace& place, const toml::node& node, Function meaning) {
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
  void (*read)(const TomlPlace&, const toml::node&, Config&);
};

void read_keys(const TomlPlace& place, const toml::table& table, std::span<const Key> keys, Config& config);

constexpr Key kGateKeys[] = {
    {"must-pass",
     [](const TomlPlace& at, const toml::node& node, Config& config) { config.must_pass = environments_of(at, node, config); }},
    {"fail-on",
     [](const TomlPlace& at, const toml::node& node, Config& config) { config.fail_on = word_of(at, node, fail_on_from); }},
    {"allow-empty", [](const TomlPlace& at, const toml::node& node, Config& config) { config.allow_empty = truth_of(at, node); }},
};

void read_gate(const TomlPlace& place, const toml::node& node, Config& config) {
  if (!node.is_table())
    place.fail(node, "\"gate\" has to be a table");
  read_keys(place, *node.as_table(), kGateKeys, config);
}

void read_documents(const TomlPlace& place, const toml::node& node, Config& config) {
  config.documents.clear();
  for (const std::string& path : texts_of(place, node))
    config.documents.push_back({(place.folder / path).lexically_normal(), {}});
  if (config.documents.empty())
    place.fail(node, "this has to name a file or folder");
}

void read_module_paths(const TomlPlace& place, const toml::node& node, Config& config) {
  config.modules.clear();
  for (const std::string& path : texts_of(place, node))
    config.modules.push_back((place.folder / path).lexically_normal());
}

constexpr Key kKeys[] = {
    {"documents", read_documents},
    {"modules", read_module_paths},
    {"environments", [](const TomlPlace& at, const toml::node& node,
                        Config& config) { config.environments = environments_of(at, node, config); }},
    {"timeout", [](const TomlPlace& at, const toml::node& node,
                   Config& config) { config.timeout_seconds = number_of(at, node, 1, kLongestTimeout); }},
    {"jobs",
     [](const TomlPlace& at, const toml::node& node, Config& config) { config.jobs = number_of(at, node, 0, kMostJobs); }},
    {"isolation",
     [](const TomlPlace& at, const toml::node& node, Config& config) { config.isolation = word_of(at, node, isolation_from); }},
    {"require-isolation", [](const TomlPlace& at, const toml::node& node,
                             Config& config) { config.least_isolation = word_of(at, node, least_isolation_from); }},
    {"gate", read_gate},
    {"env", [](const TomlPlace&, const toml::node&, Config&) {}},  // read before all others, which may name what it defines
};

std::vector<std::string> names_of_keys(std::span<const Key> keys) {
  std::vector<std::string> names;
  for (const Key& key : keys)
    names.emplace_back(key.name);
  return names;
}

[[noreturn]] void unknown_key(const TomlPlace& place, const toml::key& key, std::span<const Key> keys) {
  std::string hint;
  if (const std::string near = nearest(key.str(), names_of_keys(keys)); !near.empty())
    hint = fmt::format("did you mean {}?", in_quotes(near));
  else if (const std::string gate = nearest(key.str(), names_of_keys(kGateKeys)); !gate.empty())
    hint = fmt::format("did you mean {} in table [gate]?", in_quotes(gate));
  else
    hint = "the keys here are " + join(names_of_keys(keys), ", ");
  place.fail(key.source(), "unknown key " + in_quotes(key.str()), hint);
}

void read_keys(const TomlPlace& place, const toml::table& table, std::span<const Key> keys, Config& config) {
  for (const auto& [key, node] : entries_in_order(table)) {
    const auto known = std::ranges::find(keys, key->str(), &Key::name);
    if (known == keys.end())
      unknown_key(place, *key, keys);
    known->read(place, *node, config);
  }
}

}  // namespace

std::vector<std::string> default_environments() { return {"2020", "2021", "2022", "2023", "2024", "2026"}; }

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
  if (word == "strongest")
    return {};
  if (word == "full" || word == "basic" || word == "none")
    return std::string(word);
  unknown("isolation", word, {"strongest", "full", "basic", "none"});
}

std::string least_isolation_from(std::string_view word) {
  if (word == "full" || word == "basic")
    return std::string(word);
  unknown("require-isolation", word, {"full", "basic"});
}

std::vector<PinSet> all_sets(const std::vector<PinSet>& own) {
  std::vector<PinSet> all = eras();
  all.insert(all.end(), own.begin(), own.end());
  std::ranges::stable_sort(all, is_older);
  return all;
}

std::vector<PinSet> sets_named(const std::vector<std::string>& names, const std::vector<PinSet>& own) {
  std::vector<PinSet> sets = all_sets(own);
  const std::vector<std::string> known = names_of(sets);
  for (const std::string& name : names)
    if (name != "all" && std::ranges::find(known, name) == known.end())
      unknown("environment", name, known);
  if (std::ranges::find(names, "all") == names.end())
    std::erase_if(sets, [&](const PinSet& set) { return std::ranges::find(names, set.name) == names.end(); });
  return sets;
}

std::vector<std::string> environments_from(const std::vector<std::string>& names, const std::vector<PinSet>& own) {
  return names_of(sets_named(names, own));
}

void read_config(const fs::path& file, Config& config) {
  const TomlPlace place = place_of(file);
  const toml::table table = read_toml(place);
  config.folder = place.folder.empty() ? "." : place.folder;
  if (const toml::node* own = table.get("env"))
    config.own = read_own_environments(place, *own);
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
