"""Prints the index of this environment as JSON: its distributions, and the names that their modules export.

Every public module is imported, so packages that print, warn, hang or fail meanwhile must do no harm.
"""

import importlib
import inspect
import json
import os
import pkgutil
import re
import signal
import sys
import types
import warnings

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, FOLDER)
import installed  # noqa: E402 (the folder is not on the path of an isolated Python)
import marks  # noqa: E402

SECONDS = 4  # for the import of one module
DEPTH = 2  # dots in a module name at most
STANDARD = (
    "os sys json re time datetime functools logging logging.handlers logging.config uuid random hashlib secrets io "
    "collections typing pathlib "
    "threading math string base64 tempfile itertools contextlib sqlite3 unittest "
    "unittest.mock dataclasses enum decimal "
    "urllib.parse urllib.request smtplib csv shutil subprocess asyncio hmac pickle copy "
    "traceback socket platform "
    "operator inspect abc collections.abc email.mime.text email.mime.multipart "
    "email.message concurrent.futures "
    "multiprocessing queue html zipfile glob getpass mimetypes calendar statistics fractions warnings types pprint"
).split()
# Modules below a package that nobody imports by name, or that do something when they are imported.
_SKIPPED = re.compile(
    r"(^|\.)(_\w*|tests?|testing_\w+|testsuite|conftest|contrib|fixtures|examples?|benchmarks?|vendor|locale|"
    r"locales|bin|dev|gevent|eventlet|mypy|compat|dialects|commands|scripts|templates)(\.|$)"
)
# Distributions that no answer is about: top level only, without signatures and attributes.
_BRIEF = set(
    (
        "pip setuptools wheel babel pytz cryptography cffi pycparser rich pygments billiard vine amqp "
        "kombu jsonschema docutils greenlet dnspython zope-interface zope-event "
        "jsonschema-specifications tzdata mako pyrsistent referencing rpds-py attrs importlib-resources "
        "markdown-it-py mdurl prompt-toolkit wcwidth pydantic-core urllib3 idna chardet certifi "
        "charset-normalizer websockets h11 anyio gevent eventlet psutil pillow lxml numpy"
    ).split()
)
# What a package may look up in a configuration: literals in capitals with an underscore.
_KEY = re.compile(r"""["']([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)["']""")
_NO_SOURCES = re.compile(r"(^|/)(tests?|testsuite|examples?|docs?)(/|$)")
_PLAIN = (str, bytes, int, float, bool, tuple, list, dict, set, frozenset, type(None), re.Pattern)


class TooSlow(BaseException):
    """The import of a module did not come back."""


def in_order(known):
    """Names of distributions, each after those it requires: the first module that has a name made it."""
    ordered, seen = [], set()

    def visit(name):
        if name in known and name not in seen:
            seen.add(name)
            for each in known[name]["requires"]:
                visit(each)
            ordered.append(name)

    for name in sorted(known):
        visit(name)
    return ordered


