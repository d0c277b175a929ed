"""Does a failing line work on data that the harness invented: bodies, form values, arguments of a URL?"""

import ast
import re
import sys

from . import reads
from . import source as trees

_LITERALS = (ast.Constant,) if sys.version_info >= (3, 8) else (ast.Constant, ast.Str, ast.Ellipsis)
_DATA = ("get_json", "json", "form", "args", "values", "files", "data", "headers", "cookies")
_TYPES = ("KeyError", "TypeError", "ValueError", "IndexError", "AttributeError")
# How Python says that a call does not fit: no data can mend that.
_SIGNATURE = re.compile(r"\(\) (takes|missing|got an unexpected|got multiple)|unexpected keyword argument")
_PLAIN = (dict, list, str, int, float, bool)
_LACKS = re.compile(r"'(dict|list|str|int|float|bool)' object has no attribute '(\w+)'")
# What a program has no data for: the row, the body or the user that it looked for is not there.
_NOBODY = re.compile(r"'(NoneType|AnonymousUser\w*)' object|NoneType: None")
# Errors that say themselves that the data was not what somebody wanted.
_REFUSALS = (
    "ValidationError",
    "IntegrityError",
    "DataError",
    "BadRequestKeyError",
    "InvalidId",
    "Invalid",
    "MultipleInvalid",
    "BadData",  # of itsdangerous: a token that nobody signed
    "DecodeError",  # of PyJWT
    "InvalidToken",
)
# Functions whose number of results depends on the text they are given.
_BY_TEXT = ("split", "rsplit", "partition", "rpartition", "items", "values", "groups", "findall", "loads")
_GIVEN = ("self", "cls", "response", "error", "e", "app", "db", "exception", "exc")


def _reads_request(node):
    return any(
        isinstance(each, ast.Attribute)
        and each.attr in _DATA
        and isinstance(each.value, ast.Name)
        and each.value.id == "request"
        or _reads_session(each)
        for each in ast.walk(node)
    )


def _reads_session(node):
    """session["user"], session.get("user"), which another visit would have set; a database has sessions as well."""
    key = None
    if isinstance(node, ast.Subscript):
        node, key = node.value, reads.text_of(node.slice)
    elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("get", "pop") and node.args:
        node, key = node.func.value, reads.text_of(node.args[0])
    return key is not None and isinstance(node, ast.Name) and node.id == "session"


def _parameters(scope):
    if not isinstance(scope, trees.FUNCTIONS):
        return set()
    return {argument.arg for argument in scope.args.args + scope.args.kwonlyargs} - set(_GIVEN)


def _made_from(scope, names):
    """These names and all that is assigned from them or from the request."""
    names = set(names)
    for _ in range(2):  # once more for what is made from those
        for node in ast.walk(scope):
            if isinstance(node, (ast.For, ast.comprehension)):
                value, targets = node.iter, [node.target]
            elif isinstance(node, ast.Assign):
                value, targets = node.value, node.targets
            else:
                continue
            if _reads_request(value) or _taken_from(value, names):
                names.update(
                    each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)
                )
    return names


def _taken_from(value, names):
    """data["x"], data.get("x"), data.x"""
    while isinstance(value, (ast.Subscript, ast.Call, ast.Attribute)):
        value = value.func if isinstance(value, ast.Call) else value.value
    return isinstance(value, ast.Name) and value.id in names


def concerns(source, line, error_type, message, view=""):
    """Whether an error of this type on this line may be due to what we put in.

    The arguments of the view that is requested are of the type that its route declares: only their
    values are invented.
    """
    if source.tree is None or not line or error_type not in _TYPES:
        return False
    if _SIGNATURE.search(message) or _is_in_no_data(message):
        return False
    if _NOBODY.search(message):
        return True
    statement = source.statement(line)
    scope = source.function_at(line) or source.tree
    if "to unpack" in message and unpacks_answer(statement):
        return False
    parameters = _parameters(scope)
    if getattr(scope, "name", "") == view and error_type in ("TypeError", "AttributeError"):
        parameters = set()
    names = _made_from(scope, parameters)
    if error_type == "KeyError" and _is_key_of_others(statement, message, names):
        return False
    for node in trees.own_nodes(statement) if statement is not None else ():
        if isinstance(node, (ast.Attribute, ast.Subscript)) and _base_name(node) in names:
            return True
        if error_type == "KeyError" and _reads_session(node):
            return True
        if (
            error_type != "AttributeError"
            and isinstance(node, ast.Name)
            and node.id in names
            and isinstance(node.ctx, ast.Load)
        ):
            return True
        if error_type != "AttributeError" and isinstance(node, ast.Call) and _reads_request(node):
            return True
    return False


def _is_key_of_others(statement, message, names):
    """Whether the key that is missing is asked of something that we did not make, such as the configuration."""
    for node in trees.own_nodes(statement) if statement is not None else ():
        if isinstance(node, ast.Subscript):
            key = getattr(node.slice, "value", node.slice)  # before Python 3.9 it stands in an Index
            text = getattr(key, "value", getattr(key, "s", key))
            if repr(text) == message:
                return not (_taken_from(node.value, names) or _reads_request(node.value) or _reads_session(node))
    return False


def lacks_of_plain_value(message):
    """An attribute that data of another type would have had."""
    return _NOBODY.search(message) is not None or (_LACKS.search(message) is not None and not _is_in_no_data(message))


def is_of_signature(message):
    return _SIGNATURE.search(message) is not None


def _is_in_no_data(message):
    """An attribute that no other value of a request would have either, such as dict.iteritems."""
    found = _LACKS.search(message)
    return found is not None and not any(hasattr(kind, found.group(2)) for kind in _PLAIN)


def unpacks_answer(statement):
    """The number of values was decided by a function that was called, not by the text that came in."""
    value = getattr(statement, "value", None)
    return isinstance(value, ast.Call) and getattr(value.func, "attr", "") not in _BY_TEXT


def _base_name(node):
    return node.value.id if isinstance(node.value, ast.Name) else ""


def view_without_answer(function):
    """(guessed, empty) of a view that returned nothing: it may have returned something for other data."""
    body = [
        each
        for each in function.body
        if not isinstance(each, ast.Pass)
        and not (isinstance(each, ast.Expr) and isinstance(each.value, _LITERALS))
    ]
    returns = any(isinstance(each, ast.Return) and each.value is not None for each in ast.walk(function))
    methods = {id(each.value) for each in ast.walk(function) if getattr(each, "attr", "") == "method"}
    looks = any(
        isinstance(each, (ast.Name, ast.Attribute))
        and "request" in (getattr(each, "id", ""), getattr(each, "attr", ""))
        and id(each) not in methods  # a method is nobody's invention
        or getattr(each, "attr", "").startswith("validate")
        for each in ast.walk(function)
    )
    return returns and looks, not body


def is_refusal(error):
    """Whether an error is the answer of a validator or a database to what we put in."""
    return any(base.__name__ in _REFUSALS for base in type(error).__mro__)


def is_on_purpose(statement):
    """raise ..., or a division by zero as it stands there"""
    if isinstance(statement, ast.Raise):
        return True
    return statement is not None and any(
        isinstance(node, ast.BinOp)
        and isinstance(node.op, (ast.Div, ast.FloorDiv, ast.Mod))
        and getattr(node.right, "value", getattr(node.right, "n", None)) == 0
        for node in trees.own_nodes(statement)
    )
