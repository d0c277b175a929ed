/// What directives do to contexts, rows and verdicts.
#include "snippets/extract.hpp"
#include "support/error.hpp"
#include "tests/helpers/builders.hpp"
#include "verifier/check.hpp"
#include "verifier/context/context.hpp"
#include "verifier/context/earlier.hpp"
#include "verifier/overlays.hpp"
#include "verifier/sidecar.hpp"
#include "verifier/version_match.hpp"

#include <atomic>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {

using testing::a_matrix;
using ::testing::ElementsAre;
using testing::FakeSandbox;
using testing::finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::raised;

namespace {

/// The snippets of a document, with what they are checked as.
struct Asking {
  std::vector<Snippet> snippets;
  std::vector<Subject> subjects;

  explicit Asking(std::string text) : snippets(extract({.path = "a.md", .text = std::move(text)}).snippets) {
    subjects = subjects_of(snippets);
  }
  /// First lines of what goes before a snippet.
  [[nodiscard]] std::vector<int> before(std::size_t index) const {
    std::vector<int> lines;
    for (const Snippet* one : earlier_for(subjects.at(index)))
      lines.push_back(one->start_line);
    return lines;
  }
};

std::string block(const std::string& code, const std::string& info = "python") { return "```" + info + "\n" + code + "\n```\n"; }

Matrix three(Sandbox& sandbox) {
  return a_matrix(
      {.packages = {{{"flask", "1.1.2"}}, {{"flask", "2.3.3"}, {"redis", "4.6.0"}}, {{"flask", "3.1.3"}, {"redis", "5.0.1"}}}},
      &sandbox);
}

std::vector<std::string> kinds(const Finding& finding) {
  std::vector<std::string> out;
  for (const Outcome& outcome : finding.outcomes)
    out.emplace_back(outcome.environment + " " + std::string{to_string(outcome.kind)});
  return out;
}

/// The finding of the first snippet of a document that has those runs.
Finding finding_of(const std::string& text, FakeSandbox::Run run) {
  FakeSandbox sandbox{std::move(run)};
  const Asking asking{text};
  return check(asking.subjects.at(0), three(sandbox));
}

RunResult fine(const Environment&, const Job&) { return finished(); }

}  // namespace

TEST(VersionMatch, ComparesAsPep440Does) {
  EXPECT_TRUE(satisfies("2.2.5", "<2.3"));
  EXPECT_FALSE(satisfies("2.3.0", "<2.3"));
  EXPECT_TRUE(satisfies("2.10", ">=2.9"));
  EXPECT_TRUE(satisfies("2.0", "==2.0.0"));
  EXPECT_TRUE(satisfies("2.3.1", ">=2.0,<3"));
  EXPECT_FALSE(satisfies("3.0", ">=2.0,<3"));
  EXPECT_TRUE(satisfies("2.3.1", "==2.*"));
  EXPECT_FALSE(satisfies("2.3.1", "!=2.3.*"));
  EXPECT_TRUE(satisfies("2.5", "~=2.2"));
  EXPECT_FALSE(satisfies("3.0", "~=2.2"));
  EXPECT_FALSE(satisfies("2.3.0", "~=2.2.1"));
  EXPECT_TRUE(satisfies("1.0rc1", "<1.0"));
  EXPECT_TRUE(satisfies("1.0.post1", ">1.0"));
  EXPECT_TRUE(satisfies("1.0.dev2", "<1.0a1"));
  EXPECT_TRUE(satisfies("3.11.7", ">=3.9"));
  EXPECT_TRUE(satisfies("anything", ""));
}

TEST(DirectiveChains, GoOnWhereTheyAreTold) {
  const Asking asking{block("x = 1") + "\n" + block("print('no x here')") + "\n" + block("print(globals())", "python continue") +
                      "\n" + block("print(x)", "python fresh")};
  EXPECT_THAT(asking.before(1), IsEmpty());
  EXPECT_THAT(asking.before(2), ElementsAre(6));
  EXPECT_THAT(asking.before(3), IsEmpty());
}

