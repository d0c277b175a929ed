"""Imports every distribution here and answers one request; prints {"ok": bool, "failed": {module: message}}.

Packages that died long ago may fail on a Python younger than they are: that is told, and only what Flask
itself is made of decides. Where there is no Flask, no request is made, and something has to be importable.
"""

import importlib
import json
import os
import signal
import sys
import warnings

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, FOLDER)
import installed  # noqa: E402 (the folder is not on the path of an isolated Python)

CORE = ("flask", "werkzeug", "jinja2", "click", "itsdangerous", "markupsafe")
SECONDS = 20


class TooSlow(BaseException):
    """The import of a module did not come back."""


def _too_slow(number, frame):
    raise TooSlow("no end after %d seconds" % SECONDS)


def top_level_modules(known):
    """Those of every distribution, the core of Flask first where it is there."""
    core = CORE if "flask" in known else ()
    found = {
        module for each in known.values() for module in each["modules"] if not module.startswith("_")
    }
    return list(core) + sorted(found - set(core))


def attempt(function, failed, name):
    signal.alarm(SECONDS)
    try:
        function()
    except BaseException as error:
        failed[name] = ("%s: %s" % (type(error).__name__, error)).replace(sys.prefix + os.sep, "")
    finally:
        signal.alarm(0)


def one_request():
    import flask

    app = flask.Flask("selftest")
    app.add_url_rule(
        "/<int:number>",
        "page",
        lambda number: flask.render_template_string("{{ number + 1 }}", number=number),
    )
    answer = app.test_client().get("/1")
    if answer.status_code != 200 or answer.get_data() != b"2":
        raise RuntimeError("a request was answered with %d %r" % (answer.status_code, answer.get_data()))


def main():
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    sys.path[:] = [path for path in sys.path if os.path.abspath(path or ".") != FOLDER]
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, _too_slow)
    failed = {}
    known = installed.distributions()
    names = top_level_modules(known)
    for name in names:
        attempt(lambda: importlib.import_module(name), failed, name)
    if "flask" in known:
        attempt(one_request, failed, "one request")
        ok = not any(name in failed for name in CORE + ("one request",))
    else:
        ok = not names or any(name not in failed for name in names)
    json.dump({"ok": ok, "failed": {name: text[:2000] for name, text in sorted(failed.items())}}, output)
    output.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
