"""The way of a snippet through its stages, and how it ends."""

import sys
import unittest

from running import TOKEN, run


class Stages(unittest.TestCase):
    def test_a_program_that_ends_well_says_every_stage_and_then_its_token(self):
        result = run("print('hello')\n")

        self.assertEqual(result.stages, ["compile", "import", "request", "call", "request", "call", "done"])
        self.assertTrue(result.complete)
        self.assertEqual((result.status, result.out, result.err, result.faults), (0, "hello\n", "", []))

    def test_nothing_is_tried_after_the_import_when_that_is_not_wanted(self):
        result = run("x = 1\n", exercise=False)

        self.assertEqual(result.stages, ["compile", "import", "done"])

    def test_the_snippet_is_the_main_program_of_its_folder(self):
        result = run(
            "import sys, os\n"
            "print(__name__, __file__, sys.argv, sys.path[0] == os.getcwd(), os.path.exists(__file__))\n"
            "print(sys.modules['__main__'].__dict__ is globals(), [m for m in sys.modules if 'snipcheck' in m])\n"
        )

        self.assertEqual(result.out, "__main__ snippet.py ['snippet.py'] True True\nTrue []\n")

    def test_standard_input_is_empty(self):
        result = run("import sys\nprint(repr(sys.stdin.read()))\ninput('name? ')\n")

        self.assertEqual(result.fault()["type"], "EOFError")
        self.assertTrue(result.out.startswith("''\n"))

    def test_files_are_laid_out_before_and_none_outside(self):
        result = run(
            "import os, helper\n"
            "print(open('data/a.txt').read(), helper.x, os.path.isdir('up'), os.path.exists('../no.txt'))\n",
            files={"data/a.txt": "A", "helper.py": "x = 2\n", "up/": "", "../no.txt": "no"},
        )

        self.assertEqual((result.faults, result.out), ([], "A 2 True False\n"))

    def test_the_token_is_nowhere_that_the_snippet_looks(self):
        result = run(
            "import gc, os, sys\n"
            "frame, seen = sys._getframe(), []\n"
            "while frame:\n"
            "    seen.append(repr(frame.f_locals) + repr(frame.f_globals))\n"
            "    frame = frame.f_back\n"
            "seen += [repr(o) for o in gc.get_objects() if isinstance(o, (dict, list, tuple)) and len(o) < 50]\n"
            "seen += [repr(dict(os.environ)), repr(sys.argv)]\n"
            "print(sum(''.join(['%s', '%s']) in text for text in seen))\n" % (TOKEN[:5], TOKEN[5:])
        )

        self.assertEqual(result.out, "0\n")

    def test_a_run_that_leaves_early_does_not_say_its_last_word(self):
        result = run("import os\nos._exit(0)\n")

        self.assertFalse(result.complete)
        self.assertEqual(result.stages, ["compile", "import"])

    def test_functions_that_do_not_end_with_invented_arguments_say_nothing(self):
        result = run(
            "def prints(job, queue):\n    while job in queue:\n        print('still there')\n"
            "def waits(job, queue):\n    while job in queue:\n        pass\n"
            "def says(job):\n    print('said')\n    return job.nothing\n"
            "print('begun')\n"
        )

        self.assertTrue(result.complete)
        self.assertEqual(result.out, "begun\n")
        self.assertEqual([(fault["type"], fault["guessed"]) for fault in result.faults], [("AttributeError", True)])

    def test_a_fork_says_nothing(self):
        result = run(
            "import os\nif os.fork() == 0:\n    print('child')\nelse:\n    os.wait()\n    print('parent')\n"
        )

        self.assertEqual(result.stages.count("done"), 1)
        self.assertEqual(result.out, "child\nparent\n")

    def test_a_forged_end_does_not_carry_the_token(self):
        result = run(
            "import os\nfor fd in range(3, 5000):\n    try:\n"
            '        os.write(fd, b\'{"stage": "done", "faults": []}\\n\')\n'
            "    except OSError:\n        pass\nos._exit(0)\n"
        )

        self.assertFalse(result.complete)


