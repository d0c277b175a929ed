#include "sandboxes/cell/words.hpp"

#include "sandboxes/cell/system.hpp"

#include <algorithm>
#include <cstdlib>

namespace snipcheck::cell {
namespace {

/// Takes the words of a text one by one.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  std::string next() {
    const auto end = rest_.find('\0');
    if (end == std::string_view::npos)
      die("the description of the cell ends in the middle of a word");
    const std::string word{rest_.substr(0, end)};
    rest_.remove_prefix(end + 1);
    return word;
  }
  unsigned number() { return static_cast<unsigned>(std::strtoul(next().c_str(), nullptr, 10)); }
  std::pair<std::string, std::string> pair() {
    std::string first = next();
    return {std::move(first), next()};
  }

 private:
  std::string_view rest_;
};

std::string bytes_of(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(std::strtoul(hex.substr(i, 2).c_str(), nullptr, 16)));
  return bytes;
}

}  // namespace

bool Words::has(std::string_view defence) const { return std::ranges::find(without, defence) == without.end(); }

Words read_words(std::string_view text) {
  Words words;
  for (Reader reader{text}; !reader.at_end();) {
    const std::string what = reader.next();
    if (what == "users") {
      words.users = reader.number();
      words.first_user = reader.number();
    } else if (what == "tree") {
      words.trees.push_back(reader.pair());
    } else if (what == "link") {
      words.links.push_back(reader.pair());
    } else if (what == "file") {
      words.files.push_back(reader.pair());
    } else if (what == "set") {
      words.settings.push_back(reader.next());
    } else if (what == "greet") {
      words.greeting = reader.next();
    } else if (what == "plain") {
      words.plain = reader.next();
    } else if (what == "filter") {
      words.filter = bytes_of(reader.next());
    } else if (what == "without") {
      words.without.push_back(reader.next());
    } else if (what == "run") {
      while (!reader.at_end())
        words.command.push_back(reader.next());
    } else {
      die("the description of the cell has an unknown word");
    }
  }
  return words;
}

}  // namespace snipcheck::cell
