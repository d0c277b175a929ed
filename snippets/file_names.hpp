#pragma once
/// The file that an answer says a block of code belongs in.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Where a name may stand.
struct FileHints {
  std::string_view info;                    ///< Info string of a fence: `title="app.py"`, `python:app.py`.
  std::span<const std::string> lines;       ///< The code: a comment at its top.
  std::span<const std::string_view> above;  ///< Lines of text above the block, nearest first.
  std::string_view below;                   ///< The nearest line of text below it; "" for none.
  bool follows_block = false;               ///< Another block stands close above: "Save it as ..." speaks of that.
};

/// The file name, with `/` between folders, that is given to a block in that language; nothing where none is, or where the name
/// is that of a program that is to be started, imported or compared.
std::optional<std::string> file_of(const FileHints& hints, std::string_view language);

/// `app/routes.py`, `Dockerfile`, `.env`: a name whose ending answers use.
bool is_file_name(std::string_view text);

/// The file that a line of text above a block gives it: a heading (`### app.py`), a lead-in ("In `app.py`:", "Create a file named
/// models.py and add"), "" for none. Only names that suit the language count.
std::string file_in_text(std::string_view line, std::string_view language);

/// The file that a line below a block gives it: "Save this as hello.py"; "" for none.
std::string file_in_afterword(std::string_view line, std::string_view language);

}  // namespace snipcheck
