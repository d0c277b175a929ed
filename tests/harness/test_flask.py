"""What is done with a Flask application; needs an environment (SNIPCHECK_TEST_ENV)."""

import unittest

from running import needs_flask, run_with_flask as run

APP = (
    "from flask import Flask, request, jsonify, abort, session, redirect, Blueprint\napp = Flask(__name__)\n"
)


@needs_flask
class Requests(unittest.TestCase):
    def test_every_route_is_asked_by_every_method_with_arguments_from_its_converters(self):
        result = run(
            APP + "@app.route('/items/<int:item_id>', methods=['GET', 'POST', 'DELETE'])\n"
            "def item(item_id):\n    return str(item_id + 1)\n\n"
            "@app.route('/<any(a, b):kind>/<uuid:key>/<path:file>/<float:x>')\n"
            "def other(kind, key, file, x):\n    return kind + key.hex + file + str(x + 1)\n\n"
            "if __name__ == '__main__':\n    app.run(debug=True)\n"
        )

        self.assertEqual(result.faults, [])
        self.assertEqual(result.served, ["Flask.run"])
        self.assertEqual(
            {
                request.split("/")[0] + request.split("/")[1]
                for request in result.statuses()
                if "__no" not in request
            },
            {"GET items", "POST items", "DELETE items", "GET a"},
        )
        self.assertEqual(set(result.statuses().values()) - {404}, {200})

    def test_a_view_is_sent_the_keys_that_it_reads(self):
        result = run(
            APP + "@app.route('/form', methods=['POST'])\ndef form():\n"
            "    return request.form['title'] + str(int(request.form['count']))\n\n"
            "@app.route('/json', methods=['POST'])\ndef body():\n"
            "    data = request.get_json()\n    return jsonify(data['email'])\n\n"
            "@app.route('/query')\ndef query():\n"
            "    return request.args['q'] + str(request.args.get('page', 1, type=int))\n\n"
            "@app.route('/file', methods=['POST'])\ndef file():\n"
            "    return request.files['photo'].filename\n\n"
            "@app.route('/header')\ndef header():\n"
            "    return request.headers['X-Key'] + request.cookies['seen']\n"
        )

        self.assertEqual(result.faults, [])
        self.assertEqual(
            {status for request, status in result.statuses().items() if "__no" not in request}, {200}
        )

    def test_an_exception_in_a_view_is_a_fault_with_its_request(self):
        fault = run(APP + "@app.route('/x')\ndef x():\n    return jsonify(nothing)\n").fault()

        self.assertEqual(
            (fault["stage"], fault["where"], fault["line"], fault["function"], fault["details"]["name"]),
            ("request", "GET /x", 5, "x", "nothing"),
        )
        self.assertTrue(
            any(frame["file"] == "flask/app.py" and frame["library"] for frame in fault["frames"])
        )

    def test_a_view_that_a_library_made_is_told_by_what_registers_it(self):
        taken = APP + "import json\ndef swap(view):\n    return json.loads\n@app.route('/x')\n@swap\ndef x():\n    return 'x'\n"
        added = APP + "import json\n\napp.add_url_rule('/y', 'y', json.loads)\n"

        self.assertEqual(run(taken).fault()["details"]["view_line"], "8")
        self.assertEqual(run(added).fault()["details"]["view_line"], "5")

    def test_tests_get_the_fixtures_of_the_snippet_and_of_pytest(self):
        tests = (
            "import os, pytest\n"
            + APP
            + "@pytest.fixture\ndef client():\n    yield app.test_client()\n    os.environ['CLOSED'] = 'yes'\n"
            "def test_one(client, monkeypatch, tmp_path):\n"
            "    monkeypatch.setenv('SET', 'yes')\n    (tmp_path / 'x').write_text('x')\n"
            "    assert client.get('/').status_code == 404\n"
            "def test_two(client):\n    assert os.environ.get('SET') is None and os.environ['CLOSED']\n"
            "def test_three(client):\n    assert client.get('/').status_code == 200\n"
        )
        result = run(tests)

        self.assertEqual((result.fault()["where"], result.fault()["type"]), ("call test_three()", "AssertionError"))

    def test_an_answer_that_the_code_asked_for_is_no_fault(self):
        result = run(
            APP
            + "@app.route('/x')\ndef x():\n    abort(403)\n\n@app.route('/y')\ndef y():\n    return {}, 500\n"
        )

        self.assertEqual(result.faults, [])
        self.assertEqual((result.statuses()["GET /x"], result.statuses()["GET /y"]), (403, 500))

    def test_a_view_that_answers_nothing_is_a_fault_at_its_def(self):
        fault = run(APP + "@app.route('/x')\n@app.route('/y')\ndef x():\n    print(1)\n").fault()

        self.assertEqual(
            (fault["type"], fault["line"], fault["statement"], fault["function"], fault["guessed"]),
            ("TypeError", 5, 3, "x", False),
        )

    def test_a_view_that_answers_only_for_other_data_is_a_guess(self):
        fault = run(
            APP
            + "@app.route('/x')\ndef x():\n    if request.args.get('a') == 'secret':\n        return 'ok'\n"
        ).fault()
        self.assertTrue(fault["guessed"])

    def test_an_empty_view_says_so(self):
        fault = run(APP + "@app.route('/x')\ndef x():\n    pass\n").fault()
        self.assertEqual(fault["details"], {"body": "empty"})

    def test_what_fails_on_invented_values_is_a_guess_but_a_wrong_type_is_not(self):
        result = run(
            APP + "@app.route('/x/<name>')\ndef x(name):\n    return {'ann': 'a'}[name]\n\n"
            "@app.route('/y/<int:n>')\ndef y(n):\n    return 'n: ' + n\n"
        )

        self.assertEqual(
            sorted((fault["type"], fault["guessed"]) for fault in result.faults),
            [("KeyError", True), ("TypeError", False)],
        )

    def test_handlers_of_errors_are_asked_for(self):
        result = run(
            APP + "@app.errorhandler(404)\ndef missing(e):\n    return 'no', 404\n\n"
            "@app.errorhandler(500)\ndef broken(e):\n    return undefined_name, 500\n\n"
            "@app.route('/')\ndef index():\n    return 'ok'\n"
        )

        self.assertEqual([(fault["type"], fault["line"]) for fault in result.faults], [("NameError", 9)])

    def test_a_stream_without_end_is_read_in_part(self):
        result = run(
            APP + "from flask import Response\nimport time\n@app.route('/x')\ndef x():\n    def more():\n"
            "        while True:\n            yield 'data: 1\\n\\n'\n            time.sleep(1)\n"
            "    return Response(more(), mimetype='text/event-stream')\n"
        )

        self.assertEqual((result.faults, result.statuses()["GET /x"]), ([], 200))

    def test_an_exception_in_a_stream_is_a_fault(self):
        fault = run(
            APP + "from flask import Response\n@app.route('/x')\ndef x():\n"
            "    return Response(str(1 / n) for n in (1, 0))\n"
        ).fault()
        self.assertEqual(fault["type"], "ZeroDivisionError")

    def test_a_form_that_wants_json_is_sent_as_json(self):
        result = run(
            APP + "@app.route('/x', methods=['POST'])\ndef x():\n    if not request.is_json:\n"
            "        abort(415)\n"
            "    return jsonify(ok=True)\n"
        )
        self.assertEqual(result.statuses()["POST /x (json)"], 200)

    def test_no_more_than_sixty_requests_are_made(self):
        result = run(APP + "for n in range(100):\n    app.add_url_rule('/%d' % n, 'p%d' % n, lambda: 'ok')\n")
        self.assertEqual(len(result.responses), 60)

    def test_an_exit_in_a_view_does_not_end_the_run(self):
        result = run(
            APP + "@app.route('/x')\ndef x():\n    raise SystemExit(0)\n\n@app.route('/y')\n"
            "def y():\n    return 'y'\n"
        )

        self.assertEqual((result.fault()["type"], result.statuses()["GET /y"]), ("SystemExit", 200))

    def test_wrong_arguments_of_a_server_start_are_told(self):
        fault = run(APP + "app.run(prot=80)\n").fault()
        self.assertEqual((fault["type"], fault["line"]), ("TypeError", 3))

    def test_a_view_is_the_snippets_own_by_the_line_that_registers_it(self):
        files = {
            "library.py": "from flask import Blueprint\n"
            "def wrapped(function):\n    def wrapper(extra):\n        return function()\n    return wrapper\n"
            "def fails():\n    raise LookupError('library')\n"
            "bp = Blueprint('library', __name__)\nbp.add_url_rule('/bp', 'fails', fails)\n"
            "def extend(app):\n    app.add_url_rule('/extended', 'extended', fails)\n"
        }
        own = (
            "@app.route('/x')\n@library.wrapped\ndef x():\n    return 'x'\n",
            "bp = Blueprint('bp', __name__)\n@bp.route('/x')\n@library.wrapped\ndef x():\n    return 'x'\n"
            "app.register_blueprint(bp)\n",
            "app.add_url_rule('/x', view_func=library.wrapped(print))\n",
        )
        for code in own:
            fault = run(APP + "import library\n" + code, files=files).fault()
            self.assertEqual((fault["type"], fault["where"], fault["guessed"]), ("TypeError", "GET /x", False))
        for code in ("app.register_blueprint(library.bp)\n", "library.extend(app)\n"):
            fault = run(APP + "import library\n" + code, files=files).fault()
            self.assertEqual((fault["type"], fault["guessed"]), ("LookupError", True))


