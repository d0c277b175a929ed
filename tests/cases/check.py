#!/usr/bin/env python3
"""check.py BINARY CACHE [BANK...] [--words]: how many labelled cases are judged as their labels say.

A BANK is a folder of cases (default: tuned, held_out beside this file, and ../shared/cases where that exists). A case is NAME.json
with the fields of README.md, and NAME.md with the document; where there is no document, it is made of `title` and `snippet`: the
title as heading, the snippet as its one fence. Prints a table, and a line for each case that is not as it should be; of
held-out ones only with --words.

A case is right when the snippet's status is `expect` or stands in `also_accept`. A false alarm is a case that is called broken,
outdated or deprecated where its label admits none of these. A culprit is right when the package of a diagnosis is the one that
the label names. Exits 1 when a bank falls below its thresholds (BANKS), 125 when this machine cannot check.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ALARMS = {"broken", "outdated", "deprecated"}
STATUS = {"pass": "ok", "syntax": "broken"}   # older words for statuses, in labels
# How many of a hundred have to be right at least, and how many false alarms there may be at most: what was reached, never less.
# Of the held-out cases, 97 and none are wanted.
BANKS = {HERE / "tuned": (99, 0), HERE / "held_out": (95, 2), ROOT.parent / "shared" / "cases": (99, 0)}


def labels_in(bank):
    """{name: label} of a bank, with `document` as the text to be judged."""
    labels = {}
    for path in sorted(bank.glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        document = path.with_suffix(".md")
        label["document"] = (document.read_text(encoding="utf-8") if document.exists()
                             else f"# {label['title']}\n\n```python\n{label['snippet'].rstrip()}\n```\n")
        labels[path.stem] = label
    return labels


def judged(binary, cache, banks):
    """{bank: {name: the snippets of its report}}, from one run over all documents of all banks."""
    with tempfile.TemporaryDirectory() as folder:
        for bank, labels in banks.items():
            Path(folder, bank).mkdir()
            for name, label in labels.items():
                Path(folder, bank, name + ".md").write_text(label["document"], encoding="utf-8")
        report = Path(folder, "report.json")
        done = subprocess.run([binary, "run", ".", "--exit-zero", "--quiet", "--no-cache", "--report", f"json={report}"],
                              cwd=folder, env={**os.environ, "SNIPCHECK_CACHE_DIR": str(cache)}, capture_output=True, text=True)
        if done.returncode == 3:
            print("cannot check here:", done.stderr.strip())
            sys.exit(125)
        if done.returncode != 0:
            sys.exit(f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
        found = {bank: {} for bank in banks}
        for snippet in json.loads(report.read_text(encoding="utf-8"))["snippets"]:
            document = Path(snippet["document"])
            found[document.parent.name].setdefault(document.stem, []).append(snippet)
        return found


def admitted(label):
    words = [label["expect"], *label.get("also_accept", [])]
    return {STATUS.get(each, each) for each in words}


def culprit_of(label):
    """The packages that may be named for a change; empty where none is."""
    named = label.get("package") or label.get("deprecated_since") or label.get("broken_since") or label.get("passes_from")
    if isinstance(named, dict):
        named = named.get("package")
    return set(named if isinstance(named, list) else [named] if named else []) | set(label.get("also_package", []))


class Tally:
    def __init__(self):
        self.cases, self.right, self.named, self.to_name = 0, 0, 0, 0
        self.wrong, self.alarms = [], []

    def add(self, name, label, snippets):
        self.cases += 1
        python = [each for each in snippets if each["status"] != "skipped"]
        said = python[0]["status"] if len(python) == 1 else f"{len(python)} snippets"
        words = python[0]["reason"] if len(python) == 1 else ""
        wanted = admitted(label)
        if said in wanted:
            self.right += 1
        else:
            self.wrong.append((name, f"{said}, not {' or '.join(sorted(wanted))}: {words}"))
        if any(each["status"] in ALARMS for each in python) and not wanted & ALARMS:
            self.alarms.append(name)
        culprits = culprit_of(label)
        if label["expect"] == "outdated" and said == "outdated" and culprits:
            self.to_name += 1
            named = {(each.get("since") or {}).get("package") for each in python[0]["diagnoses"]} - {None}
            if named & culprits:
                self.named += 1
            else:
                self.wrong.append((name, f"names {sorted(named)}, not {sorted(culprits)}: {words}"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("binary", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("bank", type=Path, nargs="*")
    parser.add_argument("--words", action="store_true", help="say of held-out cases as well what is wrong")
    options = parser.parse_args()
    paths = {bank.name: bank for bank in options.bank or BANKS}
    banks = {name: labels_in(bank) if bank.is_dir() else {} for name, bank in paths.items()}
    found = judged(options.binary.resolve(), options.cache.resolve(), banks)
    failed = False
    print(f"{'bank':24} {'cases':>6} {'right':>6} {'false alarms':>13} {'culprits':>9}")
    for bank, labels in banks.items():
        if not labels:
            print(f"{bank:24} skipped: there is no such folder")
            continue
        tally = Tally()
        for name, label in labels.items():
            tally.add(name, label, found[bank].get(name, []))
        print(f"{bank:24} {tally.cases:6} {tally.right:6} {len(tally.alarms):13} {tally.named:4}/{tally.to_name:<4}")
        if options.words or bank != "held_out":
            for name, what in tally.wrong:
                print(f"    {name}: {'FALSE ALARM: ' if name in tally.alarms else ''}{what}")
        right, alarms = BANKS.get(paths[bank].resolve(), (0, len(labels)))
        failed |= len(tally.alarms) > alarms or 100 * tally.right < right * tally.cases
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
