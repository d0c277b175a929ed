#pragma once
/// Which snipcheck this is.
#include <string_view>

namespace snipcheck {

inline constexpr std::string_view kVersion = SNIPCHECK_VERSION;

/// SHA-256 over the sources of everything that decides about a finding: another build, another cache.
std::string_view build_digest();

}  // namespace snipcheck
