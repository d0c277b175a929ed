#pragma once
/// uv and pip as programs: set up as pip is configured on this machine, and their failures in our words.
#include "sandboxes/confined.hpp"
#include "sandboxes/environment.hpp"
#include "sandboxes/pip_settings.hpp"
#include "support/error.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Why an installer failed and what to do, from its output (without addresses).
struct Failure {
  std::string what, hint;
  bool of_packages = false;  ///< They do not go together, or not with this Python: trying again will not help.
};
Failure explain_failure(std::string_view output);

/// A failure of the packages themselves.
class PackageFailure : public CannotCheck {
 public:
  using CannotCheck::CannotCheck;
};

/// A folder for its files, and the settings with which it is started. Packages that have no wheel are built by their own code:
/// it is held to what an installer has to read, and to its folders (confined.hpp).
class PackageTool {
 public:
  /// pip's configuration is that of this interpreter.
  explicit PackageTool(const Interpreter& interpreter);

  /// A file or folder that it may read; a folder that it may write to, which is made where it is not there.
  void may_read(const std::filesystem::path& path) { reach_.reads.push_back(path); }
  void may_write(const std::filesystem::path& folder);

  /// Takes all packages from this folder and none from an index.
  void only_from(const std::filesystem::path& wheelhouse);
  /// Runs a program in that folder, with files that everybody may read, and returns what it printed to standard output.
  /// Throws CannotCheck ("`what` ... ", its last lines without addresses, and what to do) when it fails or is interrupted, and
  /// PackageFailure when that is what it says.
  std::string run(std::vector<std::string> argv, std::string_view what, const std::function<void(std::string_view)>& line = {});
  /// A file of that name in its folder.
  [[nodiscard]] std::filesystem::path file(std::string_view name) const { return files_.path() / name; }
  /// Text without addresses and hosts of indexes.
  [[nodiscard]] std::string without_addresses(std::string_view text) const;

  Settings settings;  ///< The environment in which it is started.
  Settings pip;       ///< pip's configuration.

 private:
  TempDir files_;
  Reach reach_;
};

/// uv: $SNIPCHECK_UV ("none": as if there were none), else beside our own binary, on PATH, beside the interpreter, or where its
/// installer puts it. The words that start it; nothing where there is none. Throws CannotCheck when $SNIPCHECK_UV does not run.
std::optional<std::vector<std::string>> find_uv(const Interpreter& interpreter);

/// uv with pip's settings translated for it.
class Uv : public PackageTool {
 public:
  Uv(const Interpreter& interpreter, std::vector<std::string> program);
  /// uv `arguments`, and after them what pip's configuration asks for where that is an option.
  std::string call(const std::vector<std::string>& arguments, std::string_view what,
                   const std::function<void(std::string_view)>& line = {});
  /// The same without these options: for what takes no package.
  std::string call_bare(const std::vector<std::string>& arguments, std::string_view what);

  void only_from(const std::filesystem::path& wheelhouse);

 private:
  std::vector<std::string> program_;
  std::vector<std::string> options_;
};

}  // namespace snipcheck
