"""Changes to modules that are made when, and only if, somebody imports them."""

import sys

_waiting = {}


def when_imported(name, change):
    """Call change(module) right after the module was executed; at once if that has happened already."""
    if name in sys.modules:
        _apply(change, sys.modules[name])
        return
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    _waiting.setdefault(name, []).append(change)


def arrived(names):
    """These modules were put into sys.modules by other ways than a finder."""
    for name in _waiting:
        if name in names:
            for change in _waiting[name]:
                _apply(change, sys.modules[name])


def forget():
    """No change waits any more."""
    _waiting.clear()


def _apply(change, module):
    try:
        change(module)
    except Exception:
        pass  # another version of that package than we know: it stays as it is


class _Finder(object):
    """Finds through the other finders and adds the waiting changes to the loader of what was found."""

    def find_spec(self, name, path=None, target=None):
        changes = _waiting.get(name)
        if not changes:
            return None
        spec = self._found_by_others(name, path, target)
        if spec is None or spec.loader is None or isinstance(spec.loader, type):
            return spec
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            for change in changes:
                _apply(change, module)

        spec.loader.exec_module = exec_module
        return spec

    def _found_by_others(self, name, path, target):
        for finder in list(sys.meta_path):
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                return spec
        return None