TEST(DirectiveChains, PassOverWhatIsSkipped) {
  const Asking asking{block("x = 1") + "\n<!-- snipcheck: skip -->\n" + block("x = camera()") + "\n" +
                      block("print(1)", "python continue")};
  EXPECT_THAT(asking.before(1), ElementsAre(2));
}

TEST(DirectiveChains, KeepGroupsTogether) {
  const Asking asking{block("x = 1", "python group=a") + "\n" + block("x = 2", "python group=b") + "\n## 2. Next?\n\n" +
                      block("x = 3") + "\n" + block("print(x)", "python group=a")};
  EXPECT_THAT(asking.before(1), IsEmpty());
  EXPECT_THAT(asking.before(3), ElementsAre(2)) << "a group goes on in another answer";
}

TEST(DirectiveChains, BeginWithTheSetup) {
  const Asking asking{"<!-- snipcheck: setup -->\n" + block("a = 1") + "\n## 1. How?\n\n" + block("print(2)") + "\n" +
                      block("b = 2", "python setup") + "\n## 2. Why?\n\n" + block("print(3)")};
  EXPECT_THAT(asking.before(0), IsEmpty());
  EXPECT_THAT(asking.before(1), ElementsAre(3, 13));
  EXPECT_THAT(asking.before(2), ElementsAre(3));
  EXPECT_THAT(asking.before(3), ElementsAre(3));
}

TEST(DirectiveChains, AssumeNothingOfASetup) {
  FakeSandbox sandbox{fine};
  const Asking asking{block("a = 1", "python setup") + "\n" + block("b = 2") + "\n" + block("print(a + b)")};
  const Finding finding = check(asking.subjects.at(2), three(sandbox));
  EXPECT_EQ(finding.context, "continued");
  ASSERT_EQ(finding.assumed.size(), 1U);
  EXPECT_EQ(finding.assumed[0].code, "# lines 6-6 of this answer");
}

TEST(DirectiveEnvironments, AreAskedWhereTheyFit) {
  const auto only_old = [](const Environment& environment, const Job&) {
    return environment.name == "2026" ? raised("ImportError", "gone") : finished();
  };
  const Finding finding = finding_of(block("from flask import escape", "python for=flask<3"), only_old);
  EXPECT_EQ(finding.status, Status::ok);
  EXPECT_THAT(kinds(finding), ElementsAre("2020 pass", "2023 pass", "2026 not-asked"));
  EXPECT_EQ(finding.outcomes[2].message, "`for flask<3` leaves it out");
  EXPECT_THAT(finding.directives, ElementsAre("for flask<3"));
}

TEST(DirectiveEnvironments, StillJudgeByTheNewestOfThem) {
  const auto not_in_2023 = [](const Environment& environment, const Job&) {
    return environment.name == "2023" ? raised("ImportError", "gone") : finished();
  };
  EXPECT_EQ(finding_of(block("from flask import escape", "python for=flask<3"), not_in_2023).status, Status::outdated);
}

TEST(DirectiveEnvironments, LeaveASnippetSkippedWhereThereIsNone) {
  const Finding finding = finding_of(block("x = 1", "python for=flask<1,python>=3.9"), fine);
  EXPECT_EQ(finding.status, Status::skipped);
  EXPECT_EQ(finding.reason, "no selected environment has flask<1");
}

TEST(DirectivePackages, AreNeededWhereTheySay) {
  const Finding some = finding_of(block("import redis", "python requires=redis>=4"), fine);
  EXPECT_EQ(some.status, Status::ok);
  EXPECT_THAT(kinds(some), ElementsAre("2020 not-asked", "2023 pass", "2026 pass"));

  const Finding none = finding_of(block("import redis", "python requires=redis>=99"),
                                  [](const Environment&, const Job&) { return raised("ImportError", "no"); });
  EXPECT_EQ(none.status, Status::unverified);
  EXPECT_THAT(none.reason, HasSubstr("redis>=99"));
  ASSERT_EQ(none.diagnoses.size(), 1U);
  EXPECT_EQ(none.diagnoses[0].code, "SC205");
  EXPECT_TRUE(none.diagnoses[0].not_run);
  EXPECT_EQ(none.outcomes.size(), 3U);
}

