#include "snippets/repair/clean.hpp"

#include "snippets/python_tree.hpp"
#include "snippets/repair/characters.hpp"
#include "snippets/repair/console.hpp"
#include "snippets/repair/elisions.hpp"
#include "snippets/repair/escapes.hpp"
#include "snippets/repair/mojibake.hpp"
#include "snippets/repair/page_marks.hpp"
#include "snippets/repair/printed_output.hpp"
#include "snippets/repair/reindent.hpp"
#include "snippets/repair/soft_wraps.hpp"

#include <string_view>
#include <utility>

namespace snipcheck {
namespace {

void repair_indentation(CodeText& text) {
  if (!lost_indentation(text.lines))
    return;
  auto repaired = reindent(text.lines);
  const std::string_view how = !repaired ? "" : repaired->sure() ? "; where it belongs is sure" : "; where it belongs is a guess";
  text.remarks.push_back({"SC102", "the indentation was lost" + std::string{how}, text.document_lines.front()});
  if (!repaired)
    return;
  text.repaired = true;
  for (std::size_t i = 0; i < text.shift.size(); ++i)
    text.shift[i] -= repaired->added[i];
  text.lines = std::move(repaired->lines);
}

using Step = void (*)(CodeText&);

/// First what hides the code, then what bends its characters, then what stands among it, then what it lacks.
constexpr Step kSteps[] = {
    apply_diff_marks,        //
    take_off_page_marks,     //
    mend_mojibake,           //
    decode_entities,         //
    plain_characters,        //
    take_off_escapes,        //
    take_off_tags,           //
    take_off_emphasis,       //
    trim_backslashes,        //
    join_open_operators,     //
    take_out_printed_lines,  //
    join_soft_wraps,         //
    fill_gaps,               //
    fill_open_bodies,        //
    repair_indentation,      //
};

std::size_t size_of(const CodeText& text) {
  std::size_t size = 0;
  for (const std::string& line : text.lines)
    size += line.size() + 1;
  return size;
}

}  // namespace

void clean(CodeText& text, std::string_view language) {
  if (language == "python-console")
    keep_typed_lines(text);
  else
    take_off_stray_prompts(text);
  if (size_of(text) > kMaxParsed)
    return;
  for (const Step step : kSteps)
    if (!text.lines.empty())
      step(text);
}

}  // namespace snipcheck
