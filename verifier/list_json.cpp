#include "verifier/list_json.hpp"

#include "support/text.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

using Json = nlohmann::ordered_json;

Json text(std::string_view value) { return escape_invalid_utf8(value); }

Json text_or_null(const std::optional<std::string>& value) { return value ? text(*value) : Json(nullptr); }

Json to_json(const Question& question) {
  return {{"number", question.number ? Json(*question.number) : Json(nullptr)},
          {"title", text(question.title)},
          {"line", question.line}};
}

Json to_json(const Snippet& snippet) {
  Json directives = Json::array();
  for (const std::string& directive : snippet.directives.texts)
    directives.push_back(text(directive));
  return {{"id", snippet.id},
          {"document", text(snippet.document)},
          {"start_line", snippet.start_line},
          {"end_line", snippet.end_line},
          {"start_column", snippet.start_column},
          {"language", snippet.language},
          {"role", snippet.role ? Json(to_string(*snippet.role)) : Json(nullptr)},
          {"label", text(snippet.label)},
          {"fenced", snippet.fenced},
          {"repaired", snippet.repaired},
          {"file", text_or_null(snippet.file)},
          {"part", snippet.in_question ? "question" : "answer"},
          {"skip", text_or_null(snippet.skip)},
          {"directives", std::move(directives)},
          {"question", snippet.question ? to_json(*snippet.question) : Json(nullptr)},
          {"code", text(snippet.code)}};
}

}  // namespace

ListWriter::ListWriter(Write write) : write_(std::move(write)) {
  write_("{\n \"schema\": \"snipcheck.list/1\",\n \"snippets\": [");
}

void ListWriter::add(const Snippet& snippet) {
  const std::string json = replace_all(to_json(snippet).dump(1), "\n", "\n  ");
  write_((first_ ? "\n  " : ",\n  ") + json);
  first_ = false;
}

void ListWriter::end() { write_(first_ ? "]\n}\n" : "\n ]\n}\n"); }

}  // namespace snipcheck