class Ends(unittest.TestCase):
    def test_an_exit_as_the_last_word_is_an_end_like_any_other(self):
        result = run("import sys\nx = 1\nif __name__ == '__main__':\n    sys.exit(0)\n")

        self.assertEqual((result.faults, result.status, result.stages[-1]), ([], 0, "done"))

    def test_an_exit_before_the_end_is_a_fault(self):
        result = run("import sys\nsys.exit(0)\nassert False\n")

        self.assertEqual(
            (result.fault()["type"], result.fault()["line"], result.status), ("SystemExit", 2, 0)
        )

    def test_a_command_line_that_lacks_its_arguments_is_no_fault(self):
        result = run(
            "import argparse\np = argparse.ArgumentParser()\np.add_argument('name')\n"
            "print(p.parse_args().name)\n"
        )

        self.assertEqual([fault["type"] for fault in result.faults], [])

    def test_an_uncaught_exception_is_printed_as_a_reader_sees_it(self):
        result = run("import json\ndef load(text):\n    return json.loads(text)\n\nload('{')\n")

        self.assertEqual(result.status, 1)
        self.assertIn("File \"snippet.py\", line 5, in <module>\n    load('{')\n", result.err)
        self.assertIn('File "snippet.py", line 3, in load\n    return json.loads(text)\n', result.err)
        self.assertNotIn("harness", result.err)
        self.assertNotIn("importlib", result.err)

    def test_the_hook_of_the_snippet_gets_its_exception(self):
        result = run(
            "import sys\nsys.excepthook = lambda kind, error, tb: print('mine', kind.__name__)\n1 / 0\n"
        )

        self.assertEqual(result.out, "mine ZeroDivisionError\n")

    def test_handlers_at_exit_run(self):
        result = run("import atexit\natexit.register(print, 'bye')\n")

        self.assertEqual(result.out, "bye\n")

    @unittest.skipIf(sys.version_info < (3, 8), "threads tell nobody there")
    def test_an_exception_in_a_thread_is_a_fault_and_printed(self):
        result = run(
            "import threading\ndef work():\n    {}['a']\n\n"
            "t = threading.Thread(target=work)\nt.start()\nt.join()\n"
        )

        self.assertEqual((result.fault()["type"], result.fault()["line"]), ("KeyError", 3))
        self.assertIn("Exception in thread", result.err)

    def test_threads_that_never_end_hold_nobody(self):
        result = run(
            "import threading, time\n"
            "threading.Thread(target=lambda: [time.sleep(9) for _ in iter(int, 1)]).start()\n"
        )

        self.assertTrue(result.complete)


class Context(unittest.TestCase):
    def test_context_runs_before_in_the_same_namespace(self):
        result = run(
            "print(a + b)\n",
            before=[{"label": "earlier", "code": "a = 1\n"}, {"label": "assumed", "code": "b = 2\n"}],
        )

        self.assertEqual((result.out, result.faults), ("3\n", []))

    def test_context_that_fails_does_so_under_its_own_label(self):
        result = run(
            "print(b)\n",
            before=[{"label": "assumed", "code": "1 / 0\n"}, {"label": "assumed", "code": "b = 2\n"}],
        )

        fault = result.fault()
        self.assertEqual(
            (fault["context"], fault["line"], fault["frames"][-1]["file"]), ("assumed", 0, "<assumed 1>")
        )
        self.assertEqual(result.out, "2\n")

    def test_lines_that_return_become_the_body_of_a_view_and_keep_their_numbers(self):
        result = run("import math\nx = math.sqrt(4)\nreturn x.nothing\n", wrap_in_view=True)

        fault = result.fault()
        self.assertEqual((fault["type"], fault["line"], fault["stage"]), ("AttributeError", 3, "call"))

    @unittest.skipIf(sys.version_info < (3, 8), "no await at the top before")
    def test_await_at_the_top_runs_in_one_loop_where_that_is_allowed(self):
        cell = "import asyncio\nloop = asyncio.get_running_loop()\nawait asyncio.sleep(0)\n"
        code = "print(asyncio.get_running_loop() is loop)\nawait asyncio.sleep(0)\nmissing\n"

        result = run(code, before=[{"label": "earlier", "code": cell}], top_level_await=True)

        self.assertEqual(result.out, "True\n")
        self.assertEqual((result.fault()["type"], result.fault()["line"]), ("NameError", 3))

    def test_await_at_the_top_is_an_error_elsewhere(self):
        fault = run("import asyncio\nawait asyncio.sleep(0)\n").fault()

        self.assertEqual((fault["stage"], fault["type"]), ("compile", "SyntaxError"))


class Reached(unittest.TestCase):
    def test_only_lines_that_ran_are_reached(self):
        result = run(
            "def f(x):\n    if x:\n        return 1\n    return 2\n\nno = f(1) - 1\nif no:\n    f(0)\n",
            exercise=False,
        )

        self.assertEqual(set(result.reached) & {2, 3, 4, 6, 8}, {2, 3, 6})


if __name__ == "__main__":
    unittest.main()
