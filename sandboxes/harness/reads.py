"""Which keys of a request each function of the snippet reads: what a caller has to send."""

import ast

from . import source as trees

_PARTS = {
    "form": "form",
    "args": "args",
    "values": "form",
    "files": "files",
    "headers": "headers",
    "cookies": "cookies",
    "json": "json",
}
_GETTERS = ("get", "getlist", "pop", "get_list")


def text_of(node):
    if node.__class__.__name__ == "Index":  # Python 3.8 wraps subscripts
        node = node.value
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return getattr(node, "s", None) if node.__class__.__name__ == "Str" else None


def _is_number(node):
    value = getattr(node, "value", None) if isinstance(node, ast.Constant) else getattr(node, "n", None)
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _part_of(node, aliases):
    """ "form", "json" ... for an expression that is that part of the request, else None."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id)
    if isinstance(node, ast.BoolOp):
        return _part_of(node.values[0], aliases)
    if isinstance(node, ast.Await):
        return _part_of(node.value, aliases)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "get_json":
            return "json"
        if node.func.attr in ("to_dict", "copy"):
            return _part_of(node.func.value, aliases)
        if node.func.attr == "loads" and node.args and _is_raw_body(node.args[0]):
            return "json"
    if isinstance(node, ast.Attribute) and _is_request(node.value):
        return _PARTS.get(node.attr)
    if isinstance(node, ast.Attribute) and node.attr == "payload" and _is_api(node.value):
        return "json"
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "expect" and not _names_a_parser(node):
        return "json"
    return None


def _is_api(node):
    """An API or a namespace of Flask-RESTX, whose payload is the JSON body."""
    return isinstance(node, ast.Name) and node.id.lower().endswith(("api", "ns", "namespace"))


def _names_a_parser(call):
    return any("parse" in getattr(each, "id", getattr(each, "attr", "")) for each in call.args)


def _is_request(node):
    return getattr(node, "id", getattr(node, "attr", "")) == "request"


def _is_raw_body(node):
    """request.data, request.get_data(), with or without decode()"""
    while isinstance(node, (ast.Call, ast.Attribute)):
        if isinstance(node, ast.Attribute) and _is_request(node.value):
            return node.attr in ("data", "get_data")
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def _aliases(scope):
    """Names that stand for a part of the request: data = request.get_json()"""
    found = {"session": "session"}
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            part = _part_of(node.value, found)
            if part:
                found[node.targets[0].id] = part
    return found


def _reading(node, aliases):
    """(part, key, type) that one expression reads; parts may be None"""
    if isinstance(node, ast.Subscript):
        return _part_of(node.value, aliases), text_of(node.slice), "str"
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _GETTERS
        and node.args
    ):
        kind = "int" if len(node.args) > 1 and _is_number(node.args[1]) else "str"
        for keyword in node.keywords:
            if keyword.arg == "type" and isinstance(keyword.value, ast.Name):
                kind = keyword.value.id
        return _part_of(node.func.value, aliases), text_of(node.args[0]), kind
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.In, ast.NotIn)):
        return _part_of(node.comparators[0], aliases), text_of(node.left), "str"
    return _part_of(node, aliases) if not isinstance(node, ast.Name) else None, None, "str"


def _of_function(scope):
    aliases, found = _aliases(scope), {}
    for node in ast.walk(scope):
        part, key, kind = _reading(node, aliases)
        if part:
            keys = found.setdefault(part, {})
            if key and keys.get(key, "str") == "str":
                keys[key] = kind
    for (part, key), keys in _row_keys(scope, aliases).items():
        found.setdefault(part, {})[key] = keys
    for node in ast.walk(scope):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("int", "float")
            and node.args
        ):
            words = {text_of(each) for each in ast.walk(node.args[0])}
            for keys in found.values():
                keys.update((key, "int") for key in keys if key in words and isinstance(keys[key], str))
    return found


def _row_keys(scope, aliases):
    """{(part, key): {key of a row: type}} where rows of what is read are gone through: `for item in data["items"]: item["price"]`."""
    found = {}
    for node in ast.walk(scope):
        if isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Name):
            part, key, _ = _reading(node.iter, aliases)
            if part and key:
                inside = {node.target.id: "row"}
                reads = [_reading(each, inside) for each in ast.walk(scope)]
                keys = {name: kind for where, name, kind in reads if where == "row" and name}
                found.setdefault((part, key), {}).update(keys)
    return {place: keys for place, keys in found.items() if keys}


_KINDS = (
    ("int", ("Integer", "Decimal", "Float", "Int", "Number")),
    ("bool", ("Boolean", "Bool")),
    ("list", ("List",)),
)


def _kind_of_field(call):
    """The type of values of a field, by the name of its class."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return next((kind for kind, words in _KINDS if any(name.startswith(word) for word in words)), "str")


