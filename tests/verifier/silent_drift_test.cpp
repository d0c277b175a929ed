/// What raises nothing: answers that changed, results that are not those of the page, what Python itself lost.
#include "tests/helpers/builders.hpp"
#include "verifier/changed_answers.hpp"
#include "verifier/printed_results.hpp"
#include "verifier/python_changes.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace snipcheck {

using testing::a_snippet;
using testing::finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::raised;
using ::testing::SizeIs;

namespace {

/// A row of environments that answered one request with these statuses.
Row answering(const std::vector<int>& statuses) {
  Row row;
  for (const int status : statuses) {
    row.push_back(finished());
    row.back().responses.push_back({.request = "POST /", .status = status});
  }
  return row;
}

/// A row of environments that answered one request well, with these pages.
Row saying(const std::vector<std::string>& pages) {
  Row row;
  for (const std::string& page : pages) {
    row.push_back(finished());
    row.back().responses.push_back({.request = "GET /", .status = 200, .mimetype = "text/html", .body = page});
  }
  return row;
}

/// A row of environments in which the first statement gave these texts.
Row giving(const std::vector<std::string>& texts) {
  Row row;
  for (const std::string& text : texts) {
    row.push_back(finished());
    row.back().shown["1"] = text;
  }
  return row;
}

std::vector<Ground> otherwise(const std::string& code, const std::vector<std::string>& texts) {
  const Snippet snippet = a_snippet(code);
  return printed_otherwise({.snippet = &snippet, .answer = {&snippet}}, giving(texts));
}

}  // namespace

TEST(ChangedAnswers, AreRefusalsThatBeganInOneEnvironment) {
  const auto found = changed_answers(answering({200, 302, 415, 415}));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].boundary->good, 1U);
  EXPECT_THAT(found[0].text, HasSubstr("answered with 302 and is answered with 415"));
}

TEST(ChangedAnswers, AreLimitsThatAreNoLongerKept) { EXPECT_THAT(changed_answers(answering({429, 200})), SizeIs(1)); }

TEST(ChangedAnswers, AreNotWhatTheCodeAsksForNorWhatChangesToAndFro) {
  EXPECT_THAT(changed_answers(answering({401, 401})), IsEmpty());
  EXPECT_THAT(changed_answers(answering({200, 404})), IsEmpty());
  EXPECT_THAT(changed_answers(answering({200, 400, 200})), IsEmpty());
  EXPECT_THAT(changed_answers(answering({400, 200})), IsEmpty());
}

TEST(ChangedAnswers, AreValuesThatBecameNothing) {
  const auto found = changed_answers(saying({"<p title='a'>Hello chrome 91", "<p>Hello chrome 94", "<p>Hello None 0"}));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].boundary->good, 1U);
  EXPECT_EQ(found[0].text, "`GET /` said `chrome` and says `None`");
  EXPECT_THAT(changed_answers(saying({R"({"agent": "chrome", "n": 1})", R"({"n": 2, "agent": null})"})), SizeIs(1));
  EXPECT_THAT(changed_answers(saying({"Hello", ""})), SizeIs(1));
}

TEST(ChangedAnswers, AreNotDatesIdsOrdersOrOtherWords) {
  EXPECT_THAT(changed_answers(saying({"made 2024-01-01 by a, b", "made 2025-05-05 by b, a"})), IsEmpty());
  EXPECT_THAT(changed_answers(saying({"id 7f3a <b>x</b>", "id 99c1 <i>x</i> &#39;"})), IsEmpty());
  EXPECT_THAT(changed_answers(saying({"could not decode", "failed to decode None"})), IsEmpty());
  EXPECT_THAT(changed_answers(saying({"None", "chrome"})), IsEmpty());
  EXPECT_THAT(changed_answers(saying({"chrome", "None", "chrome"})), IsEmpty());
  EXPECT_THAT(changed_answers(saying({"one, two", "one"})), IsEmpty());
}

TEST(ChangedAnswers, AreTextsThatBecameData) {
  Row row = saying({"ok", "ok", "ok"});
  row[1].responses[0].mimetype = row[2].responses[0].mimetype = "application/json";
  ASSERT_THAT(changed_answers(row), SizeIs(1));
  row[1].responses[0].mimetype = "text/plain";
  row[2].responses[0].mimetype = "text/html";
  EXPECT_THAT(changed_answers(row), IsEmpty());
}

TEST(PrintedResults, AreToldWithTheEnvironmentThatChangedThem) {
  const auto found = otherwise("print(f())  # -> 301\n", {"301\n", "308\n", "308\n"});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].boundary->good, 0U);
  EXPECT_EQ(found[0].text, "gives `308`, not `301`");
}

TEST(PrintedResults, AreWrongEverywhereOnlyWhereTheyAreMeantAndDoNotDependOnTheMachine) {
  EXPECT_THAT(otherwise("print(2 ** 3)  # -> 6\n", {"8\n", "8\n"}), SizeIs(1));
  EXPECT_THAT(otherwise("print(2 ** 3)  # -> 6\n", {"8\n", "9\n"}), IsEmpty());
  EXPECT_THAT(otherwise("print(users())  # Output: a list of people\n", {"[]\n", "[]\n"}), IsEmpty());
  EXPECT_THAT(otherwise("print(random.random())  # -> 0.5\nimport random\n", {"0.1\n", "0.1\n"}), IsEmpty());
  EXPECT_THAT(otherwise("print(2 ** 3)  # -> 8\n", {"8\n", "8\n"}), IsEmpty());
}

TEST(PythonChanges, KnowModulesNamesAndBuiltins) {
  const auto change = [](const std::string& type, const std::map<std::string, std::string>& details) {
    Fault fault = raised(type, "").faults[0];
    fault.details = details;
    return python_change_of(fault);
  };
  ASSERT_NE(change("ModuleNotFoundError", {{"name", "urllib2"}}), nullptr);
  EXPECT_EQ(change("ModuleNotFoundError", {{"name", "urllib2"}})->minor, 0);
  EXPECT_EQ(change("ModuleNotFoundError", {{"name", "distutils.core"}})->since(), "3.12");
  EXPECT_EQ(change("ImportError", {{"name", "collections"}, {"symbol", "Mapping"}})->instead, "collections.abc.Mapping");
  EXPECT_EQ(change("AttributeError", {{"object_modules", "time"}, {"attribute", "clock"}})->minor, 8);
  EXPECT_NE(change("NameError", {{"name", "xrange"}}), nullptr);
  EXPECT_EQ(change("NameError", {{"name", "file"}}), nullptr);
  EXPECT_EQ(change("ImportError", {{"name", "collections"}, {"symbol", "OrderedDict"}}), nullptr);
}

}  // namespace snipcheck
