"""Exceptions as facts."""

import sys
import unittest

from running import run

PLACEHOLDER = (
    "class Placeholder(object):\n    def __getattr__(self, name):\n        return Placeholder()\n"
    "    def __call__(self, *a):\n        return Placeholder()\n"
)


def only(code, **job):
    return run(code, **job).fault()


class WhereItFails(unittest.TestCase):
    def test_the_statement_is_its_first_line_on_every_python(self):
        fault = only("def f(**k):\n    raise ValueError('no')\n\nf(\n    a=1,\n    b=2)\n")

        self.assertEqual((fault["line"], fault["statement"], fault["function"]), (2, 2, "f"))
        self.assertEqual(
            [(frame["file"], frame["function"], frame["library"]) for frame in fault["frames"]],
            [("snippet.py", "<module>", False), ("snippet.py", "f", False)],
        )

    def test_a_statement_of_several_lines_begins_with_its_decorators(self):
        fault = only("def plain(f):\n    return f\n\n@plain\n@len\ndef g(\n        a):\n    pass\n")

        self.assertEqual((fault["type"], fault["statement"]), ("TypeError", 4))

    def test_an_error_while_an_exception_is_matched_belongs_to_the_try(self):
        fault = only("try:\n    x = {}['a']\nexcept Missing:\n    pass\n")

        self.assertEqual(
            (fault["type"], fault["statement"], fault["details"]["name"]), ("NameError", 1, "Missing")
        )
        self.assertEqual(fault["causes"], ["KeyError: 'a'"])

    def test_what_was_at_work_before_is_known_although_the_traceback_leaves_it_out(self):
        fault = only("try:\n    open('/no/such/thing')\nexcept OSError:\n    raise AttributeError('db') from None\n")

        self.assertEqual(fault["causes"], ["FileNotFoundError: [Errno 2] No such file or directory: '/no/such/thing'"])

    def test_the_columns_are_code_points(self):
        fault = only("name = 'é' + None.nothing\n")

        expected = (14, 26) if sys.version_info >= (3, 11) else (0, 0)
        self.assertEqual((fault["column"], fault["end_column"]), expected)

    def test_frames_of_libraries_lie_below_the_library_and_say_so(self):
        fault = only("import json\njson.loads('{')\n")

        self.assertEqual([frame["file"] for frame in fault["frames"][:2]], ["snippet.py", "json/__init__.py"])
        self.assertTrue(all(frame["library"] for frame in fault["frames"][1:]))
        self.assertEqual((fault["line"], fault["bases"][0]), (2, "json.decoder.JSONDecodeError"))

    def test_no_path_of_the_machine_gets_into_a_message(self):
        fault = only(
            "import os, json\n"
            "raise ValueError(os.getcwd() + '/a.txt ' + os.getcwd() + ' ' + json.__file__ + ' ' + repr(object()))\n"
        )

        self.assertEqual(fault["message"], "a.txt . json/__init__.py <object object at 0x...>")

    def test_equal_faults_count_once(self):
        result = run("def f():\n    g()\n\ndef g():\n    raise ValueError('x')\n")

        self.assertEqual(
            [(fault["type"], fault["guessed"]) for fault in result.faults], [("ValueError", True)]
        )

    def test_a_deep_recursion_is_told_in_short(self):
        fault = only("def f():\n    f()\n\nf()\n")

        self.assertEqual(fault["type"], "RecursionError")
        self.assertLessEqual(len(fault["frames"]), 200)

    def test_characters_that_are_no_text_do_no_harm(self):
        fault = only("raise ValueError('\\udc80' + 'x' * 5000)\n")

        self.assertTrue(fault["message"].startswith("\\udc80xxx"))
        self.assertEqual(len(fault["message"]), 2000)


class Compiling(unittest.TestCase):
    def test_a_syntax_error_has_its_place(self):
        result = run("x = 1\nif x = 2:\n    pass\n")

        fault = result.fault()
        self.assertEqual(
            (fault["stage"], fault["type"], fault["line"], result.stages),
            ("compile", "SyntaxError", 2, ["compile", "done"]),
        )
        self.assertGreater(fault["column"], 0)
        self.assertIn('File "snippet.py", line 2', result.err)

    def test_kinds_of_indentation_errors_stay_apart(self):
        self.assertEqual(only("def f():\nreturn 1\n")["type"], "IndentationError")
        self.assertEqual(only("if True:\n        x = 1\n\ty = 2\n")["type"], "TabError")

    def test_a_null_character_is_a_fault_too(self):
        self.assertEqual(only("x = '\0'\n")["stage"], "compile")


class Details(unittest.TestCase):
    def details(self, code, **job):
        return only(code, **job)["details"]

    def test_what_is_missing_is_named(self):
        self.assertEqual(self.details("import no_such_module.part\n"), {"name": "no_such_module"})
        self.assertEqual(self.details("from json import nothing\n")["symbol"], "nothing")
        self.assertEqual(self.details("print(nothing)\n"), {"name": "nothing"})
        self.assertEqual(self.details("open('a/b.txt')\n"), {"path": "a/b.txt"})
        self.assertEqual(self.details("{}['k']\n"), {"key": "k", "of_data": "yes"})

    def test_an_attribute_comes_with_the_modules_of_its_object(self):
        self.assertEqual(
            self.details("import json\njson.JSONDecoder().nothing\n"),
            {"attribute": "nothing", "object_modules": "json.decoder"},
        )
        self.assertEqual(
            self.details("import json\njson.nothing()\n"), {"attribute": "nothing", "object_modules": "json"}
        )

    def test_origins_are_the_modules_behind_the_objects_nearest_first(self):
        fault = only("import json, decimal\nd = decimal.Decimal(1)\nx = json.dumps(d)\n")
        self.assertEqual(fault["origins"][:2], ["json", "decimal"])

    def test_plain_values_are_followed_to_where_they_came_from(self):
        fault = only("import json\ntext = json.dumps({})\ntext.decode('utf-8')\n")

        self.assertEqual((fault["details"]["attribute"], fault["origins"]), ("decode", ["json"]))


class Taint(unittest.TestCase):
    def test_a_stand_in_on_the_statement_taints_the_fault(self):
        before = [{"label": "assumed", "code": PLACEHOLDER + "thing = Placeholder()\n"}]

        self.assertTrue(only("value = {}[thing.x]\n", before=before)["tainted"])
        self.assertFalse(only("print(thing)\nvalue = {}['x']\n", before=before)["tainted"])

    def test_a_stand_in_counts_inside_containers_and_deeper_calls(self):
        before = [{"label": "assumed", "code": PLACEHOLDER + "thing = Placeholder()\n"}]

        self.assertTrue(only("import json\nd = {'a': thing}\njson.dumps(d)\n", before=before)["tainted"])


if __name__ == "__main__":
    unittest.main()
