"""What modules may change outside of themselves when they are executed: attributes of modules and classes, and the state of Python."""

import os
import signal
import sys
import threading
import types

_CONTAINERS = (dict, list, set)
_PLAIN = (int, float, str, bytes, bool, tuple, frozenset, type(None), types.ModuleType)
# Counters, flags and names: nobody is patched with these; nor with modules.
_OWN_RULES = (
    "__main__",
    "copyreg",  # what is added there is for the types of whoever adds it
    "sys",  # _state() has what matters of it
)
_NOTHING = object()


class Change(object):
    """A place outside of the modules that were executed which is not as it was."""

    def __init__(self, place, holder=None, attribute="", old=None, new=None):
        self.place = place
        self.holder, self.attribute, self.old, self.new = holder, attribute, old, new  # of an attribute: it can be undone

    @property
    def owner(self):
        """The package whose place it is."""
        return self.place.partition(".")[0]

    def is_at(self, other):
        return self.holder is other.holder and self.attribute == other.attribute

    def is_like(self, other):
        return self.is_at(other) and self.new is other.new

    def undo(self):
        _put(self.holder, self.attribute, self.old)

    def redo(self):
        _put(self.holder, self.attribute, self.new)


class _Module(object):
    """What one module holds."""

    def __init__(self, module):
        self.module = module
        self.values = _lasting(module)
        self.containers = [
            (attribute, value)
            for attribute, value in self.values.items()
            if type(value) in _CONTAINERS and not attribute.startswith("_")  # a registry grows; what is private may grow
        ]
        self.classes = [
            (value, _lasting(value))
            for value in self.values.values()
            if isinstance(value, type) and getattr(value, "__module__", None) == module.__name__
        ]
        self.glance = self.look()

    def look(self):
        """The same for as long as nothing at all has changed: cheap, since every module is looked at again and again."""
        sizes = tuple([len(value) for _, value in self.containers])
        return _ids(self.module), sizes, tuple([_ids(kind) for kind, _ in self.classes])

    def changes(self, after):
        name = self.module.__name__
        for attribute, old in self.values.items():
            new = after.values.get(attribute, old)
            if new is not old:
                yield Change("%s.%s" % (name, attribute), self.module, attribute, old, new)
        bodies = {id(kind): body for kind, body in after.classes}
        for kind, before in self.classes:
            now = bodies.get(id(kind), before)
            for attribute in set(before) | set(now):
                old, new = before.get(attribute, _NOTHING), now.get(attribute, _NOTHING)
                if new is not old:
                    yield Change("%s.%s.%s" % (name, kind.__name__, attribute), kind, attribute, old, new)
        sizes = {id(value): size for (_, value), size in zip(after.containers, after.glance[1])}
        for (attribute, value), size in zip(self.containers, self.glance[1]):
            if sizes.get(id(value), size) != size:
                yield Change("%s.%s" % (name, attribute))


def take(modules, before=None):
    """{module's name: what it holds, "": the state of Python}, for these modules and those that are imported.

    Values are compared, never looked into. `before`: an earlier footprint, of which is kept what still holds.
    """
    found = {"": _state()}
    for module in list(sys.modules.values()) + list(modules):
        name = getattr(module, "__name__", "")
        if type(module) is not types.ModuleType or name in _OWN_RULES:
            continue
        known = (before or {}).get(name)
        still = known is not None and known.module is module and known.glance == known.look()
        found[name] = known if still else _Module(module)
    return found


def changes(before, after, own):
    """What has changed outside of the package `own`. New places are no change, nor are modules that were executed again."""
    found = [] if before[""] == after[""] else [Change("the state of Python")]
    for name, module in before.items():
        now = after.get(name, module)
        if name and name.partition(".")[0] != own and now is not module and now.module is module.module:
            found.extend(module.changes(now))
    return found


def _lasting(holder):
    """The attributes of a module or class that nobody changes in passing."""
    return {
        attribute: value
        for attribute, value in vars(holder).items()
        if not (attribute.startswith(("__", "_abc")) or isinstance(value, _PLAIN) or "cache" in attribute.lower())
    }


def _put(holder, attribute, value):
    kind = type if isinstance(holder, type) else object  # past what a metaclass would make of it
    if value is _NOTHING:
        kind.__delattr__(holder, attribute)
    else:
        kind.__setattr__(holder, attribute, value)


def _ids(holder):
    return hash(tuple(map(id, vars(holder).values())))


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
