#include "snippets/directives.hpp"

#include "snippets/foreign_directives.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The words in their normal form; what is not understood as "? why".
std::vector<std::string> shown(const std::vector<DirectiveWord>& words) {
  std::vector<std::string> out;
  for (const DirectiveWord& word : words)
    out.push_back(word.kind == DirectiveWord::Kind::unknown ? "? " + word.value : to_string(word));
  return out;
}

std::vector<std::string> words(std::string_view text) { return shown(directive_words(text)); }
std::vector<std::string> comment(std::string_view text) { return shown(words_in_comment(text)); }
std::vector<std::string> info(std::string_view text) { return shown(words_in_info(text)); }

}  // namespace

TEST(Directives, ReadsEachWord) {
  EXPECT_THAT(words("skip"), ElementsAre("skip"));
  EXPECT_THAT(words("skip \"needs a camera; and light\""), ElementsAre("skip \"needs a camera; and light\""));
  EXPECT_THAT(words("skip needs a camera"), ElementsAre("skip \"needs a camera\""));
  EXPECT_THAT(words("skip=\"no\""), ElementsAre("skip \"no\""));
  EXPECT_THAT(words("skip next"), ElementsAre("skip"));
  EXPECT_THAT(words("skip start 'a draft'"), ElementsAre("skip start \"a draft\""));
  EXPECT_THAT(words("skip end"), ElementsAre("skip end"));
  EXPECT_THAT(words("skip file"), ElementsAre("skip file"));
  EXPECT_THAT(words("skip starting takes long"), ElementsAre("skip \"starting takes long\""));
  EXPECT_THAT(words("expect-error"), ElementsAre("expect-error"));
  EXPECT_THAT(words("expect-error=NameError"), ElementsAre("expect-error=NameError"));
  EXPECT_THAT(words("expect_error: werkzeug.exceptions.NotFound"), ElementsAre("expect-error=werkzeug.exceptions.NotFound"));
  EXPECT_THAT(words("expect-error NameError|TypeError"), ElementsAre("expect-error=NameError|TypeError"));
  EXPECT_THAT(words("allow-error"), ElementsAre("allow-error"));
  EXPECT_THAT(words("continue"), ElementsAre("continue"));
  EXPECT_THAT(words("group=shop"), ElementsAre("group=shop"));
  EXPECT_THAT(words("group \"shop\""), ElementsAre("group=shop"));
  EXPECT_THAT(words("fresh"), ElementsAre("fresh"));
  EXPECT_THAT(words("setup"), ElementsAre("setup"));
}

TEST(Directives, ReadsRequirements) {
  EXPECT_THAT(words("for flask<2.3"), ElementsAre("for flask<2.3"));
  EXPECT_THAT(words("for Flask_Login >= 0.4 , < 0.6"), ElementsAre("for flask-login>=0.4,<0.6"));
  EXPECT_THAT(words("for flask>=2.0,<3, python>=3.9"), ElementsAre("for flask>=2.0,<3 and python>=3.9"));
  EXPECT_THAT(words("for \"flask ~= 2.0\""), ElementsAre("for flask~=2.0"));
  EXPECT_THAT(words("requires=redis>=4, celery"), ElementsAre("requires=redis>=4 and celery"));
  EXPECT_THAT(words("requires=redis[hiredis]==5.*"), ElementsAre("requires=redis==5.*"));
  EXPECT_THAT(words("requires=redis, fresh"), ElementsAre("requires=redis", "fresh"));
}

TEST(Directives, ReadsSeveralWords) {
  EXPECT_THAT(words("continue, expect-error=KeyError"), ElementsAre("continue", "expect-error=KeyError"));
  EXPECT_THAT(words("for flask>=2,<3; skip \"a, b\"; group=x"), ElementsAre("for flask>=2,<3", "skip \"a, b\"", "group=x"));
  EXPECT_THAT(words("expect-error continue group=x"), ElementsAre("expect-error", "continue", "group=x"));
  EXPECT_THAT(words("setup\nfresh"), ElementsAre("setup", "fresh"));
}

