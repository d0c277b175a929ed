#include "verifier/second_opinion.hpp"

#include "snippets/settings.hpp"
#include "support/text.hpp"
#include "verifier/calls.hpp"
#include "verifier/culprit.hpp"

#include <algorithm>
#include <set>

namespace snipcheck {
namespace {

using Kind = LibraryUse::Kind;

/// All that runs before the snippet, to learn what its free names stand for.
std::string surroundings(const Context& context) {
  std::string out;
  for (const Supply& supply : context.supplies)
    out += supply.code + "\n";
  for (const Snippet* one : context.earlier)
    out += one->code + "\n";
  return out;
}

std::vector<LibraryUse> uses_of(const Subject& subject, const Context& context) {
  return library_uses(subject.snippet->code, surroundings(context));
}

/// The export that a use is of; nullptr where the index does not tell it.
const Export* export_of(const LibraryUse& use, const Index& index) { return index.find(use.module, use.name); }

/// Whether a module has a name; nothing where the index does not tell what that module exports.
std::optional<bool> has_name(const Index& index, const std::string& module, const std::string& name) {
  const std::string owner = index.distribution_of(module);
  if (owner.empty())
    return false;  // no such package, or no longer in the standard library
  if (name.empty() || index.has_module(module + "." + name) || index.find(module, name) != nullptr)
    return true;
  const bool is_told = index.has_module(module) && !name.starts_with('_');
  return is_told ? std::optional{false} : std::nullopt;
}

/// Whether the class that an attribute is set on has it, or asks its objects for it.
std::optional<bool> knows(const LibraryUse& use, const Index& index) {
  const Export* one = export_of(use, index);
  if (one == nullptr || one->kind != Export::Kind::cls || one->attributes.empty())
    return std::nullopt;
  return std::ranges::find(one->attributes, use.attribute) != one->attributes.end();
}

/// Whether an environment has what is used; nothing where its index cannot say.
std::optional<bool> has(const LibraryUse& use, const Index& index) {
  const Export* one = use.name.empty() ? nullptr : export_of(use, index);
  switch (use.kind) {
    case Kind::import: return has_name(index, use.module, use.name);
    case Kind::call: return one == nullptr ? std::nullopt : binds(use, *one);
    case Kind::attribute:
      if (use.stored)
        return std::nullopt;
      if (!use.of_instance)
        return has_name(index, use.module, use.attribute);
      return knows(use, index);
  }
  return std::nullopt;
}

/// The first distribution whose sources mention the key, of those that are visible; "" when none does.
std::string reader_of(const std::string& key, const Index& index, const std::set<std::string>* visible) {
  for (const auto& [name, distribution] : index.distributions())
    if ((visible == nullptr || visible->contains(name)) && std::ranges::binary_search(distribution.keys, key))
      return name;
  return "";
}

/// Of a fragment, which may leave its imports out: the package that read the key, bears its first word as a name
/// (SQLALCHEMY_...), and is still there; "" when there is none.
std::string reader_by_name(const std::string& key, const Index& older, const Index& newest) {
  const std::string word = lower(key.substr(0, key.find('_')));
  const std::string reader = reader_of(key, older, nullptr);
  const bool is_its_name = is_any_of(word, split(reader, '-'));
  return is_its_name && newest.distributions().contains(reader) ? reader : "";
}

std::set<std::string> visible_in(const Context& context, const Index& index) {
  std::set<std::string> wanted = context.distributions;
  wanted.insert(context.installs.begin(), context.installs.end());
  wanted.insert("flask");
  for (const Supply& supply : context.supplies)
    wanted.insert(supply.distribution);
  return index.closure(wanted);
}

/// The package behind a boundary: who exports the name, where it changed.
std::string package_of(const LibraryUse& use, std::size_t good, std::size_t bad, const Matrix& matrix) {
  const Export* one = use.name.empty() ? nullptr : export_of(use, matrix.indexes[good]);
  const std::string owner = one != nullptr ? one->distribution : matrix.indexes[good].distribution_of(use.module);
  if (one != nullptr && !one->defined_in.empty()) {
    const std::string definer = matrix.indexes[good].distribution_of(one->defined_in);
    if (!definer.empty() && version_in(matrix, good, owner) == version_in(matrix, bad, owner))
      return definer;
  }
  return owner;
}

bool is_within(int line, const LibraryUse& use) { return line >= use.statement && line <= use.line; }

bool was_reached(const RunResult& result, const LibraryUse& use) {
  return std::ranges::any_of(result.reached, [&](int line) { return is_within(line, use); });
}

bool fails_there(const RunResult& result, const LibraryUse& use) {
  return std::ranges::any_of(result.faults,
                             [&](const Fault& one) { return one.context.empty() && !one.guessed && is_within(one.line, use); });
}

/// On a line that older environments come to, and the newest passes by.
bool is_for_older(const Setting& setting, const Row& row) {
  const auto reaches = [&](const RunResult& one) { return std::ranges::find(one.reached, setting.line) != one.reached.end(); };
  const RunResult& newest = row.back();
  return newest.end == RunResult::End::exited && newest.complete && !reaches(newest) && std::ranges::any_of(row, reaches);
}

Ground ground_of(Ground::Kind kind, const LibraryUse& use, std::size_t good, std::size_t bad, const Matrix& matrix) {
  return {.kind = kind, .use = use, .boundary = Boundary{good, bad, package_of(use, good, bad, matrix)}};
}

/// The message of the mark that what is used is deprecated; nullptr where it has none.
const std::string* mark_of(const LibraryUse& use, const Index& index) {
  const bool by_name = use.kind != Kind::attribute || use.of_instance;
  const Export* one = index.find(use.module, by_name ? use.name : use.attribute);
  if (one != nullptr && one->deprecated.empty() && !one->defined_in.empty())
    if (const Export* definition = index.find(one->defined_in, one->name); definition != nullptr)
      one = definition;
  if (one == nullptr || use.stored)
    return nullptr;
  const auto found = one->deprecated.find(use.kind == Kind::attribute && use.of_instance ? use.attribute : "");
  return found == one->deprecated.end() ? nullptr : &found->second;
}

}  // namespace

std::vector<Ground> rebound_arguments(const Subject& subject, const Context& context, const Row& row, const Matrix& matrix) {
  std::vector<Ground> out;
  const std::size_t newest = matrix.indexes.size() - 1;
  for (const LibraryUse& use : uses_of(subject, context)) {
    const Export* after = use.kind == Kind::call ? export_of(use, matrix.indexes[newest]) : nullptr;
    if (after == nullptr || use.starred || !binds(use, *after).value_or(false))
      continue;
    for (std::size_t i = newest; i-- > 0;) {
      const Export* before = export_of(use, matrix.indexes[i]);
      if (before == nullptr || !binds(use, *before).value_or(false) || !is_rebound(use, *before, *after) ||
          fails_there(row[i], use))
        continue;
      out.push_back(ground_of(Ground::Kind::rebound, use, i, i + 1, matrix));
      break;
    }
  }
  return out;
}

std::vector<Ground> ignored_settings(const Subject& subject, const Context& context, const Row& row, const Matrix& matrix) {
  std::vector<Ground> out;
  const std::size_t newest = matrix.indexes.size() - 1;
  for (const LibraryUse& use : uses_of(subject, context)) {
    if (!use.stored || !use.of_instance || use.guarded || knows(use, matrix.indexes[newest]).value_or(true))
      continue;
    for (std::size_t i = newest; i-- > 0;)
      if (knows(use, matrix.indexes[i]).value_or(false)) {
        out.push_back(ground_of(Ground::Kind::ignored, use, i, i + 1, matrix));
        break;
      }
  }
  const std::vector<Setting> settings = settings_of(subject.snippet->code);
  const std::set<int> guarded = settings.empty() ? std::set<int>{} : guarded_lines(subject.snippet->code);
  for (const Setting& setting : settings) {
    if (guarded.contains(setting.line) || is_for_older(setting, row) ||
        !reader_of(setting.key, matrix.indexes[newest], nullptr).empty())
      continue;
    for (std::size_t i = newest; i-- > 0;) {
      const std::set<std::string> visible = visible_in(context, matrix.indexes[i]);
      std::string reader = reader_of(setting.key, matrix.indexes[i], &visible);
      if (reader.empty() && !context.program)
        reader = reader_by_name(setting.key, matrix.indexes[i], matrix.indexes[newest]);
      if (reader.empty())
        continue;
      out.push_back({.kind = Ground::Kind::ignored,
                     .text = setting.key,
                     .line = subject.snippet->lines.document_line(setting.line),
                     .boundary = Boundary{i, i + 1, reader}});
      break;
    }
  }
  return out;
}

std::vector<Ground> unreached_drift(const Subject& subject, const Context& context, const Row& row, const Matrix& matrix) {
  std::vector<Ground> out;
  const std::size_t newest = matrix.indexes.size() - 1;
  if (row[newest].end != RunResult::End::exited || !row[newest].complete)
    return out;  // nobody knows what it reached
  for (const LibraryUse& use : uses_of(subject, context)) {
    if (use.guarded || was_reached(row[newest], use) || has(use, matrix.indexes[newest]).value_or(true))
      continue;
    const bool is_held = !matrix.indexes[newest].distribution_of(use.module).empty();
    for (std::size_t i = newest; i-- > 0;)
      if (has(use, matrix.indexes[i]).value_or(false)) {
        if (!is_held && matrix.indexes[i].is_required_by_another(matrix.indexes[i].distribution_of(use.module)))
          break;  // it was there by accident: a reader can still install it
        out.push_back(ground_of(Ground::Kind::unreached, use, i, i + 1, matrix));
        break;
      }
  }
  return out;
}

std::vector<Ground> fading_uses(const Subject& subject, const Context& context, const Row& row, const Matrix& matrix) {
  std::vector<Ground> out;
  const std::size_t newest = matrix.indexes.size() - 1;
  if (row[newest].end != RunResult::End::exited || !row[newest].complete)
    return out;
  std::set<std::pair<int, const std::string*>> told;  // an attribute of a module that is called is two uses
  for (const LibraryUse& use : uses_of(subject, context)) {
    const std::string* message = mark_of(use, matrix.indexes[newest]);
    if (message == nullptr || use.guarded || was_reached(row[newest], use) || !told.emplace(use.line, message).second)
      continue;
    std::size_t first = newest;
    while (first > 0 && mark_of(use, matrix.indexes[first - 1]) != nullptr)
      --first;
    out.push_back(ground_of(Ground::Kind::fading, use, first > 0 ? first - 1 : 0, first, matrix));
    out.back().text = *message;
  }
  return out;
}

}  // namespace snipcheck
