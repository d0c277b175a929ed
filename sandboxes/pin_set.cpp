#include "sandboxes/pin_set.hpp"

#include "support/digest.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <charconv>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kInputs = "# made by `snipcheck env lock` from what has the digest ";

/// The numbers of a version, as far as they go: "3.0.0rc1" -> 3, 0, 0.
std::vector<int> numbers_of(std::string_view version) {
  std::vector<int> numbers;
  for (const std::string_view part : split(version, '.')) {
    int number = 0;
    if (std::from_chars(part.data(), part.data() + part.size(), number).ec != std::errc{})
      break;
    numbers.push_back(number);
  }
  return numbers;
}

/// "py3.8.lock" -> "3.8", "" for any other file.
std::string python_of(std::string_view file) {
  constexpr std::string_view start = "py3.", end = ".lock";
  if (!file.starts_with(start) || !file.ends_with(end))
    return {};
  const std::string_view series = file.substr(2, file.size() - 2 - end.size());
  return series.find_first_not_of("0123456789.") == std::string_view::npos ? std::string(series) : std::string{};
}

}  // namespace

int minor_of(std::string_view series) {
  int minor = 0;
  const auto dot = series.find('.');
  if (dot != std::string_view::npos)
    std::from_chars(series.data() + dot + 1, series.data() + series.size(), minor);
  return minor;
}

std::string date_of(const PinSet& set, std::string_view python) {
  const auto own = set.dates.find(std::string(python));
  return own == set.dates.end() ? set.date : own->second;
}

fs::path lock_file(const PinSet& set, std::string_view python) { return set.folder / ("py" + std::string(python) + ".lock"); }

void find_locks(PinSet& set) {
  set.pythons.clear();
  set.flask.clear();
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(set.folder, error))
    if (std::string python = python_of(entry.path().filename().string()); !python.empty())
      set.pythons.push_back(std::move(python));
  std::ranges::sort(set.pythons, {}, minor_of);
  if (set.pythons.empty())
    return;
  const bool has_own = std::ranges::find(set.pythons, set.made_for) != set.pythons.end();
  const auto pins = pins_of(lock_of(set, has_own ? set.made_for : set.pythons.back()));
  if (const auto flask = pins.find("flask"); flask != pins.end())
    set.flask = flask->second;
}

std::string lock_header(const PinSet& set) {
  const std::string digest =
      Digest{}.add("requirements", set.requirements).add("constraints", set.constraints).add("date", set.date).hex();
  return std::string(kInputs) + digest.substr(0, 16) + "\n";
}

bool is_current(const PinSet& set, std::string_view lock) { return set.is_era() || lock.starts_with(lock_header(set)); }

bool is_older_flask(std::string_view a, bool a_is_era, std::string_view b, bool b_is_era) {
  if (a.empty() || b.empty())
    return a.empty() && !b.empty();
  const std::vector<int> one = numbers_of(a), other = numbers_of(b);
  return one == other ? a_is_era && !b_is_era : one < other;
}

bool is_older(const PinSet& a, const PinSet& b) { return is_older_flask(a.flask, a.is_era(), b.flask, b.is_era()); }

std::string normalised_name(std::string_view distribution) {
  std::string name;
  for (const char c : lower(distribution)) {
    const bool dash = c == '-' || c == '_' || c == '.';
    if (dash && name.ends_with('-'))
      continue;
    name += dash ? '-' : c;
  }
  return name;
}

std::map<std::string, std::string> pins_of(std::string_view lock) {
  std::map<std::string, std::string> pins;
  for (const std::string_view line : split_lines(lock)) {
    const auto equals = line.find("==");
    if (line.empty() || indent_of(line) > 0 || line[0] == '#' || equals == std::string_view::npos)
      continue;
    const std::string_view version = line.substr(equals + 2);
    pins.emplace(normalised_name(trim(line.substr(0, std::min(equals, line.find('['))))),
                 version.substr(0, version.find_first_of(" \t;\\")));
  }
  return pins;
}

}  // namespace snipcheck
