"""Network, waits, servers, warnings and what is visible."""

import sys
import unittest

from running import run


class Network(unittest.TestCase):
    def test_connecting_is_refused_at_once_and_noted(self):
        result = run("import socket\nsocket.create_connection(('10.1.2.3', 6379), 5)\n")

        fault = result.fault()
        self.assertEqual(
            (fault["type"], fault["network"], result.network),
            ("ConnectionRefusedError", ["10.1.2.3:6379"], ["10.1.2.3:6379"]),
        )
        self.assertEqual(fault["line"], 2)
        self.assertNotIn("network.py", "".join(frame["file"] for frame in fault["frames"]))

    def test_names_are_not_looked_up(self):
        result = run("import urllib.request\nurllib.request.urlopen('http://api.example.com/x')\n")

        self.assertEqual((result.fault()["type"], result.network), ("URLError", ["api.example.com:80"]))

    def test_a_server_of_the_snippet_itself_can_be_reached(self):
        result = run(
            "import http.server, threading, urllib.request\n"
            "class H(http.server.BaseHTTPRequestHandler):\n"
            "    def do_GET(self):\n        self.send_response(200)\n"
            "        self.end_headers()\n        self.wfile.write(b'hi')\n"
            "    def log_message(self, *a):\n        pass\n\n"
            "s = http.server.HTTPServer(('127.0.0.1', 0), H)\n"
            "threading.Thread(target=s.serve_forever, daemon=True).start()\n"
            "print(urllib.request.urlopen('http://127.0.0.1:%d/' % s.server_port).read())\n",
            exercise=False,
        )

        self.assertEqual((result.faults, result.out, result.network), ([], "b'hi'\n", []))


    def test_a_driver_that_connects_by_a_library_in_c_tells_where_to(self):
        driver = "class OperationalError(Exception):\n    pass\ndef connect(dsn=None, **more):\n    raise OperationalError('no')\n"
        for call, address in (
            ("'dbname=shop'", "localhost:5432"),
            ("'host=db.example.com port=6000 user=me'", "db.example.com:6000"),
            ("'postgresql://me:secret@db.example.com:6001/shop'", "db.example.com:6001"),
            ("host='db', port=7000", "db:7000"),
        ):
            code = "import sys\nsys.path.insert(0, 'lib')\nimport psycopg2\npsycopg2.connect(%s)\n" % call
            result = run(code, files={"lib/psycopg2.py": driver})
            self.assertEqual((result.fault()["type"], result.fault()["network"]), ("OperationalError", [address]))


class Waits(unittest.TestCase):
    def test_sleep_is_short(self):
        result = run("import time\nstart = time.time()\ntime.sleep(60)\nprint(time.time() - start < 5)\n")

        self.assertEqual(result.out, "True\n")

    def test_a_program_that_sleeps_for_ever_counts_as_a_server(self):
        result = run(
            "import time\ntry:\n    while True:\n        time.sleep(1)\n"
            "except KeyboardInterrupt:\n    print('stopped')\n"
        )

        self.assertEqual((result.faults, result.out, result.served), ([], "stopped\n", ["time.sleep"]))


class Servers(unittest.TestCase):
    def test_a_server_of_asyncio_is_noted_like_any_other(self):
        result = run(
            "import asyncio\n"
            "async def main():\n"
            "    server = await asyncio.start_server(print, '127.0.0.1', 0)\n"
            "    async with server:\n"
            "        await server.serve_forever()\n"
            "    print('after')\n"
            "asyncio.run(main())\n"
        )

        self.assertEqual((result.served, result.out), (["asyncio.Server.serve_forever"], "after\n"))

    def test_relative_imports_start_from_the_package_of_the_file(self):
        files = {"shop/__init__.py": "name = 'shop'\n"}

        self.assertEqual(run("from . import name\nprint(name)\n", file="shop/views.py", files=files).out, "shop\n")

    def test_a_server_start_is_noted_and_comes_back(self):
        result = run(
            "from wsgiref.simple_server import make_server\n"
            "with make_server('127.0.0.1', 0, lambda e, s: []) as server:\n"
            "    server.serve_forever()\nprint('after')\n"
        )

        self.assertEqual((result.served, result.out), (["serve_forever"], "after\n"))

    def test_test_runners_and_browsers_do_not_start_either(self):
        result = run("import unittest, webbrowser\nwebbrowser.open('http://x')\nunittest.main()\n")

        self.assertEqual(result.served, ["webbrowser.open", "unittest.main"])

    def test_nothing_is_imported_that_the_snippet_does_not_import(self):
        result = run(
            "import sys\n"
            "print([m for m in ('unittest', 'http.server', 'asyncio', 'webbrowser') if m in sys.modules])\n"
        )

        self.assertEqual(result.out, "[]\n")

    def test_tests_of_the_snippet_are_run(self):
        result = run(
            "import unittest\nclass T(unittest.TestCase):\n    def setUp(self):\n        self.x = 1\n"
            "    def test_good(self):\n        self.assertEqual(self.x, 1)\n"
            "    def test_bad(self):\n        self.assertEqual(self.x, 2)\n\n"
            "def test_alone():\n    assert 1 == 2\n"
        )

        self.assertEqual(
            sorted((f["where"], f["type"], f["line"], f["guessed"]) for f in result.faults),
            [
                ("call T.test_bad()", "AssertionError", 8, False),
                ("call test_alone()", "AssertionError", 11, False),
            ],
        )


