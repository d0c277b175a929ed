#include "sandboxes/cell_words.hpp"

#include "sandboxes/cell/messages.hpp"
#include "sandboxes/harness_files.hpp"
#include "sandboxes/moved_python.hpp"
#include "sandboxes/tiers/tier.hpp"
#include "sandboxes/zygote_json.hpp"

#include <array>
#include <fstream>
#include <random>
#include <span>
#include <system_error>

#include <fmt/format.h>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

/// Above the ranges that systems give to containers; each cell takes one of 4,096 ranges at random. Two that take the same
/// still do not see or count each other's processes: both are in user and process namespaces of their own.
constexpr unsigned kFirstUser = 0x7000'0000, kRange = 0x1'0000;
constexpr unsigned kHighestUser = 0x7FFF'FFFF;
constexpr unsigned kFirstInContainer = 50'000, kInContainer = 10'000;  // between accounts and what systems give out by themselves
constexpr unsigned kReader = 1000;                                     // inside: the id of the first slot of runs

/// What a Python of the system and the libraries of any other one need: programs, shared libraries, time zones. The short names
/// are links into /usr almost everywhere, and are shown as such.
constexpr std::array kSystemFolders = {
    "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32", "/usr/share/zoneinfo",
    "/bin",     "/sbin",     "/lib",     "/lib32",     "/lib64",     "/nix/store",  "/gnu/store"};
constexpr std::array kSystemFiles = {"/etc/ld.so.cache"};

/// Where the system's files are seen as they are: what libraries read when they are there, and tells nothing of the machine's
/// users. Refusing it would be seen as an error of the program.
constexpr std::array kPublicFiles = {"/etc/ld.so.conf",
                                     "/etc/ld.so.conf.d",
                                     "/etc/ld.so.preload",
                                     "/etc/localtime",
                                     "/etc/timezone",
                                     "/etc/os-release",
                                     "/etc/nsswitch.conf",
                                     "/etc/gai.conf",
                                     "/etc/host.conf",
                                     "/etc/services",
                                     "/etc/protocols",
                                     "/etc/mime.types",
                                     "/etc/apache2/mime.types",
                                     "/etc/httpd/mime.types",
                                     "/etc/ssl/openssl.cnf",
                                     "/etc/ssl/certs",
                                     "/etc/pki/tls/openssl.cnf",
                                     "/etc/pki/tls/certs",
                                     "/etc/pki/ca-trust/extracted",
                                     "/etc/ca-certificates",
                                     "/etc/crypto-policies",
                                     "/etc/alternatives",
                                     "/etc/python3",
                                     "/etc/python3.7",
                                     "/etc/python3.8",
                                     "/etc/python3.9",
                                     "/etc/python3.10",
                                     "/etc/python3.11",
                                     "/etc/python3.12",
                                     "/etc/python3.13",
                                     "/etc/python3.14",
                                     "/usr/include",
                                     "/usr/local/bin",
                                     "/usr/local/lib",
                                     "/usr/share",
                                     "/proc/cpuinfo",
                                     "/proc/meminfo",
                                     "/proc/stat",
                                     "/sys/devices/system/cpu"};

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

void add_users(Text& text, const CellUsers& users) {
  if (users.count > 0)
    text.add({"users", std::to_string(users.count), std::to_string(users.first)});
}

void add_zygote(Text& text, const CellContent& content) {
  for (const std::string& defence : content.without)
    text.add({"without", defence});
  for (const std::string& setting : content.settings)
    text.add({"set", setting});
  text.add({"greet", content.greeting});
  if (content.command.empty())
    return;
  text.add({"run"});
  for (const std::string& word : content.command)
    text.add({word});
}

bool has_right(int capability) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> data{};
  return ::syscall(SYS_capget, &header, data.data()) == 0 && (data[0].effective >> static_cast<unsigned>(capability) & 1U) != 0;
}

/// Whether these ids are there for us to give: in a container only some are.
bool may_have(unsigned first, unsigned last) {
  std::ifstream map{"/proc/self/uid_map"};
  unsigned long inside = 0, outside = 0, count = 0;
  while (map >> inside >> outside >> count)
    if (inside <= first && last < inside + count)
      return true;
  return false;
}

}  // namespace

CellUsers users_for_a_cell() {
  if (::geteuid() == 0 && may_have(0, kHighestUser))
    return {.count = kRange, .first = kFirstUser + (std::random_device{}() & 0xFFF) * kRange};
  return {};  // in a container with a range of its own
}

CellUsers user_for_a_plain_cell() {
  for (const int right : {CAP_CHOWN, CAP_KILL, CAP_SETGID, CAP_SETUID})
    if (::geteuid() != 0 || !has_right(right))
      return {};
  const unsigned some = std::random_device{}();
  if (may_have(0, kHighestUser))
    return {.count = 1, .first = kFirstUser + some % (kHighestUser - kFirstUser)};
  if (may_have(kFirstInContainer, kFirstInContainer + kInContainer))
    return {.count = 1, .first = kFirstInContainer + some % kInContainer};
  return {};
}

std::string cell_words(const CellContent& content, const CellUsers& users) {
  Text text;
  add_users(text, users);
  for (const char* folder : kSystemFolders)
    show_as_it_is(text, folder);
  for (const char* file : kSystemFiles)
    show_as_it_is(text, file);
  add_own_files(text);
  for (const auto& [ours, theirs] : content.trees)
    text.add({"tree", ours.string(), theirs.string()});
  add_zygote(text, content);
  return text.take();
}

std::string plain_cell_words(const CellContent& content, const CellUsers& user, const fs::path& folder, std::string_view filter) {
  Text text;
  add_users(text, user);
  text.add({"plain", folder.string()});
  text.add({"filter", hex_of(filter)});
  for (const auto& places : {std::span<const char* const>{kSystemFolders}, std::span<const char* const>{kSystemFiles},
                             std::span<const char* const>{kPublicFiles}})
    for (const char* place : places)
      text.add({"tree", place, place});
  for (const auto& [ours, theirs] : content.trees)
    text.add({"tree", ours.string(), theirs.string()});
  add_zygote(text, content);
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

CellContent plain_content_for(const Environment& environment, const fs::path& folder) {
  const fs::path harness = harness_folder();
  const Interpreter& interpreter = environment.interpreter.value();
  CellContent content{.trees = {{harness, harness}, {folder, folder}, {interpreter.prefix, interpreter.prefix}},
                      .settings = settings_for("", folder.string()),
                      .command = {(folder / "bin/python").string(), (harness / "zygote.py").string()}};
  std::erase_if(content.settings, [](const std::string& setting) { return setting.starts_with("HOME="); });  // the cell knows it
  if (interpreter.prefix == "/usr" || interpreter.prefix == "/")
    content.trees.pop_back();  // parts of it are there already; it is not for others to be read whole
  return content;
}

}  // namespace snipcheck
