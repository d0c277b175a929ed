#include "sandboxes/sandbox.hpp"

#include "sandboxes/protocol.hpp"
#include "sandboxes/tiers/tier.hpp"
#include "support/error.hpp"
#include "support/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace snipcheck {
namespace tier {
#define SNIPCHECK_ENTRY(name) extern const Tier name;
#include "sandboxes/tiers.def"
#undef SNIPCHECK_ENTRY
}  // namespace tier

namespace {

using End = RunResult::End;

constexpr const Tier* kTiers[] = {
#define SNIPCHECK_ENTRY(name) &tier::name,
#include "sandboxes/tiers.def"
#undef SNIPCHECK_ENTRY
};

/// Our own programs import everything an environment holds.
constexpr Limits kToolLimits{.cpu = std::chrono::seconds{300},
                             .wall = std::chrono::seconds{600},
                             .memory = std::uint64_t{4} << 30,
                             .processes = 0,
                             .file_bytes = std::uint64_t{256} << 20,
                             .output_bytes = std::uint64_t{64} << 20};

std::string_view last_line(std::string_view text) {
  text = trim_right(text);
  const auto end = text.rfind('\n');
  return end == std::string_view::npos ? text : text.substr(end + 1);
}

/// "exit status 1", "signal 9"
std::string ending(const Landing& landing) {
  switch (landing.end) {
    case End::exited: return fmt::format("exit status {}", landing.code);
    case End::signalled: return fmt::format("signal {}", landing.code);
    case End::interrupted: return "interrupted";
    case End::not_started: return landing.trouble;
    default: return "stopped by a limit";
  }
}

std::string with_last_words(std::string what, const Landing& landing) {
  if (const std::string_view last = last_line(landing.err); !last.empty())
    what += fmt::format(": {}", escape_invalid_utf8(last.substr(0, 500)));
  return what;
}

/// Memory that Python was refused is a MemoryError: its own, not one that a guessed argument or the context ran into.
bool ran_out_of_memory(const RunResult& result) {
  if (!result.complete)
    return result.end == End::exited && result.code == 1 && last_line(result.err).starts_with("MemoryError");
  return std::ranges::any_of(result.faults,
                             [](const Fault& one) { return one.type == "MemoryError" && !one.guessed && one.context.empty(); });
}

}  // namespace

RunResult HarnessSandbox::run(const Environment& environment, const Job& job) {
  RunResult result;
  const std::string token = fresh_token();
  Landing landing;
  try {
    landing = execute({.environment = environment,
                       .folder = environment.folder,
                       .name = "main.py",
                       .arguments = {std::to_string(kResultDescriptor)},
                       .limits = job.limits,
                       .input = job_json(job, token),
                       .keep = kKeptOutput,
                       .job = &job});
  } catch (const CannotCheck& error) {
    result.trouble = error.what();
    return result;
  } catch (const UsageError& error) {
    result.trouble = error.what();
    return result;
  }
  result.end = landing.end;
  result.code = landing.code;
  result.trouble = landing.trouble;
  result.wall = landing.wall;
  result.out = shown(landing.out);
  result.err = shown(landing.err);
  result.truncated = landing.out.size() > kKeptOutput || landing.err.size() > kKeptOutput;
  const bool began = read_results(landing.results, token, result);
  const bool by_itself = landing.end == End::exited || landing.end == End::signalled;
  if (by_itself && !began) {
    result.end = End::not_started;
    result.trouble = with_last_words(fmt::format("the run did not begin ({})", ending(landing)), landing);
  } else if (by_itself && ran_out_of_memory(result)) {
    result.end = End::out_of_memory;
  }
  return result;
}

std::string HarnessSandbox::run_tool(const Environment& environment, const std::filesystem::path& folder,
                                     std::string_view program, const std::vector<std::string>& arguments) {
  Landing landing = execute({.environment = environment,
                             .folder = folder,
                             .name = std::string(program),
                             .arguments = arguments,
                             .limits = kToolLimits,
                             .keep = kToolLimits.output_bytes});
  if (landing.end != End::exited || landing.code != 0)
    throw CannotCheck(
        with_last_words(fmt::format("{} failed in environment {} ({})", program, environment.name, ending(landing)), landing));
  return std::move(landing.out);
}

std::vector<std::string> settings_for(const std::string& home, const std::string& environment_folder) {
  return {"PATH=" + environment_folder + "/bin:/usr/local/bin:/usr/bin:/bin",
          "VIRTUAL_ENV=" + environment_folder,
          "HOME=" + home,
          "USER=reader",
          "LOGNAME=reader",
          "LANG=C.UTF-8",
          "TZ=UTC",
          "MALLOC_ARENA_MAX=2",  // every arena takes 64 MiB of address space, which is limited
          "PYTHONDONTWRITEBYTECODE=1",
          "PYTHONHASHSEED=0",
          "PYTHONNOUSERSITE=1"};
}

namespace {

const Tier& tier_named(std::string_view name) {
  const auto found = std::ranges::find(kTiers, name, [](const Tier* one) { return one->name; });
  if (found != std::end(kTiers))
    return **found;
  std::vector<std::string> known;
  for (const Tier* one : kTiers)
    known.emplace_back(one->name);
  throw UsageError(fmt::format("there is no isolation {}; there are {}", name, join(known, ", ")));
}

}  // namespace

Strongest strongest_tier(std::string_view least) {
  Strongest found;
  for (const Tier* one : kTiers) {
    if (!one->isolates)
      break;
    try {
      one->open({});
      found.tier = one->name;
      return found;
    } catch (const CannotCheck& error) {
      if (found.missing.empty()) {  // the remedy for the strongest helps best
        found.missing = error.what();
        found.remedy = error.hint();
      }
    }
    if (one->name == least)
      break;
  }
  throw CannotCheck(found.missing, found.remedy);
}

std::string_view limits_of_tier(std::string_view tier) { return tier_named(tier).leaves_open; }

std::unique_ptr<Sandbox> open_sandbox(std::string_view tier) { return open_weak_sandbox(tier, {}); }

std::unique_ptr<Sandbox> open_weak_sandbox(std::string_view tier, const Defences& without) {
  return tier_named(tier).open(without);
}

}  // namespace snipcheck
