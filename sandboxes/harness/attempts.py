"""Tries what the snippet offers, one thing at a time; exceptions become faults, time is bounded."""

import contextlib
import os
import resource
import signal
import sys
import time

from . import endings, faults, patience

WALL = 10.0  # seconds for one attempt
GUESSED_WALL = 1.0  # for one with invented data, with which a loop may never end
REQUESTS = 60
_WAITED = 2 * WALL  # seconds lost by attempts that did not end, after which no more is tried


class Attempts(object):
    def __init__(self, record, reporter):
        self.record, self.reporter = record, reporter
        self.requests = REQUESTS
        self._waited = 0.0
        limit = resource.getrlimit(resource.RLIMIT_CPU)[0]
        limit = 10.0 if limit == resource.RLIM_INFINITY else limit
        self._cpu, self._guessed_wall = 0.6 * limit, min(GUESSED_WALL, 0.1 * limit)

    def over(self):
        """Whether to leave it at that: enough was tried, or it takes too long."""
        return self._waited >= _WAITED or time.process_time() > self._cpu

    def attempt(self, where, function, guessed=False, view=None, own_data=False):
        """What function() returns, or None after a fault; answers the code asked for are no faults.

        `guessed`: it works on invented data. Then its output goes nowhere, and that it does not end says nothing.
        """
        if self.over():
            return None
        record = self.record
        record.begin(where, guessed)
        record.view, record.own_data = view, own_data
        wall = self._guessed_wall if guessed else WALL
        try:
            with _unheard() if guessed else contextlib.nullcontext():
                self._arm(wall)
                try:
                    return function()
                finally:
                    self._arm(0)
        except patience.TimeUp as error:
            self._waited += wall
            record.guessed = not record.recent_network()  # else it waits for a service
            if not guessed or not record.guessed:
                self.reporter.report(error)
        except endings.Ended:
            pass  # as its author wants it
        except BaseException as error:
            if not faults.is_answer(error):
                self.reporter.report(error)
        finally:
            record.end()
        return None

    @staticmethod
    def _arm(seconds):
        if seconds:
            signal.signal(signal.SIGALRM, _time_is_up)
        signal.setitimer(signal.ITIMER_REAL, seconds)


@contextlib.contextmanager
def _unheard():
    """What is printed meanwhile goes nowhere: a run may only print so much."""
    kept = [os.dup(descriptor) for descriptor in (1, 2)]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        for descriptor in (1, 2):
            os.dup2(nowhere, descriptor)
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        for descriptor, before in zip((1, 2), kept):
            os.dup2(before, descriptor)
        for each in kept + [nowhere]:
            os.close(each)


def _time_is_up(number, frame):
    raise patience.TimeUp("no end after %d seconds" % WALL)
