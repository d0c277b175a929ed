#include "snippets/names.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<std::string> free_names(std::string_view code) {
  std::vector<std::string> out;
  for (const FreeName& name : names_of(code).free)
    out.push_back(name.name);
  return out;
}

FreeName only_free(std::string_view code) {
  const Names names = names_of(code);
  EXPECT_EQ(names.free.size(), 1U);
  return names.free.empty() ? FreeName{} : names.free.front();
}

TEST(Names, AreFreeWhenNothingBindsThem) {
  EXPECT_THAT(free_names("x = y + len(z)\n"), ElementsAre("y", "z"));
  EXPECT_THAT(free_names("import a.b\nfrom c import d as e\na; e; d\n"), ElementsAre("d"));
}

TEST(Names, OfParametersAreSeenInsideAndTheirDefaultsOutside) {
  EXPECT_THAT(free_names("def f(a, *b, c: int = d, **e):\n    return a, b, c, e\n"), ElementsAre("d"));
  EXPECT_THAT(free_names("f = lambda a, b=c: a + b\na\n"), ElementsAre("c", "a"));
  EXPECT_THAT(free_names("@deco(x)\ndef f(x): pass\n"), ElementsAre("deco", "x"));
}

TEST(Names, OfComprehensionsStayInsideButTheFirstIterableIsReadOutside) {
  EXPECT_THAT(free_names("[i for i in xs if i]\ni\n"), ElementsAre("xs", "i"));
  EXPECT_THAT(free_names("[i for i in i]\n"), ElementsAre("i"));
  EXPECT_THAT(free_names("any((last := n) for n in ns)\nlast\n"), ElementsAre("ns"));
}

TEST(Names, OfAClassBodyAreHiddenFromItsMethods) {
  EXPECT_THAT(free_names("class A:\n    x = 1\n    y = x\n    def f(self):\n        return x\n"), ElementsAre("x"));
}

TEST(Names, FollowGlobalAndNonlocal) {
  EXPECT_THAT(free_names("def f():\n    global n\n    n = 1\nn\n"), IsEmpty());
  EXPECT_THAT(free_names("def f():\n    n = 1\n    def g():\n        nonlocal n\n        n = 2\n    return n\n"), IsEmpty());
  EXPECT_THAT(free_names("def f():\n    global n\n    n += 1\n"), IsEmpty());
}

TEST(Names, AreBoundByEveryStatementThatBinds) {
  EXPECT_THAT(free_names("with a as b, c as (d, e): b, d, e\n"), ElementsAre("a", "c"));
  EXPECT_THAT(free_names("try: pass\nexcept (A, B) as e: e\n"), ElementsAre("A", "B"));
  EXPECT_THAT(free_names("for i, (j, *k) in xs: i, j, k\n"), ElementsAre("xs"));
  EXPECT_THAT(
      free_names("match c:\n    case P(x=0, y=v) | [1, *r] as w: v, r, w\n    case {'k': u, **m}: u, m\n    case M.N: pass\n"),
      ElementsAre("c", "P", "M"));
  EXPECT_THAT(free_names("def f[T](x: T) -> T: return x\ntype L[U] = list[U]\nL\n"), IsEmpty());
}

TEST(Names, ThatAreReadBeforeAnythingBindsThemAreFree) {
  EXPECT_THAT(free_names("hits += 1\n"), ElementsAre("hits"));
  EXPECT_THAT(free_names("del cache\n"), ElementsAre("cache"));
}

TEST(Names, OfKeywordsAndAttributesAreNoUses) { EXPECT_THAT(free_names("f(key=value).attr.more\n"), ElementsAre("f", "value")); }

TEST(Names, InsideFStringsAreUses) { EXPECT_THAT(free_names("f'{a!r:>{width}} {b=}' + 'c'\n"), ElementsAre("a", "width", "b")); }

TEST(Names, OfBuiltinsArePython3s) {
  EXPECT_THAT(free_names("print(__name__, __file__, unicode, xrange, raw_input)\n"),
              ElementsAre("unicode", "xrange", "raw_input"));
}

TEST(Names, OfAnnotationsCountUnlessTheyAreNeverEvaluated) {
  EXPECT_THAT(free_names("def f(a: T) -> R: pass\n"), UnorderedElementsAre("T", "R"));
  EXPECT_THAT(free_names("from __future__ import annotations\ndef f(a: T) -> R: pass\n"), IsEmpty());
}

TEST(Names, KnowHowTheyAreUsed) {
  EXPECT_THAT(only_free("@app.route('/')\ndef f(): pass\n").uses, ElementsAre("@.route()"));
  EXPECT_THAT(only_free("@login_required\ndef f(): pass\n").uses, ElementsAre("@"));
  EXPECT_THAT(only_free("class A(Base): pass\n").uses, ElementsAre("base"));
  EXPECT_THAT(only_free("try: pass\nexcept Oops: pass\n").uses, ElementsAre("except"));
  EXPECT_THAT(only_free("with lock: pass\n").uses, ElementsAre("with"));
  EXPECT_THAT(only_free("g.db\ng.db()\ng\n").uses, ElementsAre(".db", ".db()", "value"));
  EXPECT_THAT(only_free("import m\nm.Api(app)\n").uses, ElementsAre("arg of Api"));
}

TEST(Names, KnowWhenTheyAreRead) {
  EXPECT_FALSE(only_free("def f(): return x\n").at_module_level);
  EXPECT_TRUE(only_free("class A:\n    y = x\n").at_module_level);
  const FreeName name = only_free("def f(): pass\ny = \"\u00e9\"; z = x\n");
  EXPECT_EQ(name.line, 2);
  EXPECT_EQ(name.column, 14);
}

TEST(Names, ListTheirImports) {
  const Names names = names_of("import a.b as c, d.e\nfrom ..f import g as h\nfrom i import *\n");
  ASSERT_EQ(names.imports.size(), 4U);
  EXPECT_EQ(names.imports[0].module, "a.b");
  EXPECT_EQ(names.imports[0].bound, "c");
  EXPECT_EQ(names.imports[1].bound, "d");
  EXPECT_EQ(names.imports[2].level, 2);
  EXPECT_EQ(names.imports[2].module, "f");
  EXPECT_EQ(names.imports[2].name, "g");
  EXPECT_EQ(names.imports[3].name, "*");
  EXPECT_THAT(names.binds, ElementsAre("c", "d", "h"));
}

TEST(Names, TellAnApplicationFromAFragment) {
  EXPECT_TRUE(names_of("from flask import Flask as F\napp = F(__name__)\n").makes_app);
  EXPECT_TRUE(names_of("import flask\napp = flask.Flask('x')\n").makes_app);
  EXPECT_FALSE(names_of("app.run()\n").makes_app);
  EXPECT_TRUE(names_of("x = 1\nreturn x\n").returns_outside_function);
  EXPECT_FALSE(names_of("def f():\n    return 1\n").returns_outside_function);
  EXPECT_THAT(names_of("def f(): pass\nclass C: pass\n").functions, ElementsAre("f"));
}

TEST(Names, SayWhatTheyCanOfBrokenCode) {
  const Names names = names_of("import os\ndef broken(:\n    return os.x\n");
  EXPECT_TRUE(names.has_error);
  EXPECT_EQ(names.imports.size(), 1U);
}

}  // namespace
}  // namespace snipcheck
