#include "verifier/sqlite.hpp"

#include <sqlite3.h>

namespace snipcheck {
namespace {

constexpr int kBusyMilliseconds = 5000;

void check(sqlite3* database, int result) {
  if (result != SQLITE_OK)
    throw SqliteError(result, database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(result));
}

}  // namespace

SqliteError::SqliteError(int result, const std::string& message) : std::runtime_error(message), code_(result & 0xFF) {}

bool SqliteError::is_damage() const { return code_ == SQLITE_CORRUPT || code_ == SQLITE_NOTADB || code_ == SQLITE_ERROR; }

bool SqliteError::is_busy() const { return code_ == SQLITE_BUSY; }

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqliteStatement::SqliteStatement(sqlite3* database, const char* sql) {
  sqlite3_stmt* raw = nullptr;
  check(database, sqlite3_prepare_v2(database, sql, -1, &raw, nullptr));
  handle_.reset(raw);
}

SqliteStatement& SqliteStatement::bind(int index, const std::string& text) {
  sqlite3_bind_text(handle_.get(), index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  return *this;
}

SqliteStatement& SqliteStatement::bind(int index, std::int64_t number) {
  sqlite3_bind_int64(handle_.get(), index, number);
  return *this;
}

bool SqliteStatement::step() {
  const int result = sqlite3_step(handle_.get());
  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return result == SQLITE_ROW;
  const SqliteError error{result, sqlite3_errmsg(sqlite3_db_handle(handle_.get()))};
  reset();
  throw error;
}

void SqliteStatement::reset() { sqlite3_reset(handle_.get()); }

std::string SqliteStatement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  return bytes == nullptr ? std::string{}
                          : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column)));
}

std::int64_t SqliteStatement::number(int column) const { return sqlite3_column_int64(handle_.get(), column); }

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Database::Database(const std::filesystem::path& file) {
  sqlite3* raw = nullptr;
  const int result =
      sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(raw);
  check(raw, result);
  sqlite3_busy_timeout(raw, kBusyMilliseconds);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);  // else each run ends with waiting for the disk
  run("PRAGMA journal_mode = WAL");
  run("PRAGMA synchronous = NORMAL");  // a power cut may lose what was written last, never the file
}

void Database::run(const std::string& sql) {
  check(handle_.get(), sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

SqliteStatement Database::prepare(const char* sql) { return {handle_.get(), sql}; }

std::int64_t Database::number(const char* sql) {
  SqliteStatement statement = prepare(sql);
  return statement.step() ? statement.number(0) : 0;
}

Transaction::Transaction(Database& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
  if (sqlite3_get_autocommit(database_.handle_.get()) == 0)
    sqlite3_exec(database_.handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() { database_.run("COMMIT"); }

}  // namespace snipcheck
