/// What is promised of an id: the same question, the same code and the same occurrence of it give the same one, whatever
/// happens to the rest of the document. Labelled documents are edited at random outside of one snippet, again and again.
#include "snippets/questions.hpp"
#include "support/file.hpp"
#include "tests/snippets/lines.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

constexpr int kRounds = 40;  // of each document

using Lines = std::vector<std::string>;

std::vector<std::filesystem::path> documents() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{SNIPCHECK_TESTS_DIR} / "documents"})
    if (entry.is_regular_file() && entry.path().extension() != ".labels")
      found.push_back(entry.path());
  std::ranges::sort(found);
  return found;
}

bool is_text(const std::string& name) { return name.ends_with(".md") || name.ends_with(".mdx") || name.ends_with(".txt"); }

/// Pieces that stand between blank lines in an answer; none of them is code of Python that a document already has.
Lines piece(std::mt19937& random, const std::string& name) {
  static const std::vector<Lines> prose{{"That is all there is to say about it."},
                                        {"People often forget this step, and then they wonder", "why nothing happens at all."},
                                        {"", ""}};
  static const std::vector<Lines> code{{"```python", "print(1234567)", "```"}, {"```bash", "ls -l somewhere", "```"}};
  const bool markdown = !name.ends_with(".txt");
  const std::size_t choice = random() % (prose.size() + (markdown ? code.size() : 0));
  return choice < prose.size() ? prose[choice] : code[choice - prose.size()];
}

/// 0-based lines between paragraphs where something may be put in without touching a snippet or what introduces it.
std::vector<std::size_t> gaps(const Lines& lines, const std::vector<Snippet>& snippets, const Snippet& chosen) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const int line = static_cast<int>(i) + 1;
    const bool inside = std::ranges::any_of(
        snippets, [&](const Snippet& each) { return each.start_line - 2 <= line && line <= each.end_line + 2; });
    const bool introduces = line < chosen.start_line && line + 4 >= chosen.start_line;
    if (trim(lines[i]).empty() && !inside && !introduces)
      out.push_back(i);
  }
  return out;
}

/// Takes away a paragraph, or another snippet with its fences, that the chosen one does not lean on; whether there was one.
bool take_away(Lines& lines, const std::vector<Snippet>& snippets, const Snippet& chosen, std::mt19937& random) {
  const std::size_t from = random() % lines.size();
  std::size_t begin = from, end = from;
  while (begin > 0 && !trim(lines[begin - 1]).empty())
    --begin;
  while (end < lines.size() && !trim(lines[end]).empty())
    ++end;
  const int first = static_cast<int>(begin) + 1, last = static_cast<int>(end);
  const bool near = first <= chosen.end_line + 3 && last >= chosen.start_line - 4;
  const bool titles = chosen.question && first <= chosen.question->line + 1 && chosen.question->line <= last;
  const bool half = std::ranges::any_of(snippets, [&](const Snippet& each) {  // a part of a snippet, or one like the chosen
    const bool touched = each.start_line <= last && first <= each.end_line;
    const bool whole = first <= each.start_line && each.end_line <= last;
    return touched && (!whole || each.code == chosen.code || !each.fenced);
  });
  const bool heads = std::ranges::any_of(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                                         lines.begin() + static_cast<std::ptrdiff_t>(end), [](const std::string& line) {
                                           return line.starts_with('#') || numbered_question(line) || line.starts_with("==") ||
                                                  line.starts_with("--") || line.starts_with("```") || line.starts_with("~~~");
                                         });
  const bool fenced = begin < end && trim(lines[begin]).starts_with("```") && trim(lines[end - 1]) == "```" && end - begin > 1;
  if (begin == end || near || titles || half || (heads && !fenced))
    return false;
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(begin), lines.begin() + static_cast<std::ptrdiff_t>(end));
  return true;
}

/// One edit outside of the chosen snippet that leaves question, code and occurrence as they are.
void edit(Lines& lines, const std::string& name, const std::vector<Snippet>& snippets, const Snippet& chosen,
          std::mt19937& random) {
  switch (random() % 8) {
    case 0: lines.insert(lines.begin(), {"## An answer that stands before all others", "", "It has no code.", ""}); return;
    case 1: lines.insert(lines.end(), {"", "## An answer that stands after all others", "", "It has no code either."}); return;
    case 2:
      for (std::string& line : lines)
        line += '\r';
      return;
    case 3:
    case 4:
    case 5:
      for (int tries = 0; tries < 20 && !take_away(lines, snippets, chosen, random); ++tries) {
      }
      return;
    default:
      if (const auto places = gaps(lines, snippets, chosen); !places.empty()) {
        Lines put = piece(random, name);
        put.insert(put.begin(), "");
        const std::size_t at = places[random() % places.size()];
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), put.begin(), put.end());
      }
  }
}

const Snippet* with_id(const std::vector<Snippet>& snippets, const std::string& id) {
  const auto found = std::ranges::find(snippets, id, &Snippet::id);
  return found == snippets.end() ? nullptr : &*found;
}

TEST(Ids, SurviveEditsElsewhere) {
  std::mt19937 random{20};
  int edits = 0, lost = 0;
  for (const auto& path : documents()) {
    const std::string name = path.filename().string();
    const std::string text = read_file(path);
    const auto before = testing::snippets_of(name, text);
    if (!is_text(name) || before.empty())
      continue;
    for (int round = 0; round < kRounds; ++round) {
      const Snippet& chosen = before[random() % before.size()];
      Lines lines = testing::lines_of(text);
      if (chosen.question || name.ends_with(".txt") || random() % 2 == 0)  // a first answer without question gets none
        edit(lines, name, before, chosen, random);
      if (lines.front().starts_with("## An answer") && !chosen.question)
        continue;  // it stands in that answer now
      const auto after = testing::snippets_of(name, join(lines, "\n") + "\n");
      ++edits;
      const Snippet* found = with_id(after, chosen.id);
      if (found != nullptr && found->code == chosen.code)
        continue;
      ++lost;
      std::printf("%s:%d: lost its id in round %d\n", name.c_str(), chosen.start_line, round);
    }
  }
  std::printf("%d of %d edits lost an id\n", lost, edits);
  EXPECT_GE(edits, 400);
  EXPECT_EQ(lost, 0);
}

}  // namespace
}  // namespace snipcheck
