"""Waits are cut short: sleeping, retrying with back-off, and drivers that look for a server."""

import threading
import time

from . import hooks

NAP, SHORT_NAP = 0.01, 0.001  # seconds that a sleep takes at most: the first fifty, all others
RUNS_FOR_EVER = 1000  # seconds of sleep asked for in the main thread after which a program counts as a server

_sleep = time.sleep


class TimeUp(KeyboardInterrupt):
    """What a reader does to a program that does not come back: Ctrl-C."""


class Patience(object):
    def __init__(self, record):
        self.record = record
        self.asked = 0.0
        self.times = 0

    def shorten(self):
        time.sleep = self.sleep
        hooks.when_imported("pymongo.common", _shorten_pymongo)
        hooks.when_imported("signal", self._change_signal)

    def sleep(self, seconds):
        if isinstance(seconds, (int, float)) and seconds > SHORT_NAP:
            self._count(seconds)
            seconds = min(seconds, NAP if self.times < 50 else SHORT_NAP)
        _sleep(seconds)

    def _count(self, seconds):
        if threading.current_thread() is not threading.main_thread():
            return
        self.times += 1
        self.asked += min(seconds, 10)
        if self.asked > RUNS_FOR_EVER:
            self.asked = 0.0
            if not self.record.recent_network():  # else it waits for a service
                self.record.add_served("time.sleep")
            raise TimeUp("it sleeps for ever")

    def _change_signal(self, signal):
        def pause():
            self.record.add_served("signal.pause")

        signal.pause = pause


def _shorten_pymongo(common):
    common.SERVER_SELECTION_TIMEOUT = 0.2
