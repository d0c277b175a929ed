#pragma once
/// The little of SQLite that the result cache needs, with failures as exceptions and handles that close themselves.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace snipcheck {

/// What SQLite could not do.
class SqliteError : public std::runtime_error {
 public:
  SqliteError(int result, const std::string& message);
  /// The file is no database, or none of ours: another can take its place.
  [[nodiscard]] bool is_damage() const;
  /// Another process held it for longer than this one waits.
  [[nodiscard]] bool is_busy() const;

 private:
  int code_;
};

/// A prepared statement; usable again after each row that was taken.
class SqliteStatement {
 public:
  SqliteStatement() = default;
  SqliteStatement(sqlite3* database, const char* sql);
  SqliteStatement& bind(int index, const std::string& text);  ///< `text` has to live until the next step.
  SqliteStatement& bind(int index, std::int64_t number);
  bool step();   ///< Whether there is a row. Throws SqliteError.
  void reset();  ///< Ready for the next use.
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// An open file in write-ahead mode. Not thread-safe. Every function throws SqliteError.
class Database {
 public:
  explicit Database(const std::filesystem::path& file);
  void run(const std::string& sql);
  SqliteStatement prepare(const char* sql);
  std::int64_t number(const char* sql);  ///< The first column of the first row, 0 without one.

 private:
  friend class Transaction;
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// All that happens until commit(), or nothing of it.
class Transaction {
 public:
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
};

}  // namespace snipcheck
