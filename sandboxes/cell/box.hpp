#pragma once
/// The box of one run: namespaces and private file systems that nobody else is in, kept by a first process of its own.
#include "sandboxes/cell/enclosure.hpp"

#include <memory>

namespace snipcheck::cell {

/// `proc`: whether boxes get a /proc; `network`: whether they get a network of their own.
std::unique_ptr<Enclosure> make_boxes(bool proc, bool network);

/// A loopback that works, in a network namespace that has only that.
void raise_loopback();

}  // namespace snipcheck::cell
