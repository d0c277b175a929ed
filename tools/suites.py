"""The suites that `./dev test` runs; each is a function without arguments that yields Suite values."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "release"
FOLDERS = ("support", "snippets", "sandboxes", "reports", "verifier")
PYTHONS = tuple(f"3.{minor}" for minor in range(7, 14))   # what the harness promises to run on
ENVIRONMENT = "SNIPCHECK_TEST_ENV"   # names the Python of an environment to the harness's tests
WORKERS = os.cpu_count() or 1


@dataclass
class Suite:
    """What came of one suite."""
    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    words: list = field(default_factory=list)   # what to show: output of failures, names and reasons of skips
    ran: set = field(default_factory=set)       # kinds of SNIPCHECK_REQUIRE with a test that ran here ...
    missed: set = field(default_factory=set)    # ... and with one that was skipped


def call(*command, **options):
    return subprocess.run([str(each) for each in command], cwd=options.pop("cwd", ROOT), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False, **options)


def one(name, command):
    """A check that is one test: it passes when the command does, and is skipped where the command is not installed."""
    if shutil.which(command[0]) is None:
        return Suite(name, skipped=1, words=[f"skipped: {command[0]} is not installed"])
    done = call(*command)
    return Suite(name, passed=1) if done.returncode == 0 else Suite(name, failed=1, words=[done.stdout])


# --- style

def sources(*suffixes, folders=(*FOLDERS, "tests", "benchmarks")):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*")
                  if path.suffix in suffixes and "node_modules" not in path.parts)


def format_():
    """Every C++ file is as clang-format writes it."""
    suite = one("format", ["clang-format-19", "--dry-run", "--Werror", *sources(".cpp", ".hpp")])
    if suite.failed:
        places = re.findall(r"^(\S+?):\d+:\d+: error", suite.words[0], re.MULTILINE)
        suite.words = [f"{os.path.relpath(place, ROOT)}: not formatted" for place in dict.fromkeys(places)] + ["hint: ./dev format"]
    yield suite


def shell():
    yield one("shell", ["shellcheck", "-x", "dev", ".ci/run"])


def python():
    """Every Python file compiles; the harness has tests of its own on every Python that it promises."""
    bad = []
    for path in sources(".py", folders=("tools", "tests", "benchmarks", "sandboxes")):
        try:
            compile(path.read_bytes(), str(path.relative_to(ROOT)), "exec")
        except SyntaxError as error:
            bad.append(f"{path.relative_to(ROOT)}:{error.lineno}: {error.msg}")
    yield Suite("python", failed=1, words=bad) if bad else Suite("python", passed=1)


def tidy():
    """clang-tidy over every source of the program. One that passed is not looked at again until it, a header that it
    includes, its compile command or the configuration changes."""
    program = shutil.which("clang-tidy-19")
    if program is None:
        yield Suite("tidy", skipped=1, words=["skipped: clang-tidy-19 is not installed"])
        return
    stamps = ROOT / "build" / "stamps" / "tidy"
    stamps.mkdir(parents=True, exist_ok=True)
    common = call(program, "--version").stdout + (ROOT / ".clang-tidy").read_text()
    headers = dependencies()
    todo = []
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        source = Path(entry["file"])
        if source.is_relative_to(ROOT) and source.relative_to(ROOT).parts[0] in FOLDERS:
            stamp = stamps / digest_of(common + entry["command"], [source, *headers.get(object_of(entry["command"]), [])])
            if not stamp.exists():
                todo.append((source, stamp))

    def look(item):
        source, stamp = item
        done = call(program, "-p", BUILD, "--quiet", source)
        if done.returncode == 0:
            stamp.touch()
            return None
        return "\n".join(line for line in done.stdout.splitlines() if "warnings generated" not in line)

    with ThreadPoolExecutor(WORKERS) as pool:
        bad = [words for words in pool.map(look, todo) if words]
    yield Suite("tidy", failed=1, words=bad) if bad else Suite("tidy", passed=1)


def object_of(command):
    return command.split(" -o ")[1].split(" ")[0]


def dependencies():
    """Object file to the headers of ours that it was made from, as the compiler told Ninja."""
    result, current = {}, []
    for line in call("ninja", "-C", BUILD, "-t", "deps").stdout.splitlines():
        if line and not line.startswith(" "):
            current = result.setdefault(line.split(":")[0], [])
        elif line:
            path = (BUILD / line.strip()).resolve()
            if path.is_relative_to(ROOT) and "node_modules" not in path.parts:
                current.append(path)
    return result


def digest_of(text, paths):
    state = hashlib.sha256(text.encode())
    for path in paths:
        state.update(path.read_bytes() if path.exists() else b"")
        state.update(b"\0")
    return state.hexdigest()


# --- C++

def ctest():
    listed = json.loads(call("ctest", "--test-dir", BUILD, "--show-only=json-v1").stdout)
    labels = {test["name"]: property_of(test, "LABELS") for test in listed["tests"]}
    junit = ROOT / "build" / "ctest.xml"
    junit.unlink(missing_ok=True)
    done = call("ctest", "--test-dir", BUILD, "--output-junit", junit, "-j", WORKERS)
    suite = Suite("ctest")
    if not junit.exists():
        suite.failed, suite.words = 1, [done.stdout]
    else:
        for case in ElementTree.parse(junit).iter("testcase"):
            count(suite, case, set(labels.get(case.get("name"), [])))
    yield suite


def property_of(test, name):
    return next((each["value"] for each in test.get("properties", []) if each["name"] == name), [])


def count(suite, case, kinds):
    said = case.findtext("system-out") or ""
    if case.get("status") == "run":
        suite.passed += 1
        suite.ran |= kinds
    elif case.get("status") == "fail":
        suite.failed += 1
        suite.ran |= kinds
        suite.words.append(f"{case.get('name')}\n{said}")
    else:
        suite.skipped += 1
        suite.missed |= kinds
        suite.words.append(f"skipped: {case.get('name')}: {reason_of(said)}")


def reason_of(said):
    """GoogleTest prints the reason below the place; other tests print it last."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    for index, line in enumerate(lines):
        if line.endswith(": Skipped"):
            return lines[index + 1] if index + 1 < len(lines) else ""
    return lines[-1] if lines else ""


