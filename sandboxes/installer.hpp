#pragma once
/// Fills an empty folder with an environment: by uv, or by venv and pip where there is no uv.
#include "sandboxes/sync.hpp"

#include <filesystem>
#include <memory>
#include <string_view>

namespace snipcheck {

/// Whether files are hard links into the package cache, shared with all environments: only where nobody can write to them.
enum class Links { shared, none };

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
  virtual void install(const Environment& environment, const std::filesystem::path& folder, Links links, const Say& say) = 0;
};

/// uv where there is one, else venv and pip of the interpreter; with a wheelhouse, all packages come from that folder and none
/// from an index. Throws CannotCheck when the interpreter has neither.
std::unique_ptr<Installer> find_installer(const Interpreter& interpreter, const std::filesystem::path& wheelhouse = {});

}  // namespace snipcheck
