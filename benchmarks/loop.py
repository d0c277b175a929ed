#!/usr/bin/env python3
"""loop.py SNIPCHECK PEERS [FOLDER] [--rounds N]: snipcheck on one environment, beside the loop that anybody would write.

The loop (fences_alone.py) runs each Python fence as it is in a process of its own, one after the other, and knows no surroundings,
routes or isolation. snipcheck runs the same documents in its newest environment only, with no result kept from before. In turn,
N times; prints the median seconds of both, and of the ratio. PEERS is a virtualenv with peers.txt. FOLDER has the documents, .md
or .txt (default: the examples).
"""
import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from judging import newest_environment

HERE = Path(__file__).resolve().parent


def seconds(command, folder, codes):
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in codes:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr}")
    return time.perf_counter() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("snipcheck", type=lambda word: Path(word).resolve())
    parser.add_argument("peers", type=lambda word: Path(word).absolute())
    parser.add_argument("folder", type=Path, nargs="?", default=HERE.parent / "examples" / "answers")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder")
    environment = newest_environment(options.snipcheck)
    with tempfile.TemporaryDirectory() as folder:
        pages = sorted(path for path in options.folder.iterdir() if path.suffix in (".md", ".txt"))
        if not pages:
            sys.exit(f"loop.py: no .md or .txt in {options.folder}")
        for page in pages:
            shutil.copy(page, Path(folder, page.stem + ".md"))
        loop = [options.peers / "bin" / "python", HERE / "fences_alone.py", environment / "bin" / "python", "", folder]
        ours = [options.snipcheck, "run", ".", "--env", environment.name.split("-")[0], "--no-cache", "--exit-zero", "--quiet"]
        times = [(seconds(ours, folder, [0]), seconds(loop, folder, [0, 1])) for _ in range(options.rounds)]
    print(f"{'seconds for ' + str(len(pages)) + ' documents, ' + environment.name.split('-')[0] + ' only':<50} {'median':>8}")
    for name, column in (("snipcheck: surroundings, routes, isolation", 0), ("a process for each fence, and nothing else", 1)):
        print(f"{name:<50} {statistics.median(each[column] for each in times):8.1f}")
    print(f"snipcheck takes {statistics.median(a / b for a, b in times):.2f} of the time of the loop")


if __name__ == "__main__":
    main()
