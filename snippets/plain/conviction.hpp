#pragma once
/// Whether lines that may be code are code, taken together and seen where they stand.
#include "snippets/plain/code_lines.hpp"
#include "snippets/plain/program.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace snipcheck {

/// The text around a run.
struct Neighbours {
  std::span<const std::string_view> lines;
  const std::vector<bool>& taken;
  Belief belief;
};

/// A strong line, two fair ones, a block with its body, or a single statement that the line above announces; but no list of
/// names, calls and returns that prose speaks of.
bool convinces(const Run& run, const Neighbours& around);

/// `or`, `or, in a blueprint:`: what stands between two ways to write the same.
bool joins_alternatives(std::string_view line);

/// Whether nothing goes on from above into line `first`: the edge, a blank line, a question, a lead-in or a joining word is
/// above.
bool parts_above(std::span<const std::string_view> lines, std::size_t first);

/// Whether nothing goes on below the line before `end`: the edge, a blank line, a question or a joining word is below.
bool parts_below(std::span<const std::string_view> lines, std::size_t end);

/// `request.headers["X"].split()[1]` as a paragraph of its own: an expression that nobody writes but in Python.
bool is_telling_expression(std::string_view line);

/// `request.headers.get` and the like: names with dots between them that name no file.
bool is_attribute(std::string_view line);

/// Whether the nearest line of text above or below the lines `first` up to `end` is a name such as `request.args` too: names that
/// prose lists, one in a paragraph.
bool among_names(std::span<const std::string_view> lines, std::size_t first, std::size_t end);

}  // namespace snipcheck
