"""Tests that the snippet shows, run as their runner would: unittest cases, functions with fixtures."""

import ast
import contextlib
import importlib
import inspect
import pathlib
import tempfile
import types

from . import apps


def run_all(run, attempts, found):
    unittest = apps.module("unittest")
    fixtures = Fixtures(run.namespace, found)
    for name, value in list(run.namespace.items()):
        if (
            name.startswith("test")
            and apps.is_own_function(apps.unwrapped(value))
            and not apps.is_own_class(value)
            and not _is_registered(run, apps.unwrapped(value))
        ):
            _call_with_fixtures(attempts, fixtures, "call %s()" % name, value)
        elif not apps.is_own_class(value):
            continue
        elif unittest is not None and issubclass(value, unittest.TestCase):
            _run_cases(attempts, unittest, name, value)
        elif name.startswith("Test") and apps.required(value) == []:
            _run_methods(attempts, fixtures, name, value)


def _is_registered(run, function):
    """Whether an object has it as a view, a handler, a task: `@app.route("/test") def test(): ...` is no test."""
    node = run.source.function(function.__name__, function.__code__.co_firstlineno)
    for decorator in node.decorator_list if node is not None else ():
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        root = called
        while isinstance(root, ast.Attribute):
            root = root.value
        owner = run.namespace.get(getattr(root, "id", ""))
        if isinstance(called, ast.Attribute) and not isinstance(owner, (types.ModuleType, types.FunctionType, type)):
            return True
    return False


def _run_cases(attempts, unittest, name, kind):
    for case in unittest.defaultTestLoader.loadTestsFromTestCase(kind):
        method = case._testMethodName
        where = "call %s.%s()" % (name, method)
        attempts.attempt(where, lambda: _as_runner(case, kind, method), own_data=True)


def _as_runner(case, kind, method):
    """As TestCase.run() does, but the exception comes out."""
    kind.setUpClass()
    case.setUp()
    try:
        getattr(case, method)()
    except BaseException as error:
        if type(error).__name__ != "SkipTest":
            raise
    finally:
        case.tearDown()
        case.doCleanups()
        kind.tearDownClass()


def _run_methods(attempts, fixtures, name, kind):
    for method, function in list(vars(kind).items()):
        if method.startswith("test") and isinstance(function, types.FunctionType):
            instance = kind()
            if hasattr(instance, "setup_method"):
                attempts.attempt("call %s.setup_method()" % name, instance.setup_method, own_data=True)
            _call_with_fixtures(
                attempts, fixtures, "call %s.%s()" % (name, method), getattr(instance, method)
            )


def _call_with_fixtures(attempts, fixtures, where, function):
    wanted = apps.required(function)
    if wanted is None or not all(
        fixtures.has(each.name) or each.name in _parameters(function) for each in wanted
    ):
        return

    def go():
        given = dict(_parameters(function))
        try:
            for each in wanted:
                if each.name not in given:
                    given[each.name] = fixtures.value(each.name)
            function(**given)
        finally:
            fixtures.close()

    attempts.attempt(where, go, own_data=True)


def _parameters(function):
    """The first set of values of pytest.mark.parametrize."""
    found = {}
    for mark in getattr(function, "pytestmark", ()):
        if getattr(mark, "name", "") == "parametrize" and len(mark.args) > 1 and list(mark.args[1]):
            keys = (
                mark.args[0].replace(",", " ").split()
                if isinstance(mark.args[0], str)
                else list(mark.args[0])
            )
            first = list(mark.args[1])[0]
            first = getattr(first, "values", first) if not isinstance(first, dict) else first
            found.update(
                zip(keys, first if len(keys) > 1 else [first[0] if isinstance(first, tuple) else first])
            )
    return found


@contextlib.contextmanager
def _monkeypatch():
    patch = importlib.import_module("_pytest.monkeypatch").MonkeyPatch()
    try:
        yield patch
    finally:
        patch.undo()


@contextlib.contextmanager
def _tmp_path():
    with tempfile.TemporaryDirectory() as folder:
        yield pathlib.Path(folder)


_OF_PYTEST = {"monkeypatch": _monkeypatch, "tmp_path": _tmp_path}  # those that need nothing of a running pytest


class Fixtures(object):
    """Values for the parameters of tests: fixtures of the snippet, some of pytest, else an application and its clients."""

    def __init__(self, namespace, found):
        self.namespace = namespace
        self.app = found[0] if found else None
        self._open, self._values = contextlib.ExitStack(), {}

    def has(self, name):
        return (
            self._function(name) is not None
            or (name in _OF_PYTEST and apps.module("pytest") is not None)
            or (self.app is not None and name in ("app", "client", "runner"))
        )

    def value(self, name):
        if name not in self._values:
            self._values[name] = self._make(name)
        return self._values[name]

    def close(self):
        """Let fixtures that yield clean up."""
        self._open.close()
        self._values = {}

    def _make(self, name):
        function = self._function(name)
        if function is None and name in _OF_PYTEST:
            return self._open.enter_context(_OF_PYTEST[name]())
        if function is None:
            return {
                "app": lambda: self.app,
                "client": self.app.test_client,
                "runner": self.app.test_cli_runner,
            }[name]()
        made = function(
            *[self.value(each.name) for each in apps.required(function) or () if each.name != "request"]
        )
        if inspect.isgenerator(made):
            self._open.callback(next, made, None)
            return next(made)
        return made

    def _function(self, name):
        """The function behind a fixture of that name, for every pytest."""
        value = self.namespace.get(name)
        for attribute in ("_fixture_function", "__pytest_wrapped__"):
            inner = (
                getattr(value, attribute, None) if value is not None and not apps.is_proxy(value) else None
            )
            if inner is not None:
                return getattr(inner, "obj", inner)
        if apps.is_own_function(value) and (
            hasattr(value, "_pytestfixturefunction") or name in ("client", "app", "runner")
        ):
            return apps.unwrapped(value)
        return None
