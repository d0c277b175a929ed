#include "snippets/documents_in.hpp"

#include "snippets/decode.hpp"
#include "snippets/dump_row.hpp"
#include "snippets/format.hpp"
#include "snippets/json_posts.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace snipcheck {
namespace {

constexpr std::size_t kHead = std::size_t{64} << 10;        // bytes that tell what a file is
constexpr std::size_t kMostTitles = std::size_t{32} << 20;  // bytes of titles that are remembered
constexpr std::size_t kMostKeys = 1'000'000;                // keys that are remembered one by one
constexpr std::string_view kRow = "<row";
constexpr const char* kTooLong = "a post of more than 64 MiB";
static_assert(kMostBytes == std::size_t{64} << 20);

/// The name of the first element, past declaration and comments; "" when there is none. `rest` receives what follows its tag.
std::string_view first_element(std::string_view text, std::string_view& rest) {
  for (text = trim(text); text.starts_with("<?") || text.starts_with("<!"); text = trim(text)) {
    const std::string_view close = text.starts_with("<!--") ? "-->" : ">";
    const auto end = text.find(close);
    if (end == std::string_view::npos)
      return "";
    text.remove_prefix(end + close.size());
  }
  const auto end = text.find('>');
  if (!text.starts_with('<') || end == std::string_view::npos)
    return "";
  rest = trim(text.substr(end + 1));
  const std::string_view tag = text.substr(1, end - 1);
  return tag.substr(0, tag.find_first_of(" \t\r\n/"));
}

bool is_dump(std::string_view head) {
  std::string_view rest;
  const std::string name = lower(first_element(head, rest));
  return (name == "posts" || name == "comments" || name == "posthistory") && rest.starts_with(kRow);
}

bool is_object(std::string_view line) {
  const JsonText json{line};
  return json.root() != nullptr && json.root()->kind == JsonValue::Kind::object;
}

/// One object a line, whatever the file is called.
bool is_json_lines(std::string_view path, std::string_view head) {
  const std::string name = lower(path);
  if (name.ends_with(".jsonl") || name.ends_with(".ndjson"))
    return true;
  if (!name.ends_with(".json") && name != "<stdin>")
    return false;
  const std::size_t end = head.find('\n');
  const std::string_view first = trim(head.substr(0, end));
  return end != std::string_view::npos && first.starts_with('{') && trim(head.substr(end)).starts_with('{') && is_object(first);
}

/// The titles of questions, the oldest of which are forgotten.
class Titles {
 public:
  void remember(const std::string& id, const std::string& title) {
    if (!titles_.emplace(id, title).second)
      return;
    order_.push_back(id);
    for (bytes_ += id.size() + title.size(); bytes_ > kMostTitles; order_.pop_front()) {
      const auto oldest = titles_.find(order_.front());
      bytes_ -= oldest->first.size() + oldest->second.size();
      titles_.erase(oldest);
    }
  }
  [[nodiscard]] std::string of(const std::string& id) const {
    const auto found = titles_.find(id);
    return found == titles_.end() ? "question " + id : found->second;
  }

 private:
  std::unordered_map<std::string, std::string> titles_;
  std::deque<std::string> order_;
  std::size_t bytes_ = 0;
};

/// Keys that no two posts of a file share. Beyond a million posts only rising numbers are known to be new, as dumps have them;
/// any other key then gets its turn in the file.
class Keys {
 public:
  std::string unique(const std::string& key) {
    ++turn_;
    std::int64_t number = 0;
    const std::string_view digits = std::string_view{key}.substr(key.rfind(' ') + 1);
    const bool numbered = std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc{};
    const bool rises = numbered && number > largest_;
    largest_ = rises ? number : largest_;
    const bool is_new = seen_.size() < kMostKeys ? seen_.insert(std::hash<std::string>{}(key)).second : rises;
    return is_new ? key : key + " at " + std::to_string(turn_);
  }

