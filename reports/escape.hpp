#pragma once
/// What a terminal or a browser would obey is shown instead. Every text that a snippet or a document had a hand in goes
/// through one of these on its way out. All take any bytes and give UTF-8.
#include <cstddef>
#include <string>
#include <string_view>

namespace snipcheck {

/// Control characters as their pictures (ESC: ␛), direction marks and other invisible characters as ⟨U+202E⟩, stray bytes as
/// \xNN. Tabs and line feeds stay; "\r\n" becomes "\n".
std::string visible(std::string_view text);

/// visible() on one line: each run of white space is one blank, none at the ends. Cut to `most` code points, the last of them
/// then being "…".
std::string one_line(std::string_view text, std::size_t most = std::string_view::npos);

/// visible() with tabs as blanks up to the next multiple of four columns; for a line of code.
std::string expand_tabs(std::string_view line);

/// visible() with & < > " ' as entities: for text and for attributes in double quotes.
std::string html(std::string_view text);

/// Columns that visible text takes on a terminal: wide characters of East Asia and emoji are two, combining marks none.
int columns(std::string_view visible_text);

/// The first `most` columns of visible text, with "…" as the last where something is left out.
std::string cut(std::string_view visible_text, int most);

}  // namespace snipcheck
