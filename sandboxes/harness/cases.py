"""Tests that the snippet shows, run as their runner would: unittest cases, and functions and classes of pytest."""

import ast
import types

from . import apps, frames, pytests


def run_all(run, attempts, found):
    unittest = apps.module("unittest")
    tests = pytests.Tests(run, found)

    def attempt(where, test):
        attempts.attempt(where, lambda: _watched(run.swallowed, test), own_data=True)

    for name, value in list(run.namespace.items()):
        if apps.is_own_class(value):
            if unittest is not None and issubclass(value, unittest.TestCase):
                _run_cases(attempt, unittest, name, value)
            elif name.startswith("Test") and apps.required(value) == []:
                tests.run_class(attempt, name, value)
        elif name.startswith("test") and apps.is_own_function(apps.unwrapped(value)):
            if not _is_registered(run, apps.unwrapped(value)):
                tests.run_function(attempt, name, value)
    tests.end(attempt)


def _watched(swallowed, test):
    del swallowed.heard[:]
    try:
        test()
    except Exception as error:
        cause = swallowed.cause_of(error)
        if cause is error:
            raise
        raise cause from None


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


def _run_cases(attempt, unittest, name, kind):
    for case in unittest.defaultTestLoader.loadTestsFromTestCase(kind):
        suite = unittest.TestSuite([case])
        attempt("call %s.%s()" % (name, case._testMethodName), lambda: _run_case(unittest, suite))


def _run_case(unittest, suite):
    """With all that its runner knows: skips, failures that are expected, parts of tests, coroutines; but the exception comes out."""
    result, errors = unittest.TestResult(), []
    result.addError = result.addFailure = lambda case, error: errors.append(error[1])
    result.addSubTest = lambda case, part, error: errors.extend([error[1]] if error is not None else [])
    suite.run(result)
    if errors:
        raise _from_snippet(errors[0])


def _from_snippet(error):
    """Without the frames of the runner."""
    step = error.__traceback__
    while step is not None and not any(is_own((step.tb_frame,)) for is_own in (frames.is_snippet, frames.is_context)):
        step = step.tb_next
    return error.with_traceback(step or error.__traceback__)
