#include "sandboxes/index.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

Export::Kind kind_of(std::string_view letter) {
  return letter == "c"   ? Export::Kind::cls
         : letter == "f" ? Export::Kind::function
         : letter == "m" ? Export::Kind::module
                         : Export::Kind::object;
}

/// A row of the index as harness/README.md describes it.
Export export_from(const nlohmann::json& row) {
  Export out{.module = row.at(0),
             .name = row.at(1),
             .distribution = row.at(2),
             .kind = kind_of(row.at(3).get_ref<const std::string&>()),
             .defined_in = row.at(4),
             .has_init_app = row.at(5)};
  if (!row.at(6).is_null()) {
    out.signature.emplace();
    for (const auto& parameter : row.at(6))
      out.signature->push_back({parameter.at(0), parameter.at(1), parameter.at(2)});
  }
  out.attributes = row.at(7).get<std::vector<std::string>>();
  if (row.size() > 8)
    out.deprecated = row.at(8).get<decltype(out.deprecated)>();
  return out;
}

std::string_view first_part(std::string_view module) { return module.substr(0, module.find('.')); }

}  // namespace

Index Index::load(const std::filesystem::path& file) {
  Data data;
  try {
    const auto json = nlohmann::json::parse(read_file(file));
    for (const auto& row : json.at("exports"))
      data.exports.push_back(export_from(row));
    for (const auto& row : json.at("distributions")) {
      Distribution one{row.at("name"),
                       row.at("version"),
                       row.at("modules"),
                       row.at("requires"),
                       row.value("extras", std::map<std::string, std::vector<std::string>>{}),
                       row.value("keys", std::vector<std::string>{})};
      for (const std::string& module : one.modules)
        data.owner.emplace(module, one.name);
      data.distributions.emplace(one.name, std::move(one));
    }
    for (const auto& name : json.at("standard_library"))
      data.standard_library.insert(name.get<std::string>());
  } catch (const nlohmann::json::exception& error) {
    throw CannotCheck("the index " + file.string() + " is damaged: " + error.what(),
                      "remove its folder; the next run builds it again");
  }
  for (const Export& one : data.exports)
    data.modules.insert(one.module);
  std::ranges::stable_sort(data.exports, {}, &Export::name);
  Index index;
  index.data_ = std::make_shared<const Data>(std::move(data));
  return index;
}

std::vector<const Export*> Index::named(std::string_view name) const {
  std::vector<const Export*> found;
  for (auto one = std::ranges::lower_bound(data_->exports, name, std::ranges::less{}, &Export::name);
       one != data_->exports.end() && one->name == name; ++one)
    found.push_back(&*one);
  return found;
}

std::vector<const Export*> Index::extensions() const {
  std::vector<const Export*> found;
  for (const Export& one : data_->exports)
    if (one.has_init_app && one.distribution.starts_with("flask-"))
      found.push_back(&one);
  return found;
}

const Export* Index::find(std::string_view module, std::string_view name) const {
  for (const Export* one : named(name))
    if (one->module == module)
      return one;
  return nullptr;
}

std::string Index::distribution_of(std::string_view module) const {
  const auto owner = data_->owner.find(first_part(module));
  if (owner != data_->owner.end())
    return owner->second;
  return in_standard_library(module) ? "python" : "";
}

bool Index::in_standard_library(std::string_view module) const { return data_->standard_library.contains(first_part(module)); }

bool Index::has_attribute(std::string_view distribution, std::string_view attribute) const {
  return std::ranges::any_of(data_->exports, [&](const Export& one) {
    return one.distribution == distribution && std::ranges::find(one.attributes, attribute) != one.attributes.end();
  });
}

bool Index::is_required_by_another(std::string_view distribution) const {
  return std::ranges::any_of(data_->distributions, [&](const auto& one) {
    return one.first != distribution && std::ranges::find(one.second.requires_, distribution) != one.second.requires_.end();
  });
}

std::set<std::string> Index::closure(const std::set<std::string>& names) const {
  std::set<std::string> seen;
  std::vector<std::string> todo{names.begin(), names.end()};
  while (!todo.empty()) {
    const std::string word = std::move(todo.back());
    todo.pop_back();
    const auto bracket = std::min(word.find('['), word.size());
    const std::string name = word.substr(0, bracket);
    const auto found = data_->distributions.find(name);
    if (found == data_->distributions.end())
      continue;
    if (bracket < word.size())
      if (const auto extra = found->second.extras.find(word.substr(bracket + 1, word.size() - bracket - 2));
          extra != found->second.extras.end())
        todo.insert(todo.end(), extra->second.begin(), extra->second.end());
    if (!seen.insert(name).second)
      continue;
    todo.insert(todo.end(), found->second.requires_.begin(), found->second.requires_.end());
  }
  return seen;
}

}  // namespace snipcheck
