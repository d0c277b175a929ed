#pragma once
/// What HTML and Markdown did to code on its way through them.
#include "snippets/repair/code_text.hpp"

namespace snipcheck {

/// `&lt;`, `&quot;` and their like, where some stand outside of strings: SC104. In strings alone they are the author's.
void decode_entities(CodeText& text);

/// `\_\_name\_\_` as a Markdown exporter writes it, where a backslash stands outside of strings: SC104.
void take_off_escapes(CodeText& text);

/// Tags of HTML around words of the code (`<mark>`, `</b>`) that keep it from being Python: SC104.
void take_off_tags(CodeText& text);

}  // namespace snipcheck
