#include "verifier/documents.hpp"

#include "snippets/documents_in.hpp"
#include "support/error.hpp"
#include "support/text.hpp"
#include "verifier/ignored.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iostream>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtensions[] = {".md",   ".markdown", ".mdx", ".txt",  ".rst",  ".org",
                                            ".html", ".ipynb",    ".xml", ".json", ".jsonl"};
constexpr std::string_view kPassedOver[] = {"node_modules", "build", "__pycache__"};
constexpr std::size_t kPiece = std::size_t{1} << 20;  // bytes read at a time
constexpr std::string_view kStandardInput = "<stdin>";

/// Device and inode: the same for every way to name a file.
using Identity = std::pair<dev_t, ino_t>;

std::optional<Identity> identity_of(const fs::path& path) {
  struct stat facts{};
  return ::stat(path.c_str(), &facts) == 0 ? std::optional<Identity>{{facts.st_dev, facts.st_ino}} : std::nullopt;
}

/// As reports show it: what the user wrote, without "./".
std::string shown(const fs::path& path) { return escape_invalid_utf8(path.lexically_normal().string()); }

std::string shown(const Selector& selector) { return selector.path == "-" ? std::string(kStandardInput) : shown(selector.path); }

bool is_folder_of_documents(const fs::path& folder) {
  const std::string name = folder.filename().string();
  std::error_code error;
  return !name.starts_with('.') && std::ranges::find(kPassedOver, name) == std::end(kPassedOver) &&
         !fs::exists(folder / "pyvenv.cfg", error);
}

/// The documents below a folder, without those that git ignores. A folder is entered once, by its own name rather than by a link
/// to it: loops end by themselves.
class Walk {
 public:
  Walk(fs::path folder, Ignoring ignoring) : top_(std::move(folder)), ignoring_(ignoring) {
    std::error_code error;
    real_top_ = fs::canonical(top_, error);
    enter(top_);
    while (!links_.empty()) {
      const fs::path link = std::move(links_.back());
      links_.pop_back();
      enter(link);
    }
    std::ranges::sort(files_);
  }
  [[nodiscard]] const std::vector<fs::path>& files() const { return files_; }
  [[nodiscard]] const std::vector<Unread>& unread() const { return unread_; }

 private:
  void enter(const fs::path& top) {
    std::vector<fs::path> todo{top};
    while (!todo.empty()) {
      const fs::path folder = std::move(todo.back());
      todo.pop_back();
      const auto identity = identity_of(folder);
      if (!identity || !entered_.insert(*identity).second)
        continue;
      std::error_code error;
      for (const fs::directory_entry& entry : fs::directory_iterator{folder, error})
        sort_out(entry, todo);
      if (error)
        unread_.push_back({shown(folder), "cannot be read: " + error.message()});
    }
  }

  void sort_out(const fs::directory_entry& entry, std::vector<fs::path>& todo) {
    std::error_code error;
    if (entry.is_directory(error) && is_folder_of_documents(entry.path()) && !is_ignored(entry.path(), true))
      (entry.is_symlink(error) ? links_ : todo).push_back(entry.path());
    else if (entry.is_regular_file(error) && is_document_name(entry.path()) && !is_ignored(entry.path(), false))
      files_.push_back(entry.path());
  }

  bool is_ignored(const fs::path& path, bool is_folder) {
    return ignoring_ == Ignoring::as_git && ignored_.holds(real_top_ / path.lexically_relative(top_), is_folder);
  }

  fs::path top_, real_top_;
  Ignoring ignoring_;
  Ignored ignored_;
  std::set<Identity> entered_;
  std::vector<fs::path> links_, files_;
  std::vector<Unread> unread_;
};

/// Hands on the documents of one open file. Returns why it could not be read to its end, or "".
std::string read_documents(std::istream& in, const std::string& name, const DocumentsIn::Use& use) {
  DocumentsIn documents{name, use};
  std::string piece(kPiece, '\0');
  errno = 0;
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0)
    if (!documents.feed(std::string_view{piece}.substr(0, static_cast<std::size_t>(in.gcount()))))
      return fmt::format("more than the {} MiB that a document may have", kMostBytes >> 20);
  if (in.bad())
    return std::string{"cannot be read: "} + std::strerror(errno != 0 ? errno : EIO);
  documents.end();
  return "";
}

/// The distance from a line to a snippet; 0 on it.
int distance(const Snippet& snippet, int line) {
  return line < snippet.start_line ? snippet.start_line - line : std::max(0, line - snippet.end_line);
}

/// A number at the end after a colon, taken off.
std::optional<int> take_number(std::string_view& text) {
  const auto colon = text.rfind(':');
  int number = 0;
  if (colon == std::string_view::npos || colon == 0)
    return std::nullopt;
  const std::string_view digits = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size() || number < 0)
    return std::nullopt;
  text = text.substr(0, colon);
  return number;
}

