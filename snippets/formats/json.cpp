#include "snippets/encoded_outline.hpp"
#include "snippets/format.hpp"
#include "snippets/json_posts.hpp"
#include "support/digest.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

using Name = std::string_view;
using Kind = JsonValue::Kind;

constexpr Name kQuestion[] = {"question", "instruction", "input", "prompt", "query", "question_body", "problem"};
constexpr Name kAnswer[] = {"answer",      "output",      "response", "completion",   "accepted_answer",
                            "best_answer", "answer_body", "solution", "chosen_answer"};
constexpr Name kText[] = {"text", "content", "markdown", "html", "selftext"};
constexpr Name kConversation[] = {"messages", "conversations", "conversation"};

/// A piece of a post: where it stands and what it is.
struct Piece {
  const JsonValue* value = nullptr;
  Part part = Part::answer;
  bool body_markdown = false;
};

bool says_something(const JsonText& json, const JsonValue& value) {
  return value.kind == Kind::string && !trim(json.string(value)).empty();
}

/// Of several lines: a word in a configuration is no post.
bool is_long(const JsonText& json, const JsonValue& value) { return json.string(value).find('\n') != std::string::npos; }

/// Members by their names in lower case.
const JsonValue* member(const JsonText& json, const JsonValue& object, std::initializer_list<Name> names) {
  for (const Name name : names)
    for (const JsonValue* child : json.children(object))
      if (lower(json.name(*child)) == name)
        return child;
  return nullptr;
}

bool has_any(const JsonText& json, const JsonValue& object, std::initializer_list<Name> names) {
  return member(json, object, names) != nullptr;
}

/// What is said in a conversation, by whom.
void add_turns(const JsonText& json, const JsonValue& turns, std::vector<Piece>& pieces) {
  for (const JsonValue* turn : json.children(turns)) {
    const JsonValue* who = member(json, *turn, {"role", "from"});
    const JsonValue* what = member(json, *turn, {"content", "value"});
    if (who == nullptr || what == nullptr)
      continue;
    const std::string speaker = lower(json.string(*who));
    const Part part = speaker == "assistant" || speaker == "gpt" || speaker == "model" ? Part::answer : Part::question;
    if (what->kind != Kind::array)
      pieces.push_back({what, part});
    else  // a list of {"type": "text", "text": ...}
      for (const JsonValue* item : json.children(*what))
        if (const JsonValue* text = member(json, *item, {"text"}); text != nullptr)
          pieces.push_back({text, part});
  }
}

/// The texts of one post in the order in which they stand; those of posts inside of it are their own.
std::vector<Piece> pieces_of(const JsonText& json, const JsonValue& object) {
  if (object.kind != Kind::object)
    return {};
  const bool is_question = has_any(json, object, {"question_id"}) && !has_any(json, object, {"answer_id"});
  const JsonValue* body = member(json, object, {"body"});
  std::vector<Piece> pieces;
  for (const JsonValue* child : json.children(object)) {
    const std::string name = lower(json.name(*child));
    if (is_any_of(name, kConversation) && child->kind == Kind::array)
      add_turns(json, *child, pieces);
    else if (child == body || (name == "body_markdown" && body == nullptr))
      pieces.push_back({child, is_question ? Part::question : Part::answer, name == "body_markdown"});
    else if (is_any_of(name, kQuestion))
      pieces.push_back({child, Part::question});
    else if (name == "answers")  // those that are objects are posts of their own
      std::ranges::transform(json.children(*child), std::back_inserter(pieces),
                             [](const JsonValue* each) { return Piece{each}; });
    else if (is_any_of(name, kAnswer) || (is_any_of(name, kText) && is_long(json, *child)))
      pieces.push_back({child});
  }
  std::erase_if(pieces, [&](const Piece& piece) { return !says_something(json, *piece.value); });
  const auto any = [&](auto holds) { return std::ranges::any_of(pieces, holds); };
  const bool both_sides = any([](const Piece& piece) { return piece.part == Part::question; }) &&
                          any([](const Piece& piece) { return piece.part == Part::answer; });
  const bool is_post = body != nullptr || both_sides || any([&](const Piece& piece) { return is_long(json, *piece.value); });
  return is_post ? pieces : std::vector<Piece>{};
}