class Cautions(unittest.TestCase):
    LIBRARY = {
        "library.py": "import warnings\n"
        "def old():\n    warnings.warn('old is deprecated', DeprecationWarning, 2)\n"
        "def careless():\n    warnings.warn('careless is deprecated', DeprecationWarning)\n"
        "def inner():\n    old()\n"
        "def noisy():\n    warnings.warn('by the way', UserWarning, 2)\n"
        "def takes(*a, **k):\n    return k\n"
        "def says():\n    warnings.warn('says is deprecated', UserWarning, 2)\n"
    }

    def cautions(self, code):
        return [
            (each["category"], each["line"], each["module"])
            for each in run(code, files=self.LIBRARY).cautions
        ]

    def test_a_deprecation_counts_when_a_line_of_the_snippet_causes_it(self):
        self.assertEqual(
            self.cautions("import library\nlibrary.old()\n"), [("DeprecationWarning", 2, "library")]
        )
        self.assertEqual(
            self.cautions("import library\n\nlibrary.careless()\n"), [("DeprecationWarning", 3, "library")]
        )
        self.assertEqual(self.cautions("import library\nlibrary.says()\n"), [("UserWarning", 2, "library")])

    def test_what_libraries_do_among_themselves_does_not_count(self):
        self.assertEqual(self.cautions("import library\nlibrary.inner()\n"), [])

    def test_other_warnings_do_not_count_and_neither_do_those_of_the_snippet_itself(self):
        self.assertEqual(self.cautions("import library\nlibrary.noisy()\n"), [])
        self.assertEqual(
            self.cautions("import warnings\nwarnings.warn('mine is deprecated', DeprecationWarning)\n"), []
        )

    def test_an_invalid_escape_is_one_of_them(self):
        found = run("x = 1\ny = '\\d'\n").cautions

        self.assertEqual(
            [(each["line"], each["category"]) for each in found],
            [(2, "SyntaxWarning" if sys.version_info >= (3, 12) else "DeprecationWarning")],
        )

    @unittest.skipIf(sys.version_info < (3, 12), "not deprecated before")
    def test_a_deprecation_in_c_code_names_the_module(self):
        found = run("from datetime import datetime\ndatetime.utcnow()\n").cautions

        self.assertEqual([(each["line"], each["module"]) for each in found], [(2, "datetime")])

    @unittest.skipIf(sys.version_info < (3, 12), "not deprecated before")
    def test_a_deprecation_in_c_code_is_not_that_of_a_library_on_the_line(self):
        for code, module in (
            ("library.takes(now=datetime.utcnow().isoformat())", "datetime"),
            ("library.takes(list(map(datetime.utcfromtimestamp, [1])))", "datetime"),
            ("library.takes(math.sqrt(4), é=datetime.utcnow())", "datetime"),
            ("library.takes(math.sqrt(4), ~yes)", "builtins"),
        ):
            found = self.cautions("import library, math\nfrom datetime import datetime\nyes = True\n" + code)
            self.assertEqual(found, [("DeprecationWarning", 4, module)])

    def test_the_reader_sees_what_python_shows(self):
        result = run("import library\nlibrary.old()\nlibrary.inner()\n", files=self.LIBRARY)

        self.assertIn("snippet.py:2: DeprecationWarning: old is deprecated", result.err)
        self.assertEqual(result.err.count("is deprecated"), 1)


class Visibility(unittest.TestCase):
    def test_hidden_modules_look_as_if_they_were_not_there(self):
        result = run(
            "import importlib.util\nprint(importlib.util.find_spec('hidden'))\nimport hidden.part\n",
            hidden_modules=["hidden"],
            files={"hidden/__init__.py": "", "hidden/part.py": ""},
        )

        fault = result.fault()
        self.assertEqual(
            (result.out, fault["type"], fault["message"], fault["details"]["name"]),
            ("None\n", "ModuleNotFoundError", "No module named 'hidden'", "hidden"),
        )

    def test_a_fault_that_came_from_a_hidden_module_says_so(self):
        files = {"there.py": ""}
        caught = "try:\n    import there\nexcept ImportError as error:\n    raise ValueError('install it')"
        for code in ("import there", caught, caught + " from error", caught + " from None"):
            fault = run(code + "\n", hidden_modules=["there"], files=files).fault()
            self.assertEqual(fault["details"].get("hidden"), "1", code)

        handled = "try:\n    import there\nexcept ImportError:\n    pass\n1 / 0"
        for code in ("import nowhere", "import absent", handled):
            fault = run(code + "\n", hidden_modules=["there", "absent"], files=files).fault()
            self.assertNotIn("hidden", fault["details"], code)

    @unittest.skipIf(sys.version_info < (3, 8), "no importlib.metadata")
    def test_hidden_distributions_have_no_metadata(self):
        files = {
            "lib/some_thing-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Some-Thing\nVersion: 1.0\n"
        }
        code = (
            "import sys\nsys.path.insert(0, 'lib')\nfrom importlib import metadata\n"
            "print(metadata.version('some-thing'))\n"
        )

        self.assertEqual(run(code, files=files).out, "1.0\n")
        self.assertEqual(
            run(code, files=files, hidden_distributions=["some-thing"]).fault()["type"],
            "PackageNotFoundError",
        )


if __name__ == "__main__":
    unittest.main()
