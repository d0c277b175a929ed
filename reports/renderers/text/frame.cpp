#include "reports/renderers/text/frame.hpp"

#include "reports/escape.hpp"
#include "reports/shown_lines.hpp"
#include "reports/wording.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace snipcheck::terminal {
namespace {

constexpr std::size_t kLongestTitle = 160;
constexpr std::size_t kLongestMessage = 600;
constexpr std::size_t kLongestKey = 24;
constexpr int kLongestLine = 1000;       ///< Columns of code; only machine-made lines are longer.
constexpr int kAround = 2;               ///< Lines of the document above and below the one that matters.
constexpr std::size_t kMostAssumed = 6;  ///< Assumed lines in one place, unless all is asked for.
constexpr int kLeastText = 40;           ///< Columns that a wrapped note gets however narrow the terminal is.

/// Positions in the excerpt. Code is assumed in front of the lines of this window, or told in a note.
struct Window {
  int first = 0, last = 0;
  [[nodiscard]] bool holds(int position) const { return first <= position && position <= last; }
};

Window window_of(const Finding& finding, bool all) {
  const int last = static_cast<int>(finding.excerpt.lines.size()) - 1;
  if (all)
    return {0, last};
  const Diagnosis* first = lead(finding);
  const int column = first != nullptr && first->line > 0 ? first->column : 0;
  const int middle = std::clamp(position_in(finding.excerpt, line_of(finding), column), 0, std::max(0, last));
  return {std::max(0, middle - kAround), std::min(last, middle + kAround)};
}

/// Lines of a frame or of the notes below it: a gutter as wide as the largest number, a sign, the text.
class Margin {
 public:
  Margin(int largest, const Paint& paint) : width_(std::to_string(largest).size()), paint_(paint) {}

  [[nodiscard]] std::string line(std::string_view gutter, std::string_view sign, std::string_view text) const {
    if (gutter.empty() && sign.empty() && text.empty())
      return "\n";
    std::string head(width_ - std::min(width_, gutter.size()), ' ');
    head += gutter;
    head += ' ';
    head += sign;
    return paint_.gutter(head) + (text.empty() ? "" : " ") + std::string{text} + '\n';
  }
  [[nodiscard]] int width() const { return static_cast<int>(width_) + 3; }

 private:
  std::size_t width_;
  const Paint& paint_;
};

std::string caret_line(const ShownLine& line, const Diagnosis& mark) {
  const auto [begin, end] = bytes_of(line, mark);
  const int before = columns(expand_tabs(line.text.substr(0, begin)));
  const int under = columns(expand_tabs(line.text.substr(0, end))) - before;
  std::string carets(static_cast<std::size_t>(std::min(before, kLongestLine)), ' ');
  carets.append(static_cast<std::size_t>(std::clamp(under, 1, kLongestLine)), '^');
  return mark.label.empty() ? carets : carets + ' ' + one_line(mark.label, 80);
}

std::string assumed_line(const ShownLine& line, const Margin& margin, const Paint& paint) {
  const std::string why = line.reason.empty() ? "" : "  # assumed: " + one_line(line.reason, kLongestTitle);
  return margin.line("+", "|", paint.dim(cut(expand_tabs(line.text), kLongestLine) + why));
}

std::string document_line(const Finding& finding, const ShownLine& line, const Margin& margin, const Paint& paint) {
  const std::string text = cut(expand_tabs(line.text), kLongestLine);
  const bool prose = line.kind == ShownLine::Kind::prose;
  std::string out = margin.line(std::to_string(line.number), "|", prose ? paint.dim(text) : text);
  for (const Diagnosis* mark : line.marks)
    out += margin.line("", "|", paint.status(finding.status, caret_line(line, *mark)));
  return out;
}

/// At most `most_assumed` lines of what was assumed; the rest is counted.
std::string frame(const Finding& finding, const Window& window, std::size_t most_assumed, const Margin& margin,
                  const Paint& paint) {
  if (finding.excerpt.lines.empty())
    return {};
  std::string out = margin.line("", "|", "");
  std::size_t assumed = 0;
  const auto tell_rest = [&] {
    if (assumed > most_assumed)
      out += margin.line("+", "|", paint.dim("… " + counted(assumed - most_assumed, "more line") + " assumed"));
    assumed = 0;
  };
  for (const ShownLine& line : shown_lines(finding)) {
    if (!window.holds(line.position))
      continue;
    if (line.kind != ShownLine::Kind::assumed) {
      tell_rest();
      out += document_line(finding, line, margin, paint);
    } else if (++assumed <= most_assumed) {
      out += assumed_line(line, margin, paint);
    }
  }
  tell_rest();
  return out + margin.line("", "|", "");
}

/// Words broken at blanks into lines of at most `width` columns; a longer word keeps a line to itself.
std::vector<std::string> wrap(std::string_view words, int width) {
  std::vector<std::string> lines(1);
  for (const std::string_view word : split(words, ' ')) {
    std::string& line = lines.back();
    if (!line.empty() && columns(line) + 1 + columns(word) > width)
      lines.emplace_back(word);
    else
      line.append(line.empty() ? "" : " ").append(word);
  }
  return lines;
}

/// What stands below the frame, each after "= ".
class Notes {
 public:
  Notes(const Margin& margin, int width) : margin_(margin), width_(std::max(kLeastText, width - margin.width())) {}

