#include "sandboxes/cell/confine.hpp"

#include "sandboxes/cell/system.hpp"

#include <array>
#include <cstdint>

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace snipcheck::cell {
namespace {

// Written out: the headers that we are built with may be older than the kernel that we meet. landlock(7) explains each.
constexpr long kCreateRuleset = 444, kAddRule = 445, kRestrictSelf = 446;  // the same on every architecture
constexpr std::uint64_t kExecute = 1, kWriteFile = 2, kReadFile = 4, kReadDir = 8, kRefer = 1 << 13, kTruncate = 1 << 14,
                        kIoctl = 1 << 15;
constexpr std::uint64_t kFirstVersion = (1 << 13) - 1;
constexpr std::uint64_t kOfFiles = kExecute | kWriteFile | kReadFile | kTruncate | kIoctl;
constexpr std::uint64_t kScopeSockets = 1, kScopeSignals = 2;

struct Ruleset {
  std::uint64_t files, network, scoped;
};
struct [[gnu::packed]] Below {
  std::uint64_t allowed;
  std::int32_t parent;
};

std::uint64_t handled_by(int version) {
  return kFirstVersion | (version >= 2 ? kRefer : 0) | (version >= 3 ? kTruncate : 0) | (version >= 5 ? kIoctl : 0);
}

/// What is not there needs no rule.
void allow(int ruleset, const std::string& path, std::uint64_t what) {
  const int fd = ::open(path.c_str(), O_PATH | O_CLOEXEC);
  struct stat kind{};
  if (fd < 0 || ::fstat(fd, &kind) != 0)
    return;
  const Below rule{S_ISDIR(kind.st_mode) ? what : what & kOfFiles, fd};
  must(::syscall(kAddRule, ruleset, 1, &rule, 0U), path.c_str());
  ::close(fd);
}

void filter_calls(const std::string& filter) {
  std::vector<sock_filter> instructions(filter.size() / sizeof(sock_filter));
  filter.copy(reinterpret_cast<char*>(instructions.data()), instructions.size() * sizeof(sock_filter));
  const sock_fprog program{static_cast<unsigned short>(instructions.size()), instructions.data()};
  must(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0), "filtering system calls");
}

}  // namespace

int landlock_version() {
  const long version = ::syscall(kCreateRuleset, nullptr, 0, 1U);
  return version < 0 ? 0 : static_cast<int>(version);
}

void confine_files(const Words& words, const std::vector<std::string>& own) {
  must(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "giving up what programs may gain");
  const int version = landlock_version();
  const std::uint64_t handled = handled_by(version);
  const Ruleset wanted{handled, 0, words.has("scope") && words.has("scoping") ? kScopeSockets | kScopeSignals : 0};
  const std::size_t size = version >= 6 ? sizeof wanted : version >= 4 ? 16 : 8;
  const int ruleset = static_cast<int>(must(::syscall(kCreateRuleset, &wanted, size, 0U), "rules of Landlock"));
  for (const auto& [ours, theirs] : words.trees)
    allow(ruleset, ours, kExecute | kReadFile | kReadDir);
  for (const char* device : {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"})
    allow(ruleset, device, (kReadFile | kWriteFile | kTruncate) & handled);
  for (const std::string& folder : own)
    allow(ruleset, folder, handled);
  must(::syscall(kRestrictSelf, ruleset, 0U), "keeping rules of Landlock");
  ::close(ruleset);
}

void confine(const Words& words, const std::vector<std::string>& own) {
  must(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "giving up what programs may gain");
  if (words.has("files"))
    confine_files(words, own);
  if (words.has("calls"))
    filter_calls(words.filter);
}

}  // namespace snipcheck::cell
