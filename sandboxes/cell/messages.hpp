#pragma once
/// What snipcheck and its cells say to each other: plain structs over sequenced-packet sockets, between two programs that are
/// always built together.
#include <cstdint>

namespace snipcheck::cell {

inline constexpr int kControl = 3;  ///< The cell's socket to snipcheck.
inline constexpr int kWords = 4;    ///< What the cell is to be: NUL-terminated words, see words.hpp.

inline constexpr unsigned kSlots = 60;  ///< User ids for runs at the same time; the passwd file of a cell has as many.

/// The first packet of a cell, once it is ready.
struct Hello {
  std::uint8_t proc = 0;  ///< Whether a /proc of their own can be given to boxes: not where the machine's is masked.
};

/// Starts a run; the rest of the packet is JSON for the zygote. With it come descriptors: a socket of the run's own,
/// what becomes its descriptors 0 to 3, and, where it has a control group, the file that lets it in.
struct Request {
  std::uint64_t private_bytes = 0;  ///< All private file systems together.
  std::uint32_t cpu_milliseconds = 0;
  std::uint32_t wall_milliseconds = 0;
  std::uint32_t processes = 0;  ///< Processes and threads; 0: as many as it wants.
};
inline constexpr int kDescriptors = 5;                     ///< Without that.
inline constexpr std::uint32_t kLongestRequest = 120'000;  ///< Bytes, the JSON included: below what a socket buffers.

/// Through the run's own socket, once, when nothing of the run is left. Whatever comes the other way, its end too, stops the run.
struct Ending {
  enum class Cause : std::uint8_t { by_itself, asked, cpu_limit, wall_limit, disk_limit };
  Cause cause = Cause::by_itself;
  std::uint8_t entered = 0;            ///< Whether it got into its box: without that it is no run.
  std::int32_t status = 0;             ///< As waitpid gives it.
  std::uint64_t cpu_milliseconds = 0;  ///< Of all its processes, as far as they were seen.
  std::uint64_t peak_kilobytes = 0;    ///< Resident, of its first process.
  char trouble[200] = {};              ///< Why it did not get in.
};

}  // namespace snipcheck::cell