# --- the harness

# The tests of the harness use what Flask has had since 1.1; others are run by the cases, with programs of their time.
HARNESS_ERAS = ("2020", "2023", "2026")


def harness():
    """Once with each Python that is here, and once with that of each environment of those eras that was built."""
    tests = ROOT / "tests" / "harness"
    if not tests.is_dir():
        return
    built = [folder for folder in built_environments() if folder.name.split("-")[0] in HARNESS_ERAS]
    runs = [(f"harness on Python {series}", program, {}) for series, program in interpreters().items()]
    runs += [(f"harness in {folder.name}", folder / "bin/python", {ENVIRONMENT: str(folder / "bin/python")}) for folder in built]

    def run(item):
        name, program, more = item
        done = call(program, "-m", "unittest", "discover", "-v", "-s", tests,
                    env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **more})
        return unittest_counts(name, done, elsewhere=ENVIRONMENT if built else None)

    with ThreadPoolExecutor(WORKERS) as pool:
        yield from pool.map(run, runs)


def unittest_counts(name, done, elsewhere):
    """Tests that are skipped because `elsewhere` is not set run in an environment, and are counted there."""
    passed = len(re.findall(r"\.\.\. ok$", done.stdout, re.MULTILINE))   # "Ran N tests" leaves skips out on Python 3.12.1
    bad = re.findall(r"(?:failures|errors|unexpected successes)=(\d+)", done.stdout)
    failed = max(sum(map(int, bad)), int(done.returncode != 0))
    reasons = re.findall(r"\.\.\. skipped (.*)$", done.stdout, re.MULTILINE)
    skips = [reason for reason in reasons if elsewhere is None or elsewhere not in reason]
    words = [done.stdout] if failed else []
    words += [f"skipped: {reasons.count(reason)} tests: {reason}" for reason in dict.fromkeys(skips)]
    return Suite(name, passed, failed, len(skips), words)


def interpreters():
    """Series to program, for every Python of PYTHONS on PATH or under pyenv, oldest first."""
    found = {}
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [*sorted(pyenv.glob("3.*/bin/python3")), *(shutil.which(f"python{series}") for series in PYTHONS),
                  shutil.which("python3")]
    for candidate in filter(None, candidates):
        done = call(candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
        if done.returncode == 0 and done.stdout.strip() in PYTHONS:
            found.setdefault(done.stdout.strip(), candidate)
    return {series: found[series] for series in PYTHONS if series in found}


def built_environments():
    """Those that the examples were run in, else those of the user's cache; one for each era and Python."""
    user = os.environ.get("SNIPCHECK_CACHE_DIR") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "snipcheck"
    for cache in (BUILD / "examples-cache", Path(user)):
        folders = [python.parents[1] for python in sorted(cache.glob("envs/*/bin/python"))]
        if folders:
            return list({folder.name.rsplit("-", 1)[0]: folder for folder in folders}.values())
    return []


# --- the HTML report in a browser

def browser():
    if not (ROOT / "tests" / "browser" / "package.json").exists():
        return
    files = sorted((ROOT / "tests" / "browser").glob("*.test.mjs"))
    done = call("node", "--test", "--test-reporter", "tap", *files)
    counts = {what: int(number) for what, number in re.findall(r"^# (pass|fail|cancelled|skipped|todo) (\d+)", done.stdout, re.MULTILINE)}
    suite = Suite("browser", counts.get("pass", 0), counts.get("fail", 0) + counts.get("cancelled", 0),
                  counts.get("skipped", 0) + counts.get("todo", 0))
    if done.returncode != 0:
        suite.failed = max(suite.failed, 1)
        suite.words = [done.stdout]
    suite.words += [f"skipped: {reason}" for reason in re.findall(r"# SKIP ?(.*)", done.stdout)]
    if suite.passed or suite.failed:
        suite.ran.add("browser")
    if suite.skipped:
        suite.missed.add("browser")
    yield suite


SUITES = {"format": format_, "tidy": tidy, "shell": shell, "python": python, "ctest": ctest, "harness": harness, "browser": browser}
