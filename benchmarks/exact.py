"""How many labelled Python snippets of Markdown documents (tests/documents) each tool finds with exactly their text.

Texts are compared line by line without indentation, marks of quotes and blank lines, so that a reader that gives no line numbers,
or that takes the indentation of a list off, loses nothing; snipcheck's text is that of the lines it names.
"""
import json
import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from sessions import finished

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE.parent / "tests" / "documents"
HALVES = {"tuned": DOCUMENTS, "held out": DOCUMENTS / "held_out"}
# The name of a finder in finders.py; of those that are missing here, only snipcheck finds for itself.
FINDER = {"claimlint": "claimlint", "pytest-examples": "pytest_examples", "pytest-markdown-docs": "pytest_markdown_docs",
          "Sybil": "sybil", "pytest-codeblocks": "pytest_codeblocks", "mktestdocs": "mktestdocs", "phmdoctest": "phmdoctest"}


def key(text):
    lines = (re.sub(r"^[\s>]+", "", line).rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def labelled(document):
    """The keys of the Python snippets of a document."""
    lines = document.read_text(encoding="utf-8").splitlines()
    wanted = Counter()
    for label in Path(f"{document}.labels").read_text().splitlines():
        place, language = label.split()
        if language in ("python", "python-console"):
            first, last = map(int, place.split("-"))
            wanted[key("\n".join(lines[first - 1:last]))] += 1
    return wanted


def found_by(tool, place, documents):
    """{document: texts} as the tool finds them; null where it gives a document up."""
    if tool == "snipcheck":
        done = subprocess.run([place.snipcheck, "list", *documents, "--format", "json"], capture_output=True, text=True, check=True)
        found = {str(document): [] for document in documents}
        for each in json.loads(done.stdout)["snippets"]:
            if each["language"] in ("python", "python-console"):
                lines = Path(each["document"]).read_text(encoding="utf-8").splitlines()
                found[each["document"]].append("\n".join(lines[each["start_line"] - 1:each["end_line"]]))
        return found
    if tool == "doccmd":
        return {str(document): doccmd(place, document) for document in documents}
    python = (place.markdown_docs if tool == "pytest-markdown-docs" else place.peers) / "python"
    finder = FINDER.get(tool, "markdown_it_py")
    done = subprocess.run([python, HERE / "finders.py", finder, *documents], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def doccmd(place, document):
    """doccmd tells nothing of what it finds: its command writes down what it is given."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, "record.py")
        record.write_text("import json, sys\nwith open(sys.argv[1], 'a') as out:\n"
                          "    out.write(json.dumps(open(sys.argv[2], encoding='utf-8').read()) + '\\n')\n")
        command = [place.peers / "doccmd", *(f"--language={name}" for name in ("python", "py", "python3", "pycon")),
                   "--pycon-language=.", "--detect-pycon-language=.", "--no-write-to-file", "--no-pad-file",
                   f"--command={place.python} {record} {folder}/found", document]
        finished(command, folder, place.variables(), 60)
        found = Path(folder, "found")
        return [json.loads(line) for line in found.read_text().splitlines()] if found.exists() else []


def exact(tool, place):
    """{half: (found exactly, labelled, found that no label has)}."""
    scores = {}
    for half, folder in HALVES.items():
        documents = sorted(each for each in folder.iterdir() if each.suffix == ".md")
        documents = [each for each in documents if Path(f"{each}.labels").exists()]
        found = found_by(tool, place, documents)
        right = wanted = wrong = 0
        for document in documents:
            labels, got = labelled(document), Counter(map(key, found[str(document)] or []))
            right += (labels & got).total()
            wanted += labels.total()
            wrong += (got - labels).total()
        scores[half] = (right, wanted, wrong)
    return scores
