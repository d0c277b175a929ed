"""Socket.IO events, each sent once with invented data: only differences between environments count."""

import ast

from . import apps, samples

_WORDS = ("message", "msg", "data", "room", "username", "user", "name", "text", "value", "id", "content")
_MESSAGES = ("data", "msg", "message", "json", "payload")


class Anything(dict):
    """A message that has every key."""

    def __init__(self):
        dict.__init__(self, {word: samples.value(word) for word in _WORDS})

    def __missing__(self, key):
        return samples.value(str(key))


def emit_all(run, attempts, found):
    extension = apps.module("flask_socketio")
    if extension is None or not found:
        return
    for socketio in apps.instances(run.namespace, extension.SocketIO):
        handlers = _handlers(socketio)
        if handlers:
            attempts.attempt(
                "socket events", lambda: _connect(run, socketio, found[0], handlers), guessed=True
            )


def _handlers(socketio):
    """[(event, name space, function)]"""
    found = [
        (each[0], each[2] if len(each) > 2 else "/", each[1])
        for each in getattr(socketio, "handlers", None) or ()
    ]
    server = getattr(socketio, "server", None)
    for space, functions in (getattr(server, "handlers", None) or {}).items():
        found += [(event, space, function) for event, function in functions.items()]
    return [each for each in found if each[0] not in ("connect", "disconnect")]


def _connect(run, socketio, app, handlers):
    wants_keys = any(
        isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in _MESSAGES
        for node in ast.walk(run.source.tree)
    )
    for space in sorted({space for _, space, _ in handlers}):
        where = {} if space == "/" else {"namespace": space}
        client = socketio.test_client(app, **where)
        for event, own_space, function in handlers:
            if own_space != space:
                continue
            data = [Anything() if wants_keys or event == "json" else "sample"][: _parameters(function)]
            if event == "message" and data and not wants_keys:
                client.send(data[0], **where)
            else:
                client.emit(event, *data, **where)
        client.get_received(**where)
        client.disconnect(**where)


def _parameters(function):
    code = getattr(apps.unwrapped(function), "__code__", None)
    return code.co_argcount if code is not None else 1
