#include "snippets/format.hpp"

#include <algorithm>

namespace snipcheck {
namespace format {
#define SNIPCHECK_ENTRY(name) extern const Format name;
#include "snippets/formats.def"
#undef SNIPCHECK_ENTRY
}  // namespace format

namespace {
constexpr const Format* kFormats[] = {
#define SNIPCHECK_ENTRY(name) &format::name,
#include "snippets/formats.def"
#undef SNIPCHECK_ENTRY
};
}  // namespace

std::span<const Format* const> formats() { return kFormats; }

const Format& format_named(std::string_view name) { return **std::ranges::find(kFormats, name, &Format::name); }

const Format& format_of(std::string_view path, std::string_view text) {
  const auto found = std::ranges::find_if(kFormats, [&](const Format* format) { return format->recognises(path, text); });
  return found == std::end(kFormats) ? *kFormats[std::size(kFormats) - 1] : **found;
}

}  // namespace snipcheck
