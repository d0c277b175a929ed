#pragma once
/// Colours of a terminal. They only repeat what the words say.
#include "reports/report.hpp"

#include <string>
#include <string_view>

namespace snipcheck::terminal {

class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}

  [[nodiscard]] std::string bold(std::string_view text) const { return in("1", text); }
  [[nodiscard]] std::string dim(std::string_view text) const { return in("2", text); }
  [[nodiscard]] std::string good(std::string_view text) const { return in("32", text); }
  [[nodiscard]] std::string gutter(std::string_view text) const { return in("34", text); }

  /// Red fails, yellow warns, green passes; what was not checked has no colour of its own.
  [[nodiscard]] std::string status(Status status, std::string_view text) const {
    const std::string_view heavy = weight(status);
    if (heavy == "fail" || status == Status::error)
      return in("1;31", text);
    return heavy == "warn" ? in("33", text) : heavy == "pass" ? in("32", text) : in("2", text);
  }

 private:
  [[nodiscard]] std::string in(std::string_view code, std::string_view text) const {
    if (!on_ || text.empty())
      return std::string{text};
    return "\x1b[" + std::string{code} + 'm' + std::string{text} + "\x1b[0m";
  }

  bool on_;
};

}  // namespace snipcheck::terminal
