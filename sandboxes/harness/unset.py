"""Variables of the environment that the snippet looks for and nobody has set."""

import ast
import os
import sys

from . import frames, objects


class Unset(object):
    def __init__(self):
        self.names = []

    def watch(self):
        """From now on; what libraries look for is their affair."""
        kind, names = type(os.environ), self.names
        look_up = kind.__getitem__

        def __getitem__(self, key):
            try:
                return look_up(self, key)
            except KeyError:
                if isinstance(key, str) and key not in names and _is_asked_by_snippet():
                    names.append(key)
                raise

        kind.__getitem__ = __getitem__

    def behind(self, step, source, message):
        """The variable for want of which a `raise` or an `assert` of the snippet stopped it; "" for none."""
        frame, line, _ = step
        statement = source.statement(line)
        if not self.names or not isinstance(statement, (ast.Raise, ast.Assert)):
            return ""
        words = message + " " + source.line(line)
        named = next((name for name in self.names if name in words), "")
        return named or (self.names[-1] if any(_has_nothing(node, frame) for node in _tests(statement, source)) else "")


def _is_asked_by_snippet():
    frame = sys._getframe(2)
    for _ in range(4):
        if frame is None:
            return False
        if frames.is_snippet((frame,)):
            return True
        frame = frame.f_back
    return False


def _tests(statement, source):
    """What decided that the statement is executed: its own test, or those around it."""
    if isinstance(statement, ast.Assert):
        yield statement.test
    for node in ast.walk(source.tree):
        if isinstance(node, ast.If) and any(each is statement for part in node.body for each in ast.walk(part)):
            yield node.test


def _has_nothing(test, frame):
    """Whether it looks at a name that stands for nothing."""
    values = [objects.resolve(node, frame) for node in ast.walk(test) if isinstance(node, (ast.Name, ast.Attribute))]
    return any(value is None or (isinstance(value, str) and not value) for value in values)
