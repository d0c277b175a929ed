#pragma once
/// Ctrl-C and SIGTERM: noticed once, asked about everywhere, so that what finished can still be reported.
namespace snipcheck::interrupt {

/// Catches SIGINT and SIGTERM from now on; a second one ends the process at once. Ignores SIGPIPE.
void install();

/// They end the process at once from now on: for work that leaves nothing half done.
void let_through();

/// The signal that arrived, or 0.
int signal_number();

/// A descriptor that becomes readable when one arrives, for poll(); -1 before install().
int fd();

}  // namespace snipcheck::interrupt
