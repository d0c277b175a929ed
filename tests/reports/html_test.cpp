#include "reports/renderer.hpp"
#include "reports/renderers/html/causes.hpp"
#include "reports/renderers/html/page.hpp"
#include "reports/renderers/html/source.hpp"
#include "reports/renderers/html/track.hpp"
#include "reports/renderers/html/verdict.hpp"
#include "reports/renderers/html/view.hpp"
#include "tests/reports/samples.hpp"

#include <regex>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck::page {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::size_t times(const std::string& text, std::string_view wanted) {
  std::size_t count = 0;
  for (std::size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + wanted.size()))
    ++count;
  return count;
}

std::string between(const std::string& text, std::string_view open, std::string_view close) {
  const std::size_t begin = text.find(open) + open.size();
  return text.substr(begin, text.find(close, begin) - begin);
}

TEST(Page, AllowsItsOwnScriptAndStyleByTheirHashesAndNothingElse) {
  const std::string html = page(testing::a_report_with_every_status());
  const std::string policy = between(html, "Content-Security-Policy\" content=\"", "\"");
  EXPECT_EQ(policy, "default-src 'none'; script-src " + csp_hash(between(html, "<script>", "</script>")) + "; style-src " +
                        csp_hash(between(html, "<style>", "</style>")) + "; img-src data:; base-uri 'none'; form-action 'none'");
  EXPECT_EQ(csp_hash("alert(1)"), "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='");  // as browsers print it
}

TEST(Page, AsksForNothingAndHoldsNoInlineHandler) {
  const std::string html = page(testing::a_report_with_every_status());
  for (const std::string_view forbidden :
       {"http:", "https:", "src=", "@import", " style=", " onclick=", " onerror=", "javascript:"})
    EXPECT_THAT(html.substr(html.find("<body>")), Not(HasSubstr(forbidden)));
  EXPECT_EQ(times(html, "<script"), 1U);
  EXPECT_EQ(times(html, "<style"), 1U);
}

TEST(Page, KeepsHostileTextOutOfItsMarkup) {
  const std::string html = page(testing::a_hostile_report());
  EXPECT_EQ(times(html, "<script"), 1U);
  EXPECT_EQ(times(html, "<img"), 0U);
  EXPECT_THAT(html, HasSubstr("&lt;/script&gt;&lt;/style&gt;"));
  EXPECT_THAT(html, HasSubstr("{{ 7*7 }}"));
  EXPECT_THAT(html, HasSubstr("id=\"s/--script---style--script-window.PWNED-1"));
}

TEST(Page, HasOneHeadingAndEveryAnchorOnce) {
  const std::string html = page(testing::a_report_with_every_status());
  EXPECT_EQ(times(html, "<h1"), 1U);
  std::set<std::string> ids;
  const std::regex id{" id=\"([^\"]*)\""}, target{" href=\"#([^\"]*)\""};
  for (std::sregex_iterator each{html.begin(), html.end(), id}, end; each != end; ++each)
    EXPECT_TRUE(ids.insert((*each)[1]).second) << (*each)[1];
  for (std::sregex_iterator each{html.begin(), html.end(), target}, end; each != end; ++each)
    EXPECT_TRUE(ids.contains((*each)[1])) << (*each)[1];
}

TEST(Filled, DoesNotLookAgainAtWhatItPutIn) {
  EXPECT_EQ(filled("a {{x}} b", {{"x", "{{y}}"}}), "a {{y}} b");
  EXPECT_THROW(filled("{{unknown}}", {}), std::out_of_range);
}

TEST(Anchors, DifferWhereIdsOfTwoDocumentsAreEqual) {
  Report report = testing::a_clean_report();
  report.findings[1].id = report.findings[0].id = "a b";
  const View view{report};
  EXPECT_EQ(view.anchor(report.findings[0]), "s/a-b");
  EXPECT_EQ(view.anchor(report.findings[1]), "s/a-b~2");
}

TEST(Labels, AreNamesWhereTwoEnvironmentsHaveTheSameFlask) {
  Report report = testing::a_clean_report();
  EXPECT_EQ(View{report}.label(2), "3.1");
  report.environments[1].flask = "3.1.0";
  EXPECT_EQ(View{report}.label(2), "2026");
  EXPECT_EQ(View{report}.axis(), "Set");
}

TEST(VerdictOf, ASafeReportIsOneThatWasCheckedAndHasNothingThatBlocks) {
  EXPECT_EQ(verdict_of(testing::a_clean_report()), Headline::safe);
  EXPECT_EQ(verdict_of(testing::a_report_that_lacks_an_environment()), Headline::unchecked);
  EXPECT_EQ(verdict_of(testing::a_report_with_every_status()), Headline::unsafe);
}

TEST(VerdictOf, AGateThatIsSwitchedOffMakesNothingSafe) {
  Report report = testing::a_report_with_every_status();
  report.gate = {.exit = 0, .reason = "pass (--exit-zero)", .blocking = 0, .fail_on = "none"};
  EXPECT_EQ(verdict_of(report), Headline::unsafe);
}

