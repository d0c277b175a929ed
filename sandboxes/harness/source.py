"""The snippet as a syntax tree: which statement a line belongs to, the same on every Python."""

import ast
import io
import re

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")


def first_line(node):
    """Of a statement, its decorators included."""
    return min([node.lineno] + [decorator.lineno for decorator in getattr(node, "decorator_list", ())])


def _starts(body):
    """[(line, statement)] of every statement below; an except or case line belongs to its statement."""
    found = []
    waiting = [(None, node) for node in reversed(body)]
    while waiting:
        owner, node = waiting.pop()
        if isinstance(node, ast.stmt):
            found.append((first_line(node), node))
            owner = node
        elif isinstance(node, ast.ExceptHandler):
            found.append((node.lineno, owner))
        elif hasattr(node, "pattern"):
            found.append((node.pattern.lineno, owner))
        for field in reversed(_BODIES):
            waiting.extend((owner, child) for child in reversed(getattr(node, field, None) or []))
    return found


def own_nodes(statement):
    """The nodes of a statement without those of the statements inside it."""
    waiting = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(
            child
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, (ast.stmt, ast.ExceptHandler)) and not hasattr(child, "pattern")
        )


class Source(object):
    """The text of the snippet; tree is None as long as it does not parse."""

    def __init__(self, code):
        self.code = code
        self.lines = io.StringIO(code, newline=None).read().split("\n")
        self.tree = None
        self._starts = []

    def parsed(self, tree):
        self.tree = tree
        self._starts = sorted(_starts(tree.body), key=lambda start: start[0])

    def line(self, number):
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def statement(self, line):
        """The innermost statement at a line, or None."""
        found = None
        for start, node in self._starts:
            if start > line:
                break
            found = node
        return found

    def statement_line(self, line, function=""):
        """The first line of the innermost statement at a line; 0 for no line.

        `function`: the name of the code that is at the line. While a decorated definition is made, Pythons differ about which of
        its lines they are at; the body may begin on one of those.
        """
        node = self.statement(line) if line else None
        if function == "<module>" and self.tree is not None and node is not None:
            around = [each for each in self.tree.body if first_line(each) <= line and hasattr(each, "decorator_list")]
            if around and line <= first_line(around[-1].body[0]):
                node = around[-1]
        return first_line(node) if node is not None else line

    def functions(self):
        return [node for node in ast.walk(self.tree) if isinstance(node, FUNCTIONS)] if self.tree else []

    def function(self, name, line=0):
        """The function of that name, by preference the one that begins or has its def at the line."""
        named = [node for node in self.functions() if node.name == name]
        exact = [node for node in named if line in (first_line(node), node.lineno)]
        return (exact or named or [None])[0]

    def function_at(self, line):
        """The innermost function whose lines include this one, or None."""
        around = [node for node in self.functions() if first_line(node) <= line <= last_line(node)]
        return max(around, key=first_line) if around else None

    def is_last_of_function(self, statement):
        """Whether a function does nothing else, or always ends so."""
        return any(function.body[-1] is statement for function in self.functions())

    def is_unconditional(self, statement):
        """Whether it stands in the module, or in a `try` or `with` there, and behind no condition."""
        waiting = list(self.tree.body)
        while waiting:
            node = waiting.pop()
            if node is statement:
                return True
            if isinstance(node, (ast.Try, ast.With, ast.ExceptHandler)):
                for field in _BODIES:
                    waiting += getattr(node, field, None) or ()
        return False

    def environ_origins(self, line):
        """Modules that put what the function at the line asks of the environ: "werkzeug.server.shutdown" is Werkzeug's."""
        around = self.function_at(line)
        if around is None or not any(getattr(each, "attr", "") == "environ" for each in ast.walk(around)):
            return []
        keys = (getattr(each, "value", getattr(each, "s", None)) for each in ast.walk(around))
        return sorted({key.split(".")[0] for key in keys if isinstance(key, str) and re.match(r"\w+(\.\w+)+$", key)})

    def def_line(self, function):
        """The line of the word "def"; Python 3.7 gives the line of the first decorator."""
        number = max([function.lineno] + [each.lineno for each in function.decorator_list])
        while number < function.body[0].lineno and not self.line(number).lstrip().startswith(
            ("def ", "async ")
        ):
            number += 1
        return number


def exits_as_written(statement):
    """`sys.exit(1)`, `raise SystemExit("bye")`: with a status that stands there, behind no condition."""
    call = statement.value if isinstance(statement, ast.Expr) else getattr(statement, "exc", None)
    return isinstance(call, ast.Call) and all(not list(ast.walk(each))[1:] and not isinstance(each, ast.Name) for each in call.args)


def last_line(node):
    return max(
        [getattr(child, "end_lineno", None) or getattr(child, "lineno", 0) for child in ast.walk(node)]
    )
