#include "reports/escape.hpp"

#include <string>

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

TEST(Visible, LeavesOrdinaryTextAlone) {
  for (const std::string text : {"", "plain", "tab\tand\nline", "Grüße, 用户, 👩‍💻, e\u0301"})
    EXPECT_EQ(visible(text), text);
}

TEST(Visible, ShowsWhatATerminalWouldObey) {
  EXPECT_EQ(visible("\x1b[2J"), "␛[2J");
  EXPECT_EQ(visible("a\rb\r\nc"), "a␍b\nc");
  EXPECT_EQ(visible(std::string_view{"\0\x7f", 2}), "␀␡");
  EXPECT_EQ(visible("\u009b31m"), "⟨U+009B⟩31m");
}

TEST(Visible, ShowsWhatTurnsTextRound) {
  EXPECT_EQ(visible("\u202eabc\u2069"), "⟨U+202E⟩abc⟨U+2069⟩");
  EXPECT_EQ(visible("a\u200bb\ufeff"), "a⟨U+200B⟩b⟨U+FEFF⟩");
  EXPECT_EQ(visible("\U000E0041"), "⟨U+E0041⟩");
}

TEST(Visible, TakesAnyBytes) {
  EXPECT_EQ(visible("\xff\xc3"), "\\xff\\xc3");
  EXPECT_EQ(visible("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // a lone surrogate
  std::string every;
  for (int byte = 0; byte < 256; ++byte)
    every += static_cast<char>(byte);
  EXPECT_EQ(visible(visible(every)), visible(every));
}

TEST(OneLine, FoldsWhiteSpaceAndCuts) {
  EXPECT_EQ(one_line("  two\n\n words\t "), "two words");
  EXPECT_EQ(one_line("  \n"), "");
  EXPECT_EQ(one_line("abcdef", 6), "abcdef");
  EXPECT_EQ(one_line("abcdef", 4), "abc…");
  EXPECT_EQ(one_line("日本語です", 3), "日本…");
}

TEST(Tabs, GoToTheNextStop) {
  EXPECT_EQ(expand_tabs("\tx"), "    x");
  EXPECT_EQ(expand_tabs("ab\tx"), "ab  x");
  EXPECT_EQ(expand_tabs("用\tx"), "用  x");
}

TEST(Html, EscapesTextAndAttributes) {
  EXPECT_EQ(html("<a href=\"x\">'&'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  EXPECT_EQ(html("\x1b"), "␛");
}

TEST(Columns, CountWhatATerminalShows) {
  EXPECT_EQ(columns("abc"), 3);
  EXPECT_EQ(columns("用户"), 4);
  EXPECT_EQ(columns("e\u0301"), 1);
  EXPECT_EQ(cut("用户名", 5), "用户…");
  EXPECT_EQ(cut("abc", 3), "abc");
}

}  // namespace
}  // namespace snipcheck
