#pragma once
/// Where directives stand: the lines between the blocks of a document, and the blocks themselves.
#include "snippets/directives.hpp"
#include "snippets/format.hpp"
#include "snippets/snippet.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// A word with its line of the text.
struct PlacedWord {
  DirectiveWord word;
  int line = 0;    ///< Where it stands.
  int below = 0;   ///< The first line on which the block that it is for may begin.
  int answer = 0;  ///< Which answer of the document the line belongs to.
};

/// The directives among the lines that belong to no block: HTML, MDX, Jinja, reST, MyST, AsciiDoc and org comments, Markdown's
/// `[//]: # (...)`, and lines of their own. `taken` is parallel to the lines. In order of their lines; `answer` is left 0.
std::vector<PlacedWord> directives_between(std::span<const std::string_view> lines, const std::vector<bool>& taken,
                                           std::span<const CodeBlock> blocks);

/// Whether a block that was found in plain text is nothing but directives in comments.
bool is_directive_alone(const CodeBlock& block);

/// The directives that a block carries itself: in its info string, among its tags, in comments of its Python.
/// `snippet` is what became of the block; its lines are those of the text.
std::vector<PlacedWord> directives_within(const CodeBlock& block, const Snippet& snippet);

/// The code without directives, so that adding one does not make it another snippet.
std::string without_directives(std::string_view code);

}  // namespace snipcheck
