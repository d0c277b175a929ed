#!/usr/bin/env python3
"""fences_alone.py PYTHON PRELUDE FOLDER: what anybody would write in half an hour, as a measure for those who wrote more.

Every Python fence of the documents in FOLDER that markdown-it-py finds is run by a process of PYTHON of its own, after the text
PRELUDE, in an empty folder, for ten seconds at most. Prints one JSON line a fence; exits 1 when one of them failed.
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt

LIMIT = 10


def fences(path):
    for token in MarkdownIt("commonmark").parse(path.read_text(encoding="utf-8")):
        if token.type == "fence" and token.info.split()[:1] in (["python"], ["py"], ["python3"]):
            yield token.content


def runs(python, program):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder, "snippet.py").write_text(program, encoding="utf-8")
        process = subprocess.Popen([python, "snippet.py"], cwd=folder, start_new_session=True, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return process.wait(LIMIT) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()


def main(python, prelude, folder):
    status = 0
    for path in sorted(Path(folder).glob("*.md")):
        for content in fences(path):
            good = runs(python, prelude + content)
            status |= not good
            print(json.dumps({"document": path.stem, "failed": not good}), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
