#pragma once
/// What tests of sandboxes share.
#include <cstdlib>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

/// Skips the test because the machine lacks something ("sandbox", "groups", "network"); where $SNIPCHECK_REQUIRE lists it, fails.
#define SNIPCHECK_SKIP(what, reason)                                                                \
  do {                                                                                              \
    const char* required = std::getenv("SNIPCHECK_REQUIRE");                                        \
    if (std::string_view{required != nullptr ? required : ""}.find(what) != std::string_view::npos) \
      FAIL() << what << " is required: " << (reason);                                               \
    GTEST_SKIP() << (reason);                                                                       \
  } while (false)

namespace snipcheck::testing {

/// A variable of the environment, set for a while.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* now = std::getenv(name)) {
      before_ = now;
      was_set_ = true;
    }
    ::setenv(name, value.c_str(), 1);
  }
  ~Variable() { was_set_ ? ::setenv(name_, before_.c_str(), 1) : ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::string before_;
  bool was_set_ = false;
};

}  // namespace snipcheck::testing
