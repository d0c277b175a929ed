#include "sandboxes/python_install.hpp"

#include "sandboxes/interpreters.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"
#include "tests/sandboxes/helpers.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Variable;

Environment made_for(const std::string& series, const std::string& version) {
  Environment one{.made_for = series};
  if (!version.empty())
    one.interpreter = Interpreter{.path = "/p", .version = version, .prefix = "/", .platform = ""};
  return one;
}

/// A uv that knows one Python.
class PythonInstall : public ::testing::Test {
 protected:
  PythonInstall() {
    write_file(home_.path() / "uv",
               "#!/bin/sh\n"
               "case \"$*\" in\n"
               "  --version) ;;\n"
               "  'python install 3.8') mkdir -p \"$UV_PYTHON_INSTALL_DIR/cpython-3.8/bin\" ;;\n"
               "  *) echo \"error: no such release\" >&2; exit 2 ;;\n"
               "esac\n");
    fs::permissions(home_.path() / "uv", fs::perms::owner_all);
  }

  TempDir home_;
  Variable where_{"HOME", home_.path().string()}, data_{"XDG_DATA_HOME", ""}, pythons_{"SNIPCHECK_PYTHONS", ""},
      install_{"UV_PYTHON_INSTALL_DIR", ""}, cache_{"SNIPCHECK_CACHE_DIR", (home_.path() / "cache").string()},
      uv_{"SNIPCHECK_UV", (home_.path() / "uv").string()};
  std::vector<std::string> said_;
};

}  // namespace

TEST(MissingPythons, AreThoseOfTheirTimeThatNobodyHas) {
  EXPECT_THAT(missing_pythons({made_for("3.7", ""), made_for("3.7", "3.11.2"), made_for("3.8", "3.8.18"),
                               made_for("3.9", "3.11.2"), made_for("", "3.11.2")}),
              ElementsAre("3.7", "3.9"));
}

TEST_F(PythonInstall, PutsItWhereItIsFound) {
  install_python("3.8", [&](std::string_view line) { said_.emplace_back(line); });
  EXPECT_THAT(interpreter_folders(), Contains(home_.path() / ".local/share/uv/python/cpython-3.8/bin"));
  EXPECT_THAT(said_, ElementsAre(HasSubstr("Python 3.8: installing it with uv")));
}

TEST_F(PythonInstall, SaysWhatUvSaysWhereItCannot) {
  try {
    install_python("3.99", [](std::string_view) {});
    FAIL();
  } catch (const CannotCheck& problem) {
    EXPECT_THAT(problem.what(), HasSubstr("no such release"));
  }
}

TEST_F(PythonInstall, NeedsUv) {
  const Variable none{"SNIPCHECK_UV", "none"};
  EXPECT_THROW(install_python("3.8", [](std::string_view) {}), CannotCheck);
}

}  // namespace snipcheck
