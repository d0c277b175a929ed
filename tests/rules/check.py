#!/usr/bin/env python3
"""check.py BINARY CACHE: every rule has a document here with a snippet that triggers it and one that must not; the documents of
../scenarios are for what no rule is about.

A comment `<!-- expect: STATUS CODE... -->` in front of a snippet says what the report has to say of it: its status, and the
codes among its diagnoses, and perhaps `since PACKAGE`, the culprit; a document's own rule may be named only where it is
expected. Exits 0 when all is as written, 1 when not, 125 when this machine cannot check (the binary's exit code 3).
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
EXPECT = re.compile(r"<!-- expect: (\S+)((?: SC\d+)*)(?: since (\S+))? -->")


def code_of(rule_file):
    return re.search(r'\.code = "(SC\d+)"', rule_file.read_text(encoding="utf-8")).group(1)


def report_of(binary, cache):
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        # The row of tests/examples/check.py: no other environment is to lie in the cache that both use.
        row = ["--env", "2020", "--env", "2023", "--env", "2026"]
        done = subprocess.run([binary, "run", "tests/rules", "tests/scenarios", *row, "--exit-zero", "--quiet", "--timeout", "3", "--report", f"json={report}"],
                              cwd=ROOT, env={**os.environ, "SNIPCHECK_CACHE_DIR": cache}, capture_output=True, text=True)
        if done.returncode == 3:
            print("cannot check here:", done.stderr.strip())
            sys.exit(125)
        if done.returncode != 0:
            sys.exit(f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
        return json.loads(report.read_text(encoding="utf-8"))


def expectations(document):
    """[(line, status, codes, culprit or None)] of a document, in reading order."""
    lines = document.read_text(encoding="utf-8").splitlines()
    found = ((number, EXPECT.search(line)) for number, line in enumerate(lines, 1))
    return [(number, match.group(1), set(match.group(2).split()), match.group(3)) for number, match in found if match]


def complaints(document, rule, snippets):
    """`rule`: the code that the document is about, None for a scenario."""
    wanted = expectations(document)
    if len(wanted) != len(snippets):
        yield f"{document.name}: {len(snippets)} snippets, {len(wanted)} expectations"
        return
    if rule and len({rule in codes for _, _, codes, _ in wanted}) != 2:
        yield f"{document.name}: one snippet has to trigger {rule}, and one must not"
    for (line, status, codes, culprit), snippet in zip(wanted, snippets):
        said = {each["code"] for each in snippet["diagnoses"]}
        if snippet["status"] != status:
            yield f"{document.name}:{line}: {snippet['status']}, not {status}: {snippet['reason']}"
        if not codes <= said or (rule in said) != (rule in codes):
            yield f"{document.name}:{line}: says {sorted(said)}, not {sorted(codes)}"
        culprits = {each["since"]["package"] for each in snippet["diagnoses"] if each["since"]}
        if culprit and culprits != {culprit}:
            yield f"{document.name}:{line}: since {sorted(culprits)}, not {culprit}"


def main(binary, cache):
    rules = {path.stem: code_of(path) for path in (ROOT / "verifier" / "rules").glob("*.cpp")}
    documents = {path.stem: path for path in HERE.glob("*.md")}
    problems = [f"rule {name} has no document tests/rules/{name}.md" for name in sorted(set(rules) - set(documents))]
    problems += [f"tests/rules/{name}.md belongs to no rule" for name in sorted(set(documents) - set(rules))]
    by_document = {}
    for snippet in report_of(binary, cache)["snippets"]:
        by_document.setdefault(Path(snippet["document"]).stem, []).append(snippet)
    for name in sorted(set(rules) & set(documents)):
        problems += complaints(documents[name], rules[name], by_document.get(name, []))
    scenarios = sorted((HERE.parent / "scenarios").glob("*.md"))
    for document in scenarios:
        problems += complaints(document, None, by_document.get(document.stem, []))
    print("\n".join(problems) or f"{len(documents)} rules and {len(scenarios)} scenarios: as written")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
