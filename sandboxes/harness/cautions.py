"""Deprecations that a line of the snippet causes."""

import ast
import linecache
import re
import sys
import warnings

from . import frames, objects, paths as names, source as trees

_CALLABLE = re.compile(r"(\w+)\(\)")
_TELLING = ("DeprecationWarning", "PendingDeprecationWarning", "FutureWarning")


def is_relevant(category, message):
    kinds = [base.__name__ for base in category.__mro__]
    if any(kind in _TELLING for kind in kinds):
        return True
    return "deprecat" in message.lower() or ("SyntaxWarning" in kinds and "escape" in message)


class Collector(object):
    """Takes the place of warnings.showwarning; what a reader would see is still printed."""

    def __init__(self, record, source, paths):
        self.record, self.source, self.paths = record, source, paths
        self._print = warnings.showwarning
        self._printed = set()

    def start(self):
        warnings.simplefilter("always")
        warnings.showwarning = self.show

    def show(self, message, category, filename, lineno, file=None, line=None):
        try:
            self._record(str(message), category, filename, lineno)
        except Exception:
            pass
        key = (str(message), category, filename, lineno)
        if self._is_shown(category, filename) and key not in self._printed:
            self._printed.add(key)
            self._print(message, category, filename, lineno, file, line)

    @staticmethod
    def _is_shown(category, filename):
        """By the filters that Python starts with."""
        if issubclass(category, DeprecationWarning):
            return filename == names.SNIPPET
        return not issubclass(category, (PendingDeprecationWarning, ImportWarning, ResourceWarning))

    def _record(self, message, category, filename, line):
        if not is_relevant(category, message) or self.record.context:
            return
        frame = self._warner()
        caller = frame.f_back if frame is not None else None
        while caller is not None and self.paths.is_ours(caller.f_code.co_filename):
            caller = caller.f_back
        in_c = False
        if frame is not None and frame.f_code.co_filename == names.SNIPPET and self._warns_itself(frame.f_lineno):
            return
        if filename == names.SNIPPET:
            line, where = self._innermost_snippet(frame, line)
        elif caller is not None and caller.f_code.co_filename == names.SNIPPET:
            line, where = caller.f_lineno, caller
        else:
            line, where = self._handed_on(message, filename, line), None
            if not line or frame is None:
                return
            in_c = frame.f_code.co_name not in _CALLABLE.findall(message)
        self.record.add_caution(
            {
                "category": category.__name__,
                "bases": [
                    "%s.%s" % (base.__module__, base.__qualname__)
                    for base in category.__mro__
                    if base is not object
                ],
                "message": self.paths.clean(message),
                "line": line,
                "module": self._module(frame, where, line, in_c),
            }
        )

    def _warner(self):
        """The frame that warned: the first one outside the warnings module and the harness."""
        frame = sys._getframe(1)
        while frame is not None and (
            frame.f_globals.get("__name__") == "warnings" or self.paths.is_ours(frame.f_code.co_filename)
        ):
            frame = frame.f_back
        return frame

    @staticmethod
    def _innermost_snippet(frame, line):
        """The line that the warning names, and the frame of the snippet that stands at it."""
        step = frame
        while step is not None:
            if step.f_code.co_filename == names.SNIPPET:
                return line, step
            step = step.f_back
        return line, None

    def _handed_on(self, message, filename, line):
        """Where the snippet hands on the callable that is deprecated, and a library calls it without knowing which; 0: nowhere."""
        deprecated = set(_CALLABLE.findall(message))
        words = set(re.findall(r"\w+", linecache.getline(filename, line)))
        if not deprecated or deprecated & words or self.source.tree is None:
            return 0
        called = {id(node.func) for node in ast.walk(self.source.tree) if isinstance(node, ast.Call)}
        for node in ast.walk(self.source.tree):
            if isinstance(node, ast.Attribute) and node.attr in deprecated and id(node) not in called:
                return node.lineno
        return 0

    def _warns_itself(self, line):
        """Whether the statement calls warn(): then the snippet speaks, and no package."""
        statement = self.source.statement(line)
        return statement is not None and any(
            isinstance(node, ast.Call)
            and getattr(node.func, "attr", getattr(node.func, "id", "")).startswith("warn")
            for node in trees.own_nodes(statement)
        )

    def _module(self, frame, where, line, in_c):
        """Whose code warned; where it has no frame, C code that the line calls."""
        module = frame.f_globals.get("__name__", "") if frame is not None else ""
        if self.record.stage == "compile":
            return "builtins"
        if frame is not where and module and frame.f_code.co_filename != names.SNIPPET and not in_c:
            return module
        if where is None or self.source.tree is None:
            return "builtins"  # C code, which a line of the snippet, or a library on its behalf, calls
        return self._builtin_module(where, line)

    def _builtin_module(self, frame, line):
        """The module of a builtin callable on the line, by preference of the call that is being made."""
        statement = self.source.statement(line)
        nodes = list(trees.own_nodes(statement)) if statement is not None else []
        span = frames.span((frame, line, frame.f_lasti), self.source)
        if any(span):
            running = [node for node in nodes if isinstance(node, ast.Call) and self._span(node) == span]
            nodes = [each for node in running for each in [node.func] + list(ast.walk(node))]
        else:
            nodes.sort(key=lambda node: not isinstance(node, ast.Call))
            nodes = [getattr(node, "func", node) for node in nodes]
        modules = [objects.builtin_module(objects.resolve(node, frame)) for node in nodes]
        return next((module for module in modules if module), "builtins")

    def _span(self, node):
        """The columns of a node, as frames.span() counts them; (0, 0) where Python does not say."""
        line, last = self.source.line(node.lineno), getattr(node, "end_lineno", None)
        if last is None:
            return 0, 0
        end = frames.point(line, node.end_col_offset) if last == node.lineno else len(line) + 1
        return frames.point(line, node.col_offset), end
