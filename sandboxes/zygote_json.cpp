#include "sandboxes/zygote_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

using nlohmann::json;

json limits_json(const Limits& limits) {
  return {
      {"cpu", limits.cpu.count()}, {"memory", limits.memory}, {"file_bytes", limits.file_bytes}, {"processes", limits.processes}};
}

std::string dumped(const json& value) { return value.dump(-1, ' ', true, json::error_handler_t::replace); }

}  // namespace

std::string hex_of(std::string_view bytes) {
  std::string hex;
  for (const char byte : bytes)
    hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return hex;
}

std::string greeting_json(const Greeting& greeting) {
  return dumped({{"filter", hex_of(greeting.filter)},
                 {"signals", hex_of(greeting.signals)},
                 {"own_users", greeting.own_users},
                 {"avoid", greeting.avoid},
                 {"without", greeting.without}});
}

std::string warm_request(const Job& job) {
  return dumped({{"run", json::array()},
                 {"limits", limits_json(job.limits)},
                 {"imports", job.imports},
                 {"hidden_modules", job.hidden_modules},
                 {"hidden_distributions", job.hidden_distributions}});
}

std::string cold_request(const std::vector<std::string>& command, const Limits& limits) {
  return dumped({{"run", command}, {"limits", limits_json(limits)}});
}

std::vector<std::string> avoided_modules(std::string_view packet) {
  std::vector<std::string> modules;
  const json said = json::parse(packet, nullptr, false);
  if (said.is_object() && said.contains("avoid") && said["avoid"].is_array())
    for (const json& module : said["avoid"])
      if (module.is_string())
        modules.push_back(module.get<std::string>());
  return modules;
}

}  // namespace snipcheck
