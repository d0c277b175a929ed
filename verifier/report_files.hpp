#pragma once
/// Reports that a run leaves in files.
#include "verifier/config.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snipcheck {

struct Renderer;
struct Report;

/// "FORMAT=PATH" taken apart; the path `-` is standard output. Throws UsageError for a format that nobody renders.
std::pair<std::string, std::filesystem::path> report_from(std::string_view argument);

/// The renderer of that name. Throws UsageError, naming the nearest.
const Renderer& renderer_named(std::string_view name);

/// Throws UsageError for a path that cannot be written, or that two reports share: before the run, not after it.
void check_report_paths(const Config& config);

/// Writes every report that goes to a file, each as a whole or not at all (a device or pipe is written straight to), and
/// returns what went wrong, a sentence each.
std::vector<std::string> write_reports(const Report& report, const Config& config);

}  // namespace snipcheck
