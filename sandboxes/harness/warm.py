"""Modules that were executed ahead, in the zygote, and are handed out when a run imports them.

While modules are loaded, it is noted what the execution of each imported, in order; then they are taken out of `sys.modules`
again. In a run, a finder hands out a module together with all that its execution imported, so that `sys.modules` and the
attributes of packages are afterwards what they are after a real import.

A module is handed out only where its execution would have gone the same way: what it imported is visible in the run, what it
looked for in vain is hidden there too, and the same distributions have metadata for it. It is never handed out when a reader sees
a warning of its execution. Filters of warnings that it added are added when it is handed out. Attributes of others that it changed
(typing_extensions does so, and alembic) are put back, and changed again when it is handed out. When it changed others in another
way, even the interpreter that did this is spoilt. What is executed for the first time by the load that also changes it is kept as
changed: that is not seen.
"""

import builtins
import contextlib
import importlib.machinery
import os
import sys
import warnings

from . import filters, footprint, hooks, rehearsal, visibility
from .handed_out import Finder, Module, normalised

_HERE = os.path.dirname(os.path.abspath(__file__))
_QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)  # by Python's own filters


class Stash(object):
    def __init__(self):
        self.known = {}  # name -> Module
        self.spoilt_by = []  # modules that changed others
        self._tried = set()
        self._root = ""  # the module that is being loaded
        self._reached = {}
        self._finders = {}
        self._footprint = None
        self._executed = []  # by what was loaded last
        self._turns = {}  # name of a module -> when its execution had ended
        self._filters = []  # that it added
        self._hidden = frozenset()  # distributions, while it was loaded

    # In the zygote.

    def load(self, names, hidden_modules=(), hidden_distributions=()):
        """Execute these modules, as far as they are installed and visible. Says whether there was something to do."""
        hidden = frozenset(hidden_modules)
        wanted = [name for name in sorted(names) if name not in self._tried and name.partition(".")[0] not in hidden]
        self._tried.update(wanted)
        wanted = [name for name in wanted if name not in self.known and _is_installed(name)]
        if wanted:
            self._finders.clear()  # they know nothing of what comes
        if wanted and self._footprint is None:
            self._footprint = footprint.take([])
        for name in wanted:
            self._root = name
            with self.loading(hidden_modules, hidden_distributions):
                try:
                    __import__(name)
                    rehearsal.rehearse(name)
                except BaseException:  # a run that wants it sees for itself
                    pass
            if not self._take_back(name):
                self.spoilt_by.append(name)
        return bool(wanted)

    def _take_back(self, name):
        """Undo what loading this changed elsewhere, until it is handed out; says whether that was possible."""
        after = self._look()
        changes = footprint.changes(self._footprint, after, name.partition(".")[0])
        if not all(change.holder is not None and self._is_first(change) for change in changes):
            self._footprint = after
            return False
        for change in changes:
            change.undo()
            maker = self.known.get(getattr(change.new, "__module__", None))
            if maker is None or isinstance(change.holder, type):
                maker = self._of(name)
                self._tie(name, change.owner)
            if not any(change.is_like(other) for other in maker.changes):
                maker.changes.append(change)
        self._footprint = self._look() if changes else after
        return True

    def _is_first(self, change):
        """Whether nobody else has changed that place: the second one has to do with what the first has made of it."""
        others = (other for one in self.known.values() for other in one.changes)
        return not any(other.is_at(change) and not other.is_like(change) for other in others)

    def _tie(self, name, package):
        """One of the modules that were executed now and know that package has changed it: which is not known."""
        for each in self._executed:
            if any(other.partition(".")[0] == package for other in self._reached_from(each)):
                self.known[each].only_with = name

    def _look(self):
        return footprint.take([each.module for each in self.known.values()], self._footprint)

    @contextlib.contextmanager
    def loading(self, hidden_modules=(), hidden_distributions=()):
        """What is imported inside is kept, and gone from the import system afterwards."""
        self._executed, self._filters = [], []
        self._hidden = normalised(hidden_distributions)
        before = set(sys.modules)
        finders, shown, imports, kept = sys.meta_path[:], warnings.showwarning, builtins.__import__, filters.current()
        warnings.simplefilter("always")
        visibility.hide(hidden_modules, hidden_distributions, asked=self)
        sys.meta_path.insert(0, Finder(self, hidden_modules, hidden_distributions))
        warnings.showwarning = self._warned
        builtins.__import__ = self._recording(imports)
        set_up = sys.meta_path[:]
        try:
            yield
        finally:
            builtins.__import__ = imports
            brought = [finder for finder in sys.meta_path if finder not in set_up]
            sys.meta_path[:], warnings.showwarning = finders, shown
            filters.put(kept)
            hooks.forget()
            self._take_out(before)
            self._keep_finders(brought)

    def _keep_finders(self, finders):
        for finder in finders:
            module = getattr(finder, "__module__", "")
            maker = self.known.get(module)
            if maker is None and not module.startswith("snipcheck_harness"):
                self._of(self._root).unfit = True
            elif maker is not None and finder not in maker.finders:
                maker.finders.append(finder)

    def _take_out(self, before):
        names = [name for name in sys.modules if name not in before]
        again = {name for name in names if not self._keep(name, sys.modules.pop(name))}
        for name in self._executed:
            one = self.known[name]
            if one.parent in self.known and not _was_imported(one):  # typing.io, and what cffi makes: put there by its parent
                self.known[one.parent].needs.append(name)
        for name in self._executed if again else ():
            if again & self._reached_from(name):
                self.known[name].unfit = True  # it has to do with another execution of a module than the one that is kept
        for name in names:
            one = self.known[name]
            package = self._package(one)
            tail = name.rpartition(".")[2]
            if package is None or vars(package).get(tail) is not one.module:
                continue
            if one.parent not in self.known or name not in self._reached_from(one.parent):
                one.attribute = True  # else nobody can get at the package before this is there as well
                delattr(package, tail)

    def _keep(self, name, module):
        """Says whether this is the module of that name from now on; what was executed first stays."""
        one = self._of(name)
        if one.module is None:
            one.module, one.turn = module, self._turns.get(name, 0)
            self._executed.append(name)
        return one.module is module

    def _reached_from(self, name):
        """All modules that are there once this one is; none of one that was not loaded."""
        if name not in self.known:
            return set()
        if name not in self._reached:
            seen, todo = set(), [name]
            while todo:
                each = todo.pop()
                if each in self.known and each not in seen:
                    seen.add(each)
                    todo.extend(self.known[each].needs)
                    todo.append(self.known[each].parent)
            self._reached[name] = seen
        return self._reached[name]

    def _package(self, one):
        name = one.parent
        return self.known[name].module if name in self.known else sys.modules.get(name)

    def _of(self, name):
        if name not in self.known:
            self.known[name] = Module(name)
        return self.known[name]

    def _record(self, name):
        """Where to note what the execution of a module does: nowhere that counts, when it was executed before."""
        one = self._of(name)
        return one if one.module is None else Module(name)

    def _recording(self, imports):
        def recording(name, globals=None, locals=None, fromlist=(), level=0):
            importer, before = _executing(), filters.current()
            result = imports(name, globals, locals, fromlist, level)
            if filters.current() != before:
                self._note_filters(self._record(next(_names_of_import(name, globals, (), level))), before)
            names = list(_names_of_import(name, globals, fromlist, level))
            for each in names:
                self._note_turn(each)
            if importer is not None:
                needs = self._record(importer).needs
                for each in names:
                    if each in sys.modules and each not in needs:
                        needs.append(each)
            return result

        return recording

    def _note_turn(self, name):
        """When the execution of a module has ended, among all that are noted."""
        if name in sys.modules and name not in self._turns and not _is_being_executed(sys.modules[name]):
            self._turns[name] = len(self._turns) + 1

    def _note_filters(self, one, before):
        """It, or what it imported, has changed the filters of warnings; what is noted already is not its own."""
        new = filters.added(before, filters.current())
        if new is None:
            one.unfit = True
            return
        own = [each for each in new if each not in self._filters]
        one.filters = own + one.filters
        self._filters += own

    def module(self, top):
        """A hidden module was looked for: all that are executed now depend on its absence."""
        for name in _all_executing():
            self._record(name).missed.add(top)

    def metadata(self, distribution, hidden):
        """Metadata of a distribution, or of all, were looked for while something is hidden."""
        for name in _all_executing():
            if distribution:
                self._record(name).metadata[distribution] = hidden
            else:
                self._record(name).listed = self._hidden

    def _warned(self, message, category, filename, lineno, file=None, line=None):
        to_importer = os.path.dirname(os.path.abspath(filename)) == _HERE
        if to_importer or not issubclass(category, _QUIET):
            for name in _all_executing() + [self._root] * to_importer:
                self._record(name).unfit = True

    def suits(self, names, hidden_modules, hidden_distributions):
        """Whether those of these modules that are in here would come out the same in a run that does not see that."""
        finder = self._finder(hidden_modules, hidden_distributions)
        return all(finder.sees_the_same(each) for name in names for each in self._reached_from(name))

    def prepare(self, names, hidden_modules, hidden_distributions):
        """Find out ahead what will be handed out with these modules."""
        finder = self._finder(hidden_modules, hidden_distributions)
        for name in names:
            finder.prepare(name)

    def _finder(self, hidden_modules, hidden_distributions):
        """One for all runs that see the same."""
        key = frozenset(hidden_modules), frozenset(hidden_distributions)
        if key not in self._finders:
            self._finders[key] = Finder(self, hidden_modules, hidden_distributions)
        return self._finders[key]

    # In a run.

    def hand_out(self, hidden_modules, hidden_distributions):
        """From now on, to whoever imports."""
        sys.meta_path.insert(0, self._finder(hidden_modules, hidden_distributions))


