"""Results that the page shows: what statements print or give, and what pages answer, written down as they come."""

import ast
import builtins
import sys

_NAME = "__snipcheck_shown__"
_MOST = 4000  # characters of one result


class Shown(object):
    """Collects {line of the statement that was asked for: text} into the record."""

    def __init__(self, record, lines):
        self.results, self.lines = record.shown, sorted(lines)
        self._count, self._text = {}, []

    def instrument(self, source, tree):
        """The tree with words around the statements at the lines; a copy of the parsed one that runs instead of it."""
        wanted = {}
        for line in self.lines:
            statement = source.statement(line)
            if isinstance(statement, (ast.Expr, ast.Assign)):
                wanted[(statement.lineno, statement.col_offset)] = line
        if not wanted:
            return tree
        setattr(builtins, _NAME, self)
        sys.stdout = _Tee(sys.stdout, self)
        return ast.fix_missing_locations(_Wrapper(wanted).visit(tree))

    def begin(self, line):
        self._text = []

    def value(self, line, value):
        """Passes a value on; what an interpreter would echo of it is part of the result."""
        if value is not None:
            self._text.append(repr(value))
        return value

    def end(self, line):
        """A statement that runs again has no one result."""
        self._count[line] = self._count.get(line, 0) + 1
        if self._count[line] == 1:
            self.results[str(line)] = "".join(self._text)[:_MOST]
        else:
            self.results.pop(str(line), None)
        self._text = []

    def heard(self, text):
        self._text.append(text)


class _Tee(object):
    """Standard output that tells what passes through it."""

    def __init__(self, stream, shown):
        self._stream, self._shown = stream, shown

    def write(self, text):
        self._shown.heard(text)
        return self._stream.write(text)

    def __getattr__(self, name):
        return getattr(self._stream, name)


class _Wrapper(ast.NodeTransformer):
    def __init__(self, wanted):
        self.wanted = wanted

    def generic_visit(self, node):
        super(_Wrapper, self).generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            body = getattr(node, field, None)
            if isinstance(body, list):
                setattr(node, field, [each for statement in body for each in self._around(statement)])
        return node

    def _around(self, statement):
        line = self.wanted.get((getattr(statement, "lineno", 0), getattr(statement, "col_offset", 0)))
        if line is None or not isinstance(statement, (ast.Expr, ast.Assign)):
            return [statement]
        statement.value = self._call("value", line, statement, statement.value)
        return [
            ast.copy_location(ast.Expr(self._call(word, line, statement)), statement) if word else statement
            for word in ("begin", None, "end")
        ]

    @staticmethod
    def _call(word, line, place, *values):
        function = ast.Attribute(value=ast.Name(id=_NAME, ctx=ast.Load()), attr=word, ctx=ast.Load())
        number = ast.parse(str(line), mode="eval").body
        return ast.copy_location(ast.Call(func=function, args=[number] + list(values), keywords=[]), place)


def ask_pages(run, apps, paths):
    """The text of each page that the first application has, before anything else is asked of it."""
    for app in apps[:1]:
        for path in paths:
            try:
                response = app.test_client().get(path, follow_redirects=True)
                if response.status_code < 400:
                    run.record.shown[path] = response.get_data(as_text=True)[:_MOST]
            except Exception:  # the routes are requested again, and told then
                continue

