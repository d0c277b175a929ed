#include "verifier/documents.hpp"

#include "snippets/decode.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iostream>
#include <iterator>
#include <map>
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
constexpr std::uintmax_t kMost = std::uintmax_t{64} << 20;
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

void check_size(std::uintmax_t bytes, const std::string& name) {
  if (bytes > kMost)
    throw UsageError(fmt::format("{}: {} MiB is more than the {} MiB that a document may have", name, bytes >> 20, kMost >> 20));
}

bool is_folder_of_documents(const fs::path& folder) {
  const std::string name = folder.filename().string();
  std::error_code error;
  return !name.starts_with('.') && std::ranges::find(kPassedOver, name) == std::end(kPassedOver) &&
         !fs::exists(folder / "pyvenv.cfg", error);
}

/// The documents below a folder. A folder is entered once, by its own name rather than by a link to it: loops end by themselves.
class Walk {
 public:
  explicit Walk(const fs::path& folder) {
    enter(folder);
    while (!links_.empty()) {
      const fs::path link = std::move(links_.back());
      links_.pop_back();
      enter(link);
    }
    std::ranges::sort(files_);
  }
  [[nodiscard]] const std::vector<fs::path>& files() const { return files_; }

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
        throw UsageError("cannot read " + shown(folder) + ": " + error.message());
    }
  }

  void sort_out(const fs::directory_entry& entry, std::vector<fs::path>& todo) {
    std::error_code error;
    if (entry.is_directory(error) && is_folder_of_documents(entry.path()))
      (entry.is_symlink(error) ? links_ : todo).push_back(entry.path());
    else if (entry.is_regular_file(error) && is_document_name(entry.path()))
      files_.push_back(entry.path());
  }

  std::set<Identity> entered_;
  std::vector<fs::path> links_, files_;
};

/// The distance from a line to a snippet; 0 on it.
int distance(const Snippet& snippet, int line) {
  return line < snippet.start_line ? snippet.start_line - line : std::max(0, line - snippet.end_line);
}

/// The snippets of one document on that line.
std::vector<const Snippet*> on_line(const std::vector<const Snippet*>& snippets, const std::string& document, int line) {
  std::vector<const Snippet*> found;
  for (const Snippet* one : snippets)
    if (distance(*one, line) == 0)
      found.push_back(one);
  if (!found.empty())
    return found;
  const std::string what = fmt::format("{}:{}: there is no snippet on this line", document, line);
  if (snippets.empty())
    throw UsageError(what, "the document has none at all");
  const Snippet& near = **std::ranges::min_element(snippets, {}, [&](const Snippet* one) { return distance(*one, line); });
  throw UsageError(what, fmt::format("the nearest stands on lines {} to {}: {}:{}", near.start_line, near.end_line, document,
                                     near.start_line));
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

Document document_of(std::string path, const std::string& bytes) {
  return {.path = std::move(path), .text = decode(bytes), .was_utf8 = escape_invalid_utf8(bytes) == bytes};
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

void for_each_document(const std::vector<Selector>& selectors, const std::function<void(const Document&)>& use) {
  std::set<Identity> seen;
  const auto add = [&](const fs::path& path) {
    const auto identity = identity_of(path);
    if (identity && !seen.insert(*identity).second)
      return;
    std::error_code error;
    check_size(fs::file_size(path, error), shown(path));
    use(document_of(shown(path), read_file(path)));
  };
  bool read_input = false;
  for (const Selector& selector : selectors) {
    std::error_code error;
    const auto kind = fs::status(selector.path, error).type();
    if (selector.path == "-") {
      if (std::exchange(read_input, true))
        continue;
      const std::string bytes{std::istreambuf_iterator<char>{std::cin}, {}};
      check_size(bytes.size(), shown(selector));
      use(document_of(std::string(kStandardInput), bytes));
    } else if (kind == fs::file_type::not_found) {
      throw UsageError(shown(selector) + ": there is no such file or folder");
    } else if (kind == fs::file_type::directory) {
      if (selector.line)
        throw UsageError(fmt::format("{}:{}: a folder has no lines", shown(selector), *selector.line));
      std::ranges::for_each(Walk{selector.path}.files(), add);
    } else if (kind == fs::file_type::regular) {
      add(selector.path);
    } else {
      throw UsageError(shown(selector) + ": " + (error ? error.message() : "this is no regular file"));
    }
  }
}

std::vector<bool> selection(const std::vector<Snippet>& snippets, const std::vector<Selector>& selectors) {
  std::map<std::string, std::vector<const Snippet*>> in_document;
  for (const Snippet& one : snippets)
    in_document[one.document].push_back(&one);
  std::set<std::string> narrowed;
  std::set<const Snippet*> wanted;
  for (const Selector& selector : selectors)
    if (selector.line) {
      const std::string document = shown(selector);
      narrowed.insert(document);
      const auto found = on_line(in_document[document], document, *selector.line);
      wanted.insert(found.begin(), found.end());
    }
  std::vector<bool> selected;
  for (const Snippet& one : snippets)
    selected.push_back(!narrowed.contains(one.document) || wanted.contains(&one));
  return selected;
}

std::vector<Snippet> select(std::vector<Snippet> snippets, const std::vector<Selector>& selectors) {
  const std::vector<bool> selected = selection(snippets, selectors);
  std::vector<Snippet> out;
  for (std::size_t i = 0; i < snippets.size(); ++i)
    if (selected[i])
      out.push_back(std::move(snippets[i]));
  return out;
}

}  // namespace snipcheck
