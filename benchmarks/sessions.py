"""Peers that have no limit of their own, watched from outside: sessions over many documents, cut off where one does not end.

A session appends "start NAME", "fail NAME" and "end NAME" to the file that SESSION_EVENTS names. Where nothing was appended for
some seconds, the session is killed and the document under way is taken for failing; where a session ends in the midst of a
document, that document has shown nothing. What was not reached is given to another session.
"""
import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

CUT_OFF = 10        # seconds, as the limits that other tools have by themselves
ENDLESS = 20        # seconds, where it is asked whether there is a limit at all


@dataclass
class Verdicts:
    failing: set = field(default_factory=set)      # names of documents
    cut_off: int = 0                               # how many documents did not end
    ended_early: int = 0                           # how many sessions ended in the midst of a document
    code: int = 0                                  # exit code of the first session, None where it was cut off
    seconds: float = 0
    named: set = field(default_factory=set)        # documents whose fault is said to come from a package, and which


def end_group(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def finished(command, folder, env, limit):
    """(exit code, or None where it was cut off after `limit` seconds; standard output) of a command in a group of its own."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as words:
        process = subprocess.Popen([str(word) for word in command], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=words, start_new_session=True)
        try:
            code = process.wait(limit)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            end_group(process)
        output.seek(0)
        words.seek(0)
        if code not in (0, 1, None):
            print(f"{Path(command[0]).name} exits {code}: {words.read().decode(errors='replace')[-500:]}")
        return code, output.read().decode(errors="replace")


def events_of(path):
    return [line.split(" ", 1) for line in path.read_text().splitlines()] if path.exists() else []


def session(command, folder, env, events, patience):
    """The exit code of one session, None where it was cut off."""
    process = subprocess.Popen([str(word) for word in command], cwd=folder, env={**env, "SESSION_EVENTS": str(events)},
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    size, since = 0, time.monotonic()
    try:
        while True:
            try:
                return process.wait(0.1)
            except subprocess.TimeoutExpired:
                pass
            now = events.stat().st_size if events.exists() else 0
            if now != size:
                size, since = now, time.monotonic()
            elif time.monotonic() - since > patience:
                return None
    finally:
        end_group(process)


def watched(command_for, names, folder, env):
    """Verdicts on the documents `names`; `command_for(names)` is the command of a session over them."""
    verdicts, left, first = Verdicts(), list(names), True
    with tempfile.TemporaryDirectory() as place:
        while left:
            events = Path(place, f"events-{len(left)}")
            code = session(command_for(left), folder, env, events, CUT_OFF if len(names) > 1 else ENDLESS)
            told = events_of(events)
            reached = {name for what, name in told}
            under_way = {name for what, name in told if what == "start"} - {name for what, name in told if what == "end"}
            verdicts.failing |= {name for what, name in told if what == "fail"}
            if first:
                verdicts.code, first = code, False
            if code is None:
                verdicts.failing |= under_way
                verdicts.cut_off += len(under_way)
            verdicts.ended_early += code is not None and bool(under_way)
            if not reached or (code is not None and not under_way):
                break
            left = [name for name in left if name not in reached]
    return verdicts
