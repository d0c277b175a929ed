"""A snippet as one file of a project, its tests, its endings, and data that was made up for it."""

import unittest

from running import needs_flask, run, run_with_flask

SHOP = (
    "from flask import Flask\n\ndef create_app():\n    app = Flask(__name__)\n    app.config['SHELVES'] = 3\n"
    "    from shop import views\n    app.register_blueprint(views.shelf)\n    return app\n"
)
VIEWS = (
    "from flask import Blueprint, current_app\nshelf = Blueprint('shelf', __name__)\n\n"
    "@shelf.route('/shelves')\ndef shelves():\n    return str(current_app.config['SHELVES'])\n"
)


class Projects(unittest.TestCase):
    def test_others_import_what_runs_and_not_a_second_copy(self):
        files = {"shop/__init__.py": "", "shop/orders.py": "from shop.stock import count\n", "shop/stock.py": "1 / 0\n"}

        result = run("count = 7\nfrom shop import orders\nprint(orders.count)\n", file="shop/stock.py", files=files)

        self.assertEqual((result.faults, result.out), ([], "7\n"))

    def test_a_package_that_runs_has_its_modules_under_one_name(self):
        files = {"shop/__init__.py": "", "shop/a.py": "print('once')\n", "shop/b.py": "import shop.a\n"}

        result = run("from shop import a, b\nimport shop.missing\n", file="shop/__init__.py", files=files)

        self.assertEqual(result.out, "once\n")
        self.assertEqual(result.fault()["details"]["name"], "shop.missing")


@needs_flask
class Blueprints(unittest.TestCase):
    def test_they_are_requested_on_the_application_that_registers_them(self):
        files = {"shop/__init__.py": SHOP, "shop/views.py": VIEWS}

        result = run_with_flask(VIEWS, file="shop/views.py", files=files)

        self.assertEqual((result.faults, result.statuses()), ([], {"GET /shelves": 200}))

    def test_without_one_they_are_requested_on_one_that_is_made(self):
        self.assertEqual(run_with_flask(VIEWS).fault()["type"], "KeyError")


class Endings(unittest.TestCase):
    def test_what_ends_the_program_when_it_is_called_is_noted(self):
        result = run("import os, signal\ndef stop():\n    os.kill(os.getpid(), signal.SIGTERM)\ndef leave():\n    os._exit(3)\n")

        self.assertEqual((result.complete, result.faults, sorted(result.served)), (True, [], ["os._exit", "os.kill"]))

    def test_a_thread_that_does_so_later_ends_nothing_either(self):
        result = run(
            "import os, threading\ndef stop():\n    threading.Timer(0.05, os._exit, [0]).start()\n"
            "    threading.Timer(0.01, lambda: os._exit(0)).start()\n"
        )

        self.assertEqual((result.complete, result.faults), (True, []))

    def test_while_it_is_imported_it_ends_it(self):
        self.assertFalse(run("import os\nos._exit(3)\n").complete)


class Unset(unittest.TestCase):
    def test_a_program_that_stops_for_want_of_a_variable_names_it(self):
        for code in (
            "import os\nkey = os.environ.get('SHOP_KEY')\nif not key:\n    raise RuntimeError('no key')\n",
            "import os\nassert 'SHOP_KEY' in os.environ\n",
            "import os\ndef setting(name):\n    if name not in os.environ:\n        raise ValueError(name + ' is wanted')\nsetting('SHOP_KEY')\n",
        ):
            self.assertEqual(run(code).fault()["details"].get("unset"), "SHOP_KEY", code)

    def test_another_failure_does_not(self):
        result = run("import os\ncolour = os.environ.get('COLOUR')\nprices = [1]\nif len(prices) < 2:\n    raise ValueError('too few')\n")

        self.assertNotIn("unset", result.fault()["details"])


@needs_flask
class Invented(unittest.TestCase):
    APP = "from flask import Flask, request\napp = Flask(__name__)\nkept = []\n\n"

    def details(self, code):
        return run_with_flask(self.APP + code).fault()["details"]

    def test_an_error_about_what_was_sent_is_marked_wherever_it_went(self):
        details = self.details(
            "@app.route('/', methods=['POST'])\ndef add():\n    kept.append({'size': request.form['size'] * 2})\n    return ''\n\n"
            "@app.route('/sum/<unit>')\ndef total(unit):\n    return str(sum(each['size'] for each in kept))\n"
        )

        self.assertEqual(details.get("invented"), "yes")

    def test_an_error_that_no_data_mends_is_not(self):
        details = self.details("@app.route('/<name>')\ndef show(name):\n    return len()\n")

        self.assertNotIn("invented", details)

    def test_nor_is_one_about_what_the_program_holds_itself(self):
        details = self.details("@app.route('/')\ndef show():\n    return {'a': 1}['b']\n")

        self.assertNotIn("invented", details)


@needs_flask
class OwnTests(unittest.TestCase):
    def test_of_a_test_that_fails_after_its_view_the_view_is_told(self):
        result = run_with_flask(
            "from flask import Flask\napp = Flask(__name__)\n\n@app.route('/')\ndef index():\n    return missing\n\n"
            "def test_index():\n    assert app.test_client().get('/').status_code == 200\n"
        )

        self.assertEqual({(fault["type"], fault["line"]) for fault in result.faults}, {("NameError", 6)})

    def test_a_part_of_a_test_that_fails_is_told(self):
        result = run(
            "import unittest\nclass T(unittest.TestCase):\n    def test(self):\n"
            "        for n in (1, 2):\n            with self.subTest(n=n):\n                self.assertEqual(n, 1)\n"
        )

        self.assertEqual((result.fault()["type"], result.fault()["line"]), ("AssertionError", 6))
