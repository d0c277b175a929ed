"""What was executed ahead, and the finder that hands it out in a run (warm.py says when)."""

import importlib.machinery
import sys

from . import filters, hooks, visibility


class Module(object):
    """One module: itself, and what its execution did."""

    def __init__(self, name):
        self.name = name
        self.parent = name.rpartition(".")[0]
        self.module = None
        self.needs = []  # modules that it imported, in order
        self.missed = set()  # top-level modules that it looked for and that were hidden
        self.metadata = {}  # distributions whose metadata it asked for -> whether they were hidden
        self.listed = None  # the distributions that were hidden when it asked for the metadata of all
        self.turn = 0  # among those whose execution has ended
        self.unfit = False  # never to be handed out
        self.attribute = False  # to become an attribute of its package when it is handed out
        self.filters = []  # of warnings, that it added
        self.finders = []  # that it put into sys.meta_path, as six does
        self.changes = []  # to others (footprint.Change), undone until it is handed out
        self.only_with = ""  # a module together with which it may be handed out, and not without


class Finder(object):
    """Finds what is in the stash and fits."""

    def __init__(self, stash, hidden_modules, hidden_distributions):
        self.known = stash.known
        self.hidden = frozenset(hidden_modules)
        self.distributions = normalised(hidden_distributions)
        self.fitting = {}  # name -> whether it, alone, may be handed out
        self.prepared = {}  # name -> what is handed out with it, in order, or None

    def find_spec(self, name, path=None, target=None):
        one = self.known.get(name)
        if one is None or one.module is None or self._fitting_with(name) is None:
            return None
        return importlib.machinery.ModuleSpec(name, _Loader(self, one), is_package=hasattr(one.module, "__path__"))

    def _fits(self, name):
        if name not in self.fitting:
            one = self.known.get(name)
            self.fitting[name] = one is None or (
                one.module is not None and not one.unfit and self._lists_the_same(one) and self.sees_the_same(name)
            )
        return self.fitting[name]

    def _lists_the_same(self, one):
        return one.listed is None or one.listed == self.distributions

    def sees_the_same(self, name):
        """Whether the execution of a module would find and miss what it did, in a run that sees what this finder does."""
        one = self.known[name]
        return (
            name.partition(".")[0] not in self.hidden
            and one.missed <= self.hidden
            and all((each in self.distributions) == hidden for each, hidden in one.metadata.items())
        )

    def prepare(self, name):
        """Find out what is handed out with a module, and whether that fits."""
        if name not in self.prepared:
            self.prepared[name] = self._together_with(name, {})
        return self.prepared[name]

    def _fitting_with(self, name):
        """What to hand out with a module, itself first; None where a part does not fit, or is there already, but another one."""
        together = self.prepared.get(name) or self._together_with(name, sys.modules)
        for each in together or ():
            one = self.known[each]
            if each in sys.modules and sys.modules[each] is not one.module:
                return None
            if one.only_with and one.only_with not in together and one.only_with not in sys.modules:
                return None
        return together

    def _together_with(self, name, present):
        """The module and all that its execution imported, in order, but for what those imported that are present."""
        order, seen, todo = [], set(), [name]
        while todo:
            each = todo.pop()
            if each in seen:
                continue
            seen.add(each)
            one = self.known.get(each)
            if one is None:
                continue
            if not self._fits(each):
                return None
            order.append(each)
            if each in present and each != name:
                continue
            todo.extend(reversed(one.needs))
            if one.parent:
                todo.append(one.parent)
        return order

    def hand_out(self, name):
        arrived = []
        for each in self._fitting_with(name):
            if each not in sys.modules or each == name:
                sys.modules[each] = self.known[each].module
                arrived.append(each)
        for each in sorted(arrived, key=lambda name: self.known[name].turn):
            one = self.known[each]
            if one.attribute and one.parent in sys.modules:
                setattr(sys.modules[one.parent], each.rpartition(".")[2], one.module)
            sys.meta_path.extend(one.finders)
            if one.filters:
                filters.add(one.filters)
            for change in one.changes:
                change.redo()
        hooks.arrived(arrived)


class _Loader(object):
    """Loads one module of the stash."""

    def __init__(self, finder, one):
        self.finder, self.one = finder, one

    def create_module(self, spec):
        module = self.one.module
        self.own = getattr(module, "__spec__", None), getattr(module, "__loader__", None)
        return module

    def exec_module(self, module):
        module.__spec__, module.__loader__ = self.own
        self.finder.hand_out(self.one.name)


def normalised(distributions):
    return frozenset(visibility.normalised(name) for name in distributions)
