"""Filters of warnings that modules add when they are executed."""

import warnings


def current():
    return list(warnings.filters)


def put(filters):
    """Make these the filters."""
    warnings.filters[:] = filters
    if hasattr(warnings, "_filters_mutated"):
        warnings._filters_mutated()


def added(before, after):
    """What was put before the others, first in order; None where something else was done to them."""
    count = len(after) - len(before)
    return after[:count] if count >= 0 and after[count:] == before else None


def add(filters):
    """As warnings.simplefilter would, one after the other."""
    kept = current()
    for each in reversed(filters):
        kept = [each] + [other for other in kept if other != each]
    put(kept)
