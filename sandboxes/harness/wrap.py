"""Lines that `return` become the body of a view, by syntax tree: every line keeps its number."""

import ast

VIEW = "wrapped_view"


def in_view(tree):
    """A module with one function that answers with these lines, or with "ok" where they do not return.

    Imports stand outside as well, so that they fail at import as in any module.
    """
    view = ast.parse("def %s():\n    return 'ok'\n" % VIEW).body[0]
    ok = view.body[0]
    for node in ast.walk(view):
        if hasattr(node, "lineno"):
            node.lineno, node.col_offset = 1, 0
            if hasattr(node, "end_lineno"):
                node.end_lineno, node.end_col_offset = 1, 0
    imports = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    outside_only = [
        node
        for node in imports
        if any(alias.name == "*" for alias in node.names) or getattr(node, "module", "") == "__future__"
    ]
    view.body = [node for node in tree.body if node not in outside_only] + [ok]
    module = ast.parse("")
    module.body = imports + [view]
    return module
