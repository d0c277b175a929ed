#include "support/error.hpp"
#include "support/interrupt.hpp"
#include "verifier/cli.hpp"
#include "verifier/terminal.hpp"

#include <exception>
#include <string>

namespace {

/// An interrupt makes half-done work fail in its own ways: the signal is the news then, not the failure.
int exit_code(int code) {
  const int signal = snipcheck::interrupt::signal_number();
  return signal != 0 ? 128 + signal : code;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace snipcheck;
  try {
    interrupt::install();
    return run_cli({argv + 1, argv + argc});
  } catch (const UsageError& error) {
    print_error(error.what(), error.hint());
    return exit_code(2);
  } catch (const CannotCheck& error) {
    print_error(error.what(), error.hint());
    return exit_code(3);
  } catch (const std::exception& error) {
    print_error(std::string("internal error: ") + error.what(),
                "this is a fault of snipcheck; please report it with the command and the documents that led to it");
    return exit_code(70);
  }
}
