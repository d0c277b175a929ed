#include "sandboxes/python_install.hpp"

#include "sandboxes/interpreters.hpp"
#include "sandboxes/package_tool.hpp"
#include "support/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace snipcheck {

std::vector<std::string> missing_pythons(const std::vector<Environment>& environments) {
  std::vector<std::string> missing;
  for (const Environment& one : environments) {
    const bool has_its_own = one.interpreter && one.interpreter->series() == one.made_for;
    if (!one.made_for.empty() && !has_its_own && std::ranges::find(missing, one.made_for) == missing.end())
      missing.push_back(one.made_for);
  }
  return missing;
}

void install_python(const std::string& series, const Say& say) {
  const Interpreter none;
  auto program = find_uv(none);
  if (!program)
    throw CannotCheck("there is no uv, which installs Pythons", "pip install uv");
  say(fmt::format("Python {}: installing it with uv in {}", series, uv_pythons_folder().string()));
  Uv uv{none, std::move(*program)};
  uv.may_write(uv_pythons_folder());
  uv.settings["UV_PYTHON_INSTALL_DIR"] = uv_pythons_folder().string();
  uv.settings["UV_PYTHON_INSTALL_BIN"] = "0";  // no links on PATH
  uv.settings["UV_PYTHON_DOWNLOADS"] = "manual";
  uv.call_bare({"python", "install", series}, fmt::format("Python {} cannot be installed", series));
}

}  // namespace snipcheck