TEST(VerdictOf, KnownFailuresDoNotBlockButAreTold) {
  Report report = testing::a_report_with_every_status();
  report.findings.pop_back();  // the error of ours
  report.gate = {.exit = 0, .reason = "pass", .blocking = 0, .fail_on = "new"};
  EXPECT_EQ(verdict_of(report), Headline::safe);
  EXPECT_THAT(page(report), HasSubstr("No new finding blocks it; 4 known failures unchanged."));
}

TEST(VerdictOf, ARunThatCheckedNothingIsNotSafe) {
  Report report = testing::a_clean_report();
  report.findings.clear();
  report.gate = {.exit = 4, .reason = "nothing selected"};
  EXPECT_EQ(verdict_of(report), Headline::unchecked);
}

TEST(Causes, GatherEqualFindingsLargestFirst) {
  const Report report = testing::a_report_with_every_status();
  const std::vector<Cause> causes = causes_of(View{report}, "fail");
  ASSERT_EQ(causes.size(), 3U);
  EXPECT_EQ(causes[0].findings.size(), 2U);
  EXPECT_EQ(causes[0].findings[0]->document, "answers/guide.md");
}

TEST(Stretches, CoverEveryEnvironmentOnce) {
  Report report = testing::a_report_with_every_status();
  for (int i = 0; i < 30; ++i)
    report.environments.push_back({.name = "more" + std::to_string(i), .status = "ready"});
  const View view{report};
  for (const Finding& finding : report.findings) {
    std::size_t covered = 0;
    for (const Stretch& stretch : stretches(view, finding)) {
      EXPECT_EQ(stretch.first, covered);
      EXPECT_LE(stretch.count, 12U);
      covered += stretch.count;
    }
    EXPECT_EQ(covered, report.environments.size());
  }
}

TEST(Stretches, MergeNeighboursAsFarAsTheyAreAlike) {
  // Given a row that passes and then fails in two ways
  Report report = testing::a_clean_report();
  Finding& finding = report.findings[0];
  finding.outcomes[1].kind = finding.outcomes[2].kind = OutcomeKind::fail;
  finding.outcomes[1].error_type = "ImportError";
  finding.outcomes[2].error_type = "TypeError";
  const View view{report};
  // Then words, kinds and nothing divide it differently, and the newest names what is merged
  EXPECT_EQ(stretches(view, finding).size(), 3U);
  EXPECT_EQ(stretches(view, finding, Alike::kind).size(), 2U);
  EXPECT_EQ(stretches(view, finding, Alike::kind)[1].outcome->error_type, "TypeError");
  EXPECT_EQ(stretches(view, report.findings[1], Alike::none).size(), 3U);
}

TEST(Instead, MarksWhatChangesWithinTheLineItReplaces) {
  Finding finding;
  finding.start_line = finding.end_line = 3;
  finding.excerpt = {.start = 3, .lines = {"call(a, key=b)"}};
  const Diagnosis diagnosis{.line = 3, .instead = "import b\ncall(b, app=b)"};
  const std::string html = instead(finding, diagnosis);
  EXPECT_THAT(html, HasSubstr(">- </span>call(<mark>a, key</mark>=b)"));
  EXPECT_THAT(html, HasSubstr(">+ </span>import b"));
  EXPECT_THAT(html, HasSubstr(">+ </span>call(<mark>b, app</mark>=b)"));
}

TEST(Source, NumbersTheLinesOfANotebookAsItsFileDoes) {
  Finding finding;
  finding.start_line = 12;
  finding.end_line = 14;
  finding.excerpt = {.start = 3, .lines = {"Words", "x = 1", "y = f(x)"}, .numbers = {3, 12, 14}, .columns = {6, 6, 6}};
  finding.diagnoses = {{.line = 14, .column = 10, .end_column = 11, .label = "here"}};
  const std::string html = source(finding);
  EXPECT_THAT(html, HasSubstr("lines 3 to 14"));
  EXPECT_THAT(html, HasSubstr("<span class=\"l prose\"><span class=\"n\"> 3 </span>Words"));
  EXPECT_THAT(html, HasSubstr("<span class=\"l code\"><span class=\"n\">12 </span>x = 1"));
  EXPECT_THAT(html, HasSubstr("<span class=\"l hit\"><span class=\"n\">14 </span>y = f(x)"));
  EXPECT_THAT(html, HasSubstr(">   </span>    ^ here"));
}

TEST(Instead, NeverCutsACharacterInTwo) {
  Finding finding;
  finding.start_line = finding.end_line = 1;
  finding.excerpt = {.start = 1, .lines = {"call('ä', 'ö')"}};
  const std::string html = instead(finding, {.line = 1, .instead = "call('ü', 'ö')"});
  EXPECT_THAT(html, HasSubstr("<mark>ü</mark>"));
  EXPECT_THAT(html, HasSubstr("<mark>ä</mark>"));
}

}  // namespace
}  // namespace snipcheck::page