class Indexer(object):
    def __init__(self):
        self.exports = []
        self.standard = set(installed.standard_library())
        self._first = {}  # id of an object -> the first module that was seen to have it
        self._described = {}  # id of a class or function -> how many entries have told its signature
        self._sources = {}  # module -> {class: attributes set on self}
        self._kept = []  # objects whose ids must stay theirs

    def take(self, name, distribution, brief=False):
        """Adds what a module exports; returns the module, or None if it cannot be imported."""
        module = self._import(name)
        if module is None:
            return None
        listed = self._listed(module)
        for key in sorted(listed.union(self._names(module))):
            if key.startswith("_") and key != "__version__":
                continue
            try:
                with warnings.catch_warnings(record=True) as caught:
                    warnings.simplefilter("always")
                    value = getattr(module, key)
                entry = self._entry(name, key, value, distribution, brief, key in listed)
            except Exception:
                continue
            if entry is not None:
                told = marks.of_warnings(caught)
                if told is not None:
                    entry[8][""] = told
                self.exports.append(entry)
        return module

    @staticmethod
    def _listed(module):
        """Its __all__; some modules fail when they are asked for it."""
        try:
            return {each for each in module.__all__ if isinstance(each, str)}
        except Exception:
            return set()

    @staticmethod
    def _names(module):
        """What it has, and the words that its __getattr__ knows: names on their way out."""
        try:
            found = [key for key in dir(module) if isinstance(key, str)]
        except Exception:
            return []
        late = getattr(getattr(module, "__getattr__", None), "__code__", None)
        return found + [
            word for word in getattr(late, "co_consts", ()) if isinstance(word, str) and word.isidentifier()
        ]

    @staticmethod
    def _import(name):
        signal.alarm(SECONDS)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return importlib.import_module(name)
        except BaseException:
            return None
        finally:
            signal.alarm(0)

    def _entry(self, module, name, value, distribution, brief, listed):
        kind = type(value)
        if issubclass(kind, types.ModuleType):
            return (
                [module, name, distribution, "m", value.__name__, False, None, [], {}]
                if self._is_part(module, name, value)
                else None
            )
        if not issubclass(kind, (type, types.FunctionType, types.BuiltinFunctionType)):
            return [module, name, distribution, "o", self._owner(value, module), False, None, [], {}]
        home = getattr(value, "__module__", None) or module
        if home.split(".")[0] in self.standard and distribution != "python" and not listed:
            return None
        letter = "c" if issubclass(kind, type) else "f"
        has_init_app = letter == "c" and callable(getattr(value, "init_app", None))
        tells = not brief and (home == module or self._described.get(id(value), 0) < 1)
        if not tells:
            return [module, name, distribution, letter, home, has_init_app, None, [], {}]
        self._described[id(value)] = self._described.get(id(value), 0) + (home != module)
        self._kept.append(value)
        attributes = []
        if letter == "c" and distribution != "python":
            attributes = self._attributes(value)
        elif letter == "c" and name == module:   # datetime.datetime: told from its module by what it offers
            attributes = [each for each in dir(value) if not each.startswith("_")]
        return [module, name, distribution, letter, home, has_init_app, _signature(value), attributes, _marks(value)]

    @staticmethod
    def _is_part(module, name, value):
        return value.__name__ == module + "." + name

    def _owner(self, value, module):
        """Where an object comes from: the first module that had it; plain values are everybody's own."""
        if issubclass(type(value), _PLAIN):
            return module
        self._kept.append(value)
        return self._first.setdefault(id(value), module)

    def _attributes(self, kind):
        found = {name for name in dir(kind) if not name.startswith("_")}
        for base in kind.__mro__:
            found |= self._set_on_self(base)
        return sorted(found)

    def _set_on_self(self, kind):
        """Public attributes that the source of a class sets on its instances."""
        module = kind.__module__
        if module not in self._sources:
            path = getattr(sys.modules.get(module), "__file__", None) or ""
            parts = (
                re.split(r"^class (\w+)", installed.read_text(path), flags=re.M)
                if path.endswith(".py")
                else []
            )
            self._sources[module] = {
                name: set(re.findall(r"\bself\.([A-Za-z]\w*)(?:\s*:[^=\n]*)?\s*=[^=]", text))
                for name, text in zip(parts[1::2], parts[2::2])
            }
        return self._sources[module].get(kind.__name__, set())


def _marks(value):
    """{"": message of its own mark, attribute: message of that one's}, of those that are marked as deprecated."""
    try:
        own = marks.mark(value)
        return dict(marks.attributes(value) if isinstance(value, type) else {}, **({"": own} if own is not None else {}))
    except Exception:
        return {}


def _signature(value):
    try:
        parameters = inspect.signature(value).parameters.values()
    except Exception:
        return None
    return [[each.name, int(each.kind), each.default is not each.empty] for each in parameters]


def _submodules(module, top):
    """Names of the public modules of a package, found without importing them."""
    waiting, found = [(top, list(getattr(module, "__path__", ())))], []
    while waiting:
        prefix, folders = waiting.pop()
        for each in pkgutil.iter_modules(folders, prefix + "."):
            if _SKIPPED.search(each.name[len(top) + 1 :]):
                continue
            found.append(each.name)
            if each.ispkg and each.name.count(".") < DEPTH:
                waiting.append(
                    (each.name, [os.path.join(folder, each.name.rpartition(".")[2]) for folder in folders])
                )
    return sorted(found)


def _keys(module):
    """Configuration keys that the sources of a module, or of a package with all below it, mention."""
    found = set()
    for folder in getattr(module, "__path__", ()):
        for where, _, files in os.walk(folder):
            if not _NO_SOURCES.search(where[len(folder) :]):
                for name in files:
                    if name.endswith(".py"):
                        found.update(_KEY.findall(installed.read_text(os.path.join(where, name))))
    path = getattr(module, "__file__", None) or ""
    if path.endswith(".py") and not hasattr(module, "__path__"):
        found.update(_KEY.findall(installed.read_text(path)))
    return found


def build():
    known = installed.distributions()
    indexer = Indexer()
    for name in STANDARD:
        indexer.take(name, "python")
    for distribution in in_order(known):
        brief = distribution in _BRIEF
        keys = set()
        for top in known[distribution]["modules"]:
            if top.startswith("_"):
                continue
            module = indexer.take(top, distribution, brief)
            keys |= _keys(module) if module is not None and not brief else set()
            for name in _submodules(module, top) if module is not None and not brief else ():
                indexer.take(name, distribution)
        known[distribution]["keys"] = sorted(keys)
    return {
        "python": "%d.%d.%d" % sys.version_info[:3],
        "distributions": [dict(entry, name=name) for name, entry in sorted(known.items())],
        "exports": indexer.exports,
        "standard_library": sorted(indexer.standard),
    }


def _too_slow(number, frame):
    raise TooSlow()


def main():
    """The index goes to standard output as it was at the start; what packages print goes nowhere."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    sys.path[:] = [path for path in sys.path if os.path.abspath(path or ".") != FOLDER]
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, _too_slow)
    json.dump(build(), output, separators=(",", ":"), default=str)
    output.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
