#include "verifier/list_json.hpp"

#include <gtest/gtest.h>

namespace snipcheck {

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

}  // namespace snipcheck
