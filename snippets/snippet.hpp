#pragma once
/// The values of this folder: a document, and the snippets that it holds.
#include "snippets/directives.hpp"
#include "snippets/names.hpp"
#include "support/line_map.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// One file of answers, or one post of a dump.
struct Document {
  std::string path;  ///< As reports show it: relative where it was given so.
  std::string text;  ///< As decode() (decode.hpp) gives it, so that lines and columns are everybody's.
  bool was_utf8 = true;
  int first_line = 1;    ///< Of the file: where `text` begins in it.
  int first_column = 1;  ///< Of that line, in code points.
  std::string key;       ///< Which post of the file this is ("answer 17"); "" for a file that is one document.
  std::string title;     ///< Of the question, where that stands in another post; "" elsewhere.
  std::string damage;    ///< Why this part of the file cannot be read ("a row that does not end"); its text is empty then.
};

/// What a piece of Python is for a reader.
enum class Role { complete, fragment, continuation, directive_only, expression };
std::string_view to_string(Role role);  ///< "complete", "directive-only", ...

struct Question {
  std::optional<int> number;
  std::string title;
  int line = 0;
};

/// What extraction had to notice about a snippet or a document: a diagnosis in the making.
struct Remark {
  std::string code;  ///< "SC102" indentation lost, "SC104" typographic quotes, "SC106" lone decorator, ...
  std::string message;
  int line = 0;  ///< Of the document.
};

/// Lines of a document around a snippet, as a reader sees them.
struct Surroundings {
  std::vector<std::string> lines;
  std::vector<int> numbers;  ///< Parallel: the document's lines, which several lines of a notebook or dump may share.
  std::vector<int> columns;  ///< Parallel: where each begins, in a document that only encodes them or whose lines are too long
                             ///< to show; else empty.
};

/// One piece of code of a document. Lines are the document's, 1-based and inclusive; columns are 1-based code points.
/// What an interpreter answered to a statement of a session.
struct EchoedResult {
  int line = 0;  ///< 1-based line of the code on which the statement begins.
  std::string statement, text;
};

struct Snippet {
  std::string id;  ///< Unique in its document; survives edits elsewhere in it.
  std::string document;
  int start_line = 0, end_line = 0;  ///< Of the code itself: no fences, no blank edges.
  int start_column = 1;
  std::string language;      ///< "python", "python-console", "bash", "jinja", "text", ...
  std::optional<Role> role;  ///< Of Python only.
  std::string label;         ///< The first word of the info string, as written.
  bool fenced = false;
  bool repaired = false;
  bool top_level_await = false;     ///< What runs it awaits outside of functions too: a notebook does.
  std::optional<std::string> file;  ///< The file name that the answer gives it.
  bool in_question = false;         ///< Stands in the question part, not in the answer.
  std::optional<std::string> skip;  ///< Why it is not run: a directive, or another language.
  Directives directives;            ///< What its author asks for it.
  std::optional<Question> question;
  int answer = 0;          ///< Which answer of the document it belongs to; context never crosses it.
  std::string code;        ///< What is run: dedented, repaired, prompts stripped; ends with a newline.
  LineMap lines;           ///< Lines of `code` to lines of the document.
  std::vector<int> shift;  ///< Per line of `code`: columns of the document that stand left of it (may be negative).
  std::string prose;       ///< The text of its answer around the code, for what it mentions; at most 4 KiB.
  Surroundings around;     ///< The snippet and up to three lines on each side, very long ones cut.
  Names names;             ///< Of Python only.
  std::vector<EchoedResult> echoed = {};  ///< Of sessions only.
  std::vector<Remark> remarks;

  [[nodiscard]] bool is_python() const { return language == "python" || language == "python-console"; }
};

/// What a document holds.
struct Extraction {
  std::vector<Snippet> snippets;  ///< In reading order.
  std::vector<Remark> remarks;    ///< About the document itself: damaged text, a directive that applies to nothing.
};

}  // namespace snipcheck
