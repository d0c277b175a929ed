#include "snippets/attach_directives.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <utility>

namespace snipcheck {
namespace {

using Kind = DirectiveWord::Kind;

/// What a snippet in another language has no use for.
bool needs_python(Kind kind) {
  return kind != Kind::skip && kind != Kind::skip_start && kind != Kind::skip_file && kind != Kind::nothing;
}

std::vector<Requirement> requirements_in(std::string_view value) {
  std::vector<Requirement> out;
  for (const std::string_view one : split(value, ';'))
    if (auto requirement = requirement_from(trim(one)))
      out.push_back(std::move(*requirement));
  return out;
}

ExpectedError error_from(const DirectiveWord& word, int line) {
  ExpectedError error{.must_happen = word.kind == Kind::expect_error, .line = line};
  for (const std::string_view name : split(word.value, '|'))
    if (!name.empty())
      error.names.emplace_back(name);
  return error;
}

void add(std::vector<Requirement>& list, std::string_view value) {
  for (Requirement& one : requirements_in(value))
    list.push_back(std::move(one));
}

bool is_run(const Snippet& snippet) { return snippet.is_python() && !snippet.skip; }

bool fits(const SidecarEntry& entry, const Snippet& snippet) {
  return (!entry.id || snippet.id == *entry.id) && (!entry.text || snippet.code.find(*entry.text) != std::string::npos) &&
         (!entry.line || (snippet.start_line <= *entry.line && *entry.line <= snippet.end_line)) &&
         (!entry.question || (snippet.question && snippet.question->number == entry.question));
}

}  // namespace

void DirectiveDesk::remark(const char* code, std::string message, int line, std::size_t snippet) {
  remarks_.push_back({snippet, {code, std::move(message), line}});
}

void DirectiveDesk::unused(const DirectiveWord& word, const std::string& why, int line, std::size_t snippet) {
  if (!word.foreign)  // another tool's may have its use there
    remark("SC902", "`" + to_string(word) + "` " + why, line, snippet);
}

/// The first snippet that begins on that line of the text or below.
std::size_t DirectiveDesk::first_from(int line) const {
  const auto found = std::ranges::lower_bound(snippets_, line, {}, &Snippet::start_line);
  return static_cast<std::size_t>(found - snippets_.begin());
}

/// Lines are the document's from here on.
void DirectiveDesk::apply(const DirectiveWord& word, std::size_t index, int line) {
  if (word.kind == Kind::nothing)
    return;
  if (word.kind == Kind::unknown)
    return remark("SC901", word.value, line, index);
  Snippet& snippet = snippets_[index];
  if (needs_python(word.kind) && !snippet.is_python())
    return unused(word, "asks nothing of a block that is " + snippet.language, line);
  snippet.directives.texts.push_back(to_string(word));
  Directives& asks = snippet.directives;
  switch (word.kind) {
    case Kind::skip:
    case Kind::skip_start:
    case Kind::skip_file: snippet.skip = word.value.empty() ? "directive" : word.value; break;
    case Kind::expect_error:
    case Kind::allow_error: asks.error = error_from(word, line); break;
    case Kind::only_for: add(asks.environments, word.value); break;
    case Kind::package: add(asks.packages, word.value); break;
    case Kind::go_on:
      asks.continues = true;
      if (!word.foreign)
        continued_.emplace_back(index, line);
      break;
    case Kind::group: asks.group = word.value; break;
    case Kind::fresh: asks.fresh = true; break;
    case Kind::setup: asks.setup = true; break;
    default: break;
  }
}

void DirectiveDesk::end_range(int line, std::size_t end) {
  const PlacedWord start = *open_;
  open_.reset();
  const std::size_t first = first_from(start.below);
  for (std::size_t i = first; i < end; ++i)
    apply(start.word, i, places_.of(start.line).line);
  if (first >= end)
    unused(start.word, line > 0 ? "has no code before its `skip end`" : "has no code below it", places_.of(start.line).line);
}

void DirectiveDesk::range(const PlacedWord& placed) {
  const int line = places_.of(placed.line).line;
  if (placed.word.kind == Kind::skip_end) {
    if (!open_)
      return unused(placed.word, "ends nothing: there is no `skip start` above it", line);
    return end_range(placed.line, first_from(placed.below));
  }
  if (open_)
    return unused(placed.word, "stands in a part that is skipped already", line);
  open_ = placed;
}

void DirectiveDesk::hand_out(const std::vector<PlacedWord>& between, const std::vector<std::vector<PlacedWord>>& own) {
  bool whole = false;  // the document is skipped
  for (const PlacedWord& placed : between) {
    const int line = places_.of(placed.line).line;
    const Kind kind = placed.word.kind;
    const std::size_t target = first_from(placed.below);
    if (kind == Kind::skip_start || kind == Kind::skip_end) {
      range(placed);
    } else if (kind == Kind::skip_file && std::exchange(whole, true)) {
      unused(placed.word, "says so again", line);
    } else if (kind == Kind::skip_file) {
      for (std::size_t i = 0; i < snippets_.size(); ++i)
        apply(placed.word, i, line);
      if (snippets_.empty())
        unused(placed.word, "has no code to skip", line);
    } else if (target < snippets_.size() && snippets_[target].answer == placed.answer) {
      apply(placed.word, target, line);
    } else if (kind == Kind::unknown) {
      remark("SC901", placed.word.value, line);
    } else {
      unused(placed.word, target < snippets_.size() ? "has no code below it in this answer" : "has no code below it", line);
    }
  }
  if (open_) {
    if (first_from(open_->below) < snippets_.size())
      unused(open_->word, "is never ended: nothing below it is run", places_.of(open_->line).line);
    end_range(0, snippets_.size());
  }
  for (std::size_t i = 0; i < own.size(); ++i)
    for (const PlacedWord& placed : own[i])
      apply(placed.word, i, places_.of(placed.line).line);
}

void DirectiveDesk::hand_out(std::span<const SidecarEntry> entries) {
  for (const SidecarEntry& entry : entries) {
    bool used = false;
    for (std::size_t i = 0; i < snippets_.size(); ++i) {
      if (!fits(entry, snippets_[i]))
        continue;
      used = true;
      for (const DirectiveWord& word : entry.words)
        apply(word, i, snippets_[i].start_line);
    }
    if (!used)
      remark("SC902", entry.place + ": no snippet of the document is meant by this", 0);
  }
}

std::vector<Remark> DirectiveDesk::close() {
  std::ranges::stable_sort(continued_);
  std::size_t seen = 0;
  int answer = -1;  // of the last snippet before that is run
  for (const auto& [index, line] : continued_) {
    for (; seen < index; ++seen)
      answer = is_run(snippets_[seen]) ? snippets_[seen].answer : answer;
    if (answer != snippets_[index].answer)
      remark("SC902", "`continue` has no Python before it in this answer", line, index);
  }
  std::vector<Remark> left;
  for (auto& [index, one] : remarks_) {
    if (index != kNone && is_run(snippets_[index]))
      snippets_[index].remarks.push_back(one);
    left.push_back(std::move(one));  // with its line, which a report may leave out of a snippet that works
  }
  std::ranges::stable_sort(left, {}, &Remark::line);
  return left;
}

}  // namespace snipcheck