 private:
  std::unordered_set<std::size_t> seen_;
  std::int64_t largest_ = 0;
  std::size_t turn_ = 0;
};

Document document_of(const std::string& path, std::string_view bytes) {
  return {.path = path, .text = decode(bytes), .was_utf8 = escape_invalid_utf8(bytes) == bytes};
}

}  // namespace

/// What is remembered from post to post.
class DocumentsIn::Posts {
 public:
  void name(Document& document, const DumpRow& row) {
    const std::string id = row.text("Id"), type = row.text("PostTypeId"), parent = row.text("ParentId");
    std::string title = row.text("Title");
    if (type == "1")
      titles_.remember(id, title);
    const std::string_view kind = type == "1" ? "question" : type == "2" ? "answer" : type.empty() ? "row" : "post";
    document.key = keys_.unique(std::string{kind} + " " + id);
    document.title = parent.empty() ? std::move(title) : titles_.of(parent);
  }
  void name(Document& document, JsonPost post) {
    document.key = keys_.unique(post.key);
    document.title = std::move(post.title);
  }

 private:
  Titles titles_;
  Keys keys_;
};

DocumentsIn::DocumentsIn(std::string path, Use use)
    : path_(std::move(path)), use_(std::move(use)), posts_(std::make_unique<Posts>()) {}
DocumentsIn::~DocumentsIn() = default;

bool DocumentsIn::feed(std::string_view bytes) {
  bytes_.erase(0, done_);
  done_ = 0;
  bytes_ += bytes;
  if (shape_ == Shape::unknown) {
    if (bytes_.size() < kHead)
      return true;
    const std::string head = decode(std::string_view{bytes_}.substr(0, kHead));
    shape_ = is_dump(head) ? Shape::rows : is_json_lines(path_, head) ? Shape::lines : Shape::whole;
  }
  if (shape_ == Shape::rows)
    take_rows();
  else if (shape_ == Shape::lines)
    take_lines(false);
  return shape_ != Shape::whole || bytes_.size() <= kMostBytes;
}

void DocumentsIn::end() {
  if (shape_ == Shape::unknown) {
    const std::string head = decode(bytes_);
    shape_ = is_dump(head) ? Shape::rows : is_json_lines(path_, head) ? Shape::lines : Shape::whole;
    if (shape_ == Shape::rows)
      take_rows();
  }
  if (shape_ == Shape::whole) {
    take_whole();
  } else if (shape_ == Shape::lines) {
    take_lines(true);
  } else {
    closed_ |= std::string_view{bytes_}.substr(done_).find("</") != std::string_view::npos;
    if (scanned_ > 0)
      hand_on_damage("a row that does not end");
    else if (!closed_)
      hand_on_damage("the dump does not end: it may be cut off");
  }
  if (!handed_on_)
    use_({.path = path_});
}

/// Rows hold no `<` but their own, not even in their values: the next one ends a damaged row.
void DocumentsIn::take_rows() {
  for (;;) {
    const std::string_view rest = std::string_view{bytes_}.substr(done_);
    if (scanned_ == 0) {
      const std::size_t row = rest.find(kRow);
      if (row == std::string_view::npos) {
        const std::size_t kept = std::min(rest.size(), kRow.size() - 1);
        closed_ |= rest.find("</") != std::string_view::npos;
        pass(done_ + rest.size() - kept);
        return;
      }
      pass(done_ + row);
      scanned_ = kRow.size();
      quote_ = 0;
      continue;
    }
    const std::string_view marks = quote_ == 0 ? "\"'<>" : quote_ == '"' ? "\"<" : "'<";
    const std::size_t at = rest.find_first_of(marks, scanned_);
    if (at == std::string_view::npos) {
      scanned_ = rest.size();
      if (rest.size() <= kMostBytes)
        return;
      hand_on_damage(kTooLong);
      pass(bytes_.size());
      scanned_ = 0;
      return;
    }
    scanned_ = at + 1;
    if (rest[at] == '"' || rest[at] == '\'') {
      quote_ = quote_ == 0 ? rest[at] : '\0';
      continue;
    }
    const std::size_t end = rest[at] == '>' ? at + 1 : at;
    scanned_ = 0;
    if (end > kMostBytes) {
      hand_on_damage(kTooLong);
      pass(done_ + end);
      continue;
    }
    Document document = document_of(path_, rest.substr(0, end));
    document.first_line = line_;
    document.first_column = column_;
    if (const auto row = dump_row(document.text))
      posts_->name(document, *row);
    handed_on_ = true;
    use_(document);
    pass(done_ + end);
  }
}

