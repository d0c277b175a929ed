#pragma once
/// Files of the repository that travel inside the binary; see cmake/Embed.cmake.
#include <span>
#include <string_view>

namespace snipcheck {

struct EmbeddedFile {
  std::string_view path;  ///< As given to snipcheck_embed(), relative to its folder.
  std::string_view bytes;
};

}  // namespace snipcheck
