"""Errors that our own data may have caused, whatever their type: told by the values that the failing line works on.

They show that a program changed between two environments, which were given the same data; that it never worked they do not show.
"""

import ast
import os
import re
import sys

from . import frames, guesses, objects, samples
from . import source as trees

# Types of errors that say something of data, with all that are derived from them.
_OF_DATA = (KeyError, IndexError, ValueError, ArithmeticError, EOFError, StopIteration)
# Modules of Python whose errors tell of the program: its SQL, its use of what they offer.
_OF_PROGRAMS = ("builtins", "sqlite3", "dataclasses", "asyncio", "concurrent", "ctypes", "argparse", "inspect", "unittest")
# What Python says of an object that no data can make another one.
_NO_MATTER = re.compile(r"not JSON serializable|not callable|abstract|metaclass|returned? None|valid response")
_UPLOADS = ("FileStorage",)
_DATES = ("datetime", "date", "time", "UUID", "Decimal")
_DEEP, _MANY = 3, 20


def is_of_data(error, message, steps, source):
    """Whether an error of this kind may be due to the data that somebody worked on."""
    kind = type(error)
    in_snippet = bool(steps) and frames.is_snippet(steps[-1])
    if "to unpack" in message and in_snippet and guesses.unpacks_answer(source.statement(steps[-1][1])):
        return False
    if _is_read_as_code(error, steps) or issubclass(kind, _OF_DATA) or kind is LookupError or kind.__module__ == "__main__":
        return True
    if issubclass(kind, AssertionError):
        return in_snippet
    if issubclass(kind, RuntimeError) and "StopIteration" in message:
        return True
    if issubclass(kind, TypeError):  # a library that is handed another type than it takes is another matter
        return in_snippet and not _NO_MATTER.search(message)
    if issubclass(kind, AttributeError):
        return in_snippet and guesses.lacks_of_plain_value(message)
    return kind.__module__.partition(".")[0] not in _OF_PROGRAMS and _is_of_python(kind)


def is_in(step, source, error_type, message):
    """Whether the line of a frame of the snippet works on values that were made up."""
    frame, line, _ = step
    statement = source.statement(line)
    nodes = list(trees.own_nodes(statement)) if statement is not None else []
    if error_type == "TypeError" and guesses.is_of_signature(message):  # only data that is spread out can mend that
        spread = [each.value for each in nodes if isinstance(each, ast.Starred)]
        spread += [each.value for each in nodes if isinstance(each, ast.keyword) and each.arg is None]
        return any(_reads(node, frame) for node in spread)
    local = frame.f_locals is not frame.f_globals
    return any(_reads(node, frame) for node in nodes) or (
        local and any(_holds(value) for value in list(frame.f_locals.values()))
    )


def is_in_path(error):
    """Whether the file that is not there has the name that we asked for; its folder is there."""
    folder, name = os.path.split(str(getattr(error, "filename", None) or ""))
    return len(name) > 1 and name in samples.made and os.path.isdir(folder or ".")


def _reads(node, frame):
    return any(isinstance(each, ast.Name) and _is_ours(each.id, frame) for each in ast.walk(node))


def _is_ours(name, frame):
    """What a comprehension of Python 3.12 gave its names to is gone when it has failed: that may be anything."""
    found = objects.lookup(frame, name)
    return name == "request" or (bool(samples.made) if found is objects.MISSING else _holds(found))


def _holds(value, deep=0):
    """Whether a value is one that was made up, made from one, holds one, or could hold one and is empty."""
    kind = type(value)
    if issubclass(kind, (str, bytes)):
        text = value if issubclass(kind, str) else value.decode("latin-1")
        return bool(text) and any(text in made or made in text for made in samples.made if isinstance(made, str))
    if issubclass(kind, (int, float)) and not issubclass(kind, bool):
        return value in samples.made
    if kind.__name__ in _UPLOADS:
        return True
    if kind.__name__ in _DATES:
        return any(made in str(value) for made in samples.made if isinstance(made, str))
    if deep == _DEEP:
        return False
    if issubclass(kind, dict):
        return not value or any(_holds(each, deep + 1) for each in list(dict.values(value))[:_MANY])
    if issubclass(kind, (list, tuple, set)):
        return not value or any(_holds(each, deep + 1) for each in list(value)[-_MANY:])
    if kind.__module__ == "__main__":
        own = getattr(value, "__dict__", None)
        return isinstance(own, dict) and any(_holds(each, deep + 1) for each in list(own.values())[:_MANY])
    return False


def _is_read_as_code(error, steps):
    """eval(request.form["x"])"""
    return getattr(error, "filename", "") == "<string>" or any(
        frame.f_code.co_filename == "<string>" for frame, _, _ in steps
    )


def _is_of_python(kind):
    path = getattr(sys.modules.get(kind.__module__), "__file__", None) or ""
    return "site-packages" not in path and kind.__module__ != "__main__"
