#pragma once
/// An interpreter that a box shows at a fixed place: where it really lies is often below a home folder, and would get into
/// tracebacks. The system's own Python stays where it is.
#include "sandboxes/environment.hpp"

#include <filesystem>
#include <string_view>

namespace snipcheck {

inline constexpr std::string_view kPythonInBox = "/python";
/// Beside an environment's files: what a box shows instead of its bin/ and pyvenv.cfg.
inline constexpr std::string_view kForBox = "box";

/// Whether it is shown at kPythonInBox: not when it is the system's.
bool is_moved(const Interpreter& interpreter);

/// Writes `box/` into an environment folder: bin/ and pyvenv.cfg for the interpreter at its other place. Throws
/// std::filesystem::filesystem_error or UsageError when it cannot.
void prepare_move(const std::filesystem::path& folder, const Interpreter& interpreter);

}  // namespace snipcheck
