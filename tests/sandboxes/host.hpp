#pragma once
/// This machine as an attack may want to hurt it: a secret, a folder that anybody may write to, servers, another process. What
/// has become of them is looked at from here, whatever the attack says of itself.
#include "support/fd.hpp"
#include "support/temp_dir.hpp"

#include <atomic>
#include <filesystem>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <sys/types.h>

namespace snipcheck::testing {

/// Path to mode, owner, size, time and content.
using Inventory = std::map<std::string, std::string>;
Inventory inventory_of(const std::filesystem::path& folder);

class Host {
 public:
  /// `watched`: folders that have to stay as they are, besides its own. All processes that come from this one are ours to look
  /// at.
  explicit Host(std::vector<std::filesystem::path> watched);
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  Host(Host&&) = delete;
  Host& operator=(Host&&) = delete;

  /// A program with the places of this machine in it: {VAULT}, {PORT}, {FREE_PORT}, {VICTIM}.
  [[nodiscard]] std::string aimed(std::string program) const;
  /// What stands for {PORT}.
  [[nodiscard]] int port() const { return port_; }
  /// A word that nobody may read.
  [[nodiscard]] const std::string& secret() const { return secret_; }

  /// What has been done to it since it was made: "changed /a/b", "reached tcp", "opened a port", "hurt a process", "left process
  /// 12 (python)", "mounted", "used 300 processes", "used 700 MB", "filled 200 MB" (of the files that
  /// are private to a run). Processes are counted as left where no run is going on.
  std::vector<std::string> harm();

 private:
  void sample();
  void look_at_servers(std::vector<std::string>& harm);
  void look_at_victim(std::vector<std::string>& harm) const;
  void look_at_processes(std::vector<std::string>& harm) const;

  TempDir vault_;
  std::vector<std::filesystem::path> watched_;
  std::string secret_ = "hushhush";
  Fd stream_, datagrams_, named_, abstract_, abstract_datagrams_;
  int port_ = 0, free_port_ = 0;
  pid_t victim_ = -1;
  std::vector<Inventory> before_;
  std::string mounts_;
  std::atomic<unsigned long> most_tasks_{0}, most_kilobytes_{0}, most_filled_{0};
  std::atomic<bool> opened_{false}, enough_{false};
  std::jthread sampler_;
};

}  // namespace snipcheck::testing
