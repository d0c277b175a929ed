"""Forms and schemas that no route made: made once inside a request."""

from . import apps, samples


def make_all(run, attempts, found, keys):
    wtforms, marshmallow = apps.module("wtforms"), apps.module("marshmallow")
    for name, kind in list(run.namespace.items()):
        if not apps.is_own_class(kind) or apps.required(kind.__init__) is None or apps.required(kind):
            continue
        if wtforms is not None and issubclass(kind, wtforms.Form):
            _try_form(attempts, name, kind, found, keys)
        elif marshmallow is not None and issubclass(kind, marshmallow.Schema):
            attempts.attempt("schema %s" % name, kind, guessed=True)


def _try_form(attempts, name, kind, found, keys):
    """Making it is what every view does; what comes after works on invented input."""
    app = found[0] if found else None
    if app is None:
        flask = apps.module("flask")
        if flask is None:
            attempts.attempt("form %s" % name, kind)
            return
        app = apps.made(flask)
    data = {key: str(samples.value(key, sort)) for key, sort in keys.form_fields.items()}

    def use(steps):
        with app.test_request_context("/", method="POST", data=data):
            form = kind()
            if steps:
                form.validate()
                for field in form:
                    field()

    attempts.attempt("form %s" % name, lambda: use(False))
    attempts.attempt("form %s" % name, lambda: use(True), guessed=True)
