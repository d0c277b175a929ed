"""The way results leave the process: JSON lines to a descriptor that the snippet is not told of."""

import fcntl
import json
import os
import resource

STRING_LIMIT = 2000
LIST_LIMIT = 200

# Bound now: what a snippet puts in their place later changes nothing here.
_write, _read, _pid, _dumps = os.write, os.read, os.getpid, json.dumps


def high(descriptor):
    """The same open file under a high number, closed at exec; the given number is closed."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    top = 4096 if limit == resource.RLIM_INFINITY else min(limit, 4096)
    wanted = max(top - 64 + os.urandom(1)[0] % 32, 3)
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, wanted)
    os.close(descriptor)
    return moved


def trim(value):
    """Strings and lists at most as long as README.md promises, and nothing that is not UTF-8."""
    if isinstance(value, str):
        return str.encode(value, "utf-8", "backslashreplace").decode("utf-8")[:STRING_LIMIT]
    if isinstance(value, dict):
        return {trim(str(key)): trim(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        items = list(value)
        if len(items) > LIST_LIMIT:
            items = items[: LIST_LIMIT // 2] + items[-LIST_LIMIT // 2 :]
        return [trim(item) for item in items]
    return value


class Channel(object):
    """Writes result lines, from the process it was made in only: a fork of the snippet stays silent.

    The token waits in a pipe, so that no Python object holds it while the snippet runs.
    """

    def __init__(self, descriptor, token):
        self._descriptor = high(descriptor)
        reader, writer = os.pipe()
        _write(writer, token.encode("utf-8"))
        os.close(writer)
        self._token = high(reader)
        self._owner = _pid()

    def say(self, line):
        if _pid() != self._owner:
            return
        data = (_dumps(trim(line)) + "\n").encode("ascii")
        while data:
            data = data[_write(self._descriptor, data) :]

    def finish(self, result):
        if _pid() != self._owner:
            return
        line = {"token": _read(self._token, 4096).decode("utf-8"), "stage": "done"}
        line.update(result)
        self.say(line)
