#pragma once
/// Fills an empty folder with an environment: by uv, or by venv and pip where there is no uv.
#include "sandboxes/environment.hpp"

#include <filesystem>
#include <memory>
#include <string_view>

namespace snipcheck {

class Installer {
 public:
  Installer() = default;
  virtual ~Installer() = default;
  Installer(const Installer&) = delete;
  Installer& operator=(const Installer&) = delete;
  Installer(Installer&&) = delete;
  Installer& operator=(Installer&&) = delete;
  /// "uv", "pip"
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Makes `folder` a virtual environment with exactly what the lock pins, hashes checked. Throws CannotCheck with a hint and
  /// the installer's last lines, without addresses.
  virtual void install(const Environment& environment, const std::filesystem::path& folder, const Say& say) = 0;
};

/// uv: $SNIPCHECK_UV, else beside our own binary, on PATH, beside the interpreter, or where its installer puts it; else venv
/// and pip of the interpreter. Throws CannotCheck when the interpreter has neither.
std::unique_ptr<Installer> find_installer(const Interpreter& interpreter);

/// Why an installer failed and what to do, from its output (without addresses).
struct Failure {
  std::string what, hint;
};
Failure explain_failure(std::string_view output);

}  // namespace snipcheck
