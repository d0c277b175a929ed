"""From an exception to a fault, as job.hpp describes it."""

import ast
import re

from . import details, frames, guesses, invented, objects
from . import paths as names
from . import unset as unset_variables

_NO_ANSWER = re.compile(r"did not return a (?:valid )?response|returned None or|View function did not return")
_VIEW_NAME = re.compile(r"view function for '([\w.]+)'")


class Reporter(object):
    """Turns exceptions into faults of the record."""

    def __init__(self, record, source, paths):
        self.record, self.source, self.paths = record, source, paths
        self.unset = unset_variables.Unset()

    def report(self, error):
        """Strips the harness's frames from the exception and records the fault."""
        frames.strip(error, self.paths)
        self.record.add_fault(self.describe(error))

    def report_of_thread(self, error):
        """The same for an exception that ended a thread only: one that the snippet raises is what it shows."""
        frames.strip(error, self.paths)
        fault = self.describe(error)
        fault["guessed"] = fault["guessed"] or "raised" in fault["details"]
        self.record.add_fault(fault)

    def report_handled(self, error):
        """The same for an exception that a handler of the snippet deals with; leaves it as it is."""
        fault = self.describe(error)
        fault["frames"] = [
            frame for frame in fault["frames"] if not frame["module"].startswith("snipcheck_harness")
        ]
        fault["details"]["handled"] = "yes"
        self.record.add_fault(fault)

    def describe(self, error):
        shown = frames.chain(error)
        told = next(
            (each for each in shown if any(frames.is_snippet(step) for step in frames.walk(each))), error
        )
        steps = frames.walk(told)
        message = self._message(error)
        fault = {
            "stage": self.record.stage,
            "where": self.record.where,
            "type": type(error).__name__,
            "bases": _bases(type(error)),
            "message": message,
            "line": 0,
            "statement": 0,
            "column": 0,
            "end_column": 0,
            "function": "",
            "frames": frames.describe(steps, self.paths),
            "context": self.record.context,
            "guessed": self.record.guessed,
            "tainted": "Placeholder" in message,
            "causes": [
                "%s: %s" % (type(each).__name__, self._message(each)) for each in frames.behind(error)[1:]
            ],
            "details": {word: self.paths.clean(text) for word, text in details.of(error, message).items()},
            "origins": [],
            "network": self.record.recent_network(message),
        }
        own = [index for index, step in enumerate(steps) if frames.is_snippet(step)]
        if own:
            self._place(fault, steps, own[-1])
        elif isinstance(error, SyntaxError) and error.filename == "snippet.py":
            self._place_syntax(fault, error)
        elif not fault["context"]:
            self._place_without_snippet(fault, steps, message)
        if self._is_invented() and (guesses.is_refusal(error) or invented.is_in_path(error)):
            fault["guessed"] = True
        if invented.is_of_data(error, message, steps, self.source):
            fault["details"]["of_data"] = "yes"
            if own and self._is_invented() and invented.is_in(steps[own[-1]], self.source, type(error).__name__, message):
                fault["details"]["invented"] = "yes"
        fault["statement"] = self.source.statement_line(fault["line"], fault["function"])
        return fault

    def _is_invented(self):
        """Whether the snippet works on data of ours now."""
        return (self.record.pushed or self.record.stage in ("request", "call")) and not self.record.own_data

    def _message(self, error):
        try:
            return self.paths.clean(str(error))
        except Exception:
            return ""

    def _place(self, fault, steps, at):
        """The innermost frame of the snippet says where; its objects say who takes part."""
        frame, line, _ = steps[at]
        fault["line"], fault["function"] = line, frame.f_code.co_name
        fault["column"], fault["end_column"] = frames.span(steps[at], self.source)
        fault["tainted"] = fault["tainted"] or objects.tainted(steps, at, self.source)
        known = fault["details"]
        fault["origins"] = (
            objects.Origins(frame, self.source).of(line, known.get("attribute", ""))
            if self.source.tree
            else []
        )
        if "attribute" in known and "object_modules" not in known and at == len(steps) - 1:
            owner = objects.owner_at(frame, self.source, line, known["attribute"])
            known.update({"object_modules": owner} if owner else {})
        if at == len(steps) - 1:
            self._place_raise(fault, line)
            unset = self.unset.behind(steps[at], self.source, fault["message"]) if self.source.tree else ""
            known.update({"unset": unset} if unset else {})
        if fault["type"] == "AttributeError" and names.ASSUMED_ERROR in self.record.where:
            fault["guessed"] = True  # a library would have raised an error with more to it
        of_value = any(base == "builtins.ValueError" for base in fault["bases"])  # it may be raised below, by what reads a value
        of_key = all(_is_container(step[0]) for step in steps[at + 1 :])
        if (of_key or of_value) and self._is_invented():
            kind = "ValueError" if of_value else fault["type"]
            fault["guessed"] = fault["guessed"] or guesses.concerns(
                self.source, line, kind, fault["message"], self._view_name()
            )

    def _place_syntax(self, fault, error):
        fault["line"], fault["function"] = error.lineno or 0, "<module>"
        fault["column"] = max(error.offset or 0, 0)
        same_line = getattr(error, "end_lineno", None) in (None, error.lineno)
        fault["end_column"] = max(getattr(error, "end_offset", None) or 0, 0) if same_line else 0
        fault["message"] = self.paths.clean(error.msg or fault["message"])

    def _place_without_snippet(self, fault, steps, message):
        """A view that answered nothing has no frame; else only code of the context may be involved."""
        view = self._silent_view(message)
        if view is not None:
            fault["line"], fault["function"] = self.source.def_line(view), view.name
            guessed, empty = guesses.view_without_answer(view)
            fault["guessed"] = fault["guessed"] or guessed
            if empty:
                fault["details"]["body"] = "empty"
            return
        context = [step for step in steps if frames.is_context(step)]
        if context:
            fault["context"] = context[-1][0].f_code.co_filename[1:].split(" ")[0]
            return
        line = self._view_line()
        if line:  # only libraries took part, on behalf of this view
            fault["details"]["view_line"] = str(line)

    def _place_raise(self, fault, line):
        """An exception of the snippet's own making, perhaps to show how it is handled."""
        statement = self.source.statement(line)
        if isinstance(statement, ast.Raise):
            as_written = fault["function"] == "<module>" and self.source.is_unconditional(statement)
            named = statement.exc is None or fault["type"] in ast.dump(statement.exc) or isinstance(statement.exc, ast.Name)
            fault["details"]["raised"] = "always" if as_written and named else "yes"
            fault["origins"] += self.source.environ_origins(line)
        shows = self._is_invented() and (self.source.is_last_of_function(statement) or not isinstance(statement, ast.Raise))
        if (self.record.handles_everything or shows) and guesses.is_on_purpose(statement):
            fault["guessed"] = True

    def _view_code(self):
        """The code of the view that is being requested, its decorators taken off."""
        function = self.record.view
        while getattr(function, "__wrapped__", None) is not None:
            function = function.__wrapped__
        return getattr(function, "__code__", None)

    def _view_name(self):
        code = self._view_code()
        return code.co_name if code is not None else ""

    def _silent_view(self, message):
        if not _NO_ANSWER.search(message) or self.source.tree is None:
            return None
        named = _VIEW_NAME.search(message)
        return self._view_function() or (
            self.source.function(named.group(1).split(".")[-1]) if named else None
        )

    def _view_line(self):
        """Of its definition, or of what registers it where a library made it of that; 0 where neither is in the snippet."""
        view = self._view_function()
        if view is not None:
            return self.source.def_line(view)
        line = next((line for own, line in self.record.own_views if own is self.record.view), 0)
        around = self.source.function_at(line)
        is_header = around is not None and line < around.body[0].lineno
        return self.source.def_line(around) if is_header else line

    def _view_function(self):
        """The definition of the view that is being requested, where the snippet makes it."""
        code = self._view_code()
        if code is None or code.co_filename != "snippet.py" or self.source.tree is None:
            return None
        return self.source.function(code.co_name, code.co_firstlineno)


def _is_container(frame):
    """Code that only looks a key up: of sessions, of what stands for them, of the parts of a request."""
    return frame.f_globals.get("__name__", "").startswith(("flask.sessions", "werkzeug.local", "werkzeug.datastructures"))


def _bases(kind):
    return ["%s.%s" % (base.__module__, base.__qualname__) for base in kind.__mro__ if base is not object]


def is_answer(error):
    """An HTTPException: the code asked for that answer."""
    return any(
        base.__module__ == "werkzeug.exceptions" and base.__name__ == "HTTPException"
        for base in type(error).__mro__
    )
