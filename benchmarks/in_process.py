"""in_process.py HARNESS: runs jobs, a JSON object each line of standard input, in this one process; prints the seconds it took.

The harness does all that it does in a sandbox but for what happens once a process: changes to modules, and leaving.
"""
import json
import os
import sys
import tempfile
import time
import types

HARNESS = sys.argv[1]
leave = os._exit   # the harness notes who calls it
_package = sys.modules["snipcheck_harness"] = types.ModuleType("snipcheck_harness")
_package.__path__ = [HARNESS]

from snipcheck_harness import stages, visibility   # noqa: E402


class Run(stages.Run):
    prepared = False

    def _prepare(self):
        """Modules are changed at the first run only; the snippet's own module is made for each."""
        if not Run.prepared:
            Run.prepared = True
            super()._prepare()
            return
        module = types.ModuleType("__main__")
        module.__file__ = "snippet.py"
        module.__builtins__ = __builtins__
        sys.modules["__main__"] = module
        self.namespace = module.__dict__


def run(job):
    record = Run(job, lambda line: None, HARNESS)
    record.everything()
    assert not record.record.faults, record.record.faults


def main():
    jobs = [json.loads(line) for line in sys.stdin]
    os.chdir(tempfile.mkdtemp())
    visibility.hide((), ())
    run(jobs[0])
    sys.stdout = open(os.devnull, "w")
    start = time.perf_counter()
    for job in jobs:
        run(job)
    seconds = time.perf_counter() - start
    os.write(1, ("%f\n" % seconds).encode())
    leave(0)


main()
