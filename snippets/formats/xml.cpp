/// XML: a row of a Stack Exchange dump, listings of DocBook, and the pages that feeds carry.
#include "snippets/dump_row.hpp"
#include "snippets/encoded_outline.hpp"
#include "snippets/format.hpp"
#include "snippets/formats/html_code.hpp"
#include "support/text.hpp"

#include <algorithm>

#include <pugixml.hpp>

namespace snipcheck {
namespace {

constexpr std::string_view kQuestionRow = "1";  // PostTypeId; 2 is an answer, the others (wikis, tags) have no code to run

bool recognises(std::string_view path, std::string_view text) {
  const std::string_view head = trim(text.substr(0, 200));
  return (lower(path).ends_with(".xml") || path == "<stdin>") && (head.starts_with("<?xml") || head.starts_with('<'));
}

/// The page of a post. What a comment says in passing is no snippet.
Outline outline_of_row(std::string_view text) {
  EncodedOutline out{text};
  std::string why;
  const auto row = dump_row(text, &why);
  if (!row)
    out.add_remark(0, "a row that cannot be read: " + why);
  else if (const std::string_view body = row->field("Body"); !body.empty()) {
    EncodedText raw;
    raw.add_plain(body, static_cast<std::size_t>(body.data() - text.data()));
    out.add_text(without_entities(raw), format_named("html"),
                 row->field("PostTypeId") == kQuestionRow ? Part::question : Part::answer);
  }
  return out.finish();
}

/// Elements whose text is code: of DocBook, XHTML and others.
bool holds_code(std::string_view name) {
  static constexpr std::string_view known[] = {"programlisting", "screen", "pre", "codeblock", "source", "listing", "synopsis"};
  return is_any_of(name.substr(name.find(':') + 1), known);
}

/// Elements of RSS and Atom whose text is a page.
bool holds_page(std::string_view name) {
  static constexpr std::string_view known[] = {"content:encoded", "description", "content", "summary", "body"};
  return is_any_of(name, known);
}

/// The text of an element: of each piece, what stands in the document from its first byte on.
EncodedText text_of(const pugi::xml_node& element, std::string_view document) {
  EncodedText out;
  std::vector<pugi::xml_node> open{element};
  while (!open.empty()) {
    const pugi::xml_node node = open.back();
    open.pop_back();
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
    if (node.type() == pugi::node_cdata) {
      out.add_plain(document.substr(offset, document.find("]]>", offset) - offset), offset);
    } else if (node.type() == pugi::node_pcdata) {
      EncodedText raw;
      raw.add_plain(document.substr(offset, document.find('<', offset) - offset), offset);
      const EncodedText read = without_entities(raw);
      out.add_part(read, 0, read.text().size());
    }
    for (pugi::xml_node child = node.last_child(); child; child = child.previous_sibling())
      open.push_back(child);
  }
  return out;
}

std::string label_of_element(const pugi::xml_node& element) {
  for (const char* name : {"language", "outputclass", "lang", "class"})
    if (const std::string_view value = element.attribute(name).value(); !value.empty())
      return std::string{value.starts_with("language-") ? value.substr(9) : value};
  return "";
}

Outline outline(std::string_view text) {
  if (trim(text).starts_with("<row"))
    return outline_of_row(text);
  EncodedOutline out{text};
  pugi::xml_document document;
  const auto flags = pugi::parse_cdata | pugi::parse_ws_pcdata_single;
  const pugi::xml_parse_result read = document.load_buffer(text.data(), text.size(), flags, pugi::encoding_utf8);
  if (!read) {
    out.add_remark(static_cast<std::size_t>(std::max<std::ptrdiff_t>(read.offset, 0)), "not XML: " + lower(read.description()));
    return out.finish();
  }
  for (pugi::xml_node node = document.first_child(); node;) {
    const std::string_view name = node.name();
    bool inside = false;  // what stands below is done
    if (holds_code(name)) {
      out.add_code(text_of(node, text), label_of_element(node));
      inside = true;
    } else if (name == "title") {
      out.add_heading(text_of(node, text), 1);
      inside = true;
    } else if (holds_page(name) && (node.first_child().type() == pugi::node_cdata || node.first_child() == node.last_child())) {
      const EncodedText page = text_of(node, text);
      if (page.text().find("<pre") != std::string::npos) {
        out.add_text(page, format_named("html"));
        inside = true;
      }
    }
    if (!inside && node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node && !node.next_sibling())
      node = node.parent();
    node = node ? node.next_sibling() : node;
  }
  return out.finish();
}

}  // namespace

namespace format {
extern const Format xml;
const Format xml{"xml", recognises, outline};
}  // namespace format
}  // namespace snipcheck
