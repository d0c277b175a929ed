"""The way of one snippet through its run: compile, context, import, exercise."""

import ast
import atexit
import dis
import importlib.machinery
import inspect
import os
import sys
import threading
import types

from . import (
    cautions,
    endings,
    exercise,
    faults,
    frames,
    network,
    patience,
    paths as names,
    project,
    reached,
    reads,
    record as records,
    samples,
    servers,
    shown,
    source as sources,
    swallowed,
    tables,
    views,
    wrap,
)

_exit = os._exit  # the snippet's is another one in the end
_USAGE = ("argparse", "click")  # they end a program whose command line is not what it wants


class Run(object):
    """One job; `say` sends a line at once."""

    def __init__(self, job, say, harness):
        self.job, self.say = job, say
        self.record = records.Record()
        self.paths = names.Paths(harness)
        self.source = sources.Source(job["code"])
        self.reporter = faults.Reporter(self.record, self.source, self.paths)
        self.namespace = {}
        self.loop = None
        self.borrowed = None  # the application that another file of the project makes
        self.swallowed = swallowed.Swallowed()
        self.owner = os.getpid()

    def everything(self):
        """Runs it all; returns the exit status that Python would have ended with."""
        self._prepare()
        self._enter("compile")
        code = self._compile()
        if code is None:
            return 1
        self._enter("import")
        self._run_before()
        self._make_room()
        tables.prepare_context(self)
        if not self._push():
            return 1
        watch = reached.Watch(self.record.reached)
        watch.start(code)
        status, ended = self._import(code)
        if os.getpid() != self.owner:
            self.leave(status)
        if ended and self.job.get("exercise", True):
            exercise.exercise(self)
        watch.stop()
        return status

    def enter(self, stage):
        if stage != self.record.stage:
            self._enter(stage)

    @staticmethod
    def lines_of(function):
        """The lines of a function's body, which run when it is called."""
        code = function.__code__
        return {line for _, line in dis.findlinestarts(code) if line and line > code.co_firstlineno}

    def _enter(self, stage):
        self.record.stage = stage
        self.say({"stage": stage})

    def _prepare(self):
        patience.Patience(self.record).shorten()
        network.Network(self.record).close()
        servers.Servers(self.record).replace()
        self.swallowed.listen()
        views.Registrations(self.record, self.paths).watch()
        self.reporter.unset.watch()
        cautions.Collector(self.record, self.source, self.paths).start()
        self._write_snippet()
        module = types.ModuleType("__main__")
        module.__file__ = names.SNIPPET
        module.__loader__ = importlib.machinery.SourceFileLoader("__main__", names.SNIPPET)
        module.__builtins__ = __import__("builtins")
        sys.modules["__main__"] = module
        if self.job.get("file"):
            project.place(module, self.job["file"])
        sys.argv[:] = [names.SNIPPET]
        self.namespace = module.__dict__
        if hasattr(threading, "excepthook"):
            threading.excepthook = self._thread_failed
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(line_buffering=True)

    def _write_snippet(self):
        """A reader has it as a file; templates, restarts and inspect look there."""
        frames.remember(names.SNIPPET, self.job["code"])
        if os.path.exists(names.SNIPPET):
            return
        try:
            with open(names.SNIPPET, "w", encoding="utf-8") as file:
                file.write(self.job["code"])
        except (OSError, UnicodeError):
            pass

    def _compile(self):
        """The snippet's code object, or None after a fault."""
        try:
            tree = ast.parse(self.job["code"], names.SNIPPET)
            self.source.parsed(tree)
            if not self.job.get("wrap_in_view"):
                lines = self.job.get("shown_lines")
                what = self._instrumented(lines) if lines else self.job["code"]
                return self._code_of(what, names.SNIPPET)
            wrapped = wrap.in_view(ast.parse(self.job["code"], names.SNIPPET))
            return compile(wrapped, names.SNIPPET, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
            self.reporter.report(error)
            frames.show(error, sys.stderr)
            return None

    def _code_of(self, what, filename):
        """Its code object: of a coroutine where it awaits at its top and the job allows that."""
        flags = getattr(ast, "PyCF_ALLOW_TOP_LEVEL_AWAIT", 0) if self.job.get("top_level_await") else 0
        return compile(what, filename, "exec", flags, dont_inherit=True)

    def _execute(self, code):
        """In the namespace of the program; what awaits does so in one loop, as the cells of a notebook do."""
        if not code.co_flags & inspect.CO_COROUTINE:
            exec(code, self.namespace)
            return
        import asyncio

        if self.loop is None:
            self.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(eval(code, self.namespace))

    def _instrumented(self, lines):
        again = ast.parse(self.job["code"], names.SNIPPET)
        return shown.Shown(self.record, lines).instrument(self.source, again)

    def _run_before(self):
        """Earlier snippets and customary surroundings: each fails for itself, and never as the snippet."""
        counts = {}
        for piece in self.job.get("before", ()):
            label = piece.get("label") or "assumed"
            counts[label] = counts.get(label, 0) + 1
            filename = "<%s %d>" % (label, counts[label])
            frames.remember(filename, piece["code"])
            self.record.begin("")
            self.record.context = label
            try:
                self._execute(self._code_of(piece["code"], filename))
            except SystemExit:
                pass
            except BaseException as error:
                self.reporter.report(error)
            finally:
                self.record.context = ""
                self._reopen_applications()
        self._reopen_event_loops()

    def _make_room(self):
        """The views that the snippet writes anew take the place of those that earlier snippets showed."""
        flask = sys.modules.get("flask")
        names_anew = {node.name for node in self.source.functions()}
        for value in list(self.namespace.values()) if flask is not None else ():
            if issubclass(type(value), getattr(flask, "Flask", ())):
                for name in names_anew.intersection(value.view_functions):
                    code = getattr(value.view_functions[name], "__code__", None)
                    if code is not None and names.CONTEXT.match(code.co_filename):
                        del value.view_functions[name]

    def _reopen_applications(self):
        """Whoever adds to an application that an earlier snippet tried out does so before that."""
        flask = sys.modules.get("flask")
        for value in list(self.namespace.values()) if flask is not None else ():
            if issubclass(type(value), getattr(flask, "Flask", ())) and getattr(value, "_got_first_request", False):
                value._got_first_request = False

    @staticmethod
    def _reopen_event_loops():
        """asyncio.run() of an earlier snippet is over, and so is its program: a loop can be had again (asyncio.events, 3.7 to 3.13)."""
        events = sys.modules.get("asyncio.events")
        local = getattr(getattr(events, "_event_loop_policy", None), "_local", None)
        if local is not None and getattr(local, "_set_called", False) and local._loop is None:
            local._set_called = False

    def _push(self):
        """Enter the context that the module body is to run in; says whether it is as wanted."""
        wanted = self.job.get("push", "")
        if not wanted:
            return True
        try:
            app = self._app()
            context = app.app_context() if wanted == "application_context" else self._request_context(app)
            context.push()
            self.record.pushed = wanted == "request_context"
            return True
        except BaseException as error:
            self.record.context = "assumed"
            self.reporter.report(error)
            self.record.context = ""
            return False

    def _app(self):
        """The application in the namespace, else one made for the purpose."""
        import flask

        for value in list(self.namespace.values()):
            if issubclass(type(value), flask.Flask):
                return value
        app = flask.Flask("__main__")
        app.secret_key = "assumed"
        return app

    def _request_context(self, app):
        keys = reads.Reads([self.source.tree]).module
        method = "POST" if any(part in keys for part in ("form", "json", "files")) else "GET"
        return app.test_request_context("/", method=method, **samples.request(keys, method))

    def _import(self, code):
        """(exit status, whether the body ran to its end)"""
        self.record.begin("")
        try:
            self._execute(code)
            return 0, True
        except patience.TimeUp as error:
            if self.record.recent_network():  # it waits for a service
                self._uncaught(error)
                return 1, False
            return 0, True
        except SystemExit as error:
            return self._exited(error)
        except BaseException as error:
            if os.getpid() != self.owner:
                frames.show(error, sys.stderr)
                return 1, False
            self._uncaught(error)
            return 1, False

    def _uncaught(self, error):
        self.reporter.report(self.swallowed.cause_of(error))
        hook = sys.excepthook
        if hook is sys.__excepthook__:
            frames.show(error, sys.stderr)
            return
        try:
            hook(type(error), error, error.__traceback__)
        except BaseException as another:
            frames.show(another, sys.stderr)

    def _exited(self, error):
        """sys.exit() as the last word is an end like any other; before that, the rest never runs."""
        code = error.code
        status = code if isinstance(code, int) else 0 if code is None else 1
        if not isinstance(code, int) and code is not None:
            sys.stderr.write("%s\n" % (code,))
        steps = [step for step in frames.walk(error) if not self.paths.is_ours(step[0].f_code.co_filename)]
        last = self.source.tree.body[-1]
        at_end = any(frames.is_snippet(step) and step[1] >= sources.first_line(last) for step in steps[:1])
        by_usage = any(step[0].f_globals.get("__name__", "").split(".")[0] in _USAGE for step in steps)
        if at_end and (status == 0 or by_usage or sources.exits_as_written(last)):
            return status, True
        self.reporter.report(error)
        return status, False

    def _thread_failed(self, hook):
        """An exception that ended a thread of the snippet: recorded, then printed as Python does."""
        if hook.exc_value is None or issubclass(hook.exc_type, (SystemExit, endings.Ended)):
            return
        if os.getpid() == self.owner and not faults.is_answer(hook.exc_value):
            self.reporter.report_of_thread(hook.exc_value)
        sys.stderr.write("Exception in thread %s:\n" % getattr(hook.thread, "name", "?"))
        frames.show(hook.exc_value, sys.stderr)

    def leave(self, status):
        """End the process as Python would, without waiting for threads that serve for ever."""
        others = [
            thread
            for thread in threading.enumerate()
            if thread is not threading.main_thread() and not thread.daemon
        ]
        for thread in others:
            thread.join(0.3)
        try:
            if not any(thread.is_alive() for thread in others):
                atexit._run_exitfuncs()
                self.namespace.clear()
        except BaseException:
            pass
        for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
            try:
                stream.flush()
            except Exception:
                pass
        _exit(status & 0xFF)
