#include "snippets/dump_row.hpp"

#include "support/text.hpp"

#include <pugixml.hpp>

namespace snipcheck {
namespace {

EncodedText encoded(std::string_view value) {
  EncodedText plain;
  plain.add_plain(value, 0);
  return without_entities(plain);
}

}  // namespace

std::string_view DumpRow::field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view{} : found->second;
}

std::string DumpRow::text(const std::string& name) const { return encoded(field(name)).text(); }

std::optional<DumpRow> dump_row(std::string_view row, std::string* why) {
  pugi::xml_document document;
  const pugi::xml_parse_result read = document.load_buffer(row.data(), row.size(), pugi::parse_minimal, pugi::encoding_utf8);
  if (!read) {
    if (why != nullptr)
      *why = lower(read.description());
    return std::nullopt;
  }
  // The parser says that the row is well-formed; where its values stand it does not say.
  DumpRow out;
  std::size_t at = row.find("<row");
  for (;;) {
    const std::size_t equals = at == std::string_view::npos ? at : row.find('=', at);
    const std::size_t open = equals == std::string_view::npos ? equals : row.find_first_of("\"'", equals);
    const std::size_t close = open == std::string_view::npos ? open : row.find(row[open], open + 1);
    if (close == std::string_view::npos)
      return out;
    const std::string_view before = trim(row.substr(at, equals - at));
    out.fields.emplace(before.substr(std::min(before.size(), before.find_last_of(" \t\r\n") + 1)),
                       row.substr(open + 1, close - open - 1));
    at = close + 1;
  }
}

}  // namespace snipcheck
