"""Runs one job inside the sandbox and reports facts; README.md says what a job and a result are.

Usage: main.py DESCRIPTOR   (the job is one JSON object on standard input)
"""

import json
import os
import sys
import types

PACKAGE = "snipcheck_harness"


def load_package():
    """Make the files beside this one importable under a name that no snippet uses; returns their folder."""
    folder = os.path.dirname(os.path.abspath(__file__))
    package = types.ModuleType(PACKAGE)
    package.__path__ = [folder]
    sys.modules[PACKAGE] = package
    return folder


def read_job():
    """The job; afterwards standard input is empty."""
    text = sys.stdin.buffer.read().decode("utf-8")
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    return json.loads(text)


def limit_processes(count):
    """No more than this many processes and threads of this user; 0 leaves it as it is."""
    if not count:
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    limit = count if hard == resource.RLIM_INFINITY else min(count, hard)
    resource.setrlimit(resource.RLIMIT_NPROC, (limit, limit))


def lay_out(files):
    """Write files below the working folder, never outside; a path that ends in "/" is a folder."""
    here = os.path.realpath(os.getcwd())
    for path, content in files.items():
        target = os.path.realpath(os.path.join(here, path))
        if not target.startswith(here + os.sep):
            continue
        if path.endswith("/"):
            os.makedirs(target, exist_ok=True)
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="utf-8") as file:
            file.write(content)


def forget_ourselves(folder):
    """Leave the import system as `python snippet.py` would find it."""
    sys.path[:] = [""] + [
        path for path in sys.path if os.path.abspath(path or ".") not in (folder, os.getcwd())
    ]
    sys.path[0] = os.getcwd()
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


def main():
    folder = load_package()
    from snipcheck_harness import channel, stages, visibility

    job = read_job()
    limit_processes(job.get("processes", 0))
    way_out = channel.Channel(int(sys.argv[1]), job.pop("token", ""))
    visibility.hide(job.get("hidden_modules", ()), job.get("hidden_distributions", ()))
    lay_out(job.get("files", {}))
    run = stages.Run(job, way_out.say, folder)
    del sys.argv[1:], job
    forget_ourselves(folder)
    status = run.everything()
    way_out.finish(run.record.result())
    run.leave(status)


main()