void DocumentsIn::take_lines(bool last) {
  for (;;) {
    const std::string_view rest = std::string_view{bytes_}.substr(done_);
    const std::size_t end = rest.find('\n', scanned_);
    if (end == std::string_view::npos && !last) {
      scanned_ = rest.size();
      if (rest.size() <= kMostBytes && !passing_over_)
        return;
      if (!passing_over_)
        hand_on_damage(kTooLong);
      passing_over_ = true;
      pass(bytes_.size());
      scanned_ = 0;
      return;
    }
    const std::string_view line = rest.substr(0, end);
    if (line.size() > kMostBytes && !std::exchange(passing_over_, true))
      hand_on_damage(kTooLong);
    if (!trim(line).empty() && !passing_over_) {
      Document document = document_of(path_, line);
      document.first_line = line_;
      const JsonText json{document.text};
      for (JsonPost& post : posts_in(json)) {
        Document one = document;
        const std::string_view before = std::string_view{document.text}.substr(0, post.begin);
        one.first_column = code_points(before) + 1;
        one.text = document.text.substr(post.begin, post.end - post.begin);
        posts_->name(one, std::move(post));
        handed_on_ = true;
        use_(one);
      }
      if (json.trouble()) {
        handed_on_ = true;
        use_(document);
      }
    }
    scanned_ = 0;
    passing_over_ = false;
    if (end == std::string_view::npos)
      return;
    pass(done_ + end + 1);
  }
}

void DocumentsIn::take_whole() {
  Document document = document_of(path_, bytes_);
  handed_on_ = true;
  if (format_of(path_, document.text).name != "json")
    return use_(document);
  const JsonText json{document.text};
  std::vector<JsonPost> posts = posts_in(json);
  if (posts.empty())
    return use_(document);
  const Positions positions{document.text};
  for (JsonPost& post : posts) {
    const Place place = positions.of(post.begin);
    Document one{.path = path_,
                 .text = document.text.substr(post.begin, post.end - post.begin),
                 .was_utf8 = document.was_utf8,
                 .first_line = place.line,
                 .first_column = place.column};
    posts_->name(one, std::move(post));
    use_(one);
  }
}

/// Finishes the bytes up to `end`. A line ends with "\n", "\r\n" or "\r".
void DocumentsIn::pass(std::size_t end) {
  const std::string_view passed = std::string_view{bytes_}.substr(done_, end - done_);
  std::size_t begin = 0;
  for (std::size_t at = passed.find_first_of("\r\n"); at != std::string_view::npos; at = passed.find_first_of("\r\n", at + 1)) {
    const std::size_t after = done_ + at + 1;
    if (passed[at] == '\r' && after < bytes_.size() && bytes_[after] == '\n')
      continue;
    ++line_;
    column_ = 1;
    begin = at + 1;
  }
  column_ += code_points(passed.substr(begin));
  done_ = end;
}

void DocumentsIn::hand_on_damage(std::string what) {
  handed_on_ = true;
  use_({.path = path_, .first_line = line_, .damage = std::move(what)});
}

bool for_each_document_in(const std::string& path, std::string_view bytes, const DocumentsIn::Use& use) {
  DocumentsIn documents{path, use};
  if (!documents.feed(bytes))
    return false;
  documents.end();
  return true;
}

}  // namespace snipcheck
