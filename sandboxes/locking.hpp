#pragma once
/// Locks made from what a set asks for; needs uv and the package index.
#include "sandboxes/environment.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// The hashed lock of a set for the Python of an interpreter: the same text for the same requirements, date and index. Source
/// distributions whose metadata have to be built are built under the hashed build constraints. Throws CannotCheck, with a hint,
/// when the index cannot be reached or uv is not there, and PackageFailure when the set cannot be resolved for this Python or a
/// package cannot be pinned by a hash.
std::string make_lock(const PinSet& set, const Interpreter& interpreter);

/// The newest releases that can be installed together of the packages that a set names, whatever it pins: normalised names and
/// versions. Throws as make_lock() does.
std::map<std::string, std::string> newest_versions(const PinSet& set, const Interpreter& interpreter);

/// Normalised names of the packages that requirements name for a Python ("3.11"), with the version where one is pinned ("==").
/// A marker that is about the Python version is minded; any other one is taken to hold.
std::map<std::string, std::string> named_packages(std::string_view requirements, std::string_view python);

}  // namespace snipcheck
