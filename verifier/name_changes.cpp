#include "verifier/name_changes.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include <fmt/format.h>

namespace snipcheck {
namespace {

constexpr std::size_t kAttributes = 20;  // shown of a class
constexpr std::size_t kPlaces = 8;       // shown of those where nothing changed

std::string_view kind_name(Export::Kind kind) {
  switch (kind) {
    case Export::Kind::cls: return "class";
    case Export::Kind::function: return "function";
    case Export::Kind::module: return "module";
    default: return "object";
  }
}

/// The name after the last dot, and what stands before it.
std::pair<std::string_view, std::string_view> split_name(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::pair{std::string_view{}, name}
                                       : std::pair{name.substr(0, dot), name.substr(dot + 1)};
}

/// Modules that export it, in either; only the one that the name says where it says one.
std::set<std::string> modules_with(std::string_view module, std::string_view name, const Side& a, const Side& b) {
  std::set<std::string> modules;
  for (const Side* side : {&a, &b})
    for (const Export* one : side->index.named(name))
      if (module.empty() || one->module == module)
        modules.insert(one->module);
  return modules;
}

std::string version_of(const std::string& distribution, const Side& side) {
  const auto found = side.index.distributions().find(distribution);
  return found == side.index.distributions().end() ? std::string{} : " " + found->second.version;
}

/// "flask-limiter 3.5.0"
std::string in_full(const Export& one, const Side& side) { return one.distribution + version_of(one.distribution, side); }

std::string from(const Export& one, const Side& side) { return fmt::format("{} of {}", kind_name(one.kind), in_full(one, side)); }

std::vector<std::string> without(const std::vector<std::string>& all, const std::vector<std::string>& others) {
  std::vector<std::string> left;
  for (const std::string& one : all)
    if (std::ranges::find(others, one) == others.end())
      left.push_back(one);
  return left;
}

std::string listed(std::vector<std::string> words) {
  const std::size_t all = words.size();
  words.resize(std::min(all, kAttributes));
  return join(words, ", ") + (all > kAttributes ? fmt::format(" and {} more", all - kAttributes) : "");
}

/// Lines for a module that exports the name on both sides; none when nothing changed.
std::string changes_of(const Export& was, const Export& is, const Side& before, const Side& after) {
  std::string text;
  if (was.kind != is.kind)
    text += fmt::format("  - {}\n  + {}\n", from(was, before), from(is, after));
  if (const std::string old = signature_text(was), now = signature_text(is); old != now && !old.empty() && !now.empty())
    text += fmt::format("  - {}{}\n  + {}{}\n", was.name, old, is.name, now);
  for (const auto& [attribute, message] : is.deprecated)
    if (!was.deprecated.contains(attribute))
      text += fmt::format("  ! {}{}{} is deprecated now{}{}\n", is.name, attribute.empty() ? "" : ".", attribute,
                          message.empty() ? "" : ": ", message);
  // Indexes tell the attributes of a class once: where one side has none, it is only told elsewhere.
  if (!was.attributes.empty() && !is.attributes.empty()) {
    if (const auto gone = without(was.attributes, is.attributes); !gone.empty())
      text += "  - " + listed(gone) + "\n";
    if (const auto fresh = without(is.attributes, was.attributes); !fresh.empty())
      text += "  + " + listed(fresh) + "\n";
  }
  return text;
}

/// "Flask.before_first_request": classes of that name, and which side knows the attribute.
std::string attribute_changes(std::string_view type, std::string_view attribute, const Side& before, const Side& after) {
  const auto owner = [&](const Side& side) -> const Export* {
    const auto [module, name] = split_name(type);
    for (const Export* one : side.index.named(name))
      if ((module.empty() || one->module == module) && std::ranges::find(one->attributes, attribute) != one->attributes.end())
        return one;
    return nullptr;
  };
  const Export *was = owner(before), *is = owner(after);
  if (was == nullptr && is == nullptr)
    return {};
  const auto told = [&](const Export& one, const Side& side) {
    return fmt::format("{} has it ({})", side.name, in_full(one, side));
  };
  if (was != nullptr && is != nullptr)
    return fmt::format("  = {}, and {}\n", told(*was, before), told(*is, after));
  const Side& without_it = was == nullptr ? before : after;
  const Export& one = was == nullptr ? *is : *was;
  return fmt::format("  {} {}; {} does not{}\n", was == nullptr ? "+" : "-", told(one, was == nullptr ? after : before),
                     without_it.name,
                     version_of(one.distribution, without_it).empty() ? "" : fmt::format(" ({})", in_full(one, without_it)));
}

}  // namespace

std::string signature_text(const Export& one) {
  if (!one.signature)
    return {};
  std::vector<std::string> words;
  bool starred = false;
  for (std::size_t i = 0; i < one.signature->size(); ++i) {
    const Parameter& each = (*one.signature)[i];
    constexpr int positional_only = 0, var_positional = 2, keyword_only = 3, var_keyword = 4;
    if (each.kind == keyword_only && !starred)
      words.emplace_back("*");
    starred = starred || each.kind == keyword_only || each.kind == var_positional;
    const std::string_view stars = each.kind == var_positional ? "*" : each.kind == var_keyword ? "**" : "";
    words.push_back(fmt::format("{}{}{}", stars, each.name, each.has_default ? "=..." : ""));
    const bool last = i + 1 == one.signature->size() || (*one.signature)[i + 1].kind != positional_only;
    if (each.kind == positional_only && last)
      words.emplace_back("/");
  }
  return "(" + join(words, ", ") + ")";
}

std::string name_changes(std::string_view name, const Side& before, const Side& after) {
  const auto [module, bare] = split_name(name);
  std::string text;
  std::vector<std::string> same;
  for (const std::string& place : modules_with(module, bare, before, after)) {
    const Export *was = before.index.find(place, bare), *is = after.index.find(place, bare);
    const std::string import = fmt::format("from {} import {}", place, bare);
    if (is == nullptr)
      text += fmt::format("{}: gone from {} ({})\n", import, after.name, from(*was, before));
    else if (was == nullptr)
      text += fmt::format("{}: new in {} ({})\n", import, after.name, from(*is, after));
    else if (const std::string changes = changes_of(*was, *is, before, after); !changes.empty())
      text += fmt::format("{}: {}, {} ->{}\n{}", import, kind_name(is->kind), in_full(*was, before),
                          is->distribution == was->distribution ? version_of(is->distribution, after) : " " + in_full(*is, after),
                          changes);
    else
      same.push_back(place);
  }
  if (!same.empty()) {
    const std::size_t all = same.size();
    std::ranges::stable_sort(same, {}, [](const std::string& one) { return std::ranges::count(one, '.'); });
    same.resize(std::min(all, kPlaces));
    text += fmt::format("{} is as before in {}{}\n", bare, join(same, ", "),
                        all > kPlaces ? fmt::format(" and {} more", all - kPlaces) : "");
  }
  if (text.empty() && !module.empty())
    if (const std::string changes = attribute_changes(module, bare, before, after); !changes.empty())
      text = fmt::format("{}\n{}", name, changes);
  return text.empty() ? fmt::format("{} is in no public module of {} or {}\n", name, before.name, after.name) : text;
}

}  // namespace snipcheck
