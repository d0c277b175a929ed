#include "verifier/own_environments.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

/// What the keys of one table say, before it is a set.
struct Asked {
  fs::path folder;  // of the configuration
  std::string packages, constraints, python, date;
};

struct Key {
  std::string_view name;
  void (*read)(const TomlPlace&, const toml::node&, Asked&);
};

bool is_shaped(std::string_view text, std::string_view shape) {
  return std::ranges::equal(text, shape, [](char c, char wanted) { return wanted == '0' ? c >= '0' && c <= '9' : c == wanted; });
}

template <typename Function>
auto at_its_place(const TomlPlace& place, const toml::node& node, Function read) {
  try {
    return read();
  } catch (const UsageError& error) {
    place.fail(node, error.what(), error.hint());
  }
}

constexpr Key kKeys[] = {
    {"requires",
     [](const TomlPlace& place, const toml::node& node, Asked& asked) {
       for (const std::string& one : texts_of(place, node))
         asked.packages += one + "\n";
     }},
    {"requirements",
     [](const TomlPlace& place, const toml::node& node, Asked& asked) {
       for (const std::string& one : texts_of(place, node)) {
         const Requirements read = at_its_place(place, node, [&] { return read_requirements(asked.folder / one); });
         asked.packages += read.packages;
         asked.constraints += read.constraints;
       }
     }},
    {"group",
     [](const TomlPlace& place, const toml::node& node, Asked& asked) {
       for (const std::string& one : texts_of(place, node))
         for (const std::string& requirement :
              at_its_place(place, node, [&] { return read_group(asked.folder / "pyproject.toml", one); }))
           asked.packages += requirement + "\n";
     }},
    {"python",
     [](const TomlPlace& place, const toml::node& node, Asked& asked) {
       asked.python = text_of(place, node);
       if (!is_shaped(asked.python, "3.0") && !is_shaped(asked.python, "3.00"))
         place.fail(node, "this has to be a Python like \"3.10\"");
     }},
    {"date",
     [](const TomlPlace& place, const toml::node& node, Asked& asked) {
       asked.date = text_of(place, node);
       if (!is_shaped(asked.date, "0000-00-00"))
         place.fail(node, "this has to be a day like \"2024-06-30\"");
     }},
};

std::vector<std::string> names_of_keys() {
  std::vector<std::string> names;
  for (const Key& key : kKeys)
    names.emplace_back(key.name);
  return names;
}

PinSet read_one(const TomlPlace& place, const toml::key& name, const toml::node& node) {
  if (const std::string fault = fault_of_name(name.str()); !fault.empty())
    place.fail(name.source(), fault);
  if (!node.is_table())
    place.fail(node, fmt::format("[env.{}] has to be a table", name.str()));
  Asked asked{.folder = place.folder};
  for (const auto& [key, value] : entries_in_order(*node.as_table())) {
    const auto known = std::ranges::find(kKeys, key->str(), &Key::name);
    if (known == std::end(kKeys)) {
      const std::string near = nearest(key->str(), names_of_keys());
      place.fail(key->source(), "unknown key " + in_quotes(key->str()),
                 near.empty() ? "the keys here are " + join(names_of_keys(), ", ") : "did you mean " + in_quotes(near) + "?");
    }
    known->read(place, *value, asked);
  }
  if (trim(asked.packages).empty())
    place.fail(name.source(), fmt::format("[env.{}] names no package", name.str()), "give it requires, requirements or group");
  PinSet set{.name = std::string(name.str()),
             .made_for = std::move(asked.python),
             .date = std::move(asked.date),
             .requirements = std::move(asked.packages),
             .constraints = std::move(asked.constraints),
             .folder = locks_folder(place.folder, name.str())};
  find_locks(set);
  return set;
}