TEST(DirectivePackages, ComeFromTheEnvironmentThatTheyWereAddedTo) {
  FakeSandbox sandbox{[](const Environment& environment, const Job&) {
    return environment.key == "with pandas" ? finished() : raised("ImportError", "no");
  }};
  const Asking asking{block("import pandas", "python requires=pandas>=2") + block("x = 1")};
  Matrix matrix = three(sandbox);
  matrix.overlays.resize(3);
  matrix.overlay_indexes.resize(3);
  matrix.overlays[2] = matrix.environments[2];
  matrix.overlays[2]->key = "with pandas";
  matrix.overlays[2]->packages["pandas"] = "2.2.0";
  matrix.overlay_indexes[2] = matrix.indexes[2];

  const Finding finding = check(asking.subjects.at(0), matrix);
  EXPECT_EQ(finding.status, Status::ok);
  EXPECT_THAT(kinds(finding), ElementsAre("2020 not-asked", "2023 not-asked", "2026 pass"));
  EXPECT_NE(check(asking.subjects.at(1), matrix).status, Status::ok) << "the others run in the environment as it is";
  EXPECT_THAT(wanted_packages(asking.snippets, matrix.environments), ElementsAre("pandas>=2"));
  EXPECT_THAT(wanted_packages(asking.snippets, {*matrix.overlays[2]}), ::testing::IsEmpty());
}

TEST(DirectivePackages, AreThereForTheRun) {
  FakeSandbox sandbox{fine};
  const Asking asking{block("x = 1", "python requires=redis") + block("y = 2")};
  const Matrix matrix = three(sandbox);
  const auto hides_redis = [&](std::size_t index) {
    const Job job = job_of(asking.subjects.at(index), plan_context(asking.subjects.at(index), matrix), matrix, 2);
    return std::ranges::find(job.hidden_distributions, "redis") != job.hidden_distributions.end();
  };
  EXPECT_FALSE(hides_redis(0));
  EXPECT_TRUE(hides_redis(1));
}

TEST(ExpectedErrors, AreNoFault) {
  const auto raises = [](const Environment&, const Job&) { return raised("KeyError", "'x'"); };
  for (const std::string info :
       {"python expect-error=KeyError", "python expect-error", "python expect-error=builtins.KeyError",
        "python expect-error=ValueError|KeyError", "python expect-error=Exception", "python raises-exception"}) {
    const Finding finding = finding_of(block("{}['x']", info), raises);
    EXPECT_EQ(finding.status, Status::ok) << info;
    EXPECT_EQ(finding.reason, "raises what its author says") << info;
    EXPECT_THAT(finding.diagnoses, IsEmpty()) << info;
  }
}

TEST(ExpectedErrors, HaveToCome) {
  const Finding finding = finding_of("<!-- snipcheck: expect-error=KeyError -->\n" + block("x = 1"), fine);
  EXPECT_EQ(finding.status, Status::broken);
  ASSERT_EQ(finding.diagnoses.size(), 1U);
  EXPECT_EQ(finding.diagnoses[0].code, "SC902");
  EXPECT_EQ(finding.diagnoses[0].line, 1);
  EXPECT_EQ(finding_of(block("x = 1", "python raises-exception"), fine).status, Status::ok) << "it may, and need not";
}

TEST(ExpectedErrors, DoNotHideOthers) {
  const Finding finding = finding_of(block("x = 1", "python expect-error=KeyError"),
                                     [](const Environment&, const Job&) { return raised("TypeError", "no"); });
  EXPECT_EQ(finding.status, Status::broken);
  ASSERT_EQ(finding.diagnoses.size(), 2U);
  EXPECT_EQ(finding.diagnoses[0].code, "SC401");
  EXPECT_EQ(finding.diagnoses[1].code, "SC902");
}

TEST(ExpectedErrors, ThatOnlyOldVersionsRaiseAreOutdated) {
  const Finding finding =
      finding_of(block("import flask", "python expect-error=ImportError"), [](const Environment& environment, const Job&) {
        return environment.name == "2026" ? finished() : raised("ImportError", "cannot import name 'x' from 'flask'");
      });
  EXPECT_EQ(finding.status, Status::outdated);
  ASSERT_FALSE(finding.diagnoses.empty());
  EXPECT_EQ(finding.diagnoses[0].code, "SC902");
  EXPECT_EQ(finding.diagnoses[0].since->version, "3.1.3");
  EXPECT_EQ(finding.diagnoses[0].works_until, "2.3.3");
}

