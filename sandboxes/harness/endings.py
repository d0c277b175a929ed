"""Views that end their server, by a signal or at once: noted instead, as starts of servers are."""

import os
import signal

_ENDS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGKILL", "SIGHUP", "SIGQUIT") if hasattr(signal, name))
_DEFAULTS = (signal.SIG_DFL, signal.default_int_handler)


class Ended(BaseException):
    """The process would have ended here."""


def note(record):
    """From now on this process does not end by the snippet's hand; those that it forks do, and its own handlers of signals are asked."""
    owner = os.getpid()

    def is_own_end(number):
        return number in _ENDS and _is_deadly(number)

    def killing(original, own):
        def kill(target, number):
            if target in own and is_own_end(number):
                record.add_served("os.kill")
            else:
                original(target, number)

        return kill

    def ending(name, original):
        def end(*arguments):
            if os.getpid() != owner:
                return original(*arguments)
            record.add_served("os." + name)
            raise Ended()

        return end

    os.kill = killing(os.kill, (owner, 0, os.getppid()))
    os.killpg = killing(os.killpg, (os.getpgrp(),))
    for name in ("_exit", "abort", "execv", "execve"):
        setattr(os, name, ending(name, getattr(os, name)))


def _is_deadly(number):
    return number == getattr(signal, "SIGKILL", None) or signal.getsignal(number) in _DEFAULTS
