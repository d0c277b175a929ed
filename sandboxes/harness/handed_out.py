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
        self.prepared = {}  # name -> Delivery, or None where a part does not fit

    def find_spec(self, name, path=None, target=None):
        one = self.known.get(name)
        delivery = self._delivery_of(name) if one is not None and one.module is not None else None
        if delivery is None:
            return None
        return importlib.machinery.ModuleSpec(name, _Loader(one.module, delivery), is_package=hasattr(one.module, "__path__"))

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
            together = self._together_with(name, {})
            self.prepared[name] = None if together is None else Delivery(self.known, together)

    def _delivery_of(self, name):
        """What to hand out with a module; None where a part does not fit, or is there already, but another one."""
        delivery = self.prepared.get(name)
        if delivery is None or not delivery.modules.keys().isdisjoint(sys.modules):
            together = self._together_with(name, sys.modules)
            if together is None or any(self._is_another(each) for each in together):
                return None
            delivery = Delivery(self.known, together, sys.modules, name)
        if not all(one in delivery.together or one in sys.modules for one in delivery.only_with):
            return None
        return delivery

    def _is_another(self, name):
        return name in sys.modules and sys.modules[name] is not self.known[name].module

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


class Delivery(object):
    """Modules that arrive together, found out ahead: in a run, every object that is looked at costs a copy of its page."""

    def __init__(self, known, together, present=(), wanted=""):
        arrive = [known[each] for each in together if each not in present or each == wanted]
        self.together = frozenset(together)
        self.only_with = {known[each].only_with for each in together} - {""}
        self.modules = {one.name: one.module for one in arrive}
        in_turn = sorted(arrive, key=lambda one: one.turn)
        self.to_do = [one for one in in_turn if one.attribute or one.finders or one.filters or one.changes]

    def hand_out(self):
        sys.modules.update(self.modules)
        for one in self.to_do:
            if one.attribute and one.parent in sys.modules:
                setattr(sys.modules[one.parent], one.name.rpartition(".")[2], one.module)
            sys.meta_path.extend(one.finders)
            if one.filters:
                filters.add(one.filters)
            for change in one.changes:
                change.redo()
        hooks.arrived(self.modules)


class _Loader(object):
    """Loads one module of the stash."""

    def __init__(self, module, delivery):
        self.module, self.delivery = module, delivery

    def create_module(self, spec):
        self.own = getattr(self.module, "__spec__", None), getattr(self.module, "__loader__", None)
        return self.module

    def exec_module(self, module):
        module.__spec__, module.__loader__ = self.own
        self.delivery.hand_out()


def normalised(distributions):
    return frozenset(visibility.normalised(name) for name in distributions)
