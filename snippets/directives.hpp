#pragma once
/// What authors ask for a snippet beside its code: `<!-- snipcheck: skip "needs a camera" -->` and its kin.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// A distribution and what its version has to satisfy: `flask>=2.0,<3`, `python>=3.9`, `redis`.
struct Requirement {
  std::string name;        ///< Lower case with dashes, or "python".
  std::string specifiers;  ///< ">=2.0,<3", as PEP 440 reads them; "" for any version.
};

/// An error that the author shows on purpose.
struct ExpectedError {
  std::vector<std::string> names;  ///< Any of these classes, or a class derived from one; empty: whatever it raises.
  bool must_happen = true;         ///< Otherwise it is only allowed to.
  int line = 0;                    ///< Of the directive, in the document.
};

/// All that was asked for one snippet. Whether it is skipped stands in Snippet::skip.
struct Directives {
  std::vector<std::string> texts;         ///< Each word in its normal form, in order: `skip "reason"`, `group=x`.
  std::optional<ExpectedError> error;     ///< `expect-error`, `allow-error`
  std::vector<Requirement> environments;  ///< `for`: only environments that satisfy all of these are asked.
  std::vector<Requirement> packages;      ///< `requires`
  std::string group;                      ///< `group=x`: the snippets of one group are one program.
  bool continues = false;                 ///< `continue`: goes on where the snippet before it ended.
  bool fresh = false;                     ///< `fresh`: nothing goes before it.
  bool setup = false;                     ///< `setup`: goes before the others of its answer.
  bool setup_of_all = false;              ///< It stands before the first question, and goes before all of its document.
};

/// One word of a directive with its value.
struct DirectiveWord {
  enum class Kind {
    skip,        ///< `value`: the reason, or "".
    skip_start,  ///< Likewise, for all blocks up to skip_end.
    skip_end,
    skip_file,     ///< Likewise, for the whole document.
    expect_error,  ///< `value`: names with `|` between them, or "".
    allow_error,   ///< Likewise: it may raise, and need not.
    only_for,      ///< `value`: requirements with "; " between them.
    package,       ///< Likewise.
    go_on,
    group,  ///< `value`: its name.
    fresh,
    setup,
    nothing,  ///< A word of another tool that asks for nothing here.
    unknown,  ///< `value`: what is wrong with it, in words.
  };
  Kind kind = Kind::nothing;
  std::string value;
  bool foreign = false;  ///< Another tool's spelling: it may be there for that tool alone, and is never called unused.
};

/// The normal form of a word: `skip "reason"`, `expect-error=NameError`, `continue`; "" for `nothing` and `unknown`.
std::string to_string(const DirectiveWord& word);

/// The words of a directive, what stands behind `snipcheck:`, in order; commas, semicolons and line ends divide them. What it
/// does not know or cannot read comes as `unknown`, with the nearest word that there is. Never empty.
std::vector<DirectiveWord> directive_words(std::string_view text);

/// Whether a directive may begin with this word.
bool is_directive_word(std::string_view word);

/// "flask >= 2.0, <3" as a requirement; nothing when it is none.
std::optional<Requirement> requirement_from(std::string_view text);

}  // namespace snipcheck
