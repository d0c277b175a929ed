#pragma once
/// Configuration keys that code sets: `app.config["JSON_SORT_KEYS"] = False`, `config.update(...)`, the classes of `from_object`.
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

struct Setting {
  std::string key;
  int line = 0;                    ///< 1-based, of the code.
  int column = 0, end_column = 0;  ///< 1-based code points; the end is exclusive.
};

/// In reading order. A key that the code mentions elsewhere as well is not among them: it may read it itself.
std::vector<Setting> settings_of(std::string_view code);

}  // namespace snipcheck
