#include "verifier/list_json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

std::string list_to_json(const std::vector<Snippet>& snippets) {
  std::string json;
  ListWriter list{[&](std::string_view piece) { json += piece; }};
  for (const Snippet& snippet : snippets)
    list.add(snippet);
  list.end();
  return json;
}

TEST(ListJson, SaysAllThatIsKnownOfASnippet) {
  const Snippet snippet{.id = "5f3a",
                        .document = "docs/é.md",
                        .start_line = 7,
                        .end_line = 8,
                        .start_column = 5,
                        .language = "python",
                        .role = Role::directive_only,
                        .label = "py",
                        .fenced = true,
                        .repaired = true,
                        .file = "app.py",
                        .in_question = true,
                        .directives = {.texts = {"fresh", "group=x"}},
                        .question = Question{.number = 12, .title = "How \"so\"?", .line = 3},
                        .code = "x = 1\n"};
  EXPECT_EQ(list_to_json({snippet}), R"({
 "schema": "snipcheck.list/1",
 "snippets": [
  {
   "id": "5f3a",
   "document": "docs/é.md",
   "start_line": 7,
   "end_line": 8,
   "start_column": 5,
   "language": "python",
   "role": "directive-only",
   "label": "py",
   "fenced": true,
   "repaired": true,
   "file": "app.py",
   "part": "question",
   "skip": null,
   "directives": [
    "fresh",
    "group=x"
   ],
   "question": {
    "number": 12,
    "title": "How \"so\"?",
    "line": 3
   },
   "code": "x = 1\n"
  }
 ]
}
)");
}

TEST(ListJson, WritesNullForWhatIsNotKnown) {
  const Snippet snippet{.id = "1",
                        .document = "a",
                        .start_line = 1,
                        .end_line = 1,
                        .language = "bash",
                        .skip = "not Python",
                        .question = Question{.title = "T", .line = 1},
                        .code = "\xff\n"};
  const std::string json = list_to_json({snippet});
  EXPECT_NE(json.find("\"role\": null"), std::string::npos);
  EXPECT_NE(json.find("\"file\": null"), std::string::npos);
  EXPECT_NE(json.find("\"number\": null"), std::string::npos);
  EXPECT_NE(json.find("\"skip\": \"not Python\""), std::string::npos);
  EXPECT_NE(json.find("\"part\": \"answer\""), std::string::npos);
  EXPECT_NE(json.find(R"("code": "\\xff\n")"), std::string::npos) << "bytes that are not UTF-8 are spelt out";
}

TEST(ListJson, OfNothingIsAnEmptyList) {
  EXPECT_EQ(list_to_json({}), "{\n \"schema\": \"snipcheck.list/1\",\n \"snippets\": []\n}\n");
}

TEST(ListJson, IsWhatTheLibraryWritesOfTheWhole) {
  const Snippet one{.id = "1", .document = "a", .language = "bash", .code = "ls\n"};
  const std::string json = list_to_json({one, one, one});
  const auto read = nlohmann::ordered_json::parse(json);
  EXPECT_EQ(read.at("snippets").size(), 3U);
  EXPECT_EQ(read.dump(1) + '\n', json);
}

}  // namespace
}  // namespace snipcheck
