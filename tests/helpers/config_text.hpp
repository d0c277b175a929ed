#pragma once
/// A snipcheck.toml in the current folder, read as the program reads it.
#include "support/error.hpp"
#include "support/file.hpp"
#include "verifier/config.hpp"

#include <string>
#include <string_view>

namespace snipcheck::testing {

inline Config read(std::string_view text) {
  write_file("snipcheck.toml", text);
  Config config;
  config.environments = default_environments();
  read_config("snipcheck.toml", config);
  return config;
}

/// Message and hint, as they are printed.
inline std::string refusal(std::string_view text) {
  try {
    read(text);
  } catch (const UsageError& error) {
    return error.what() + (error.hint().empty() ? "" : "\nhint: " + error.hint());
  }
  return "nothing was refused";
}

}  // namespace snipcheck::testing
