#pragma once
/// The box of one run: namespaces and private file systems that nobody else is in, kept by a first process of its own.
#include "sandboxes/cell/enclosure.hpp"
#include "sandboxes/cell/words.hpp"

#include <memory>

namespace snipcheck::cell {

/// `proc`: whether boxes get a /proc; `words`: which defences they get (all, but in a test), and have to outlive them.
std::unique_ptr<Enclosure> make_boxes(bool proc, const Words& words);

/// A loopback that works, in a network namespace that has only that.
void raise_loopback();

}  // namespace snipcheck::cell
