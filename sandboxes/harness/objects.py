"""The objects that a failing statement works on, looked up without running any of their code."""

import ast
import sys
import types

from . import source as trees

MISSING = object()
_PLAIN = ("builtins", "__main__", "abc", "typing", "")


def lookup(frame, name):
    for scope in (frame.f_locals, frame.f_globals, frame.f_globals.get("__builtins__", {})):
        scope = vars(scope) if isinstance(scope, types.ModuleType) else scope
        if name in scope:
            return scope[name]
    return MISSING


def is_a(value, kinds):
    """isinstance() that asks no proxy for its class."""
    return issubclass(type(value), kinds)


def member(value, name):
    """The attribute as it is stored, properties and proxies untouched; MISSING where there is none."""
    own = None
    if not is_a(value, type):
        try:
            own = object.__getattribute__(value, "__dict__")
        except Exception:
            pass
    if is_a(own, dict) and name in own:
        return own[name]
    for base in (value if is_a(value, type) else type(value)).__mro__:
        if name in vars(base):
            stored = vars(base)[name]
            return stored.__func__ if is_a(stored, (staticmethod, classmethod)) else stored
    return MISSING


def resolve(node, frame):
    """The object behind a name or a dotted name, or MISSING."""
    if isinstance(node, ast.Name):
        return lookup(frame, node.id)
    if isinstance(node, ast.Attribute):
        base = resolve(node.value, frame)
        return MISSING if base is MISSING else member(base, node.attr)
    return MISSING


_CALLABLES = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.MethodDescriptorType)


def modules_of(value):
    """Modules that made an object, nearest first; none for plain values and the snippet's own."""
    if is_a(value, types.ModuleType):
        return [value.__name__]
    if is_a(value, _CALLABLES):
        receiver = getattr(value, "__self__", None) or getattr(value, "__objclass__", None)
        found = [getattr(value, "__module__", None)]
        if (
            not is_a(value, types.FunctionType)
            and receiver is not None
            and not is_a(receiver, types.ModuleType)
        ):
            found += modules_of(receiver)
    else:
        kind = value if is_a(value, type) else type(value)
        found = [base.__module__ for base in kind.__mro__]
    return list(dict.fromkeys(each for each in found if is_a(each, str) and each not in _PLAIN))


def _is_standard_value(value):
    """An object of the standard library that others hand out, such as a datetime: who made it is behind its assignment."""
    if is_a(value, (type, types.ModuleType) + _CALLABLES):
        return False
    path = getattr(sys.modules.get(type(value).__module__), "__file__", None) or ""
    return "site-packages" not in path and type(value).__module__ not in _PLAIN


_BUILTIN = (
    types.BuiltinFunctionType,
    types.MethodDescriptorType,
    types.ClassMethodDescriptorType,
    types.WrapperDescriptorType,
    types.MethodWrapperType,
)


def builtin_module(value):
    """The module of a function, method or class written in C; "" for all else and for builtins."""
    if is_a(value, type):
        made = [member(value, name) for name in ("__new__", "__init__")]
        in_python = value.__dictoffset__ or any(is_a(each, types.FunctionType) for each in made)
        module = "" if in_python else value.__module__
    elif is_a(value, _BUILTIN):
        owner = getattr(value, "__objclass__", None) or getattr(value, "__self__", None)
        kind = owner if is_a(owner, type) else type(owner)
        module = kind.__module__ if getattr(value, "__module__", None) is None else value.__module__
    else:
        module = ""
    return module if is_a(module, str) and module not in _PLAIN else ""


def owner_of(value):
    """The modules of an object as one text: "builtins" for a plain value, "" for the snippet's own."""
    kind = value if is_a(value, type) else type(value)
    return ",".join(modules_of(value)) or ("builtins" if kind.__module__ == "builtins" else "")


def is_placeholder(value):
    return type(value).__name__ == "Placeholder"


def _holds_placeholder(value):
    """The object itself, what a plain container holds, and what a receiver was made with."""
    if is_placeholder(value):
        return True
    if type(value) in (list, tuple, set):
        return any(is_placeholder(item) for item in list(value)[:50])
    if type(value) is dict:
        return any(is_placeholder(item) for item in list(value.values())[:50])
    return False


def tainted(steps, at, source):
    """Whether a stand-in takes part: on the statement of steps[at], or in a library frame below it."""
    frame, line, _ = steps[at]
    statement = source.statement(line)
    if statement is not None:
        for node in trees.own_nodes(statement):
            if isinstance(node, (ast.Name, ast.Attribute)) and _holds_placeholder(resolve(node, frame)):
                return True
    return any(
        is_placeholder(value) for below, _, _ in steps[at + 1 :] for value in list(below.f_locals.values())
    )


class Origins(object):
    """Follows objects on a statement to their modules, through assignments where they are plain."""

    def __init__(self, frame, source):
        self.frame, self.source = frame, source
        self.found, self.followed = [], set()

    def of(self, line, attribute=""):
        """Modules, nearest first: what lacks the attribute, then what is called, then the rest."""
        statement = self.source.statement(line)
        if statement is None:
            return []
        nodes = [
            node
            for node in trees.own_nodes(statement)
            if isinstance(node, (ast.Name, ast.Attribute, ast.Call))
        ]
        lacking = [node.value for node in nodes if isinstance(node, ast.Attribute) and node.attr == attribute]
        called = [node.func for node in nodes if isinstance(node, ast.Call)]
        for node in lacking + called + nodes:
            self._use(node, line, 0)
        return list(dict.fromkeys(self.found))

    def _use(self, node, before, depth):
        for each in ast.walk(node):
            if not isinstance(each, (ast.Name, ast.Attribute)):
                continue
            modules = modules_of(resolve(each, self.frame))
            self.found += modules
            if isinstance(each, ast.Name) and (not modules or _is_standard_value(resolve(each, self.frame))):
                self._follow(each.id, before, depth + 1)

    def _follow(self, name, before, depth):
        if depth > 3 or name in self.followed:
            return
        self.followed.add(name)
        bindings = [
            (node.lineno, value)
            for node in ast.walk(self.source.tree)
            for target, value in _bound(node)
            if node.lineno < before
            and any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(target))
        ]
        if bindings:
            line, value = max(bindings, key=lambda binding: binding[0])
            self._use(value, line, depth)


def _bound(node):
    """[(target, value)] that a statement binds."""
    if isinstance(node, ast.Assign):
        return [(target, node.value) for target in node.targets]
    if isinstance(node, (ast.For, ast.AsyncFor)):
        return [(node.target, node.iter)]
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return [
            (item.optional_vars, item.context_expr) for item in node.items if item.optional_vars is not None
        ]
    return []


def owner_at(frame, source, line, attribute):
    """owner_of() the object that lacks the attribute, for Pythons whose exception does not say."""
    statement = source.statement(line)
    for node in trees.own_nodes(statement) if statement is not None else ():
        if isinstance(node, ast.Attribute) and node.attr == attribute:
            made = isinstance(node.value, ast.Call)
            value = resolve(node.value.func if made else node.value, frame)
            if made and not is_a(value, type):
                continue
            if value is not MISSING and member(value, attribute) is MISSING:
                return owner_of(value)
    return ""
