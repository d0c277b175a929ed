"""Commands of the command line, run with sample arguments by the runner made for tests."""

from . import apps, samples


def of_app(run, attempts, app):
    """Those of `flask` (click) that the snippet defines, groups included."""
    group = getattr(app, "cli", None)
    if group is None or not hasattr(app, "test_cli_runner"):
        return
    for name, command in _leaves(group, ""):
        if _is_own(command):
            runner = app.test_cli_runner()
            around = app if hasattr(apps.module("flask.globals"), "app_ctx") else None  # since 2.2 `flask` enters the context first
            attempts.attempt("command %s" % name, lambda: _invoke_with(around, runner, command), view=_callback(command))


def of_namespace(run, attempts, found):
    """Free click commands, and those of a Flask-Script manager. With an application there is its context: a factory that
    was not called may add them to it."""
    click, script = apps.module("click"), apps.module("flask_script")
    known = [command for command in apps.instances(run.namespace, click.Command)] if click else []
    adds = "cli.add_command" in run.source.code and apps.module("flask") is not None  # to an application that is not shown
    app = found[0] if found else apps.made(apps.module("flask")) if adds else None
    for command in known:
        if _is_own(command) and not _is_reached(run, command):
            runner = _click_runner()
            attempts.attempt(
                "click command %s" % command.name,
                lambda: _invoke_with(app, runner, command),
                view=_callback(command),
            )
    for manager in apps.instances(run.namespace, script.Manager) if script else ():
        for name, command in list(getattr(manager, "_commands", {}).items()):
            function = getattr(command, "run", None)
            if apps.is_own_function(function) and apps.required(function) == []:
                attempts.attempt("command %s" % name, lambda: _in_context(manager, function))


def _click_runner():
    import click.testing

    return click.testing.CliRunner()


def _in_context(manager, function):
    with manager.app.app_context():
        function()


def _leaves(group, prefix):
    found = []
    for name, command in sorted(getattr(group, "commands", {}).items()):
        if hasattr(command, "commands"):
            found += _leaves(command, prefix + name + " ")
        else:
            found.append((prefix + name, command))
    return found


def _callback(command):
    return apps.unwrapped(getattr(command, "callback", None))


def _is_own(command):
    return apps.is_own_function(_callback(command))


def _is_reached(run, command):
    return bool(run.lines_of(_callback(command)) & run.record.reached)


def _invoke_with(app, runner, command):
    if app is None:
        return _invoke(runner, command)
    with app.app_context():
        return _invoke(runner, command)


def _invoke(runner, command):
    result = runner.invoke(command, _arguments(command))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception


def _arguments(command):
    found = []
    for parameter in command.params:
        kind = getattr(parameter.type, "name", "")
        text = (
            "1"
            if kind in ("integer", "float", "integer range")
            else str(samples.value(parameter.name or "x"))
        )
        choices = getattr(parameter.type, "choices", None)
        text = str(list(choices)[0]) if choices else text
        if parameter.param_type_name == "argument":
            found.append(text)
        elif getattr(parameter, "required", False) or getattr(parameter, "prompt", None):
            found += [parameter.opts[0], text]
    return found