TEST(ExpectedErrors, OfNamesGetNoNamesMadeUp) {
  const auto raises_without = [](const Environment&, const Job& job) {
    return job.before.empty() ? raised("NameError", "name 'thing' is not defined") : finished();
  };
  EXPECT_EQ(finding_of(block("print(thing)", "python expect-error=NameError"), raises_without).status, Status::ok);
  EXPECT_EQ(finding_of(block("print(app)", "python expect-error=NameError"), raises_without).status, Status::ok)
      << "not even what custom would supply";
}

TEST(SubjectDigest, ChangesWithDirectives) {
  const std::string plain = subject_digest(Asking{block("x = 1")}.subjects.at(0));
  for (const std::string info : {"python fresh", "python expect-error=KeyError", "python for=flask<3", "python requires=redis"})
    EXPECT_NE(subject_digest(Asking{block("x = 1", info)}.subjects.at(0)), plain) << info;
  EXPECT_NE(subject_digest(Asking{block("x = 1") + block("y = 2", "python setup")}.subjects.at(0)),
            subject_digest(Asking{block("x = 1") + block("y = 2")}.subjects.at(0)));
}

TEST(Sidecar, SaysWhatIsAskedOfWhom) {
  const TempDir dir;
  const std::string document = (dir.path() / "a.md").string();
  write_file(document + ".snipcheck.toml", R"([[snippet]]
question = 3
skip = "needs a \"camera\""

[[snippet]]
text = "redis.Redis("
expect-error = "ConnectionError"
for = ["flask>=2", "python>=3.9"]
requires = "redis>=4"
continue = true
fresh = false
)");
  const std::vector<SidecarEntry> entries = sidecar_of({.path = document});
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].question, 3);
  EXPECT_EQ(to_string(entries[0].words.at(0)), "skip \"needs a 'camera'\"");
  EXPECT_EQ(entries[1].text, "redis.Redis(");
  std::vector<std::string> words;
  for (const DirectiveWord& word : entries[1].words)
    words.push_back(to_string(word));
  EXPECT_THAT(words, ::testing::UnorderedElementsAre("expect-error=ConnectionError", "for flask>=2 and python>=3.9",
                                                     "requires=redis>=4", "continue"));
  EXPECT_THAT(sidecar_of({.path = dir.path() / "b.md"}), IsEmpty());
}

TEST(Sidecar, PointsAtWhatIsWrong) {
  const auto complaint = [](const std::string& toml) -> std::string {
    const TempDir dir;
    const std::string document = (dir.path() / "a.md").string();
    write_file(document + ".snipcheck.toml", toml);
    try {
      sidecar_of({.path = document});
    } catch (const UsageError& error) {
      return std::string{error.what()}.substr(document.size()) + " | " + error.hint();
    }
    return "";
  };
  EXPECT_EQ(complaint("[[snippet]]\nline = 3\nskp = true\n"),
            ".snipcheck.toml:3:1: unknown key \"skp\" | did you mean \"skip\"?");
  EXPECT_EQ(complaint("[[snippet]]\nskip = true\n"),
            ".snipcheck.toml:1:1: this does not say which snippet it means | add id, line, question or text");
  EXPECT_EQ(complaint("[[snippet]]\nline = 0\nskip = true\n"), ".snipcheck.toml:2:8: this has to be a whole number from 1 on | ");
  EXPECT_EQ(complaint("[[snippet]]\nline = 1\nfor = \"flask\"\n"),
            ".snipcheck.toml:3:7: `for` needs a package and its versions: for flask<2.3 | ");
  EXPECT_EQ(complaint("[[snippet]]\nline = 1\n"),
            ".snipcheck.toml:1:1: this asks for nothing | add skip, expect-error, for, group ...");
  EXPECT_THAT(complaint("snippet = 3\n"), HasSubstr("unknown key \"snippet\""));
  EXPECT_THAT(complaint("[[snippet]\n"), HasSubstr(".snipcheck.toml:1:"));
}

}  // namespace snipcheck
