#!/usr/bin/env python3
"""judging.py SNIPCHECK PEERS MARKDOWN_DOCS [--write FILE]: what snipcheck and its peers find and judge, as one Markdown table.

SNIPCHECK is the program; PEERS and MARKDOWN_DOCS are virtualenvs with peers.txt and peers_markdown_docs.txt, of the Python of the
newest environment of snipcheck, which has to be built. Everything is measured in one run, a tool at a time, without network.
"""
import argparse
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from caption import caption
from exact import HALVES, exact
from judges import FAILING, TOOLS, Place, timed
from sessions import Verdicts

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "tuned"
FENCE = "# A question\n\n```python\n{}\n```\n"
LEAK = FENCE.format("import sys\nsys.left_behind = True") + FENCE.format('import sys\nassert not hasattr(sys, "left_behind")')
FILES = (FENCE.format('with open("left_behind.txt", "w") as file:\n    file.write("left")')
         + FENCE.format('import os\nassert not os.path.exists("left_behind.txt")'))
EXIT = FENCE.format("import os\nos._exit(0)") + FENCE.format("1 / 0")
ENDLESS = FENCE.format("while True:\n    pass")


class Cases:
    """The labelled cases, by the names that the tools see."""

    def __init__(self, count=None):
        self.texts, self.kind = {}, {}
        for path in sorted(CASES.glob("*.json"))[:count]:
            label, name = json.loads(path.read_text(encoding="utf-8")), f"doc{len(self.texts):03}"
            self.texts[name] = path.with_suffix(".md").read_text(encoding="utf-8")
            words = {label["expect"], *label.get("also_accept", [])}
            self.kind[name] = label["expect"] if words <= FAILING or not words & FAILING else "either"

    def of(self, *kinds):
        return {name for name, kind in self.kind.items() if kind in kinds}


def judged(tool, place, texts):
    """Verdicts of a tool on documents of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for name, text in texts.items():
            Path(folder, f"{name}.md").write_text(text, encoding="utf-8")
        try:
            return timed(tool, place, Path(folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            Path(folder).mkdir(exist_ok=True)


def probes(name, tool, place):
    """Words for: what leaks into the next fence, what an exit leads to, what an endless loop leads to."""
    if name == "mypy":
        return ["-", "-", "-"]
    leaks = [word for word, text in (("yes", LEAK), ("files", FILES)) if judged(tool, place, {"doc000": text}).failing]
    left = judged(tool, place, {"doc000": EXIT})
    endless = judged(tool, place, {"doc000": ENDLESS})
    return [", ".join(leaks) or "no", "green" if left.code == 0 else "red", "hangs" if endless.cut_off or endless.code is None else "limit"]


def row(name, tool, place, cases):
    verdicts: Verdicts = judged(tool, place, cases.texts)
    failing = verdicts.failing
    counts = [" + ".join(str(len(failing & cases.of(*kinds))) for kinds in pair)
              for pair in ((("outdated",), ("broken",)), (("ok", "deprecated"), ("incomplete", "unverified")))]
    found = [f"{right}" for right, _, _ in exact(name, place).values()]
    named = str(len(verdicts.named & cases.of("outdated"))) if name == "snipcheck" else "no"
    cut = f" ({verdicts.cut_off} cut off)" if verdicts.cut_off else ""
    return [name, *found, *counts, named, f"{verdicts.seconds:.0f}{cut}", *probes(name, tool, place)]


def heading(place, cases):
    def size(*kinds):
        return len(cases.of(*kinds))
    totals = exact("snipcheck", place)
    return ["tool", *(f"exact snippets, {half}, of {totals[half][1]}" for half in HALVES),
            f"outdated + broken ones called failing, of {size('outdated')} + {size('broken')}",
            f"good + incomplete or unverified ones called failing, of {size('ok', 'deprecated')} + {size('incomplete', 'unverified')}",
            "names package and release", "seconds", "leaks into the next", "`os._exit(0)`", "endless loop"]


def table(place, cases, chosen):
    yield heading(place, cases)
    for name in chosen:
        yield row(name, TOOLS[name], place, cases)


def newest_environment(snipcheck):
    done = subprocess.run([snipcheck, "env", "list", "--format", "json"], capture_output=True, text=True, check=True)
    ready = [each for each in json.loads(done.stdout)["environments"] if each["state"] == "ready" and not each["own"]]
    return Path(max(ready, key=lambda each: each["date"])["folder"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("snipcheck", type=lambda word: Path(word).resolve())
    parser.add_argument("peers", type=lambda word: Path(word).absolute())
    parser.add_argument("markdown_docs", type=lambda word: Path(word).absolute())
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table with its caption to this file as well")
    parser.add_argument("--only", action="append", choices=TOOLS, help="measure this tool alone (repeatable)")
    parser.add_argument("--cases", type=int, help="how many of the cases; all without it")
    options = parser.parse_args()
    place = Place(options.snipcheck, options.peers / "bin", options.markdown_docs / "bin", newest_environment(options.snipcheck))
    cases, lines = Cases(options.cases), []
    for cells in table(place, cases, options.only or TOOLS):
        lines.append(f"| {' | '.join(cells)} |")
        print(lines[-1], flush=True)
        if len(lines) == 1:
            lines.append("|---" * len(cells) + "|")
            print(lines[-1], flush=True)
        elif options.write:   # after each tool: what was measured is not lost when the last one fails
            options.write.write_text(caption(place, cases, "\n".join(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
