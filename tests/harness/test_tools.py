"""The index and the self-test of an environment."""

import json
import os
import subprocess
import sys
import unittest

from running import ENVIRONMENT, HARNESS, load, needs_flask


def tool(program, python):
    done = subprocess.run(
        [python, "-I", os.path.join(HARNESS, program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=120,
    )
    return done.stdout, json.loads(done.stdout.decode("utf-8"))


class BareIndex(unittest.TestCase):
    def test_the_standard_library_is_in_the_index_of_every_python(self):
        index = tool("index.py", sys.executable)[1]

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