TEST(Directives, SaysWhatItCannotRead) {
  EXPECT_THAT(words("skp \"x\""), ElementsAre("? unknown directive 'skp'; did you mean 'skip'?"));
  EXPECT_THAT(words("expect-eror=NameError, fresh"),
              ElementsAre("? unknown directive 'expect-eror'; did you mean 'expect-error'?", "fresh"));
  EXPECT_THAT(words("somersault"), ElementsAre("? unknown directive 'somersault'"));
  EXPECT_THAT(words("for flask"), ElementsAre("? `for` needs a package and its versions: for flask<2.3"));
  EXPECT_THAT(words("for flask=2"), ElementsAre("? `for` needs a package and its versions: for flask<2.3"));
  EXPECT_THAT(words("requires"), ElementsAre("? `requires` needs the name of a package: requires=redis>=4"));
  EXPECT_THAT(words("group="), ElementsAre("? `group` needs a name: group=shop"));
  EXPECT_THAT(words("expect-error=1/0"), ElementsAre("? `expect-error` needs the name of an exception: expect-error=NameError"));
  EXPECT_THAT(words("fresh=maybe"), ElementsAre("? `fresh` takes no value"));
  EXPECT_THAT(words("  "), ElementsAre("? the directive says nothing"));
}

TEST(Directives, TellsAMisspeltWordOfAnInfoString) {
  EXPECT_THAT(info("python expect-eror=NameError"),
              ElementsAre("? unknown directive 'expect-eror'; did you mean 'expect-error'?"));
  EXPECT_THAT(info("python title=\"x\" hl_lines=\"1\" exec-mode=color data-error=\"a\""), ElementsAre());
}

TEST(Directives, NeverLoopsOnOddText) {
  for (const std::string_view text :
       {"\"", "'", "=", ",,,;", "skip \"", "for <", "group=\"", "\xff\xfe", "((((", "a=b=c", "for \"x"})
    EXPECT_FALSE(directive_words(text).empty() && words_in_info(text).empty()) << text;
  EXPECT_THAT(directive_words(std::string(1'000'000, 'x')).size(), 1U);
}

TEST(Directives, ReadsARequirement) {
  const auto flask = requirement_from("Flask >= 2.0, < 3");
  ASSERT_TRUE(flask);
  EXPECT_EQ(flask->name, "flask");
  EXPECT_EQ(flask->specifiers, ">=2.0,<3");
  EXPECT_EQ(requirement_from("redis")->specifiers, "");
  EXPECT_FALSE(requirement_from(""));
  EXPECT_FALSE(requirement_from("<3"));
}

TEST(ForeignDirectives, KnowsWhomACommentSpeaksTo) {
  EXPECT_THAT(comment(" snipcheck: fresh "), ElementsAre("fresh"));
  EXPECT_THAT(comment("snipcheck:skip"), ElementsAre("skip"));
  EXPECT_THAT(comment("snipcheck skip"), ElementsAre("skip"));
  EXPECT_THAT(comment("snipcheck-skip"), ElementsAre("skip"));
  EXPECT_THAT(comment("snipchek: skip"), ElementsAre("? 'snipchek': did you mean 'snipcheck'?"));
  EXPECT_THAT(comment("snipcheck is run on this page"), IsEmpty());
  EXPECT_THAT(comment("snippet: skip"), IsEmpty());
  EXPECT_THAT(comment("TODO: skip this"), IsEmpty());
  EXPECT_THAT(comment("code-block:: python"), IsEmpty());
}

