"""Fixtures: of the snippet, those of pytest that need nothing of a running pytest, else an application and its clients."""

import collections
import contextlib
import importlib
import inspect
import io
import pathlib
import sys
import tempfile

from . import apps


class Unknown(Exception):
    """A test wants something of pytest that there is only in a running one."""


def is_set(parameter):
    """Of values, as pytest.param() makes it."""
    return hasattr(parameter, "values") and hasattr(parameter, "marks")


def values_of(parameter):
    return parameter.values if is_set(parameter) else parameter


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


class _Captured(object):
    KINDS = collections.namedtuple("CaptureResult", "out err")

    def __init__(self):
        self.streams = io.StringIO(), io.StringIO()

    def readouterr(self):
        read = self.KINDS(*[each.getvalue() for each in self.streams])
        for each in self.streams:
            each.seek(0)
            each.truncate()
        return read


@contextlib.contextmanager
def _capsys():
    captured = _Captured()
    with contextlib.redirect_stdout(captured.streams[0]), contextlib.redirect_stderr(captured.streams[1]):
        yield captured


_OF_PYTEST = {"monkeypatch": _monkeypatch, "tmp_path": _tmp_path, "capsys": _capsys}
_OF_APPS = ("app", "client", "runner")


class _Request(object):
    """What a fixture may ask of the test that wants it."""

    def __init__(self, values, name, parameter):
        self.fixturename, self.scope, self.function = name, "function", values.function
        self.instance, self.cls = values.instance, type(values.instance) if values.instance is not None else None
        self.module, self.getfixturevalue, self.addfinalizer = sys.modules["__main__"], values.value, values.at_end
        if parameter:
            self.param = parameter[0].values[0] if is_set(parameter[0]) else parameter[0]

    def __getattr__(self, name):
        raise Unknown(name)


class Fixtures(object):
    """Values for the parameters of one test; `instance`: of the class that it is a method of; `lasting`: for fixtures that
    outlive a test."""

    def __init__(self, namespace, found, function, instance=None, lasting=None):
        self.namespace, self.function, self.instance, self.lasting = namespace, function, instance, lasting
        self.app = found[0] if found else None
        self.parameters = {}  # name of a fixture -> the parameter that its test has for it
        self._open, self._values, self._loop = contextlib.ExitStack(), {}, None
        self._defined = {}  # name -> (function, its mark)
        members = dict(namespace)
        for kind in reversed(type(instance).__mro__ if instance is not None else ()):
            members.update(vars(kind))
        for name, value in members.items():
            found_one = _definition(value, name)
            if found_one is not None:
                self._defined[getattr(found_one[1], "name", None) or name] = found_one

    def has(self, name):
        return (
            name in self._defined
            or name == "request"
            or (name in _OF_PYTEST and apps.module("pytest") is not None)
            or (self.app is not None and name in _OF_APPS)
        )

    def automatic(self):
        """Names of those that every test gets."""
        return [name for name, (_, mark) in self._defined.items() if getattr(mark, "autouse", False)]

    def value(self, name):
        scope = getattr(self._defined.get(name, (None, None))[1], "scope", None)
        if self.lasting is not None and isinstance(scope, str) and scope != "function":
            return self.lasting.value(name)
        if name not in self._values:
            self._values[name] = self._make(name)
        return self._values[name]

    def at_end(self, function):
        self._open.callback(function)

    def close(self):
        """Let fixtures that yield clean up."""
        self._open.close()
        if self._loop is not None:
            self._loop.close()

    def finish(self, result):
        """What a coroutine gives, where a test or a fixture is one."""
        if not inspect.iscoroutine(result):
            return result
        if self._loop is None:
            self._loop = importlib.import_module("asyncio").new_event_loop()
        return self._loop.run_until_complete(result)

    def _make(self, name):
        if name in self._defined:
            return self._call(name, *self._defined[name])
        if name in _OF_PYTEST:
            return self._open.enter_context(_OF_PYTEST[name]())
        if self.app is None or name not in _OF_APPS:
            raise Unknown(name)
        return {"app": lambda: self.app, "client": self.app.test_client, "runner": self.app.test_cli_runner}[name]()

    def _call(self, name, function, mark):
        is_method = self.instance is not None and name not in self.namespace and list(inspect.signature(function).parameters)[:1]
        own = [self.instance] if is_method else []
        wanted = (apps.required(function) or [])[len(own) :]
        own_parameter = [self.parameters[name]] if name in self.parameters else list(getattr(mark, "params", None) or ())[:1]
        request = _Request(self, name, own_parameter)
        made = function(*own, *[request if each.name == "request" else self.value(each.name) for each in wanted])
        if inspect.isgenerator(made):
            self._open.callback(next, made, None)
            return next(made)
        if inspect.isasyncgen(made):
            self._open.callback(lambda: self.finish(_last(made)))
            return self.finish(made.__anext__())
        return self.finish(made)


async def _last(made):
    async for _ in made:
        pass


def _definition(value, name):
    """(function, mark) of a fixture, for every pytest; None for anything else."""
    if value is None or apps.is_proxy(value):
        return None
    mark = next((getattr(value, each) for each in ("_fixture_function_marker", "_pytestfixturefunction") if hasattr(value, each)), None)
    for attribute in ("_fixture_function", "__pytest_wrapped__"):
        inner = getattr(value, attribute, None)
        if inner is not None:
            return getattr(inner, "obj", inner), mark
    if apps.is_own_function(value) and (mark is not None or name in _OF_APPS):
        return apps.unwrapped(value), mark
    return None
