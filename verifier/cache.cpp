#include "verifier/cache.hpp"

#include "reports/report_json.hpp"
#include "support/file.hpp"
#include "verifier/sqlite.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

/// Of the tables below; any other number in a file means another version of snipcheck.
constexpr int kSchema = 1;
constexpr int kDaysKept = 90;
constexpr std::size_t kStampsAtOnce = 1000;

/// `used` and `cleaned` are days since 1970; `meta` has one row.
constexpr const char* kTables = R"sql(
  CREATE TABLE finding (key TEXT PRIMARY KEY, json TEXT NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE meta (cleaned INTEGER NOT NULL);
  INSERT INTO meta VALUES (0);
)sql";

/// Makes the tables of a new file. Throws SqliteError when it is another version's.
void make_tables(Database& database) {
  if (database.number("PRAGMA user_version") == 0) {
    Transaction transaction{database};
    if (database.number("PRAGMA user_version") == 0) {  // no other process was quicker
      database.run(kTables);
      database.run("PRAGMA user_version = " + std::to_string(kSchema));
    }
    transaction.commit();
  }
  database.number("SELECT cleaned FROM meta");
  if (database.number("PRAGMA user_version") != kSchema)
    throw SqliteError(1, "it was made by another version");
}

/// Deletes, once a day, what nobody used for long.
void clean(Database& database, std::int64_t day) {
  if (database.number("SELECT cleaned FROM meta") >= day)
    return;
  Transaction transaction{database};
  database.run("DELETE FROM finding WHERE used < " + std::to_string(day - kDaysKept));
  database.run("UPDATE meta SET cleaned = " + std::to_string(day));
  transaction.commit();
}

/// Renames the file, with the two that SQLite keeps beside it, so that a new one can be begun.
void put_aside(const fs::path& file) {
  for (const char* part : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    fs::rename(file.string() + part, file.string() + ".damaged" + part, ignored);
  }
}

}  // namespace

struct ResultCache::State {
  fs::path file;
  std::int64_t day = 0;
  std::mutex mutex;
  std::unique_ptr<Database> database;  // null: there is no cache
  SqliteStatement look_up, insert, stamp, remove;
  std::vector<std::string> to_stamp;

  /// Throws SqliteError.
  void open() {
    close();
    auto opened = std::make_unique<Database>(file);
    make_tables(*opened);
    clean(*opened, day);
    look_up = opened->prepare("SELECT json, used FROM finding WHERE key = ?1");
    insert = opened->prepare("INSERT OR REPLACE INTO finding VALUES (?1, ?2, ?3)");
    stamp = opened->prepare("UPDATE finding SET used = ?2 WHERE key = ?1");
    remove = opened->prepare("DELETE FROM finding WHERE key = ?1");
    database = std::move(opened);
  }

  void close() {
    for (SqliteStatement* statement : {&look_up, &insert, &stamp, &remove})
      *statement = {};
    database = nullptr;
  }

  /// Opens the file or, where that is damaged (or known to be), a new one in its place. One process at a time, since only one can
  /// make the tables.
  void begin(bool is_damaged) {
    const FileLock lock{file.string() + ".lock"};
    if (!is_damaged) {
      try {
        return open();
      } catch (const SqliteError& error) {
        if (!error.is_damage())
          throw;
      }
    }
    close();
    put_aside(file);
    open();
  }

  /// Does without a cache from now on, and says so once.
  void give_up(const std::exception& error) {
    close();
    std::fprintf(stderr, "snipcheck: warning: results are not cached: %s: %s\n", file.c_str(), error.what());
  }

  /// Does `work` and whatever happens lets the run go on: a damaged file is begun anew, any other trouble ends the caching.
  template <typename Work>
  void attempt(Work work) {
    try {
      try {
        work();
      } catch (const SqliteError& error) {
        if (error.is_damage())
          begin(true);
        else if (!error.is_busy())  // others write more than this one can wait for: this once it is not remembered
          throw;
      }
    } catch (const std::exception& error) {
      give_up(error);
    }
  }

  void write_stamps() {
    attempt([&] {
      Transaction transaction{*database};
      for (const std::string& key : to_stamp) {
        stamp.bind(1, key).bind(2, day).step();
        stamp.reset();
      }
      transaction.commit();
    });
    to_stamp.clear();
  }
};

std::int64_t ResultCache::today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count();
}

ResultCache::ResultCache(const fs::path& file, std::int64_t day) : state_(std::make_unique<State>()) {
  state_->file = file;
  state_->day = day;
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  try {
    state_->begin(false);
  } catch (const std::exception& error) {
    state_->give_up(error);
  }
}

ResultCache::ResultCache(ResultCache&&) noexcept = default;
ResultCache& ResultCache::operator=(ResultCache&&) noexcept = default;

ResultCache::~ResultCache() {
  if (state_ && state_->database && !state_->to_stamp.empty())
    state_->write_stamps();
}

std::optional<Finding> ResultCache::find(const std::string& key) {
  const std::lock_guard lock{state_->mutex};
  std::optional<Finding> found;
  if (!state_->database)
    return found;
  state_->attempt([&] {
    const bool is_there = state_->look_up.bind(1, key).step();
    const std::string json = is_there ? state_->look_up.text(0) : "";
    const bool stale_stamp = is_there && state_->look_up.number(1) != state_->day;
    state_->look_up.reset();
    if (!is_there)
      return;
    try {
      found = finding_from_json(json);
      if (stale_stamp)
        state_->to_stamp.push_back(key);
    } catch (const std::exception&) {  // not what this version writes
      state_->remove.bind(1, key).step();
      state_->remove.reset();
    }
  });
  if (state_->database && state_->to_stamp.size() >= kStampsAtOnce)
    state_->write_stamps();
  return found;
}

void ResultCache::store(const std::string& key, const Finding& finding) {
  const std::lock_guard lock{state_->mutex};
  if (!state_->database)
    return;
  const std::string json = finding_to_json(finding);
  state_->attempt([&] {
    state_->insert.bind(1, key).bind(2, json).bind(3, state_->day).step();
    state_->insert.reset();
  });
}

}  // namespace snipcheck
