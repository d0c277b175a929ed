#pragma once
/// Findings of earlier runs, in SQLite: an unchanged snippet is not run again.
#include "reports/report.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace snipcheck {

/// One file, shared by all runs of this user and safe between processes and threads. A file that is damaged or made by
/// another version is put aside and begun anew: a cache never stops a run.
class ResultCache {
 public:
  /// Where it cannot be opened there is no cache: one warning on standard error says so. `day` counts from 1970.
  explicit ResultCache(const std::filesystem::path& file, std::int64_t day = today());
  ResultCache(const ResultCache&) = delete;
  ResultCache& operator=(const ResultCache&) = delete;
  ResultCache(ResultCache&&) noexcept;
  ResultCache& operator=(ResultCache&&) noexcept;
  ~ResultCache();

  [[nodiscard]] std::optional<Finding> find(const std::string& key);
  /// Stored at once, so that a run that is killed keeps what it did. Entries not used for 90 days go.
  void store(const std::string& key, const Finding& finding);

  static std::int64_t today();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace snipcheck
