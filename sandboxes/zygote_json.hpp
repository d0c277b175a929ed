#pragma once
/// What goes to the zygote of a cell and what comes back, as harness/zygote.py describes it.
#include "sandboxes/job.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Its first packet. `filter`: system calls as the kernel takes them; `own_users`: whether every run gets an id of its own;
/// `avoid`: modules that spoilt one before it.
std::string greeting_json(std::string_view filter, bool own_users, const std::vector<std::string>& avoid);

/// A run that goes on from the zygote, with `job` on its standard input.
std::string warm_request(const Job& job);
/// A run that starts Python anew with this program of the harness and its arguments.
std::string cold_request(const std::vector<std::string>& command, const Limits& limits);

/// Modules that a packet of a zygote's last words names; none of any other packet.
std::vector<std::string> avoided_modules(std::string_view packet);

}  // namespace snipcheck
