#include "sandboxes/confined.hpp"

#include "sandboxes/harness_files.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <sys/syscall.h>
#include <unistd.h>

namespace snipcheck {
namespace {

/// Programs, libraries, headers; how names and certificates are found; what tools ask of the kernel. Nothing of the machine's
/// users: no home, no variable data, no private key.
constexpr std::array kSystem = {"/usr",
                                "/bin",
                                "/sbin",
                                "/lib",
                                "/lib32",
                                "/lib64",
                                "/libx32",
                                "/opt",
                                "/home/linuxbrew/.linuxbrew",
                                "/nix/store",
                                "/gnu/store",
                                "/etc/ld.so.cache",
                                "/etc/ld.so.conf",
                                "/etc/ld.so.conf.d",
                                "/etc/ld.so.preload",
                                "/etc/localtime",
                                "/etc/os-release",
                                "/etc/lsb-release",
                                "/etc/debian_version",
                                "/etc/redhat-release",
                                "/etc/passwd",
                                "/etc/group",
                                "/etc/nsswitch.conf",
                                "/etc/resolv.conf",
                                "/etc/hosts",
                                "/etc/host.conf",
                                "/etc/gai.conf",
                                "/etc/services",
                                "/etc/protocols",
                                "/etc/ssl/certs",
                                "/etc/ssl/cert.pem",
                                "/etc/ssl/ca-bundle.pem",
                                "/etc/ssl/openssl.cnf",
                                "/etc/pki/ca-trust",
                                "/etc/pki/tls/certs",
                                "/etc/pki/tls/cert.pem",
                                "/etc/pki/tls/openssl.cnf",
                                "/var/lib/ca-certificates",
                                "/etc/ca-certificates",
                                "/etc/crypto-policies",
                                "/etc/alternatives",
                                "/etc/mime.types",
                                "/etc/uv",
                                "/etc/pip.conf",
                                "/etc/xdg",
                                "/run/systemd/resolve",
                                "/run/resolvconf",
                                "/proc",
                                "/sys/devices/system/cpu",
                                "/sys/fs/cgroup",
                                "/sys/kernel/mm"};

constexpr long kCreateRuleset = 444;  // landlock_create_ruleset(2)
constexpr int kWithLinks = 2;         // the first version that lets files be linked and moved between folders

void add(std::vector<std::string>& words, const char* option, const std::filesystem::path& path) {
  if (!path.empty())
    words.insert(words.end(), {option, path.string()});
}

}  // namespace

bool can_confine() {
  static const bool can = ::syscall(kCreateRuleset, nullptr, 0, 1U) >= kWithLinks;
  return can;
}

std::vector<std::string> confined(std::vector<std::string> argv, const Reach& reach) {
  if (!can_confine())
    return argv;
  std::vector<std::string> words{cell_program().string(), "confine"};
  for (const char* path : kSystem)
    add(words, "--read", path);
  for (const auto& path : reach.reads)
    add(words, "--read", path);
  for (const auto& path : reach.writes)
    add(words, "--write", path);
  words.emplace_back("--");
  std::ranges::move(argv, std::back_inserter(words));
  return words;
}

}  // namespace snipcheck
