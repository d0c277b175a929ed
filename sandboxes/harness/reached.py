"""Which lines of the snippet ran; nothing else is traced line by line."""

import sys
import threading

from . import paths as names

_ENOUGH = 20000  # line events of one frame after which it is no longer watched


class Watch(object):
    """Collects lines into a set while it is on."""

    def __init__(self, lines):
        self.lines = lines

    def start(self, code):
        if hasattr(sys, "monitoring") and self._monitor(code):
            return
        threading.settrace(self._call)
        sys.settrace(self._call)

    def stop(self):
        if sys.gettrace() == self._call:
            sys.settrace(None)
        threading.settrace(None)

    def _monitor(self, code):
        """From Python 3.12 on: one event per line and code object, nothing for other code."""
        monitoring = sys.monitoring
        tool = 4
        try:
            monitoring.use_tool_id(tool, "snipcheck")
        except ValueError:
            return False

        def line(code, number):
            self.lines.add(number)
            return monitoring.DISABLE

        monitoring.register_callback(tool, monitoring.events.LINE, line)
        waiting = [code]
        while waiting:
            each = waiting.pop()
            monitoring.set_local_events(tool, each, monitoring.events.LINE)
            waiting.extend(constant for constant in each.co_consts if hasattr(constant, "co_code"))
        return True

    def _call(self, frame, event, argument):
        if frame.f_code.co_filename != names.SNIPPET:
            return None
        left = [_ENOUGH]

        def line(frame, event, argument):
            if event == "line":
                self.lines.add(frame.f_lineno)
                left[0] -= 1
                if not left[0]:
                    frame.f_trace_lines = False
            return line

        return line
