"""One job from its first byte to its end, in a process that is there for nothing else."""

import json
import os
import sys

PACKAGE = "snipcheck_harness"  # the files beside this one, under a name that no snippet uses


def read_job():
    """The job; afterwards standard input is empty."""
    text = sys.stdin.buffer.read().decode("utf-8")
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    return json.loads(text)


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
    sys.path[:] = [os.getcwd()] + [
        path for path in sys.path if os.path.abspath(path or ".") not in (folder, os.getcwd())
    ]
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


def run(folder, descriptor, stash=None):
    """Run the job that standard input holds and say its result to the descriptor; never returns.

    `stash`: modules that were executed ahead (warm.Stash), for those that want to import them.
    """
    from snipcheck_harness import channel, stages, touches, visibility

    job = read_job()
    way_out = channel.Channel(descriptor, job.pop("token", ""))
    hidden = job.get("hidden_modules", ()), job.get("hidden_distributions", ())
    visibility.hide(*hidden)
    lay_out(job.get("files", {}))
    pieces = [piece["code"] for piece in job.get("before", ())] + [job["code"]]
    if stash is not None and touches.before_an_import(pieces):
        stash = None
    run = stages.Run(job, way_out.say, folder)
    del sys.argv[1:], job
    forget_ourselves(folder)
    if stash is not None:
        stash.hand_out(*hidden)
    status = run.everything()
    way_out.finish(run.record.result())
    run.leave(status)
