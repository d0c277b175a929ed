"""What modules may change outside of themselves when they are executed: attributes of modules and classes, and the state of Python."""

import os
import signal
import sys
import threading
import types

_CONTAINERS = (dict, list, set)
_PLAIN = (int, float, str, bytes, bool, tuple, frozenset, type(None))  # counters, flags and names: nobody is patched with these
_OWN_RULES = (
    "__main__",
    "copyreg",  # what is added there is for the types of whoever adds it
    "sys",  # _state() has what matters of it
)


def take(modules):
    """{place: what is there}, for these modules and those that are imported; values are compared, never looked into."""
    found = {"state": _state()}
    for module in list(sys.modules.values()) + list(modules):
        name = getattr(module, "__name__", "")
        if type(module) is not types.ModuleType or name in _OWN_RULES:
            continue
        for attribute, value in list(vars(module).items()):
            if _may_change(attribute, value):
                continue
            found[name, attribute] = id(value), _size(attribute, value)
            if isinstance(value, type) and getattr(value, "__module__", None) == name:
                found[name, attribute, "body"] = _body(value)
    return found


def difference(before, after, own):
    """The first place outside of the package `own` that has changed; None where there is none. New places are no change."""
    for place, value in before.items():
        if place in after and after[place] != value and str(place[0]).partition(".")[0] != own:
            return place
    return None


def _may_change(attribute, value):
    return attribute.startswith(("__", "_abc")) or "cache" in attribute.lower() or isinstance(value, _PLAIN + (types.ModuleType,))


def _size(attribute, value):
    """A registry grows when something is added to it; what is private may grow."""
    if type(value) in _CONTAINERS and not attribute.startswith("_"):
        return len(value)
    return 0


def _body(kind):
    return frozenset(
        (attribute, id(value)) for attribute, value in vars(kind).items() if not _may_change(attribute, value)
    )


def _state():
    return (
        tuple(id(each) for each in sys.meta_path),
        tuple(id(each) for each in sys.path_hooks),
        tuple(sys.path),
        sys.excepthook,
        sys.getrecursionlimit(),
        sorted(os.environ.items()),
        [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE)],
        threading.active_count(),
    )