def _class_fields(node):
    return {
        field.targets[0].id: _kind_of_field(field.value)
        for field in node.body
        if isinstance(field, ast.Assign)
        and isinstance(field.value, ast.Call)
        and isinstance(field.targets[0], ast.Name)
    }


def _fields(tree):
    """Keys of form classes and of schemas, which are read for the views."""
    form, json = {}, {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bases = " ".join(ast.dump(base) for base in node.bases)
            if "Form" in bases:
                form.update(_class_fields(node))
            elif "Schema" in bases:
                json.update(_class_fields(node))
    return form, json


_LOCATIONS = ("args", "form", "json", "headers", "cookies", "files")


def _parsed(tree):
    """Keys of request parsers, by where they look; "parser" for those that look everywhere."""
    found = {}
    for node in ast.walk(tree):
        if not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "add_argument"
        ):
            continue
        key = text_of(node.args[0]) if node.args else None
        if not key or key.startswith("-"):
            continue
        options = {keyword.arg: keyword.value for keyword in node.keywords}
        kind = getattr(options.get("type"), "id", "str")
        part = text_of(options.get("location")) or "parser"
        found.setdefault(part if part in _LOCATIONS else "parser", {})[key] = kind
    return found


class Reads(object):
    """{part: {key: type}} for each function, and for the module as a whole; the type of a list of rows is {key: type}."""

    def __init__(self, trees_of_code):
        self.by_function, self.module, self.form_fields, self.json_fields = {}, {}, {}, {}
        self.asks_for_body = set()
        for tree in trees_of_code:
            for part, keys in _of_function(tree).items():
                self.module.setdefault(part, {}).update(keys)
            for node in ast.walk(tree):
                if isinstance(node, trees.FUNCTIONS):
                    found = self.by_function.setdefault(node.name, {})
                    for part, keys in _of_function(node).items():
                        found.setdefault(part, {}).update(keys)
                    if _tests_for_body(node):
                        self.asks_for_body.add(node.name)
            form, json = _fields(tree)
            self.form_fields.update(form)
            self.json_fields.update(json)
            if form:
                self.module.setdefault("form", {}).update(form)
            if json:
                self.module.setdefault("json", {}).update(json)
            for part, keys in _parsed(tree).items():
                self.module.setdefault(part, {}).update(keys)

    def of(self, names, alone):
        """What functions of these names read; where that is nothing, the module's if the view is alone."""
        found = {}
        for name in names:
            for part, keys in self.by_function.get(name, {}).items():
                found.setdefault(part, {}).update(keys)
        if not found and (alone or not any(name in self.by_function for name in names)):
            found = {part: dict(keys) for part, keys in self.module.items()}
        if self.form_fields and "json" not in found and not found.get("form"):
            found["form"] = dict(self.form_fields)
        if "json" in found and not found["json"]:
            found["json"] = dict(self.json_fields)
        return found


def _is_body(node):
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "get_json" and not node.args and not node.keywords
    return isinstance(node, ast.Attribute) and node.attr == "json" and _is_request(node.value)


def _tests_for_body(function):
    """Whether it looks if there was a JSON body at all."""
    names = {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and _is_body(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(function):
        if isinstance(node, ast.BoolOp) and _is_body(node.values[0]):
            return True
        if not isinstance(node, (ast.If, ast.IfExp)):
            continue
        tests = [node.test] + (node.test.values if isinstance(node.test, ast.BoolOp) else [])
        for test in tests:
            if isinstance(test, ast.UnaryOp):
                test = test.operand
            elif isinstance(test, ast.Compare) and isinstance(test.ops[0], (ast.Is, ast.IsNot, ast.Eq)):
                test = test.left
            if _is_body(test) or (isinstance(test, ast.Name) and test.id in names):
                return True
    return False
