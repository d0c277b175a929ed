"""Functions and methods that nobody reached, called with invented arguments: only differences count."""

import contextlib
import inspect
import types

from . import apps, samples

_FUNCTIONS = ("f", "fn", "func", "function", "view", "view_func", "callback")
_ASYNC = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
_MOST = 30


def call_all(run, attempts, found):
    for app in found:
        _call_processors(run, attempts, app)
    app = found[0] if found else None
    for where, function in _unreached(run)[:_MOST]:
        attempts.attempt(where, lambda: _call(app, function), guessed=True)


def _call_processors(run, attempts, app):
    """Context processors, which every template would call; no template may have been rendered."""
    for functions in getattr(app, "template_context_processors", {}).values():
        for function in list(functions):
            if (
                apps.is_own_function(function)
                and _is_waiting(run, function)
                and apps.required(function) == []
            ):
                attempts.attempt("context processor %s" % function.__name__, lambda: _call(app, function))


def _unreached(run):
    """[(what to say, what to call)]: functions, and methods of classes that can be made plainly."""
    found = []
    for name, value in list(run.namespace.items()):
        if apps.is_own_function(value) and not name.startswith("test"):
            if _is_waiting(run, value):
                found.append(("call %s()" % name, value))
        elif apps.is_own_class(value) and not name.startswith("Test") and apps.required(value) == []:
            found += [
                ("call %s.%s()" % (name, method), _method(value, method))
                for method, function in list(vars(value).items())
                if isinstance(function, types.FunctionType)
                and not method.startswith(("__", "test"))
                and _is_waiting(run, function)
            ]
    return found


def _method(kind, name):
    def call(*arguments):
        return getattr(kind(), name)(*arguments)

    call.inner = getattr(kind, name)
    return call


def _is_waiting(run, function):
    function = apps.unwrapped(function)
    code = getattr(function, "__code__", None)
    if code is None or not apps.is_own_function(function) or code.co_flags & _ASYNC:
        return False
    return not run.lines_of(function) & run.record.reached


def _call(app, function):
    inner = getattr(function, "inner", None)
    wanted = apps.required(inner or function) or []
    arguments = [_argument(each.name) for each in (wanted[1:] if inner is not None else wanted)]
    with app.test_request_context("/") if app is not None else contextlib.nullcontext():
        result = function(*arguments)
        if inspect.isgenerator(result):
            next(result, None)
        elif apps.is_own_function(result):  # a decorator: what it made is called as well
            result()


def _argument(name):
    if name in _FUNCTIONS:
        return lambda *arguments, **keywords: "ok"
    return samples.value(name)
