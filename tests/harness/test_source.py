"""The functions that read the snippet as a tree."""

import ast
import unittest

from running import load

reads, source, guesses, channel = load("reads"), load("source"), load("guesses"), load("channel")


def of(code):
    text = source.Source(code)
    text.parsed(ast.parse(code))
    return text


class Statements(unittest.TestCase):
    def test_every_line_has_the_innermost_statement_that_began_before_it(self):
        text = of("@a\n@b(\n    1)\ndef f():\n    x = [\n        1,\n    ]\n    return x\n\ny = 2\n")

        self.assertEqual(
            [text.statement_line(line) for line in (1, 3, 4, 5, 7, 8, 10)], [1, 1, 1, 5, 5, 8, 10]
        )

    def test_except_and_else_lines(self):
        text = of("try:\n    a()\nexcept (B,\n        C):\n    d()\nfinally:\n    e()\n")

        self.assertEqual([text.statement_line(line) for line in (2, 3, 5, 7)], [2, 1, 5, 7])

    def test_the_def_of_a_decorated_function(self):
        text = of("@a\n\n# why\n@b\nasync def f(\n        x):\n    pass\n")

        self.assertEqual(text.def_line(text.function("f")), 5)

    def test_other_line_ends_count_as_python_counts_them(self):
        self.assertEqual(of("a = 1\r\nb = '\x0c'\rc = 3\n").line(3), "c = 3")


class Reads(unittest.TestCase):
    def keys(self, code):
        found = reads.Reads([ast.parse(code)])
        return found.of(["v"], False)

    def test_keys_are_followed_through_assignments(self):
        found = self.keys(
            "def v():\n    data = request.get_json() or {}\n    return data['a'] + data.get('b', 2)\n"
        )
        self.assertEqual(found, {"json": {"a": "str", "b": "int"}})

    def test_every_part_of_a_request(self):
        found = self.keys(
            "def v():\n    request.args.get('p', type=int)\n    request.form['f']\n    request.files['u']\n"
            "    request.headers.get('X-H')\n    int(request.form.get('n'))\n    'k' in session\n"
        )
        self.assertEqual(
            found,
            {
                "args": {"p": "int"},
                "form": {"f": "str", "n": "int"},
                "files": {"u": "str"},
                "headers": {"X-H": "str"},
                "session": {"k": "str"},
            },
        )

    def test_fields_of_forms_and_schemas_are_keys(self):
        form = (
            "class F(FlaskForm):\n    name = StringField()\n    age = IntegerField()\n\ndef v():\n    F()\n"
        )
        schema = "class S(Schema):\n    n = fields.Int()\n\ndef v():\n    S().load(request.get_json())\n"

        self.assertEqual(self.keys(form)["form"], {"name": "str", "age": "int"})
        self.assertEqual(self.keys(schema)["json"], {"n": "int"})


class Guesses(unittest.TestCase):
    def concerns(self, code, line, error, message="no", view=""):
        return guesses.concerns(of(code), line, error, message, view)

    def test_a_value_from_the_request_may_be_to_blame(self):
        code = "def v():\n    data = request.json\n    key = data['k']\n    return TABLE[key]\n"

        self.assertTrue(self.concerns(code, 4, "KeyError"))
        self.assertTrue(self.concerns(code, 3, "KeyError"))

    def test_a_call_that_does_not_fit_is_never_a_matter_of_data(self):
        code = "def v():\n    page = request.args.get('page')\n    return q.paginate(page, 10)\n"

        self.assertFalse(
            self.concerns(code, 3, "TypeError", "paginate() takes 1 positional argument but 3 were given")
        )

    def test_an_attribute_that_no_data_has_is_never_a_matter_of_data(self):
        code = "def v():\n    data = request.json\n    return data.iteritems()\n"

        self.assertFalse(
            self.concerns(code, 3, "AttributeError", "'dict' object has no attribute 'iteritems'")
        )
        self.assertTrue(self.concerns(code, 3, "AttributeError", "'list' object has no attribute 'items'"))

    def test_other_lines_and_other_errors_are_not_concerned(self):
        code = "def v():\n    data = request.json\n    return TABLE['x']\n"

        self.assertFalse(self.concerns(code, 3, "KeyError"))
        self.assertFalse(self.concerns(code, 2, "NameError"))


class Trimming(unittest.TestCase):
    def test_long_things_become_short_and_broken_text_readable(self):
        self.assertEqual(channel.trim("\udcff" + "x" * 3000), "\\udcff" + "x" * 1994)
        self.assertEqual(channel.trim(list(range(500)))[98:102], [98, 99, 400, 401])


if __name__ == "__main__":
    unittest.main()
