"""Runs a job as the sandbox does: main.py in a process of its own, the result on a descriptor."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest

HARNESS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "sandboxes", "harness")
TOKEN = "a-token-nobody-can-guess"
ENVIRONMENT = os.environ.get("SNIPCHECK_TEST_ENV", "")


def needs_flask(test):
    """For tests that run where SNIPCHECK_TEST_ENV names the Python of an environment with Flask."""
    return unittest.skipUnless(ENVIRONMENT, "SNIPCHECK_TEST_ENV names no environment")(test)


class Result(object):
    """What came of a run."""

    def __init__(self, status, lines, out, err):
        self.status, self.lines, self.out, self.err = status, lines, out, err
        self.stages = [line["stage"] for line in lines]
        self.complete = bool(lines) and lines[-1].get("token") == TOKEN
        self.last = lines[-1] if self.complete else {}
        for part in ("faults", "cautions", "responses", "served", "network", "reached"):
            setattr(self, part, self.last.get(part, []))

    def fault(self):
        """The only one."""
        if len(self.faults) != 1:
            raise AssertionError(
                "%d faults: %s" % (len(self.faults), [(f["type"], f["message"]) for f in self.faults])
            )
        return self.faults[0]

    def statuses(self):
        return {each["request"]: each["status"] for each in self.responses}


def run(code, python=None, **job):
    """Runs a snippet with the Python that runs the tests, or another one."""
    return run_text(json.dumps(dict({"token": TOKEN, "code": code, "exercise": True}, **job)), python)


def run_with_flask(code, **job):
    return run(code, ENVIRONMENT, **job)


def run_text(text, python=None):
    reader, writer = os.pipe()
    received = []
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [python or sys.executable, os.path.join(HARNESS, "main.py"), str(writer)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            pass_fds=[writer],
        )
        os.close(writer)

        def receive():
            with os.fdopen(reader, "rb") as pipe:
                received.append(pipe.read())

        receiver = threading.Thread(target=receive)
        receiver.start()
        out, err = process.communicate(text.encode("utf-8"), timeout=60)
        receiver.join()
    lines = [json.loads(line) for line in received[0].decode("ascii").splitlines()]
    return Result(process.returncode, lines, out.decode("utf-8"), err.decode("utf-8"))


def load(name):
    """A module of the harness, for tests of its functions."""
    import importlib
    import types

    if "snipcheck_harness" not in sys.modules:
        package = types.ModuleType("snipcheck_harness")
        package.__path__ = [HARNESS]
        sys.modules["snipcheck_harness"] = package
    return importlib.import_module("snipcheck_harness." + name)
