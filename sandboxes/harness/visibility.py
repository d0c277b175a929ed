"""A run sees only what its reader would have installed: the rest cannot be imported and has no metadata."""

import re
import sys
from importlib.machinery import PathFinder

from . import hooks


_refused = set()  # modules that were asked for, and that are there


def refused(name):
    """Whether an import of this module failed because it is hidden."""
    return name in _refused


def normalised(name):
    return re.sub(r"[-_.]+", "-", name or "").lower()


def hide(modules, distributions, asked=None):
    """Make these top-level modules and distributions look as if they were not installed.

    `asked`: told of what is looked for and hidden: asked.module(name), asked.metadata(distribution or "", whether it is hidden).
    """
    modules, distributions = frozenset(modules), frozenset(normalised(name) for name in distributions)
    if not modules and not distributions:
        return
    for name in [name for name in sys.modules if name.split(".")[0] in modules]:
        del sys.modules[name]
    sys.meta_path[:] = [
        _filtered(finder, modules, distributions, asked)
        for finder in sys.meta_path
        if not _is_hidden_hook(finder, modules)
    ]
    hooks.when_imported("importlib_metadata", lambda module: _filter_backport(module, distributions))
    hooks.when_imported("pkg_resources", lambda module: _filter_working_set(module, distributions))


def _is_hidden_hook(finder, modules):
    """setuptools answers for distutils through a finder of its own, which goes with it."""
    origin = getattr(type(finder), "__module__", "").split(".")[0]
    return origin in modules or (origin == "_distutils_hack" and "setuptools" in modules)


def _filtered(finder, modules, distributions, asked):
    """A finder that does not find what is hidden: import and find_spec answer as for a missing module."""
    if finder is not PathFinder:
        return finder

    class VisiblePathFinder(PathFinder):
        @classmethod
        def find_spec(cls, fullname, path=None, target=None):
            top = fullname.partition(".")[0]
            if top in modules:
                if PathFinder.find_spec(fullname, path, target) is not None:
                    _refused.add(fullname)
                if asked is not None:
                    asked.module(top)
                return None
            return PathFinder.find_spec(fullname, path, target)

        @classmethod
        def find_distributions(cls, *arguments, **keywords):
            if asked is not None:
                name = normalised(getattr(arguments[0] if arguments else keywords.get("context"), "name", None))
                asked.metadata(name, name in distributions)
            found = getattr(PathFinder, "find_distributions", lambda *a, **k: ())(*arguments, **keywords)
            return (each for each in found if _name_of(each) not in distributions)

    return VisiblePathFinder


def _name_of(distribution):
    try:
        return normalised(distribution.metadata["Name"])
    except Exception:
        return ""


def _filter_backport(module, distributions):
    discover = module.Distribution.discover.__func__

    def visible(cls, **keywords):
        return (each for each in discover(cls, **keywords) if _name_of(each) not in distributions)

    module.Distribution.discover = classmethod(visible)


def _filter_working_set(module, distributions):
    known, listed = module.working_set.by_key, module.working_set.entry_keys
    for key in [key for key in known if normalised(key) in distributions]:
        del known[key]
    for keys in listed.values():
        keys[:] = [key for key in keys if key in known]
