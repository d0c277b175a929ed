#pragma once
/// Folders that a run has written in, looked at and emptied without following anything that it left there.
#include <cstdint>
#include <string>

namespace snipcheck::cell {

/// Removes all that is in an open folder, however deep, whatever its modes; nobody may be at work in it any more. Says whether it
/// is empty then.
bool empty_folder(int folder);

/// Bytes on the disk below a folder, each file counted as one block at least; it stops counting above `enough`.
std::uint64_t bytes_below(int folder, std::uint64_t enough);

}  // namespace snipcheck::cell
