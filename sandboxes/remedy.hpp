#pragma once
/// What keeps this machine from isolating runs, and what to do about it.
#include <string>
#include <string_view>

namespace snipcheck {

/// The remedy for what a cell said before it gave up, going by its words and by the settings of this machine.
std::string remedy_for(std::string_view words);

}  // namespace snipcheck
