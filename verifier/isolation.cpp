#include "verifier/isolation.hpp"

#include "sandboxes/sandbox.hpp"
#include "support/error.hpp"
#include "verifier/progress.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace snipcheck {
namespace {

constexpr std::string_view kStrongest = "full";

bool is_weaker(std::string_view tier, std::string_view than) {
  constexpr std::array<std::string_view, 3> order = {"none", "basic", kStrongest};
  return std::ranges::find(order, tier) < std::ranges::find(order, than);
}

}  // namespace

Config with_isolation(Config config, Progress& progress) {
  const std::string& least = config.least_isolation;
  if (!config.isolation.empty()) {
    if (!least.empty() && is_weaker(config.isolation, least))
      throw CannotCheck(fmt::format("isolation {} is weaker than {}, which is required", config.isolation, least),
                        "leave out one of isolation and require-isolation");
    return config;
  }
  try {
    const Strongest found = strongest_tier(least.empty() ? "basic" : least);
    config.isolation = found.tier;
    if (!found.missing.empty()) {
      progress.say(fmt::format("warning: isolation is {}, not {}: {}", found.tier, kStrongest, found.missing));
      progress.say("hint: " + found.remedy);
    }
  } catch (const CannotCheck&) {
    config.isolation = kStrongest;
  }
  return config;
}

}  // namespace snipcheck
