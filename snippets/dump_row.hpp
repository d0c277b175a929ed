#pragma once
/// A row of a Stack Exchange data dump: `<row Id="18" PostTypeId="2" ParentId="17" Body="&lt;p&gt;..." />`.
/// Its fields are described at https://meta.stackexchange.com/questions/2677.
#include "snippets/encoded_text.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace snipcheck {

struct DumpRow {
  std::map<std::string, std::string_view> fields;  ///< As they stand, entities and all; views of the row.

  [[nodiscard]] std::string_view field(const std::string& name) const;
  /// What a field says.
  [[nodiscard]] std::string text(const std::string& name) const;
};

/// Takes a row apart: from `<row` on, up to `/>` or the end of its opening tag. Nothing when it is no well-formed one; `why`,
/// when given, receives the reason.
std::optional<DumpRow> dump_row(std::string_view row, std::string* why = nullptr);

}  // namespace snipcheck