def _was_imported(one):
    try:
        return one.module.__spec__.name == one.name
    except Exception:
        return False


def _is_installed(name):
    """Whether it comes from a distribution: neither part of Python nor of anything that a run could have put there."""
    try:
        spec = importlib.machinery.PathFinder.find_spec(name.partition(".")[0])
    except Exception:
        return False
    places = [spec.origin] + list(spec.submodule_search_locations or []) if spec is not None else []
    return any("site-packages" in (place or "") for place in places)


def _is_being_executed(module):
    return getattr(getattr(module, "__spec__", None), "_initializing", False)


def _is_executing(frame):
    if frame.f_code.co_name != "<module>":
        return False
    return getattr(frame.f_globals.get("__spec__"), "_initializing", False)


def _all_executing():
    """Names of the modules whose bodies are being executed, innermost first."""
    frame, found = sys._getframe(1), []
    while frame is not None:
        if _is_executing(frame):
            found.append(frame.f_globals["__name__"])
        frame = frame.f_back
    return found


def _executing():
    frame = sys._getframe(2)
    while frame is not None:
        if _is_executing(frame):
            return frame.f_globals["__name__"]
        frame = frame.f_back
    return None


def _names_of_import(name, globals, fromlist, level):
    """The modules that an import statement may have imported."""
    if level:
        package = (globals or {}).get("__package__") or (globals or {}).get("__name__", "").rpartition(".")[0]
        base = package.rsplit(".", level - 1)[0] if level > 1 else package
        name = "%s.%s" % (base, name) if name else base
    yield name
    for each in fromlist or ():
        if isinstance(each, str) and each != "*":
            yield "%s.%s" % (name, each)