  /// Says nothing twice: not what the headline or an earlier note has said already.
  void say(std::string_view key, std::string_view text) {
    if (!first_time(text))
      return;
    const std::string label = key.empty() ? std::string{} : one_line(key, kLongestKey) + ": ";
    const std::string indent(static_cast<std::size_t>(columns(label)), ' ');
    const std::string shown = one_line(text, kLongestMessage);
    for (bool first = true; const std::string& line : wrap(shown, width_ - columns(label))) {
      out_ += margin_.line("", first ? "=" : " ", (first ? label : indent) + line);
      first = false;
    }
  }
  void code(std::string_view key, std::string_view code) {
    out_ += margin_.line("", "=", std::string{key} + ':');
    for (const std::string_view line : split_lines(code))
      out_ += margin_.line("", "", trim(line).empty() ? "" : "   " + cut(expand_tabs(line), kLongestLine));
  }
  [[nodiscard]] const std::string& text() const { return out_; }

  /// Remembers it as said; false where it has been.
  bool first_time(std::string_view text) {
    const std::string words = one_line(text);
    const bool is_new =
        std::ranges::none_of(said_, [&](const std::string& each) { return each.find(words) != std::string::npos; });
    said_.push_back(words);
    return is_new;
  }

 private:
  const Margin& margin_;
  int width_;
  std::string out_;
  std::vector<std::string> said_;
};

std::string row_words(const Finding& finding) {
  std::string row;
  for (const Outcome& outcome : finding.outcomes)
    row += (row.empty() ? "" : " · ") + outcome.environment + ' ' + outcome_word(outcome);
  return row;
}

std::string error_words(const Finding& finding, const Outcome& outcome) {
  std::string words = outcome.error_type;
  if (!outcome.message.empty())
    words += (words.empty() ? "" : ": ") + outcome.message;
  if (outcome.line > 0 && outcome.line != line_of(finding))
    words += " (line " + std::to_string(outcome.line) + ')';
  return words;
}

/// What was assumed outside of the frame; several lines of code only by their reason.
void assumption_notes(const Finding& finding, const Window& window, Notes& notes) {
  for (const Assumption& assumption : finding.assumed) {
    if (!finding.excerpt.lines.empty() && window.holds(position_in(finding.excerpt, assumption.before)))
      continue;
    const std::size_t lines = split_lines(assumption.code).size();
    if (lines > 1 && !assumption.reason.empty())
      notes.say("assumed", assumption.reason + " (" + counted(lines, "line") + ')');
    else
      notes.say("assumed", assumption.code + (assumption.reason.empty() ? "" : "  (" + assumption.reason + ')'));
  }
}

void diagnosis_notes(const Finding& finding, Notes& notes) {
  for (const Diagnosis& diagnosis : finding.diagnoses) {
    const bool repeats = diagnosis.message == diagnosis.title;
    const std::string message = repeats ? std::string{} : diagnosis.message;
    if (&diagnosis != lead(finding))
      notes.say("also " + diagnosis.code, diagnosis.title + (message.empty() ? "" : ". " + message));
    else if (!message.empty())
      notes.say("", message);
    if (diagnosis.not_run)
      notes.say("", "not run: this is known from the packages of the environment");
    if (const std::string since = since_words(finding.status, diagnosis); !since.empty())
      notes.say("", since);
    if (diagnosis.instead)
      notes.code("instead", *diagnosis.instead);
  }
}

void run_notes(const Finding& finding, Notes& notes) {
  if (!finding.context.empty())
    notes.say("context", finding.context);
  const Outcome* telling = telling_outcome(finding);
  const std::string environment = telling == nullptr ? "" : " --env " + telling->environment;
  notes.say("rerun", "snipcheck run " + place(finding) + environment);
}

}  // namespace

std::string headline(const Finding& finding, const Paint& paint) {
  const Diagnosis* first = lead(finding);
  const int column = first != nullptr && first->line > 0 && first->column > 0 ? first->column : 1;
  const std::string word = std::string{to_string(finding.status)} + (first == nullptr ? "" : '[' + first->code + ']');
  return paint.bold(one_line(place(finding)) + ':' + std::to_string(column)) + ": " +
         paint.status(finding.status, one_line(word)) + ' ' + paint.bold(one_line(title(finding), kLongestTitle)) + '\n';
}

std::string full(const Finding& finding, const Look& look) {
  const Paint paint{look.colour};
  const Window window = window_of(finding, look.verbose);
  const Margin margin{finding.excerpt.lines.empty() ? 0 : std::max(line_at(finding.excerpt, window.last), 0), paint};
  Notes notes{margin, look.width};
  notes.first_time(title(finding));
  if (!finding.outcomes.empty())
    notes.say("row", row_words(finding));
  if (const Outcome* telling = telling_outcome(finding); telling != nullptr)
    notes.say(telling->environment, error_words(finding, *telling));
  diagnosis_notes(finding, notes);
  if (lead(finding) != nullptr && !finding.reason.empty())
    notes.say("", finding.reason);
  assumption_notes(finding, window, notes);
  if (!finding.directives.empty())
    notes.say("asked", join(finding.directives, ", "));
  if (look.verbose)
    run_notes(finding, notes);
  if (const Diagnosis* first = lead(finding); first != nullptr && !first->code.empty())
    notes.say("explain", "snipcheck explain " + first->code);
  const std::size_t most_assumed = look.verbose ? finding.excerpt.lines.max_size() : kMostAssumed;
  return headline(finding, paint) + frame(finding, window, most_assumed, margin, paint) + notes.text() + '\n';
}

}  // namespace snipcheck::terminal
