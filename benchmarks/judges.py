"""The tools that judge snippets, each as its own documentation says, over a folder of documents doc000.md, doc001.md, ...

A tool is a function of a Place and a folder that gives Verdicts; TOOLS names them all.
"""
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from sessions import Verdicts, finished, watched

HERE = Path(__file__).resolve().parent
FAILING = {"outdated", "broken", "too-new"}
LONG = 1800        # seconds, for tools that have limits of their own


@dataclass
class Place:
    """Where the tools are."""
    snipcheck: Path
    peers: Path              # bin folder of the virtualenv with peers.txt
    markdown_docs: Path      # bin folder of the virtualenv with peers_markdown_docs.txt
    environment: Path        # the newest of snipcheck's environments

    @property
    def python(self):
        return self.environment / "bin" / "python"

    def variables(self):
        """With the environment's packages visible to all, before the peers' own, which were locked to agree with them."""
        packages, = self.environment.glob("lib/python3*/site-packages")
        return {**os.environ, "PYTHONPATH": str(packages), "PYTHONDONTWRITEBYTECODE": "1"}


def names_in(folder):
    return sorted(path.stem for path in folder.glob("*.md"))


def from_lines(code, output):
    """Verdicts of the benchmark's own two loops, which print a line of JSON for each fence."""
    lines = [json.loads(line) for line in output.splitlines()]
    return Verdicts(failing={each["document"] for each in lines if each["failed"]}, code=code)


def fences_alone(place, folder):
    return from_lines(*finished([place.peers / "python", HERE / "fences_alone.py", place.python, "", folder], folder, clean(), LONG))


def fences_with_app(place, folder):
    prelude = "from flask import *; app = Flask(__name__)\n"
    command = [place.peers / "python", HERE / "fences_alone.py", place.python, prelude, folder]
    return from_lines(*finished(command, folder, clean(), LONG))


def mypy(place, folder):
    return from_lines(*finished([place.peers / "python", HERE / "fences_typed.py", place.python, folder], folder, clean(), LONG))


def clean():
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


def claimlint(place, folder):
    (folder / "pyproject.toml").write_text('[project]\nname = "documents"\nversion = "1"\n[tool.claimlint]\ndocs = ["*.md"]\n')
    code, output = finished([place.peers / "claimlint", "check", folder, "--run-examples", "--format", "json"], folder,
                            place.variables(), LONG)
    findings = json.loads(output)["findings"]
    return Verdicts(failing={Path(each["doc_file"]).stem for each in findings if each["severity"] != "note"}, code=code)


def by_pytest(place, folder, python, options=(), test=None, conftest="", files=None):
    """A session of pytest over the documents, or over `files`, or over the one module `test`."""
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "conftest.py").write_text((HERE / "session_events.py").read_text() + conftest)
    if test:
        (folder / "test_documents.py").write_text(test)

    def command(names):
        (folder / "names.txt").write_text("\n".join(f"{name}.md" for name in names))
        chosen = ["test_documents.py"] if test else [(files or "{}.md").format(name) for name in names]
        return [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--continue-on-collection-errors", *options, *chosen]
    return watched(command, names_in(folder), folder, place.variables())


def pytest_examples(place, folder):
    return by_pytest(place, folder, place.peers / "python", test="""\
import pytest
from pytest_examples import find_examples

@pytest.mark.parametrize("example", find_examples(*open("names.txt").read().split()), ids=str)
def test_documents(example, eval_example):
    eval_example.run(example)
""")


def pytest_markdown_docs(place, folder):
    return by_pytest(place, folder, place.markdown_docs / "python", ["--markdown-docs"])


def sybil(place, folder):
    return by_pytest(place, folder, place.peers / "python", conftest="""
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

def setup(namespace):
    namespace["__name__"] = "document"

pytest_collect_file = Sybil(parsers=[PythonCodeBlockParser()], pattern="*.md", setup=setup).pytest()
""")


def pytest_codeblocks(place, folder):
    return by_pytest(place, folder, place.peers / "python", ["--codeblocks"])


def mktestdocs(place, folder):
    return by_pytest(place, folder, place.peers / "python", test="""\
import pytest
from mktestdocs import check_md_file

@pytest.mark.parametrize("path", open("names.txt").read().split(), ids=str)
def test_documents(path):
    check_md_file(fpath=path)
""")


def phmdoctest(place, folder):
    failed, code = set(), 0
    for name in names_in(folder):
        code = finished([place.peers / "phmdoctest", f"{name}.md", "--outfile", f"test_{name}.py"], folder, place.variables(), 60)[0]
        if code != 0:
            failed.add(name)
    verdicts = by_pytest(place, folder, place.peers / "python", files="test_{}.py")
    verdicts.failing |= failed
    return verdicts


def doccmd(place, folder):
    (folder / "run.sh").write_text("""\
name=$(basename "$1" | grep -o 'doc[0-9]*')
echo "start $name" >>"$SESSION_EVENTS"
"$SNIPPET_PYTHON" "$1"
code=$?
[ $code = 0 ] || echo "fail $name" >>"$SESSION_EVENTS"
echo "end $name" >>"$SESSION_EVENTS"
exit $code
""")

    def command(names):
        return [place.peers / "doccmd", "--language=python", f"--command=sh {folder}/run.sh", "--no-write-to-file", "--continue-on-error",
                "--temporary-file-name-prefix=snippet", "--document-workers=1", *(f"{name}.md" for name in names)]
    return watched(command, names_in(folder), folder, {**place.variables(), "SNIPPET_PYTHON": str(place.python)})


def snipcheck(place, folder):
    report = folder / "report.json"
    code, _ = finished([place.snipcheck, "run", ".", "--quiet", "--no-cache", "--report", f"json={report}"], folder,
                       {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, LONG)
    verdicts = Verdicts(code=code)
    for each in json.loads(report.read_text(encoding="utf-8"))["snippets"]:
        if each["status"] in FAILING:
            name = Path(each["document"]).stem
            verdicts.failing.add(name)
            if any((diagnosis.get("since") or {}).get("package") for diagnosis in each["diagnoses"]):
                verdicts.named.add(name)
    return verdicts


def timed(tool, place, folder):
    start = time.perf_counter()
    verdicts = tool(place, folder)
    verdicts.seconds = time.perf_counter() - start
    return verdicts


TOOLS = {"snipcheck": snipcheck, "the loop of markdown-it-py and a process each": fences_alone,
         "the same after `from flask import *; app = Flask(__name__)`": fences_with_app, "mypy": mypy, "claimlint": claimlint,
         "pytest-examples": pytest_examples, "pytest-markdown-docs": pytest_markdown_docs, "Sybil": sybil,
         "pytest-codeblocks": pytest_codeblocks, "doccmd": doccmd, "mktestdocs": mktestdocs, "phmdoctest": phmdoctest}
