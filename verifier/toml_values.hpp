#pragma once
/// Values of a configuration file, checked one by one, so that each message has the place of what is wrong.
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace snipcheck {

/// The file as messages name it, and the folder that its paths start from.
struct TomlPlace {
  std::string file;
  std::filesystem::path folder;

  /// Throws UsageError: "file:line:column: what".
  [[noreturn]] void fail(const toml::source_region& at, const std::string& what, const std::string& hint = {}) const;
  [[noreturn]] void fail(const toml::node& at, const std::string& what, const std::string& hint = {}) const {
    fail(at.source(), what, hint);
  }
};

/// The place of a file seen from the current folder, so that messages and paths read as if the user had typed them.
TomlPlace place_of(const std::filesystem::path& file);
/// Parses a file. Throws UsageError with the place of a fault.
toml::table read_toml(const TomlPlace& place);

std::string in_quotes(std::string_view word);

/// Each throws UsageError when the value is something else.
std::string text_of(const TomlPlace& place, const toml::node& node);
int number_of(const TomlPlace& place, const toml::node& node, int least, int most);
bool truth_of(const TomlPlace& place, const toml::node& node);
/// A list of strings; one string is a list of one.
std::vector<std::string> texts_of(const TomlPlace& place, const toml::node& node);

/// The entries in the order of the file: a table is sorted by name, and people mend the first fault first.
std::vector<std::pair<const toml::key*, const toml::node*>> entries_in_order(const toml::table& table);

}  // namespace snipcheck