void add_requirements(const fs::path& file, Requirements& into, std::vector<fs::path>& open, bool constraints) {
  if (std::ranges::find(open, file) != open.end())
    throw UsageError(fmt::format("{} includes itself", file.string()));
  open.push_back(file);
  const std::string text = read_file(file);
  for (const std::string_view line : split_lines(text)) {
    const std::string_view bare = trim(line);
    const auto argument = [&]() -> std::string {
      for (const std::string_view option : {"--requirement", "--constraint", "-r", "-c"})
        if (bare.starts_with(option)) {
          std::string_view rest = bare.substr(option.size());
          if (!rest.empty() && rest.front() == '=')
            rest.remove_prefix(1);
          return std::string(trim(rest.substr(0, rest.find(" #"))));
        }
      return {};
    }();
    if (!argument.empty())
      add_requirements((file.parent_path() / argument).lexically_normal(), into, open,
                       constraints || bare.starts_with("-c") || bare.starts_with("--c"));
    else if (!bare.empty() && bare.front() != '#')
      (constraints ? into.constraints : into.packages).append(line).append("\n");
  }
  open.pop_back();
}

void add_group(const TomlPlace& place, const toml::table& groups, const std::string& name, std::vector<std::string>& into,
               std::vector<std::string>& open) {
  const auto group = std::ranges::find_if(groups, [&](const auto& entry) {
    return normalised_name(entry.first.str()) == normalised_name(name);  // as PEP 735 compares them
  });
  if (group == groups.end() || !group->second.is_array())
    throw UsageError(fmt::format("{} has no group {}", place.file, in_quotes(name)));
  if (std::ranges::find(open, name) != open.end())
    place.fail(group->second, fmt::format("group {} includes itself", in_quotes(name)));
  open.push_back(name);
  for (const toml::node& one : *group->second.as_array()) {
    if (one.is_string())
      into.push_back(one.as_string()->get());
    else if (const auto* table = one.as_table(); table != nullptr && table->get("include-group") != nullptr)
      add_group(place, groups, text_of(place, *table->get("include-group")), into, open);
    else
      place.fail(one, "this has to be a requirement or {include-group = \"...\"}");
  }
  open.pop_back();
}

}  // namespace

std::vector<PinSet> read_own_environments(const TomlPlace& place, const toml::node& node) {
  if (!node.is_table())
    place.fail(node, "\"env\" has to be a table: [env.NAME]");
  std::vector<PinSet> sets;
  for (const auto& [name, table] : entries_in_order(*node.as_table()))
    sets.push_back(read_one(place, *name, *table));
  return sets;
}

fs::path locks_folder(const fs::path& folder, std::string_view name) {
  return (folder / "snipcheck.locks" / name).lexically_normal();
}

std::string fault_of_name(std::string_view name) {
  constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
  if (name == "all" || find_era(name) != nullptr)
    return fmt::format("{} is the name of an environment that comes with snipcheck", in_quotes(name));
  if (name == kOverlays)
    return fmt::format("{} is the folder of other locks", in_quotes(name));
  if (name.empty() || name.size() > 60 || name.front() == '.' || name.front() == '-' ||
      name.find_first_not_of(allowed) != std::string_view::npos)
    return fmt::format("{} is no name for an environment: letters, digits and _ . - make one", in_quotes(name));
  return {};
}

Requirements read_requirements(const fs::path& file) {
  Requirements read;
  std::vector<fs::path> open;
  add_requirements(file.lexically_normal(), read, open, false);
  return read;
}

std::vector<std::string> read_group(const fs::path& pyproject, const std::string& group) {
  const TomlPlace place = place_of(pyproject);
  const toml::table all = read_toml(place);
  std::vector<std::string> known, found, open;
  const toml::table none;
  const auto* groups = all["dependency-groups"].as_table();
  const auto* extras = all["project"]["optional-dependencies"].as_table();
  for (const toml::table* table : {groups, extras})
    for (auto&& [name, value] : table != nullptr ? *table : none)
      known.emplace_back(name.str());
  for (const toml::table* table : {groups, extras}) {
    const bool there = table != nullptr && std::ranges::any_of(*table, [&](const auto& entry) {
                         return normalised_name(entry.first.str()) == normalised_name(group);
                       });
    if (there) {
      add_group(place, *table, group, found, open);
      return found;
    }
  }
  const std::string near = nearest(group, known);
  throw UsageError(fmt::format("{} has no group {}", place.file, in_quotes(group)),
                   known.empty()  ? "groups stand in [dependency-groups]"
                   : near.empty() ? "there are " + join(known, ", ")
                                  : "did you mean " + in_quotes(near) + "?");
}

}  // namespace snipcheck
