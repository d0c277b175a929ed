#include "sandboxes/cell_words.hpp"

#include "sandboxes/cell/messages.hpp"
#include "sandboxes/harness_files.hpp"
#include "sandboxes/moved_python.hpp"
#include "sandboxes/tiers/tier.hpp"

#include <array>
#include <fstream>
#include <random>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

/// Above the ranges that systems give to containers; each cell takes one of 4,096 ranges at random. Two that take the same
/// still do not see or count each other's processes: both are in user and process namespaces of their own.
constexpr unsigned kFirstUser = 0x7000'0000, kRange = 0x1'0000;
constexpr unsigned kHighestUser = 0x7FFF'FFFF;
constexpr unsigned kReader = 1000;  // inside: the id of the first slot of runs

/// What a Python of the system and the libraries of any other one need: programs, shared libraries, time zones. The short names
/// are links into /usr almost everywhere, and are shown as such.
constexpr std::array kSystemFolders = {
    "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32", "/usr/share/zoneinfo",
    "/bin",     "/sbin",     "/lib",     "/lib32",     "/lib64",     "/nix/store",  "/gnu/store"};
constexpr std::array kSystemFiles = {"/etc/ld.so.cache"};

class Text {
 public:
  void add(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words)
      text_.append(word).push_back('\0');
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void show_as_it_is(Text& text, const char* path) {
  std::error_code error;
  if (const fs::path target = fs::read_symlink(path, error); !error)
    text.add({"link", target.string(), path});
  else if (fs::exists(path, error))
    text.add({"tree", path, path});
}

/// The few files that libc asks for; nothing of this machine's own. Whichever id a run has, it is called reader.
void add_own_files(Text& text) {
  std::string users = "root:x:0:0:root:/:/bin/false\n", groups = "root:x:0:\n";
  for (unsigned id = kReader; id < kReader + cell::kSlots; ++id) {
    users += fmt::format("reader:x:{0}:{0}:reader:/work:/bin/sh\n", id);
    groups += fmt::format("reader:x:{}:\n", id);
  }
  text.add({"file", "/etc/passwd", users});
  text.add({"file", "/etc/group", groups});
  text.add({"file", "/etc/hosts", "127.0.0.1 localhost snippet\n::1 localhost\n"});
  text.add({"file", "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n"});
}

}  // namespace

CellUsers users_for_a_cell() {
  if (::geteuid() != 0)
    return {};
  std::ifstream map{"/proc/self/uid_map"};
  unsigned long inside = 0, outside = 0, count = 0;
  while (map >> inside >> outside >> count)
    if (inside == 0 && count > kHighestUser)
      return {.count = kRange, .first = kFirstUser + (std::random_device{}() & 0xFFF) * kRange};
  return {};  // in a container with a range of its own
}

std::string cell_words(const CellContent& content, const CellUsers& users) {
  Text text;
  if (users.count > 0)
    text.add({"users", std::to_string(users.count), std::to_string(users.first)});
  for (const char* folder : kSystemFolders)
    show_as_it_is(text, folder);
  for (const char* file : kSystemFiles)
    show_as_it_is(text, file);
  add_own_files(text);
  for (const auto& [ours, theirs] : content.trees)
    text.add({"tree", ours.string(), theirs.string()});
  for (const std::string& setting : content.settings)
    text.add({"set", setting});
  text.add({"greet", content.greeting});
  if (!content.command.empty()) {
    text.add({"run"});
    for (const std::string& word : content.command)
      text.add({word});
  }
  return text.take();
}

CellContent content_for(const Environment& environment, const fs::path& folder) {
  const std::string place = "/env/" + environment.name;
  CellContent content{.trees = {{harness_folder(), "/harness"}, {folder, place}},
                      .settings = settings_for("/work", place),
                      .command = {place + "/bin/python", "/harness/zygote.py"}};
  const Interpreter& interpreter = environment.interpreter.value();
  if (is_moved(interpreter)) {
    const std::string python{kPythonInBox};
    content.trees.emplace_back(interpreter.prefix, python);
    for (const char* replaced : {"bin", "pyvenv.cfg"})
      content.trees.emplace_back(folder / kForBox / replaced, fs::path{place} / replaced);
    content.settings.push_back("LD_LIBRARY_PATH=" + python + "/lib");  // a shared libpython is looked for at its old place
  } else if (interpreter.prefix == "/usr/local") {
    for (const char* part : {"/usr/local/bin", "/usr/local/lib"})
      content.trees.emplace_back(part, part);
  }
  return content;
}

}  // namespace snipcheck
