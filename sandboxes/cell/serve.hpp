#pragma once
/// The work of a cell: requests in, rooms made for runs, the zygote told, limits watched, endings out.

#include "sandboxes/cell/enclosure.hpp"

namespace snipcheck::cell {

/// Until snipcheck or the zygote goes. `zygote`: the socket to it.
void serve(int zygote, Enclosure& enclosure);

}  // namespace snipcheck::cell
