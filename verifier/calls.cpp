#include "verifier/calls.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

namespace snipcheck {
namespace {

/// The arguments between the parenthesis at `open` and its partner; `end` is set behind that one. Nothing when it is not closed.
std::optional<std::vector<std::string>> arguments_at(std::string_view line, std::size_t open, std::size_t& end) {
  std::vector<std::string> out(1);
  int depth = 0;
  char quote = '\0';
  for (std::size_t i = open; i < line.size(); ++i) {
    const char c = line[i];
    if (quote != '\0') {
      quote = c == quote && line[i - 1] != '\\' ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      if (depth++ == 0)
        continue;
    } else if (c == ')' || c == ']' || c == '}') {
      if (--depth == 0) {
        end = i + 1;
        if (trim(out.back()).empty())
          out.pop_back();
        return out;
      }
    } else if (c == ',' && depth == 1) {
      out.emplace_back();
      continue;
    }
    out.back() += c;
  }
  return std::nullopt;
}

/// The keyword of `name=value`; "" for a positional argument.
std::string keyword_of(std::string_view argument) {
  const std::string_view text = trim(argument);
  std::size_t i = 0;
  while (i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_'))
    ++i;
  const std::string_view rest = trim(text.substr(i));
  return i > 0 && rest.starts_with('=') && !rest.starts_with("==") ? std::string{text.substr(0, i)} : std::string{};
}

bool takes(const Export& callable, const std::string& keyword) {
  return std::ranges::any_of(*callable.signature, [&](const Parameter& one) {
    return (one.name == keyword && (one.kind == 1 || one.kind == 3)) || one.kind == 4;
  });
}

}  // namespace

std::optional<std::string> by_name(std::string_view line, const Export& before, const Export& after) {
  const auto at = line.find(before.name + "(");
  std::size_t end = 0;
  if (at == std::string_view::npos || !before.signature || !after.signature)
    return std::nullopt;
  auto arguments = arguments_at(line, at + before.name.size(), end);
  if (!arguments)
    return std::nullopt;

  std::set<std::string> given;
  std::size_t position = 0;
  for (std::string& argument : *arguments) {
    argument = trim(argument);
    std::string keyword = keyword_of(argument);
    if (argument.starts_with('*'))
      return std::nullopt;
    if (keyword.empty()) {
      if (position >= before.signature->size() || (*before.signature)[position].kind > 1)
        return std::nullopt;
      keyword = (*before.signature)[position++].name;
      argument.insert(0, keyword + "=");
    }
    if (!takes(after, keyword) || !given.insert(keyword).second)
      return std::nullopt;
  }
  for (const Parameter& one : *after.signature)
    if (!one.has_default && one.kind != 2 && one.kind != 4 && !given.contains(one.name))
      return std::nullopt;
  std::string out{trim(line.substr(0, at))};
  if (!out.empty() && line[at - 1] == ' ')
    out += ' ';
  return out + before.name + "(" + join(*arguments, ", ") + ")" + std::string{line.substr(end)};
}

const Parameter* parameter_at(const Export& callable, int position) {
  if (!callable.signature)
    return nullptr;
  for (const Parameter& one : *callable.signature) {
    if (one.kind > 1)
      return nullptr;
    if (position-- == 0)
      return &one;
  }
  return nullptr;
}

bool is_rebound(const LibraryUse& call, const Export& before, const Export& after) {
  for (int i = 0; i < call.positional; ++i) {
    const Parameter* was = parameter_at(before, i);
    const Parameter* is = parameter_at(after, i);
    if (was != nullptr && is != nullptr && was->name != is->name &&
        std::ranges::find(*after.signature, was->name, &Parameter::name) != after.signature->end())
      return true;
  }
  return false;
}

std::optional<bool> binds(const LibraryUse& call, const Export& callable) {
  if (!callable.signature)
    return std::nullopt;
  const auto& parameters = *callable.signature;
  const bool any_number = std::ranges::any_of(parameters, [](const Parameter& one) { return one.kind == 2; });
  const auto places = std::ranges::count_if(parameters, [](const Parameter& one) { return one.kind <= 1; });
  if (!any_number && call.positional > places)
    return false;
  std::set<std::string> filled;
  for (int i = 0; i < call.positional; ++i)
    if (const Parameter* one = parameter_at(callable, i))
      filled.insert(one->name);
  for (const std::string& keyword : call.keywords)
    if (!takes(callable, keyword) || !filled.insert(keyword).second)
      return false;
  return call.starred || std::ranges::all_of(parameters, [&](const Parameter& one) {
           return one.has_default || one.kind == 2 || one.kind == 4 || filled.contains(one.name);
         });
}

}  // namespace snipcheck