/// An identifier as text; "" of what is none.
std::string identifier(const JsonText& json, const JsonValue* value) {
  if (value == nullptr)
    return "";
  return value->kind == Kind::integer ? std::to_string(value->integer) : json.string(*value);
}

/// What survives when other posts come and go: an identifier, or else the words of the question.
std::string key_of(const JsonText& json, const JsonValue& object, const std::vector<Piece>& pieces) {
  static constexpr std::pair<Name, Name> names[] = {{"answer_id", "answer"}, {"question_id", "question"},
                                                    {"id", "post"},          {"post_id", "post"},
                                                    {"_id", "post"},         {"uuid", "post"}};
  for (const auto& [name, kind] : names)
    if (const std::string id = identifier(json, member(json, object, {name})); !id.empty())
      return std::string{kind} + " " + id;
  Digest digest;
  bool asked = false;
  for (const Piece& piece : pieces) {
    if (piece.part != Part::question && asked)
      break;
    digest.add("text", json.string(*piece.value));
    asked = true;
  }
  return "post " + digest.hex().substr(0, 16);
}

std::string title_of(const JsonText& json, const JsonValue& object, const std::string& around) {
  if (const JsonValue* title = member(json, object, {"title"}); title != nullptr && title->kind == Kind::string)
    return std::string{trim(without_entities(json.encoded(*title)).text())};
  for (const Name name : {"question", "instruction", "prompt", "query", "problem"})
    if (const JsonValue* asked = member(json, object, {name}); asked != nullptr && says_something(json, *asked))
      if (const std::string words = json.string(*asked); trim(words).find('\n') == std::string_view::npos && words.size() < 300)
        return std::string{trim(words)};
  return around;
}

/// Adds the post, and the answers in it; `question` is the title of the post that an answer stands in.
void add_post(const JsonText& json, const JsonValue& object, const std::string* question, std::vector<JsonPost>& posts) {
  if (object.kind != Kind::object)
    return;
  const std::string title = title_of(json, object, question == nullptr ? "" : *question);
  if (const auto pieces = pieces_of(json, object); !pieces.empty())
    posts.push_back({object.begin, object.end, key_of(json, object, pieces), title});
  if (const JsonValue* answers = member(json, object, {"answers"}); answers != nullptr && question == nullptr)
    for (const JsonValue* answer : json.children(*answers))
      add_post(json, *answer, &title, posts);
}

bool recognises(std::string_view path, std::string_view text) {
  const std::string name = lower(path);
  if (name.ends_with(".json") || name.ends_with(".jsonl") || name.ends_with(".ndjson"))
    return true;
  const std::string_view head = trim(text.substr(0, 200));
  const bool opens = head.starts_with('{') || head.starts_with('[');
  const std::string_view next = opens ? trim(head.substr(1)) : "";
  return name == "<stdin>" && (next.starts_with('"') || next.starts_with('{') || next.starts_with('}'));
}

/// Of one post: a document of several is taken apart before (documents_in.hpp).
Outline outline(std::string_view text) {
  const JsonText json{text};
  EncodedOutline out{text};
  if (json.trouble())
    out.add_remark(json.trouble()->offset, "not JSON: " + json.trouble()->what);
  if (json.root() == nullptr)
    return out.finish();
  for (const Piece& piece : pieces_of(json, *json.root())) {
    EncodedText words = json.encoded(*piece.value);
    if (piece.body_markdown)
      words = without_entities(words);
    out.add_text(words, piece.body_markdown ? format_named("markdown") : format_by_content(words.text()), piece.part);
  }
  return out.finish();
}

}  // namespace

std::vector<JsonPost> posts_in(const JsonText& json) {
  std::vector<JsonPost> posts;
  const JsonValue* root = json.root();
  if (root == nullptr)
    return posts;
  add_post(json, *root, nullptr, posts);
  if (!posts.empty())
    return posts;
  for (const JsonValue* child : json.children(*root)) {
    if (root->kind == Kind::array)
      add_post(json, *child, nullptr, posts);
    else if (child->kind == Kind::array)
      for (const JsonValue* item : json.children(*child))
        add_post(json, *item, nullptr, posts);
  }
  return posts;
}

namespace format {
extern const Format json;
const Format json{"json", recognises, outline};
}  // namespace format
}  // namespace snipcheck