TEST(ForeignDirectives, ReadsTheCommentsOfOtherTools) {
  EXPECT_THAT(comment("skip: next"), ElementsAre("skip \"skip:next\""));
  EXPECT_THAT(comment("skip: start"), ElementsAre("skip start \"skip:start\""));
  EXPECT_THAT(comment("skip: end"), ElementsAre("skip end"));
  EXPECT_THAT(comment("skip: next if(sys.version_info < (3, 8), reason=\"new syntax\")"), ElementsAre("for python>=3.8"));
  EXPECT_THAT(comment("skip: next if(no_network, reason=\"offline\")"), ElementsAre("skip \"offline\""));
  EXPECT_THAT(comment("skip: next \"slow\""), ElementsAre("skip \"slow\""));
  EXPECT_THAT(comment("skip: nextdoor"), IsEmpty());
  EXPECT_THAT(comment("pytest-codeblocks:skip"), ElementsAre("skip \"pytest-codeblocks:skip\""));
  EXPECT_THAT(comment("pytest-codeblocks:skipfile"), ElementsAre("skip file \"pytest-codeblocks:skipfile\""));
  EXPECT_THAT(comment("pytest-codeblocks:skipif(sys.version_info <= (3, 7))"), ElementsAre("for python>=3.7"));
  EXPECT_THAT(comment("pytest-codeblocks:cont"), ElementsAre("continue"));
  EXPECT_THAT(comment("pytest-codeblocks:expect-error"), ElementsAre("expect-error"));
  EXPECT_THAT(comment("pytest-codeblocks:expected-output"), IsEmpty());
  EXPECT_THAT(comment("pytest.mark.skip(reason=\"later\")"), ElementsAre("skip \"later\""));
  EXPECT_THAT(comment("pytest.mark.xfail"), ElementsAre("allow-error"));
  EXPECT_THAT(comment("phmdoctest-mark.skipif<3.8"), ElementsAre("for python>=3.8"));
  EXPECT_THAT(comment("phmdoctest-setup"), ElementsAre("setup"));
  EXPECT_THAT(comment("phmdoctest-share-names"), IsEmpty());
  EXPECT_THAT(comment("pmd-metadata: notest fixture:capsys"), ElementsAre("skip \"notest\""));
  EXPECT_THAT(comment("doctest: +SKIP"), ElementsAre("skip \"doctest: +SKIP\""));
}

TEST(ForeignDirectives, ReadsInfoStrings) {
  EXPECT_THAT(info("python notest"), ElementsAre("skip \"notest\""));
  EXPECT_THAT(info("python continuation fixture:client retry:3"), ElementsAre("continue"));
  EXPECT_THAT(info("python,no_run"), ElementsAre("skip \"no_run\""));
  EXPECT_THAT(info("{.python .skip}"), ElementsAre("skip"));
  EXPECT_THAT(info("python skip=\"needs a camera\""), ElementsAre("skip \"needs a camera\""));
  EXPECT_THAT(info("python snipcheck:skip"), ElementsAre("skip"));
  EXPECT_THAT(info("python snipcheck:skip=\"a b\" title=\"x.py\""), ElementsAre("skip \"a b\""));
  EXPECT_THAT(info("python snipcheck:skip \"a b\""), ElementsAre("skip \"a b\""));
  EXPECT_THAT(info("python snipcheck:skp"), ElementsAre("? unknown directive 'skp'; did you mean 'skip'?"));
  EXPECT_THAT(info("python expect-error=NameError group=x"), ElementsAre("expect-error=NameError", "group=x"));
  EXPECT_THAT(info("python for=flask>=2.0,<3"), ElementsAre("for flask>=2.0,<3"));
  EXPECT_THAT(info("python for flask<2.3"), ElementsAre("for flask<2.3"));
  EXPECT_THAT(info("python requires=\"redis>=4\" fresh"), ElementsAre("requires=redis>=4", "fresh"));
  EXPECT_THAT(info("py test=\"skip\" lint=\"skip\""), ElementsAre("skip \"test=\"skip\"\""));
  EXPECT_THAT(info("py requires=\"3.12\""), ElementsAre("for python>=3.12"));
  EXPECT_THAT(info("{python, eval=FALSE}"), ElementsAre("skip \"eval=FALSE\""));
  EXPECT_THAT(info("raises-exception, hide-input"), ElementsAre("allow-error"));
}

TEST(ForeignDirectives, LeavesOtherWordsOfInfoStringsAlone) {
  for (const std::string_view text :
       {"python linenums=\"1\" hl_lines=\"2 3\" title=\"skip.py\"", "python showLineNumbers {1,3}", "py title=\"for.py\" {2-4}",
        "python:app.py", "{code-block} python", "python {.line-numbers #setup-code}", "text for", "python group", "bash",
        "python exec=\"on\" source=\"above\"", "python skip=false", "python highlight={1,4} ins={2}"})
    EXPECT_THAT(info(text), IsEmpty()) << text;
}

}  // namespace snipcheck
