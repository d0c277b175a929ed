#!/usr/bin/env python3
"""fences_typed.py PYTHON FOLDER: the Python fences of the documents in FOLDER as mypy sees them with PYTHON's packages.

Nothing is run. mypy gives everything up for one file that is no Python, so such files are set aside, as failing, and the rest is
read again. Prints one JSON line a fence; exits 1 when there is an error in one of them.
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from fences_alone import fences

OPTIONS = ["--check-untyped-defs", "--ignore-missing-imports", "--no-error-summary", "--no-color-output", "--show-error-codes"]


def errors(python, folder, files):
    done = subprocess.run([sys.executable, "-m", "mypy", *OPTIONS, "--python-executable", python, "--cache-dir", str(folder / "cache"),
                           *sorted(files)], cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    found = {match[1] for match in re.finditer(r"^([\w-]+\.py):\d+: error:", done.stdout, re.MULTILINE)}
    return found, done.returncode == 2


def main(python, folder):
    with tempfile.TemporaryDirectory() as place:
        place, document_of = Path(place), {}
        for path in sorted(Path(folder).glob("*.md")):
            for content in fences(path):
                name = f"fence_{len(document_of):04}.py"
                (place / name).write_text(content, encoding="utf-8")
                document_of[name] = path.stem
        failed, left = set(), set(document_of)
        while left:
            found, gave_up = errors(python, place, left)
            failed |= found
            if not gave_up or not found:
                break
            left -= found
    for name, document in document_of.items():
        print(json.dumps({"document": document, "failed": name in failed}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
