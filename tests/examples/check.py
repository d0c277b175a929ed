#!/usr/bin/env python3
"""check.py BINARY CACHE: the verdicts over examples/answers are the ones written by hand in expected.json.

Runs the binary twice with CACHE as its cache folder. The first run starts without remembered results and is compared with
expected.json, snippet by snippet. The second may take everything from what the first one remembered: it runs where there is
neither an environment nor a Python nor uv to be found, and has to say the same, apart from milliseconds.

Exits 0 when all is as written, 1 when not, 125 when this machine cannot check (the binary's exit code 3).

A field of expected.json that is a list names what is admissible. `code` has to be among the snippet's diagnoses;
`works_until`, `since` (with its `package`) have to stand in one of them. `from_python` means that Python's own change is at
work: where the newest environment has an older Python, the snippet is `ok`.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MUST_OCCUR = {"ok", "deprecated", "outdated", "broken", "incomplete", "unverified", "skipped"}
KEPT = {"envs", "uv", "wheels"}   # of the cache: costly to make, and no results


def run(binary, cache, **environment):
    """The report of one run as a value; exits 125 where the machine cannot run it."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        done = subprocess.run(
            [binary, "run", "examples/answers", "--env", "2020", "--env", "2023", "--env", "2026", "--exit-zero", "--quiet",
             "--report", f"json={report}"],
            cwd=ROOT, env={**os.environ, "SNIPCHECK_CACHE_DIR": str(cache), **environment},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode == 3:
            print("cannot check here:", done.stderr.strip())
            sys.exit(125)
        if done.returncode != 0:
            sys.exit(f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
        return json.loads(report.read_text(encoding="utf-8"))


def admissible(wanted, found):
    return found in (wanted if isinstance(wanted, list) else [wanted])


def as_numbers(version):
    return [int(part) for part in version.split(".")[:2]]


def complaint(wanted, found, newest_python):
    """What is wrong with a snippet of the report; None when it is as written."""
    if "from_python" in wanted and as_numbers(newest_python) < as_numbers(wanted["from_python"]):
        wanted = {"status": "ok", "language": wanted["language"]}
    for field in ("language", "status"):
        if not admissible(wanted[field], found[field]):
            return f"{field} is {found[field]}, not {wanted[field]}: {found.get('reason')}"
    diagnoses = found["diagnoses"]
    if "code" in wanted and not any(admissible(wanted["code"], each["code"]) for each in diagnoses):
        return f"codes are {[each['code'] for each in diagnoses]}, not {wanted['code']}"
    if "package" in wanted and not any(boundary_matches(wanted, each) for each in diagnoses):
        boundaries = [(each.get("since"), each.get("works_until")) for each in diagnoses]
        return f"boundaries are {boundaries}, not {wanted['package']} {wanted.get('works_until')} .. {wanted.get('since')}"
    return None


def boundary_matches(wanted, diagnosis):
    since = diagnosis.get("since") or {}
    return (since.get("package") == wanted["package"]
            and ("since" not in wanted or admissible(wanted["since"], since.get("version")))
            and ("works_until" not in wanted or admissible(wanted["works_until"], diagnosis.get("works_until"))))


def complaints(expected, report):
    newest_python = report["environments"][-1]["python"]
    found = {(each["document"], each["start_line"]): each for each in report["snippets"]}
    for wanted in expected:
        place = (wanted["document"], wanted["start_line"])
        if place not in found:
            yield f"{place[0]}:{place[1]}: no snippet starts here"
            continue
        wrong = complaint(wanted, found.pop(place), newest_python)
        if wrong:
            yield f"{place[0]}:{place[1]}: {wrong}"
    for document, line in found:
        yield f"{document}:{line}: a snippet that nobody wrote down"
    for status in sorted(MUST_OCCUR - {each["status"] for each in report["snippets"]}):
        yield f"no snippet is {status}"


def without_times(value):
    if isinstance(value, dict):
        return {key: 0 if key == "milliseconds" else without_times(each) for key, each in value.items()}
    return [without_times(each) for each in value] if isinstance(value, list) else value


def run_without_python(binary, cache):
    """A run that could not start a Python if it wanted to."""
    away = cache / "envs.away"
    (cache / "envs").rename(away)
    try:
        with tempfile.TemporaryDirectory() as nothing:
            return run(binary, cache, PATH=nothing, SNIPCHECK_PYTHONS=nothing, UV_OFFLINE="1")
    finally:
        shutil.rmtree(cache / "envs", ignore_errors=True)
        away.rename(cache / "envs")


def shown_program(binary, cache, report):
    """What `show` prints of the first snippet that is run with something assumed; "" where it prints nothing that compiles."""
    snippet = next(each for each in report["snippets"] if each["outcomes"] and each["assumed"])
    place = f"{snippet['document']}:{snippet['start_line']}"
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "snipcheck.toml")
        config.write_text('environments = ["2020", "2023", "2026"]\n', encoding="utf-8")
        done = subprocess.run([binary, "show", place, "--config", config], cwd=ROOT,
                              env={**os.environ, "SNIPCHECK_CACHE_DIR": str(cache)}, capture_output=True, text=True)
    try:
        compile(done.stdout, place, "exec")
    except SyntaxError:
        return ""
    return done.stdout if done.returncode == 0 and "# assumed" in done.stdout else ""


def main():
    binary, cache = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    cache.mkdir(parents=True, exist_ok=True)
    for entry in cache.iterdir():
        if entry.name not in KEPT:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

    expected = json.loads(Path(__file__).with_name("expected.json").read_text(encoding="utf-8"))
    first = run(binary, cache)
    wrong = list(complaints(expected, first))
    if without_times(run_without_python(binary, cache)) != without_times(first):
        wrong.append("the second run says something else than the first")
    if not shown_program(binary, cache, first):
        wrong.append("show does not print the program of a snippet")
    for each in wrong:
        print(each)
    print(f"{len(expected)} snippets written down, {len(wrong)} complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
