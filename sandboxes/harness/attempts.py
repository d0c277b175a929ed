"""Tries what the snippet offers, one thing at a time; exceptions become faults, time is bounded."""

import resource
import signal
import time

from . import faults, patience

WALL = 10.0  # seconds for one attempt
REQUESTS = 60
_STUCK = 2  # attempts that may run into WALL before no more is tried


class Attempts(object):
    def __init__(self, record, reporter):
        self.record, self.reporter = record, reporter
        self.requests = REQUESTS
        self._stuck = 0
        limit = resource.getrlimit(resource.RLIMIT_CPU)[0]
        self._cpu = 6.0 if limit == resource.RLIM_INFINITY else 0.6 * limit

    def over(self):
        """Whether to leave it at that: enough was tried, or it takes too long."""
        return self._stuck >= _STUCK or time.process_time() > self._cpu

    def attempt(self, where, function, guessed=False, view=None, own_data=False):
        """What function() returns, or None after a fault; answers the code asked for are no faults."""
        if self.over():
            return None
        record = self.record
        record.begin(where, guessed)
        record.view, record.own_data = view, own_data
        try:
            self._arm(WALL)
            try:
                return function()
            finally:
                self._arm(0)
        except patience.TimeUp as error:
            self._stuck += 1
            record.guessed = not record.recent_network()  # else it waits for a service
            self.reporter.report(error)
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


def _time_is_up(number, frame):
    raise patience.TimeUp("no end after %d seconds" % WALL)