@needs_flask
class Parts(unittest.TestCase):
    def test_a_blueprint_nobody_registered_is_registered(self):
        result = run(
            "from flask import Blueprint\nbp = Blueprint('bp', __name__)\n"
            "@bp.route('/b')\ndef b():\n    return 'b'\n"
        )
        self.assertEqual((result.faults, result.statuses()["GET /b"]), ([], 200))

    def test_a_factory_is_called(self):
        result = run(
            "from flask import Flask\ndef create_app(config=None):\n    app = Flask(__name__)\n"
            "    @app.route('/f')\n    def f():\n        return 'f'\n    return app\n"
        )
        self.assertEqual((result.faults, result.statuses()["GET /f"]), ([], 200))

    def test_commands_run_with_arguments(self):
        result = run(
            APP + "import click\n@app.cli.command('greet')\n@click.argument('name')\n"
            "@click.option('--times', type=int, required=True)\n"
            "def greet(name, times):\n    click.echo(name * times)\n    raise LookupError(name)\n"
        )

        fault = result.fault()
        self.assertEqual(
            (fault["where"], fault["type"], fault["message"], fault["line"], fault["stage"]),
            ("command greet", "LookupError", "sample", 9, "call"),
        )

    def test_test_functions_get_their_client(self):
        result = run(
            APP + "@app.route('/')\ndef index():\n    return 'hi'\n\n"
            "def test_index(client):\n    assert client.get('/').data == b'ho'\n"
        )
        self.assertEqual(
            (result.fault()["type"], result.fault()["guessed"], result.fault()["line"]),
            ("AssertionError", False, 8),
        )

    def test_functions_nobody_called_are_a_guess(self):
        fault = run(APP + "def helper(name):\n    return request.no_such_thing\n").fault()

        self.assertEqual(
            (fault["where"], fault["guessed"], fault["details"]["attribute"]),
            ("call helper()", True, "no_such_thing"),
        )
        self.assertIn("flask", fault["details"].get("object_modules", "flask"))

    def test_methods_of_views_are_asked(self):
        result = run(
            APP + "from flask.views import MethodView\nclass Items(MethodView):\n"
            "    def get(self):\n        return 'all'\n"
            "    def post(self):\n        return request.json['name']\n\n"
            "app.add_url_rule('/items', view_func=Items.as_view('items'))\n"
        )
        self.assertEqual(
            (result.faults, result.statuses()["GET /items"], result.statuses()["POST /items"]), ([], 200, 200)
        )

    def test_a_body_with_return_is_asked_as_a_view(self):
        result = run(
            "name = request.form['name']\nif not name:\n    return 'no', 400\nreturn nothing\n",
            wrap_in_view=True,
            before=[{"label": "assumed", "code": APP}],
        )

        self.assertEqual(
            (result.fault()["type"], result.fault()["line"], result.fault()["where"]),
            ("NameError", 4, "POST /wrapped"),
        )

    def test_a_fragment_runs_inside_a_request_made_for_it(self):
        result = run(
            "print(request.method, request.form['name'])\n",
            push="request_context",
            before=[{"label": "assumed", "code": "from flask import request\n"}],
        )
        self.assertEqual((result.faults, result.out), ([], "POST sample\n"))

    def test_a_fragment_runs_inside_an_application_context(self):
        result = run(
            "print(current_app.name)\n",
            push="application_context",
            before=[{"label": "assumed", "code": "from flask import current_app\n"}],
        )
        self.assertEqual((result.faults, result.out), ([], "snippet\n"))

    def test_a_missing_endpoint_and_a_missing_template_are_named(self):
        result = run(
            APP + "from flask import url_for, render_template\n@app.route('/a')\ndef a():\n"
            "    return url_for('nope', x=1)\n\n"
            "@app.route('/b')\ndef b():\n    return render_template('t/b.html')\n"
        )

        details = {fault["type"]: fault["details"] for fault in result.faults}
        self.assertEqual(details["BuildError"], {"endpoint": "nope", "values": "x"})
        self.assertEqual(details["TemplateNotFound"], {"path": "t/b.html"})

    def test_an_attribute_that_g_lacks_is_told_apart(self):
        view = "from flask import g\n@app.route('/x')\ndef x():\n"
        fault = run(APP + view + "    return g.user\n").fault()
        self.assertEqual((fault["details"]["attribute"], fault["details"].get("of_g")), ("user", "1"))

        for line in ("    g.user = ''\n    return g.user.name\n", "    return request.user\n"):
            fault = run(APP + view + line).fault()
            self.assertEqual((fault["type"], fault["details"].get("of_g")), ("AttributeError", None))


