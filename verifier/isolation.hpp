#pragma once
/// Which tier of isolation a run uses: asked for, or the strongest that this machine has.
#include "verifier/config.hpp"

namespace snipcheck {

class Progress;

/// The configuration with a tier in it, found by trying where none was asked for. That it is not the strongest of all is said to
/// `progress`, with the remedy. Where nothing works that will do it is the strongest of all: opening that says why it does not
/// work. Throws CannotCheck where a tier is asked for that is weaker than what is required.
Config with_isolation(Config config, Progress& progress);

}  // namespace snipcheck
