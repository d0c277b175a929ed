#pragma once
/// One way of writing a Report down. To add one: a file in renderers/, a line in renderers.def.
#include <iosfwd>
#include <span>
#include <string_view>

namespace snipcheck {

struct Report;

/// How a rendering may look; only terminals care.
struct Look {
  bool colour = false;
  int width = 100;       ///< Columns.
  bool verbose = false;  ///< Passing and skipped snippets too.
  bool quiet = false;    ///< Findings and the last line only.
};

struct Renderer {
  std::string_view name;       ///< What --report takes, and the file's name in renderers/.
  std::string_view extension;  ///< Of the file written, with its dot.
  void (*render)(const Report&, const Look&, std::ostream&);
};

/// Every renderer, in the order of renderers.def.
std::span<const Renderer* const> renderers();

/// The renderer of that name, or nullptr.
const Renderer* find_renderer(std::string_view name);

}  // namespace snipcheck
