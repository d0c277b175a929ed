"""Tracebacks without the harness: as exceptions show them, and as the frames of a fault."""

import io
import linecache
import os
import traceback
import types

from . import paths as names


def walk(error):
    """[(frame, line, instruction)] of an exception, outermost first."""
    found, step = [], error.__traceback__
    while step is not None:
        found.append((step.tb_frame, step.tb_lineno, step.tb_lasti))
        step = step.tb_next
    return found


def chain(error):
    """The exception and those it was raised from or during, newest first."""
    found = []
    while error is not None and error not in found and len(found) < 8:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def behind(error):
    """All exceptions that were at work when it was raised, it first, also those that `from None` keeps out of a traceback."""
    found, waiting = [], [error]
    while waiting and len(found) < 16:
        each = waiting.pop(0)
        if each is not None and not any(each is known for known in found):
            found.append(each)
            waiting += [each.__cause__, each.__context__]
    return found


def strip(error, paths):
    """Take the harness's own frames out of an exception and of all behind it."""
    for each in chain(error):
        kept = [step for step in walk(each) if not paths.is_ours(step[0].f_code.co_filename)]
        rebuilt = None
        for frame, line, instruction in reversed(kept):
            rebuilt = types.TracebackType(rebuilt, frame, instruction, line)
        each.__traceback__ = rebuilt
    return error


def describe(steps, paths):
    """Frames of a fault, as job.hpp wants them."""
    return [_frame(frame, line, paths) for frame, line, _ in steps]


def _frame(frame, line, paths):
    filename = frame.f_code.co_filename
    short, library = paths.short(filename)
    module = frame.f_globals.get("__name__", "")
    is_ours = module == "__main__" or is_snippet((frame,)) or is_context((frame,))
    if not library and not is_ours and not os.path.isabs(filename):  # compiled: the file is that of its builder
        library, short = True, short[4:] if short.startswith("lib/") else short
    return {
        "file": short,
        "module": paths.clean(module) if isinstance(module, str) else "",
        "function": frame.f_code.co_name,
        "line": line or 0,
        "code": linecache.getline(filename, line or 0, frame.f_globals).strip(),
        "library": library,
    }


def span(step, source):
    """(column, end column) of the failing expression: 1-based code points, the end exclusive, 0 unknown."""
    frame, line, instruction = step
    positions = getattr(frame.f_code, "co_positions", None)
    if positions is None or instruction < 0:
        return 0, 0
    first, last, start, end = list(positions())[instruction // 2]
    if first != line or start is None or end is None:
        return 0, 0
    return point(source.line(line), start), (
        point(source.line(line), end) if last == line else len(source.line(line)) + 1
    )


def point(text, offset):
    """The 1-based code point at an offset in UTF-8 bytes."""
    return len(text.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore")) + 1


def show(error, stream):
    """Print an uncaught exception the way Python does."""
    for line in traceback.TracebackException.from_exception(error).format():
        stream.write(line)
    stream.flush()


def remember(filename, code):
    """Let tracebacks and inspect find the source of code that is in no file, or in one that may change."""
    lines = io.StringIO(code + "\n", newline=None).readlines()
    linecache.cache[filename] = (len(code), None, lines, filename)


def is_snippet(step):
    return step[0].f_code.co_filename == names.SNIPPET


def is_context(step):
    return names.CONTEXT.match(step[0].f_code.co_filename) is not None