/// Throws UsageError for what can be neither read nor walked.
void check(const Selector& selector) {
  std::error_code error;
  const auto kind = fs::status(selector.path, error).type();
  if (selector.path == "-")
    return;
  if (kind == fs::file_type::not_found)
    throw UsageError(shown(selector) + ": there is no such file or folder");
  if (kind == fs::file_type::directory && selector.line)
    throw UsageError(fmt::format("{}:{}: a folder has no lines", shown(selector), *selector.line));
  if (kind != fs::file_type::directory && kind != fs::file_type::regular)
    throw UsageError(shown(selector) + ": " + (error ? error.message() : "this is no regular file"));
}

}  // namespace

Selector selector_from(std::string_view argument) {
  std::string_view path = argument;
  std::optional<int> line;
  const auto is_there = [&] {
    std::error_code ignored;
    return fs::exists(fs::path{path}, ignored);
  };
  for (int numbers = 0; numbers < 2 && !is_there(); ++numbers)  // the line, or the column and then the line
    if (const auto number = take_number(path))
      line = number;
  if (line == 0)
    throw UsageError(std::string(argument) + ": lines are counted from 1");
  return {path, line};
}

bool is_document_name(const fs::path& path) {
  const std::string name = lower(path.filename().string());
  if (std::ranges::find(kExtensions, lower(path.extension().string())) == std::end(kExtensions) || name.starts_with('.'))
    return false;
  return !(name.starts_with("requirements") && name.ends_with(".txt")) && !name.starts_with("license") && name != "robots.txt" &&
         name != "cmakelists.txt";
}

std::vector<Unread> for_each_document(const std::vector<Selector>& selectors, Ignoring ignoring,
                                      const std::function<void(const Document&)>& use) {
  std::ranges::for_each(selectors, check);
  std::vector<Unread> unread;
  const auto add = [&](std::istream& in, const std::string& name) {
    if (std::string reason = read_documents(in, name, use); !reason.empty())
      unread.push_back({name, std::move(reason)});
  };
  std::set<Identity> seen;
  const auto add_file = [&](const fs::path& path) {
    const auto identity = identity_of(path);
    if (identity && !seen.insert(*identity).second)
      return;
    errno = 0;
    std::ifstream in{path, std::ios::binary};
    if (in)
      add(in, shown(path));
    else
      unread.push_back({shown(path), std::string{"cannot be read: "} + std::strerror(errno)});
  };
  bool read_input = false;
  for (const Selector& selector : selectors) {
    std::error_code error;
    if (selector.path == "-") {
      if (!std::exchange(read_input, true))
        add(std::cin, std::string(kStandardInput));
    } else if (fs::is_directory(selector.path, error)) {
      const Walk walk{selector.path, ignoring};
      std::ranges::for_each(walk.files(), add_file);
      unread.insert(unread.end(), walk.unread().begin(), walk.unread().end());
    } else {
      add_file(selector.path);
    }
  }
  return unread;
}

void complain(const std::vector<Unread>& unread) {
  std::vector<std::string> reasons;
  bool too_long = false;
  for (const Unread& one : unread) {
    reasons.push_back(one.path + ": " + one.reason);
    too_long |= one.reason.starts_with("more than");
  }
  if (!reasons.empty())
    throw UsageError(join(reasons, "; "),
                     too_long ? "split it; a dump with a row or a line for each post (Posts.xml, .jsonl) may have any size" : "");
}

Selection::Selection(const std::vector<Selector>& selectors) {
  for (const Selector& selector : selectors)
    if (selector.line)
      lines_.push_back({.document = shown(selector), .number = *selector.line});
}

bool Selection::wants(const Snippet& snippet) {
  bool narrowed = false, wanted = false;
  for (Line& line : lines_) {
    if (line.document != snippet.document)
      continue;
    const int here = distance(snippet, line.number);
    narrowed = true;
    wanted |= here == 0;
    if (line.distance < 0 || here < line.distance) {
      line.distance = here;
      line.start = snippet.start_line;
      line.end = snippet.end_line;
    }
  }
  return !narrowed || wanted;
}

void Selection::finish() const {
  for (const Line& line : lines_) {
    const std::string what = fmt::format("{}:{}: there is no snippet on this line", line.document, line.number);
    if (line.distance < 0)
      throw UsageError(what, "the document has none at all");
    if (line.distance > 0)
      throw UsageError(
          what, fmt::format("the nearest stands on lines {} to {}: {}:{}", line.start, line.end, line.document, line.start));
  }
}

std::vector<bool> selection(const std::vector<Snippet>& snippets, const std::vector<Selector>& selectors) {
  Selection wanted{selectors};
  std::vector<bool> selected;
  for (const Snippet& one : snippets)
    selected.push_back(wanted.wants(one));
  wanted.finish();
  return selected;
}

}  // namespace snipcheck
