"""Tests of pytest: functions and classes with their fixtures, marks, and what is set up around them."""

import types

from . import apps, fixtures

_GOES_ON = ("Skipped", "XFailed")  # exceptions by which a test says that it has no result


class Tests(object):
    def __init__(self, run, found):
        self.namespace, self.found = run.namespace, found
        self._lasting = fixtures.Fixtures(run.namespace, found, None)
        self._module_is_set_up = False

    def run_function(self, attempt, name, function):
        marks = _marks(self.namespace) + _marks(vars(function))
        around = [(self.namespace.get("setup_function"), function), (self.namespace.get("teardown_function"), function)]
        self._run(attempt, "call %s()" % name, function, marks, around)

    def run_class(self, attempt, name, kind):
        methods = [each for each in vars(kind) if each.startswith("test") and isinstance(vars(kind)[each], types.FunctionType)]
        wanted = [each for each in methods if not _is_left_out(self._marks_of(kind, each))]
        if not wanted:
            return
        if hasattr(kind, "setup_class"):
            attempt("call %s.setup_class()" % name, lambda: _call(kind.setup_class, kind))
        for each in wanted:
            instance = kind()
            method = getattr(instance, each)
            around = [(getattr(instance, part, None), method) for part in ("setup_method", "teardown_method")]
            self._run(attempt, "call %s.%s()" % (name, each), method, self._marks_of(kind, each), around, instance)
        if hasattr(kind, "teardown_class"):
            attempt("call %s.teardown_class()" % name, lambda: _call(kind.teardown_class, kind))

    def end(self, attempt):
        if self._module_is_set_up and apps.is_own_function(self.namespace.get("teardown_module")):
            attempt("call teardown_module()", lambda: _call(self.namespace["teardown_module"], None))
        self._lasting.close()

    def _marks_of(self, kind, method):
        return _marks(self.namespace) + _marks({"pytestmark": getattr(kind, "pytestmark", ())}) + _marks(vars(vars(kind)[method]))

    def _set_up_module(self, attempt):
        if not self._module_is_set_up and apps.is_own_function(self.namespace.get("setup_module")):
            attempt("call setup_module()", lambda: _call(self.namespace["setup_module"], None))
        self._module_is_set_up = True

    def _run(self, attempt, where, function, marks, around, instance=None):
        """One test, with the first of its sets of parameters; nothing where it is not to be run, or wants what nobody has."""
        if _is_left_out(marks):
            return
        values = fixtures.Fixtures(self.namespace, self.found, function, instance, self._lasting)
        given, wanted = _parameters(marks, False), apps.required(function)
        values.parameters = _parameters(marks, True)
        if wanted is None or not all(values.has(each.name) or each.name in given for each in wanted):
            return
        self._set_up_module(attempt)

        def go():
            try:
                _call(*around[0])
                for name in values.automatic() + [name for mark in marks if mark.name == "usefixtures" for name in mark.args]:
                    values.value(name)
                arguments = {each.name: given[each.name] if each.name in given else values.value(each.name) for each in wanted}
                values.finish(function(**dict(given, **arguments)))
            except fixtures.Unknown:
                pass  # of pytest itself: nobody here can tell
            except BaseException as error:
                if type(error).__name__ not in _GOES_ON:
                    raise
            finally:
                values.close()
                _call(*around[1])

        attempt(where, go)


def _call(function, argument):
    """With the argument, where it wants one."""
    if function is not None and callable(function):
        function(*[argument] * min(1, len(apps.required(function) or ())))


def _marks(members):
    """Those that are in force for all that has these members."""
    found = members.get("pytestmark", ())
    found = found if isinstance(found, (list, tuple)) else [found]
    return [getattr(each, "mark", each) for each in found if hasattr(getattr(each, "mark", each), "args")]


def _is_left_out(marks):
    """Skipped, or expected to fail. A condition in a string is one of pytest's own: then nobody here can tell."""
    return any(
        mark.name == "skip"
        or (mark.name == "skipif" and any(mark.args[:1]))
        or (mark.name == "xfail" and (not mark.args or bool(mark.args[0])))
        for mark in marks
    )


def _parameters(marks, indirect):
    """The first set of values of each pytest.mark.parametrize: for the test itself, or for the fixtures that it wants."""
    found = {}
    for mark in marks:
        if mark.name == "parametrize" and bool(mark.kwargs.get("indirect")) == indirect and len(mark.args) > 1 and list(mark.args[1]):
            keys = mark.args[0]
            keys = keys.replace(",", " ").split() if isinstance(keys, str) else list(keys)
            first = list(mark.args[1])[0]
            found.update(zip(keys, fixtures.values_of(first) if len(keys) > 1 or fixtures.is_set(first) else [first]))
    return found
