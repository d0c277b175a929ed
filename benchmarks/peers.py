#!/usr/bin/env python3
"""peers.py BUILD PYTHON: the same Markdown read by cmark-gfm alone, by us and by peers; prints a table for the README.

BUILD is the build folder of the preset `bench`, PYTHON the interpreter of a virtualenv with peers.txt. In each round every
reader has its turn, the first one another each time, and a ratio is the median over the rounds of time against cmark-gfm's
of the same round: a machine that is slow for a while is slow for all.
"""
import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROUNDS = 5


@dataclass
class Reader:
    name: str
    command: list            # without file and rounds
    timed_inside: bool = True
    wall: list = field(default_factory=list)     # seconds of the whole process, by round
    inside: list = field(default_factory=list)   # seconds of reading alone, by round
    python: int = 0          # blocks of Python that it found

    def turn(self, path):
        words = [*self.command, path, "1"] if self.timed_inside else [*self.command, path, "--format", "json"]
        start = time.perf_counter()
        done = subprocess.run([str(word) for word in words], check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:   # some readers give a document up for one odd fence in it
            self.python = "error"
            return
        self.wall.append(time.perf_counter() - start)
        answer = json.loads(done.stdout)
        if self.timed_inside:
            self.inside += answer["seconds"]
            self.python = answer["python"]
        else:
            self.python = sum(each["language"].startswith("python") for each in answer["snippets"])


def readers(build, python):
    own, peer = build / "benchmarks" / "bench_reader", [python, HERE / "readers.py"]
    return [Reader("cmark-gfm alone", [own, "cmark"]), Reader("snipcheck, blocks", [own, "blocks"]),
            Reader("snipcheck, understood", [own, "snippets"]), Reader("`snipcheck list`", [build / "snipcheck", "list"], False),
            Reader("Sybil", [*peer, "sybil"]), Reader("markdown-it-py", [*peer, "markdown-it-py"])]


def ratio(times, base):
    return f"{statistics.median(a / b for a, b in zip(times, base)):.2f}" if times else "-"


def milliseconds(times):
    return f"{1000 * statistics.median(times):.1f}" if times else "-"


def table(path, all_readers):
    megabytes, base = path.stat().st_size / 1e6, all_readers[0]
    print(f"\n{path.name}, {megabytes:.2f} MB, {ROUNDS} rounds in turn; times against cmark-gfm's are medians of one round each\n")
    print("| reader | whole process, ms | against cmark-gfm | reading alone, MB/s | time against cmark-gfm | Python blocks |")
    print("|---|---|---|---|---|---|")
    for each in all_readers:
        speed = f"{megabytes / max(statistics.median(each.inside), 1e-6):.2f}" if each.inside else "-"
        print(f"| {each.name} | {milliseconds(each.wall)} | {ratio(each.wall, base.wall)} | {speed} "
              f"| {ratio(each.inside, base.inside)} | {each.python} |")


def measure(path, build, python):
    turns = readers(build, python)
    for number in range(ROUNDS):
        for each in turns[number % len(turns):] + turns[:number % len(turns)]:
            each.turn(path)
    table(path, turns)


def main(build, python):
    build, python = Path(build), Path(python)
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.md"
        subprocess.run([build / "benchmarks" / "bench_reader", "make", long], check=True)
        short = Path(folder) / "short.md"
        short.write_text("".join(path.read_text() for path in sorted((HERE.parent / "examples" / "answers").glob("*.md"))))
        for path in (short, long):
            measure(path, build, python)


if __name__ == "__main__":
    main(*sys.argv[1:])
