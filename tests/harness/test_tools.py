"""The index and the self-test of an environment."""

import json
import os
import subprocess
import sys
import tempfile
import types
import unittest

from running import ENVIRONMENT, HARNESS, load, needs_flask


def tool(program, python, *flags):
    done = subprocess.run(
        [python, "-I", "-B"] + list(flags) + [os.path.join(HARNESS, program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=120,
    )
    return done.stdout, json.loads(done.stdout.decode("utf-8"))


class BareIndex(unittest.TestCase):
    def test_the_standard_library_is_in_the_index_of_every_python(self):
        index = tool("index.py", sys.executable, "-S")[1]

        exports = {(entry[0], entry[1]): entry for entry in index["exports"]}
        self.assertEqual(index["python"], "%d.%d.%d" % sys.version_info[:3])
        self.assertEqual(exports["datetime", "timedelta"][2:5], ["python", "c", "datetime"])
        self.assertEqual(exports["functools", "wraps"][6][0], ["wrapped", 1, False])
        self.assertTrue({"json", "os", "sys", "sqlite3", "time"} <= set(index["standard_library"]))


@needs_flask
class FlaskIndex(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text, cls.index = tool("index.py", ENVIRONMENT)
        cls.exports = {(entry[0], entry[1]): entry for entry in cls.index["exports"]}

    def test_distributions_have_versions_modules_and_what_they_require(self):
        known = {each["name"]: each for each in self.index["distributions"]}

        self.assertEqual(known["flask"]["modules"], ["flask"])
        self.assertTrue({"werkzeug", "jinja2", "click", "itsdangerous"} <= set(known["flask"]["requires"]))
        self.assertRegex(known["flask"]["version"], r"^\d+\.\d+")

    def test_distributions_tell_what_their_extras_require(self):
        flask = next(each for each in self.index["distributions"] if each["name"] == "flask")

        self.assertIn("python-dotenv", flask["extras"]["dotenv"])
        self.assertNotIn("python-dotenv", flask["requires"])

    def test_classes_have_signatures_and_attributes(self):
        entry = self.exports["flask", "Flask"]

        self.assertEqual(entry[2:5], ["flask", "c", "flask.app"])
        self.assertEqual(entry[6][0], ["import_name", 1, False])
        self.assertTrue({"route", "config", "view_functions", "run"} <= set(entry[7]))

    def test_objects_know_the_module_they_come_from(self):
        self.assertEqual(self.exports["flask", "request"][3:5], ["o", "flask"])
        self.assertEqual(self.exports["flask.views", "request"][4], "flask")

    def test_extensions_are_told_by_init_app(self):
        self.assertTrue(self.exports["flask_login", "LoginManager"][5])
        self.assertFalse(self.exports["flask", "Flask"][5])

    def test_the_index_is_of_bearable_size(self):
        self.assertLess(len(self.text), 5000000)

    def test_the_self_test_names_what_cannot_be_imported_and_minds_only_flask(self):
        report = tool("selftest.py", ENVIRONMENT)[1]

        self.assertTrue(report["ok"])
        self.assertNotIn("flask", report["failed"])
        self.assertNotIn(os.path.dirname(os.path.dirname(ENVIRONMENT)), json.dumps(report))


class Hostile(unittest.TestCase):
    def test_a_module_that_fails_when_it_is_asked_for_its_names_does_no_harm(self):
        class Shim(types.ModuleType):
            @property
            def __all__(self):
                raise ImportError("gone")

        shim = Shim("shim")
        shim.value = len
        sys.modules["shim"] = shim
        self.addCleanup(sys.modules.pop, "shim")
        indexer = load("index").Indexer()

        self.assertIs(indexer.take("shim", "some-thing"), shim)


MARKED = '''
import warnings

def goes():
    """It goes."""
    warnings.warn("call stays() instead", DeprecationWarning, stacklevel=2)

def goes_too(how="%s"):
    warnings.warn(how % "soon", category=DeprecationWarning)

def stays(old=None):
    if old is not None:
        warnings.warn("old goes", DeprecationWarning)

def warn_for(message):
    warnings.warn(message, DeprecationWarning)

def speaks():
    warnings.warn("look", UserWarning)

class Kind(object):
    def __init__(self):
        self.part = 1

    @property
    def old(self):
        warnings.warn("old is gone soon", PendingDeprecationWarning)

    @classmethod
    def make(cls):
        return cls()

class Going(Kind):
    def __init__(self):
        warnings.warn("Going goes", DeprecationWarning)

class Told(object):
    __deprecated__ = "by the type checkers, too"

def __getattr__(name):
    if name == "late":
        warnings.warn("late is going", DeprecationWarning)
        return 1
    raise AttributeError(name)
'''


class Marks(unittest.TestCase):
    def test_are_of_what_warns_however_it_is_used(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "marked.py"), "w") as file:
                file.write(MARKED)
            sys.path.insert(0, folder)
            self.addCleanup(sys.path.remove, folder)
            self.addCleanup(sys.modules.pop, "marked", None)
            indexer = load("index").Indexer()
            indexer.take("marked", "some-thing")

        marks = {entry[1]: entry[8] for entry in indexer.exports if entry[8]}
        self.assertEqual(
            marks,
            {
                "goes": {"": "call stays() instead"},
                "goes_too": {"": ""},
                "Kind": {"old": "old is gone soon"},
                "Going": {"": "Going goes", "old": "old is gone soon"},
                "Told": {"": "by the type checkers, too"},
                "late": {"": "late is going"},
            },
        )


class Order(unittest.TestCase):
    def test_distributions_come_after_those_they_require(self):
        index = load("index")
        known = {
            name: {"requires": requires} for name, requires in [("a", ["c", "x"]), ("b", ["a"]), ("c", ["b"])]
        }

        self.assertEqual(sorted(index.in_order(known)), ["a", "b", "c"])
        self.assertEqual(index.in_order({"a": {"requires": ["b"]}, "b": {"requires": []}}), ["b", "a"])


if __name__ == "__main__":
    unittest.main()
