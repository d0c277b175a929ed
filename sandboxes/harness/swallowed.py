"""Exceptions of views that an application answers with 500, as it does outside of its own testing mode."""

from . import hooks


class Swallowed(object):
    def __init__(self):
        self.heard = []

    def listen(self):
        """From now on; what is logged is logged all the same."""
        hooks.when_imported("flask.app", self._change)

    def _change(self, module):
        log, heard = module.Flask.log_exception, self.heard

        def log_exception(app, info):
            heard.append(info[1])
            return log(app, info)

        module.Flask.log_exception = log_exception

    def cause_of(self, error):
        """Of a request that a program or a test made itself: the view's exception tells more than what follows from its answer."""
        heard = next((each for each in reversed(self.heard) if each is not error), None)
        del self.heard[:]
        return heard if heard is not None and isinstance(error, Exception) else error
