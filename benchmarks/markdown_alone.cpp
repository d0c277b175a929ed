#include "benchmarks/markdown_alone.hpp"

#include <memory>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

namespace snipcheck::bench {
namespace {

struct Free {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
  void operator()(cmark_node* node) const { cmark_node_free(node); }
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

}  // namespace

std::size_t code_blocks_by_cmark(std::string_view text, std::string_view label) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, Free> parser{cmark_parser_new(CMARK_OPT_DEFAULT)};
  cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension("table"));
  cmark_parser_feed(parser.get(), text.data(), text.size());
  const std::unique_ptr<cmark_node, Free> tree{cmark_parser_finish(parser.get())};
  const std::unique_ptr<cmark_iter, Free> iterator{cmark_iter_new(tree.get())};
  std::size_t count = 0;
  for (cmark_event_type event = CMARK_EVENT_NONE; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK &&
        std::string_view{cmark_node_get_fence_info(node)}.starts_with(label))
      ++count;
  }
  return count;
}

}  // namespace snipcheck::bench
