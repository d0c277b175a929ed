"""Tables for SQLite databases, and the rows that the context wants; trouble is not the snippet's."""

import ast
import sys
import types
import warnings

from . import apps, project

_MAKERS = ("Flask", "SQLAlchemy")  # who calls one of these has an application or a database of its own


def prepare(run, app):
    """Before the requests: all tables that are known by now, and the rows that supplied models need."""
    _create(run, app)
    seed = run.namespace.get("__seed__")
    if callable(seed):
        try:
            with app.app_context():
                seed()
        except Exception:
            pass


def prepare_context(run):
    """Before the snippet: the tables of earlier models, which whoever continues them has made long since."""
    flask = apps.module("flask")
    if flask is None or not _databases(run) or _makes_its_own(run.source.tree):
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for app in apps.instances(run.namespace, flask.Flask):
            _create(run, app)


def _databases(run):
    extension = apps.module("flask_sqlalchemy")
    return apps.instances(run.namespace, extension.SQLAlchemy) if extension else []


def _create(run, app):
    for database in _databases(run):
        try:
            with app.app_context():
                if "sqlite" in str(app.config.get("SQLALCHEMY_DATABASE_URI") or ""):
                    database.create_all()
                    database.session.remove()
        except Exception:
            pass


def make_by_hand(run, attempts, app):
    """Call what makes tables in SQL and was left to the reader: functions without arguments, of the snippet's that nobody called."""
    for function in _functions(run):
        if apps.required(function) == [] and _makes_tables(function.__code__):
            if not apps.is_own_function(function) or not run.lines_of(function) & run.record.reached:
                attempts.attempt("call %s()" % function.__name__, lambda: _in_context(app, function), guessed=True)


def _functions(run):
    """Those of the snippet, and of the other files of its project that are loaded."""
    names = [name for _, name in project.modules(run.job.get("files", {}))]
    modules = [sys.modules[name] for name in names if name in sys.modules]
    for members in [run.namespace] + [vars(module) for module in modules]:
        for value in list(members.values()):
            if issubclass(type(value), types.FunctionType) and value.__module__ == members.get("__name__"):
                yield value


def _in_context(app, function):
    with app.app_context():
        function()


def _makes_tables(code):
    return "executescript" in code.co_names or any(
        isinstance(each, str) and "create table" in each.lower() for each in code.co_consts
    )


def _makes_its_own(tree):
    """Whether the snippet makes an application, a database or a model: then its tables are its own affair."""
    return any(
        isinstance(node, ast.Call)
        and _last_name(node.func) in _MAKERS + ("Table",)
        or isinstance(node, ast.ClassDef)
        and any(_last_name(base) == "Model" for base in node.bases)
        for node in ast.walk(tree)
    )


def _last_name(node):
    return getattr(node, "attr", getattr(node, "id", ""))
