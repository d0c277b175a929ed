#pragma once
/// What goes to the zygote of a cell and what comes back, as harness/zygote.py describes it.
#include "sandboxes/job.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Its first packet.
struct Greeting {
  std::string filter;                ///< System calls as the kernel takes them.
  std::string signals;               ///< The same for own_signals_filter(), of a plain cell.
  bool own_users = false;            ///< Whether every run gets an id of its own.
  std::vector<std::string> avoid;    ///< Modules that spoilt one before it.
  std::vector<std::string> without;  ///< Defences that a test leaves out.
};
std::string greeting_json(const Greeting& greeting);

/// Two digits a byte.
std::string hex_of(std::string_view bytes);

/// A run that goes on from the zygote, with `job` on its standard input.
std::string warm_request(const Job& job);
/// A run that starts Python anew with this program of the harness and its arguments.
std::string cold_request(const std::vector<std::string>& command, const Limits& limits);

/// Modules that a packet of a zygote's last words names; none of any other packet.
std::vector<std::string> avoided_modules(std::string_view packet);

}  // namespace snipcheck
