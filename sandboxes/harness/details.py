"""What an exception knows besides its message: the thing that is missing, by name."""

import errno
import re
import sys

from . import frames, objects, visibility


def _first(pattern, text):
    found = re.search(pattern, text)
    return found.group(1) if found else ""


def _import(error, message, details):
    details["name"] = getattr(error, "name", None) or _first(r"No module named '?([\w.]+)", message)
    details["symbol"] = getattr(error, "name_from", None) or _first(r"cannot import name '?(\w+)", message)


def _name(error, message, details):
    details["name"] = getattr(error, "name", None) or _first(r"name '(\w+)'|variable '(\w+)'", message)
    if not details["name"]:
        details["name"] = _first(r"variable '(\w+)'", message)


def _path(error, message, details):
    steps = frames.walk(error)
    if steps and steps[-1][0].f_globals.get("__name__") == "subprocess":
        details["program"] = str(error.filename or "")
    else:
        details["path"] = str(getattr(error, "filename", None) or "")


def _template(error, message, details):
    details["path"] = str(getattr(error, "name", None) or message)


def _build(error, message, details):
    details["endpoint"] = str(getattr(error, "endpoint", ""))
    details["values"] = ",".join(sorted(str(key) for key in (getattr(error, "values", None) or {})))


def _attribute(error, message, details):
    details["attribute"] = getattr(error, "name", None) or _first(r"has no attribute '(\w+)'", message)
    if not details["attribute"] and message.isidentifier():  # some say no more than the name
        details["attribute"] = message
    owner = getattr(error, "obj", None)
    if owner is not None and not objects.is_placeholder(owner):
        details["object_modules"] = objects.owner_of(owner)
    elif owner is None:
        module = _first(r"^module '([\w.]+)' has no", message)
        details["object_modules"] = module or _first(r"^'([\w.]+)\.\w+' object has no", message)
    details["of_g"] = "1" if _is_of_g(error) else ""


def _is_of_g(error):
    """Whether flask's g raised it: its namespace, or before Flask 2.0 the proxy in front of that."""
    steps = frames.walk(error)
    raiser = steps[-1][0].f_locals.get("self") if steps else None
    proxy = getattr(sys.modules.get("flask.globals"), "g", None)
    namespace = getattr(sys.modules.get("flask.ctx"), "_AppCtxGlobals", None)
    return raiser is not None and (
        raiser is proxy or (namespace is not None and issubclass(type(raiser), namespace))
    )


def _key(error, message, details):
    details["key"] = str(error.args[0]) if error.args else ""


def _import_string(error, message, details):
    details["name"] = str(getattr(error, "import_name", ""))


def _is_of_hidden(error):
    """Whether the import of a module that we hid failed, or the error arose where that was handled."""
    return any(isinstance(each, ImportError) and visibility.refused(each.name) for each in frames.behind(error))


_REFUSED = ("EACCES", "EPERM", "EROFS", "ENXIO", "ENOTTY", "ENODEV")


def _of_machine(error, message):
    """What this machine refuses or lacks, and another one may have: a permission, a device, a locale, a program's own success."""
    kind = type(error)
    if isinstance(error, OSError) and error.errno is not None and errno.errorcode.get(error.errno) in _REFUSED:
        return message
    if (kind.__module__, kind.__name__) == ("locale", "Error"):
        return "locale"
    if (kind.__module__, kind.__name__) == ("subprocess", "CalledProcessError"):
        command = error.cmd if isinstance(error.cmd, str) else " ".join(str(each) for each in error.cmd)
        return "" if "python" in command else command
    return ""


_BY_TYPE = {
    "ImportError": _import,
    "NameError": _name,
    "FileNotFoundError": _path,
    "NotADirectoryError": _path,
    "TemplateNotFound": _template,
    "BuildError": _build,
    "AttributeError": _attribute,
    "KeyError": _key,
    "ImportStringError": _import_string,
}


def of(error, message):
    """{word: text} for the exceptions that design needs to tell apart; empty values left out."""
    details = {}
    for base in type(error).__mro__:
        if base.__name__ in _BY_TYPE:
            _BY_TYPE[base.__name__](error, message, details)
            break
    details["hidden"] = "1" if _is_of_hidden(error) else ""
    details["machine"] = details.pop("program", "") or _of_machine(error, message)
    return {word: text for word, text in details.items() if text and isinstance(text, str)}