@needs_flask
class Tables(unittest.TestCase):
    MODELS = (
        "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\n"
        "app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///cars.db'\n"
        "app.config['SQLALCHEMY_TRACK_MODIFICATIONS'] = False\n"
        "db = SQLAlchemy(app)\nclass Car(db.Model):\n"
        "    id = db.Column(db.Integer, primary_key=True)\n    brand = db.Column(db.String(20))\n"
    )
    USE = (
        "with app.app_context():\n    db.session.add(Car(brand='Saab'))\n    db.session.commit()\n"
        "    print(Car.query.count())\n"
    )

    def test_models_of_the_context_have_their_tables(self):
        for label in ("earlier", "assumed"):
            result = run(self.USE, before=[{"label": label, "code": self.MODELS}])
            self.assertEqual((result.faults, result.out), ([], "1\n"))

    def test_they_have_them_in_a_context_made_for_the_snippet(self):
        result = run(
            "db.session.add(Car(brand='Saab'))\ndb.session.commit()\n",
            before=[{"label": "earlier", "code": self.MODELS}],
            push="application_context",
        )
        self.assertEqual(result.faults, [])

    def test_who_makes_models_makes_their_tables(self):
        faults = [
            run(self.MODELS + self.USE).fault(),
            run(self.MODELS + self.USE, before=[{"label": "earlier", "code": self.MODELS}]).fault(),
        ]
        for fault in faults:
            self.assertEqual((fault["type"], fault["line"]), ("OperationalError", 12))


if __name__ == "__main__":
    unittest.main()
