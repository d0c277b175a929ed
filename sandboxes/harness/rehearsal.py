"""What a package makes lazily at its first use, and keeps, made ahead: regular expressions, codecs, modules that it imports late."""


def rehearse(name):
    """Use a package that was just loaded once, for nothing; packages that are not known here are left alone."""
    try:
        _REHEARSALS.get(name, lambda: None)()
    except Exception:  # another version than we know: the first run makes it
        pass


def _flask():
    import flask

    app = flask.Flask("rehearsal")
    app.secret_key = "rehearsal"
    app.add_url_rule("/<word>", "view", lambda word: flask.jsonify(word=word))
    app.add_url_rule("/page/<int:number>", "page", lambda number: flask.render_template_string("{{ number }}", number=number))
    client = app.test_client()
    client.get("/word").get_json()
    client.get("/page/1")
    client.post("/word", json={"key": "value"})


_REHEARSALS = {"flask": _flask}
