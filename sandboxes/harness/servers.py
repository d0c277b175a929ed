"""Starts of servers, workers, browsers and test runners: noted instead of run, as they never come back."""

import inspect
import sys
import threading

from . import hooks

# module -> [(what to replace in it, how it is noted)]
_STARTS = {
    "flask.app": [("Flask.run", "Flask.run")],
    "flask.cli": [("FlaskGroup.main", "FlaskGroup.main")],
    "werkzeug.serving": [("run_simple", "run_simple")],
    "flask_socketio": [("SocketIO.run", "SocketIO.run")],
    "flask_script": [("Manager.run", "Manager.run")],
    "flask_sockets": [("Sockets.run", "Sockets.run")],
    "waitress": [("serve", "waitress.serve")],
    "gevent.baseserver": [("BaseServer.serve_forever", "gevent.serve_forever")],
    "eventlet.wsgi": [("server", "eventlet.wsgi.server")],
    "celery.app.base": [("Celery.worker_main", "Celery.worker_main"), ("Celery.start", "Celery.start")],
    "rq.worker": [("Worker.work", "rq.Worker.work")],
    "uvicorn.main": [("run", "uvicorn.run")],
    "uvicorn": [("run", "uvicorn.run")],
    "hypercorn.asyncio": [("serve", "hypercorn.serve")],
    "gunicorn.app.base": [("BaseApplication.run", "gunicorn.run")],
    "tornado.ioloop": [("IOLoop.start", "IOLoop.start")],
    "tornado.platform.asyncio": [("BaseAsyncIOLoop.start", "IOLoop.start")],
    "twisted.internet.base": [("ReactorBase.run", "reactor.run")],
    "cheroot.server": [("HTTPServer.start", "cheroot.start")],
    "livereload": [("Server.serve", "livereload.serve")],
    "apscheduler.schedulers.blocking": [("BlockingScheduler.start", "BlockingScheduler.start")],
    "bjoern": [("run", "bjoern.run")],
    "pytest": [("main", "pytest.main")],
    "unittest": [("main", "unittest.main")],
    "asyncio.base_events": [("Server.serve_forever", "asyncio.Server.serve_forever")],
    "webbrowser": [
        ("open", "webbrowser.open"),
        ("open_new", "webbrowser.open"),
        ("open_new_tab", "webbrowser.open"),
    ],
}


OFFERS_END = "werkzeug.server.shutdown"  # what ends the development server, where it has that


def offers_end():
    """Whether the development server of this Werkzeug, which is never started here, would put it into the environ."""
    module = sys.modules.get("werkzeug.serving")
    try:
        return module is not None and OFFERS_END in inspect.getsource(module)
    except OSError:
        return False


# Those that may run in a thread of their own: they keep nobody waiting, and the snippet may talk to them.
_BESIDE = ("Flask.run", "run_simple", "SocketIO.run", "waitress.serve")


def _is_beside(label):
    return label in _BESIDE and threading.current_thread() is not threading.main_thread()


class Servers(object):
    def __init__(self, record):
        self.record = record

    def replace(self):
        """From now on, and as soon as their modules are imported."""
        for module, starts in _STARTS.items():
            hooks.when_imported(module, self._change(starts))
        hooks.when_imported("socketserver", self._change_socketserver)

    def _change(self, starts):
        def change(module):
            for path, label in starts:
                owner = module
                for part in path.split(".")[:-1]:
                    owner = getattr(owner, part)
                name = path.split(".")[-1]
                setattr(owner, name, self._stub(getattr(owner, name), label))

        return change

    def _stub(self, original, label):
        signature = _signature(original)

        def start(*arguments, **keywords):
            if _is_beside(label):
                return original(*arguments, **keywords)
            if signature is not None:
                _check(signature, label, arguments, keywords)
            self.record.add_served(label)
            return None

        async def start_soon(*arguments, **keywords):
            return start(*arguments, **keywords)

        if inspect.iscoroutinefunction(original):
            return start_soon
        start.__wrapped__ = original
        start.__name__ = getattr(original, "__name__", label)
        start.__doc__ = getattr(original, "__doc__", None)
        return start

    def _change_socketserver(self, module):
        """All servers of the standard library, by the rule of _BESIDE."""
        serve, record = module.BaseServer.serve_forever, self.record

        def serve_forever(self, *arguments, **keywords):
            if threading.current_thread() is not threading.main_thread():
                serve(self, *arguments, **keywords)
            else:
                record.add_served("serve_forever")

        module.BaseServer.serve_forever = serve_forever


def _signature(function):
    if isinstance(function, type):
        return None
    try:
        return inspect.signature(function)
    except (TypeError, ValueError):
        return None


def _check(signature, label, arguments, keywords):
    """Wrong arguments fail as they would in the real call."""
    name = label.split(".")[-1]
    try:
        given = signature.bind(*arguments, **keywords).arguments
        if label == "Flask.run" and given.get("options") and "werkzeug.serving" in sys.modules:
            name = "run_simple"
            _run_simple().bind("localhost", 5000, None, **given["options"])
    except TypeError as error:
        raise TypeError("%s() %s" % (name, error)) from None


def _run_simple():
    """Its signature as Werkzeug wrote it, whether it has been replaced or not."""
    function = sys.modules["werkzeug.serving"].run_simple
    return inspect.signature(getattr(function, "__wrapped__", function))
