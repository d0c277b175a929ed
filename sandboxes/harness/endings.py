"""Views that end their server, by a signal or at once: noted instead, as starts of servers are."""

import contextlib
import os
import signal

_ENDS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGKILL", "SIGHUP", "SIGQUIT") if hasattr(signal, name))
_DEFAULTS = (signal.SIG_DFL, signal.default_int_handler)


class Ended(BaseException):
    """The process would have ended here."""


@contextlib.contextmanager
def noted(record):
    """Inside, this process does not end by its own hand; the ones that it forks do, and its own handlers of signals are asked."""
    owner = os.getpid()
    kept = {name: getattr(os, name) for name in ("kill", "killpg", "_exit", "abort", "execv", "execve")}

    def kill(process, number):
        if process in (owner, 0, os.getppid()) and number in _ENDS and _is_deadly(number):
            record.add_served("os.kill")
        else:
            kept["kill"](process, number)

    def killpg(group, number):
        if group == os.getpgrp() and number in _ENDS and _is_deadly(number):
            record.add_served("os.kill")
        else:
            kept["killpg"](group, number)

    def ending(name):
        def end(*arguments):
            if os.getpid() != owner:
                return kept[name](*arguments)
            record.add_served("os." + name)
            raise Ended()

        return end

    os.kill, os.killpg = kill, killpg
    for name in ("_exit", "abort", "execv", "execve"):
        setattr(os, name, ending(name))
    try:
        yield
    finally:
        for name, function in kept.items():
            setattr(os, name, function)


def _is_deadly(number):
    return number == getattr(signal, "SIGKILL", None) or signal.getsignal(number) in _DEFAULTS
