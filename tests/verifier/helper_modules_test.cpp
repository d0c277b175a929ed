#include "verifier/helper_modules.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "tests/helpers/builders.hpp"
#include "tests/helpers/in_folder.hpp"
#include "verifier/context/context.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {

using ::testing::ElementsAre;
using testing::InFolder;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Pair;

TEST(HelperModules, AreReadFromFilesAndFolders) {
  const InFolder here;
  write_file("docs/helpers.py", "import redis\n");
  write_file("docs/shop/__init__.py", "");
  write_file("docs/shop/models.py", "from flask import g\n");
  write_file("docs/shop/notes.txt", "");
  const HelperModules modules = read_modules({"docs/helpers.py", "docs/shop/"});
  EXPECT_THAT(modules.files, ElementsAre(Pair("helpers.py", "import redis\n"), Pair("shop/__init__.py", ""),
                                         Pair("shop/models.py", "from flask import g\n")));
  EXPECT_TRUE(modules.are_imported_by(names_of("from shop.models import Thing")));
  EXPECT_TRUE(modules.are_imported_by(names_of("import helpers")));
  EXPECT_FALSE(modules.are_imported_by(names_of("import shopping, os")));
  EXPECT_FALSE(modules.are_imported_by(names_of("from .helpers import x")));
}

TEST(HelperModules, AreRefusedWhereTheyAreNone) {
  const InFolder here;
  write_file("a/x.py", "");
  write_file("b/x.py", "");
  write_file("notes.txt", "");
  EXPECT_THROW(read_modules({"gone.py"}), UsageError);
  EXPECT_THROW(read_modules({"notes.txt"}), UsageError);
  EXPECT_THROW(read_modules({"a/x.py", "b/x.py"}), UsageError);
}

TEST(HelperModules, AreLaidOutForWhoImportsThem) {
  testing::FakeSandbox sandbox{[](const Environment&, const Job&) { return testing::finished(); }};
  Matrix matrix = testing::a_matrix({.packages = {{{"flask", "3.1.3"}, {"redis", "5.0.0"}}}}, &sandbox);
  matrix.modules.files = {{"helpers.py", "import redis\n"}};
  matrix.modules.names = names_of("import redis\n");
  const auto job_for = [&](const std::string& code) {
    const Snippet snippet = testing::a_snippet(code);
    const Subject subject{.snippet = &snippet, .answer = {&snippet}};
    return job_of(subject, plan_context(subject, matrix), matrix, 0);
  };
  const Job with = job_for("import helpers\n"), without = job_for("import os\n");
  EXPECT_THAT(with.files, ElementsAre(Key("helpers.py")));
  EXPECT_THAT(with.hidden_distributions, IsEmpty()) << "what a helper imports is there for it";
  EXPECT_THAT(without.files, IsEmpty());
  EXPECT_THAT(without.hidden_distributions, ElementsAre("redis"));
}

}  // namespace snipcheck
