"""Results that the page shows: what statements print or give."""

import unittest

from running import run


def shown(code, *lines):
    return run(code, shown_lines=list(lines)).last.get("shown")


class Statements(unittest.TestCase):
    def test_what_is_printed_and_what_an_interpreter_would_echo(self):
        code = "x = 'a' * 3\nx\nprint(x,\n      1)\nprint(end='')\n"

        self.assertEqual(
            shown(code, 1, 2, 4, 5), {"1": "'aaa'", "2": "'aaa'", "4": "aaa 1\n", "5": ""}
        )

    def test_in_a_function_as_at_the_top(self):
        self.assertEqual(shown("def f():\n    print('in')\n\nf()\n", 2), {"2": "in\n"})

    def test_what_runs_several_times_has_no_one_result(self):
        self.assertEqual(shown("for i in 'ab':\n    print(i)\n", 2), {})

    def test_the_program_runs_as_without(self):
        result = run("print(1)\nraise ValueError('no')\n", shown_lines=[1, 2])

        self.assertEqual((result.out, result.fault()["line"], result.last["shown"]), ("1\n", 2, {"1": "1\n"}))

    def test_where_nothing_is_asked_nothing_is_told(self):
        self.assertEqual(run("print(1)\n").last.get("shown"), {})


if __name__ == "__main__":
    unittest.main()
