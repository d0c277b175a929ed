#pragma once
/// Small pieces of HTML. What goes in as text is escaped here; what comes out is markup.
#include "reports/report.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace snipcheck::page {

/// One of the symbols of icons.svg; says nothing to a screen reader.
std::string icon(std::string_view name, int size = 16);
std::string icon(Status status, int size = 16);

/// A sentence of ours or a package's: on one line, `names in backticks` as code, at most `most` code points long.
std::string sentence(std::string_view text, std::size_t most = 600);

/// "too-new" -> "too new", for running text.
std::string spoken(Status status);

/// <b class="st broken">broken</b>: the word, coloured.
std::string status_word(Status status);

/// The link that shows the findings of one status; its target is the status's chip.
std::string status_link(Status status, std::string_view inner);

/// <span class="tag">SC303</span>, or nothing.
std::string tag(std::string_view code);

/// "1,234".
std::string number(std::size_t count);
/// "1,234 snippets".
std::string many(std::size_t count, std::string_view noun);

/// <details> with a summary and a scrollable block of text below it. `summary` is markup, `text` is not.
std::string folded(std::string_view summary, std::string_view label, std::string_view text);

/// The opening tag of a scrollable block of code that the keyboard can reach.
std::string open_pre(std::string_view css_class, std::string_view label);

}  // namespace snipcheck::page
