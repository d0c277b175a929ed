#pragma once
/// The work of a cell: requests in, boxes made, the zygote told, limits watched, endings out.

namespace snipcheck::cell {

/// Until snipcheck or the zygote goes. `proc`: whether boxes get a /proc; `zygote`: the socket to it.
void serve(int zygote, bool proc);

}  // namespace snipcheck::cell
