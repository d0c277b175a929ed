"""The applications of a snippet: factories called, blueprints registered."""

import contextlib
import importlib
import inspect
import re
import sys
import types

from . import faults, paths as names, project

_FACTORY = re.compile(r"(create|make|build|init|get|setup)_?(flask_?)?app(lication)?$|app_factory$", re.I)


def instances(namespace, kind):
    """Objects of that class in the namespace, each once; proxies are not asked."""
    found = []
    for value in list(namespace.values()):
        if issubclass(type(value), kind) and not any(value is known for known in found):
            found.append(value)
    return found


def module(name):
    """A module that somebody has imported, else None."""
    return sys.modules.get(name)


def required(function):
    """The parameters that a caller has to give; None where nobody can tell."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    return [
        each
        for each in parameters
        if each.default is each.empty
        and each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)
    ]


def is_own_function(value):
    """A function that the snippet itself defines."""
    return issubclass(type(value), types.FunctionType) and value.__code__.co_filename == names.SNIPPET


def unwrapped(function):
    """What a row of decorators was put around."""
    for _ in range(20):
        inner = getattr(function, "__wrapped__", None)
        if inner is None:
            break
        function = inner
    return function


def ready(run, attempts):
    """The applications, at most four; [] where the snippet has none."""
    flask = module("flask")
    if flask is None:
        return []
    found = instances(run.namespace, flask.Flask)
    if not found:
        found = _from_factories(run, attempts, flask)
    blueprints = [each for each in instances(run.namespace, flask.Blueprint) if _is_usable(each)]
    if not found:
        found = _from_project(run, flask, blueprints)
        run.borrowed = found[0] if found else None
    if not found and blueprints:
        found = [made(flask)]
    for blueprint in blueprints:
        _register(blueprint, found, attempts)
    view = run.namespace.get("wrapped_view") if run.job.get("wrap_in_view") else None
    if is_own_function(view):
        found = found or [made(flask)]
        attempts.attempt(
            "wrapped", lambda: found[0].add_url_rule("/wrapped", view_func=view, methods=["GET", "POST"])
        )
    return found[:4]


_LETTING_THROUGH = {"TESTING": True, "PROPAGATE_EXCEPTIONS": True, "WTF_CSRF_ENABLED": False}


@contextlib.contextmanager
def letting_errors_through(found):
    """Inside, they reach whoever asks an application; afterwards it is as its author has set it."""
    kept = [(app, {key: app.config[key] for key in _LETTING_THROUGH if key in app.config}) for app in found]
    for app in found:
        app.config.update(_LETTING_THROUGH)
    try:
        yield
    finally:
        for app, settings in kept:
            for key in _LETTING_THROUGH:
                app.config.pop(key, None)
            app.config.update(settings)


def let_errors_through(run, found):
    """From now on, to us."""
    for app in found:
        app.config.update(_LETTING_THROUGH)
        _listen(app, run)


def _listen(app, run):
    """Exceptions that a handler for all of them swallows are told too."""
    if not handles_everything(app):
        return
    handle = app.handle_user_exception

    def handle_user_exception(error):
        if not faults.is_answer(error):
            run.reporter.report_handled(error)
        return handle(error)

    run.record.handles_everything = True
    app.handle_user_exception = handle_user_exception


def handles_everything(app):
    """Whether there is a handler for any exception, or for the answer 500."""
    for scope in app.error_handler_spec.values():
        for code, handlers in (scope or {}).items():
            if code == 500 or any(kind in (Exception, BaseException) for kind in handlers or ()):
                return True
    return False


def made(flask):
    """An application for what has none."""
    app = flask.Flask("__main__")
    app.secret_key = "assumed"
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def _from_factories(run, attempts, flask):
    found = []
    for name, function in list(run.namespace.items()):
        if is_own_function(function) and _FACTORY.search(name) and required(function) == []:
            app = attempts.attempt("call %s()" % name, function)
            if issubclass(type(app), flask.Flask):
                found.append(app)
    return found


def _from_project(run, flask, blueprints):
    """The application that another file of the project makes, as a module or by its factory, where it registers the blueprints."""
    files = run.job.get("files", {}) if run.job.get("file") else {}
    for path, name in project.modules(files):
        if "Flask(" not in files[path] or path == run.job["file"]:
            continue
        try:
            members = vars(importlib.import_module(name))
            makers = [each for key, each in members.items() if _FACTORY.search(key) and issubclass(type(each), types.FunctionType)]
            for app in instances(members, flask.Flask) + [each() for each in makers if required(each) == []]:
                if all(any(known is each for known in app.blueprints.values()) for each in blueprints):
                    return [app]
        except (Exception, SystemExit):
            continue  # what is wrong with it is told where it is shown
    return []


def _is_usable(blueprint):
    return type(blueprint).__module__.split(".")[0] in ("flask", "__main__", "flask_smorest", "apiflask")


def _register(blueprint, apps, attempts):
    """A blueprint that no application and no other blueprint has."""
    for app in apps:
        if any(blueprint is known for known in app.blueprints.values()) or blueprint.name in app.blueprints:
            return
    if getattr(blueprint, "_got_registered_once", False):
        return
    attempts.attempt("register blueprint %s" % blueprint.name, lambda: apps[0].register_blueprint(blueprint))


def has_error_handlers(app):
    """Any, for a code or for an exception."""
    return any(handlers for scope in app.error_handler_spec.values() for handlers in (scope or {}).values())


class Probes(object):
    """Routes that raise what the snippet has handlers for; added before the first request."""

    PREFIX = names.ASSUMED_ERROR

    def __init__(self, app):
        self.paths = []
        flask = module("flask")
        if getattr(app, "_got_first_request", False):
            return
        for code in sorted(self._codes(app)):
            try:
                app.add_url_rule(
                    self.PREFIX + str(code), "assumed_error_%d" % code, lambda code=code: flask.abort(code)
                )
            except Exception:
                continue
            self.paths.append(self.PREFIX + str(code))

    @staticmethod
    def _codes(app):
        handled = {
            code
            for scope in app.error_handler_spec.values()
            for code in (scope or {})
            if isinstance(code, int)
        }
        return {code for code in handled if 400 <= code < 600 and code not in (404, 405)}


def is_own_class(value):
    """A class that the snippet itself defines."""
    return issubclass(type(value), type) and value.__module__ == "__main__"


def is_proxy(value):
    """An object that stands for another one and may have none at the moment."""
    return type(value).__name__ == "LocalProxy"
