"""Who registered a view: a line of the snippet makes it the snippet's own, whatever it is wrapped in."""

import functools
import sys

from . import hooks, paths as names


class Registrations(object):
    """Notes the views that a line of the snippet, or of its context, adds to an application or blueprint."""

    def __init__(self, record, paths):
        self.record, self.paths = record, paths

    def watch(self):
        """From now on, as soon as Flask is imported."""
        hooks.when_imported("flask.app", lambda module: self._wrap(module.Flask))
        hooks.when_imported("flask.blueprints", lambda module: self._wrap(module.Blueprint))

    def _wrap(self, kind):
        original = kind.add_url_rule
        of_app = kind.__name__ == "Flask"

        @functools.wraps(original)
        def add_url_rule(self_, rule, endpoint=None, view_func=None, *arguments, **keywords):
            line = self._line_of(sys._getframe(1), of_app)
            if view_func is not None and line is not None:
                self.record.own_views.append((view_func, line))
            return original(self_, rule, endpoint, view_func, *arguments, **keywords)

        kind.add_url_rule = add_url_rule

    def _line_of(self, frame, of_app):
        """Where the snippet is in the first frame outside Flask; 0 where its context is, None where nothing of either is.

        What a blueprint adds to its application was registered when the blueprint got it.
        """
        while frame is not None:
            module = frame.f_globals.get("__name__", "")
            if of_app and module in ("flask.blueprints", "flask.sansio.blueprints"):
                return None
            if module.split(".")[0] != "flask" and not self.paths.is_ours(frame.f_code.co_filename):
                filename = frame.f_code.co_filename
                if filename == names.SNIPPET:
                    return frame.f_lineno
                return 0 if names.CONTEXT.match(filename) else None
            frame = frame.f_back
        return None
