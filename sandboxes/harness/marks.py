"""Whether a public name is marked as deprecated: by PEP 702, or by code that does nothing before it warns so, whatever it is called with.

A warning behind a condition is about some way to call it, and no mark.
"""

import ast
import inspect
import types

import installed

_LONGEST = 200  # of a message
_trees = {}  # path -> {first line of a function: its node}


def mark(value):
    """The message of the mark of a class, function, method or property, or None."""
    told = vars(value).get("__deprecated__") if hasattr(value, "__dict__") else None
    if isinstance(told, str):
        return told[:_LONGEST]
    if isinstance(value, type):
        value = vars(value).get("__init__")
    if isinstance(value, property):
        value = value.fget
    value = getattr(value, "__func__", value)
    return _warns(value) if isinstance(value, types.FunctionType) else None


def attributes(kind):
    """{public attribute: message} of a class."""
    found = {}
    for name in dir(kind):
        told = None if name.startswith("_") else mark(inspect.getattr_static(kind, name, None))
        if told is not None:
            found[name] = told
    return found


def of_warnings(caught):
    """The message of the first of these warnings that announces a removal, or None."""
    for each in caught:
        if _announces(each.category.__name__):
            return str(each.message)[:_LONGEST]
    return None


def _announces(category):
    return category.endswith("DeprecationWarning") or category.startswith("RemovedIn")


def _warns(function):
    code = function.__code__
    if not any("warn" in name for name in code.co_names) or not any(_announces(name) for name in code.co_names):
        return None
    if code.co_filename not in _trees:
        _trees[code.co_filename] = _functions_of(code.co_filename)
    node = _trees[code.co_filename].get(code.co_firstlineno)
    for statement in node.body if node is not None else ():
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            told = _message(statement.value, {each.arg for each in node.args.args})
            if told is not None:
                return told
        elif not isinstance(statement, (ast.Expr, ast.Import, ast.ImportFrom)):
            return None
    return None


def _functions_of(path):
    try:
        tree = ast.parse(installed.read_text(path))
    except (SyntaxError, ValueError, RecursionError):
        return {}
    functions = (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return {min([node.lineno] + [each.lineno for each in node.decorator_list]): node for node in functions}


def _message(call, parameters):
    """Of `warn(message, category)`; "" where it is put together, None where it is handed in: then that function is for warnings."""
    given = call.args[:2] + [each.value for each in call.keywords if each.arg in ("message", "category")]
    names = [getattr(each, "attr", getattr(each, "id", "")) for each in [call.func] + given]
    if names[0] != "warn" or parameters & set(names[1:]) or not any(_announces(name) for name in names[1:]):
        return None
    for each in given:
        try:
            return str(ast.literal_eval(each))[:_LONGEST]
        except ValueError:
            continue
    return ""
