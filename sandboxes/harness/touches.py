"""Whether code changes what an import after it may depend on: modules, the environment, filters of warnings.

Modules that were executed ahead know nothing of such changes, so such code gets none of them.
"""

import ast
import re

_WORDS = re.compile(r"environ|putenv|dotenv|monkey|modules|filterwarnings|simplefilter|patch")
_IMPORTED_BY_NAME = re.compile(r"(?:^|[;:])\s*import\b", re.M)  # what may have its attributes set


def before_an_import(pieces):
    """Whether some statement of these pieces of code, which run one after the other, does so, and an import comes after it."""
    touched = False
    for code in pieces:
        if not touched and not _is_worth_a_look(code):
            continue
        try:
            tree = ast.parse(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        modules = {
            (alias.asname or alias.name).partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        nodes = [node for node in ast.walk(tree) if hasattr(node, "lineno")]
        for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
            if touched and isinstance(node, (ast.Import, ast.ImportFrom)):
                return True
            touched = touched or _touches(node, modules)
    return False


def _is_worth_a_look(code):
    return _WORDS.search(code) or _IMPORTED_BY_NAME.search(code)


def _touches(node, modules):
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, (ast.Store, ast.Del)):
        return _root(node) in modules
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)):
        return _last(node.value) in ("environ", "modules")
    if isinstance(node, ast.Call):
        name = _last(node.func)
        if name in ("setattr", "delattr") and node.args:
            return _root(node.args[0]) in modules
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        return (
            name in ("putenv", "load_dotenv", "filterwarnings", "simplefilter")
            or (_last(owner) == "environ" and name in ("setdefault", "update", "pop", "clear"))
            or "monkey" in _dotted(node.func)
            or name.startswith("patch")
        )
    return False


def _last(node):
    return getattr(node, "attr", getattr(node, "id", ""))


def _root(node):
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return getattr(node, "id", "")


def _dotted(node):
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join(reversed(parts + [getattr(node, "id", "")]))
