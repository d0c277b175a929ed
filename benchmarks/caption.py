"""What stands around the table of judging.py in docs/peers.md: what was measured, when, on what, and what the columns mean."""
import datetime
import os
import re
import subprocess
from pathlib import Path

from sessions import CUT_OFF, ENDLESS

HERE = Path(__file__).resolve().parent
TEXT = """\
# snipcheck and its peers

Made by `benchmarks/judging.py`, which is what `./dev bench peers --write docs/peers.md` runs, on {date}, one tool after the other:
{machine}.
Python {python}; {versions}.

{table}

The columns:

- **exact snippets**: of the labelled Markdown documents of `tests/documents`, Markdown only, because that is what all of these
  read; snipcheck reads more formats. A snippet counts where its text is that of the label, apart from indentation, marks of quotes
  and blank lines; snipcheck's text is that of the lines it names. `tuned` are the documents on which snipcheck's heuristics were tuned, `held out` those on which they were not.
- **called failing**: {count} labelled programs of `tests/cases/tuned`, each a Markdown document of a heading and one fence. The
  labels say what a knowing reader would say; snipcheck's judging was tuned on them, that of the peers was not. What is outdated or
  broken should be called failing, what is ok or deprecated should not, nor what is incomplete or needs a service or an input that
  is not there: that is not the snippet's fault. {either} cases whose label admits both are left out. Of snipcheck the statuses
  outdated, broken and too-new are taken for failing. A document is counted once.
- **names package and release**: of the outdated cases, those for which the package that changed and its release are named.
- **seconds**: of judging the cases, snipcheck in its six default environments, without its cache of results, each other tool in the
  newest one. A tool without a limit of its own was cut off when nothing had happened for {cut_off} s, the document under way was
  taken for failing, and a new session was given the rest; so was a session that ended in the midst of a document, which then had
  shown nothing.
- **leaks**: what a fence leaves behind and the next one in the document finds: `yes` for the interpreter's state, `files` for files.
- **`os._exit(0)`**: a document whose first fence is that and whose second one fails; `green` where the run ends with success.
- **endless loop**: `hangs` where a tool had to be cut off, here after {endless} s. `limit` says that it ended by
  itself: the loop and claimlint call that failing, snipcheck calls it unverified and ends with success.

Peers ran by their own documentation, with the packages of snipcheck's newest environment and its version of Python. The loop is
[fences_alone.py](../benchmarks/fences_alone.py), a process and at most 10 s for each fence. mypy sees the same fences, with
`--check-untyped-defs`; a file that makes it give up is set aside as failing. claimlint ran with `--run-examples`. Sybil's `setup`
gave it a `__name__`, without which no Flask application can be made; pytest-codeblocks has nothing like that. doccmd ran each
fence by a shell script that notes how it ended. phmdoctest's time includes that of making its test files.
"""


def versions():
    pins = [line.split("==") for name in ("peers.in", "peers_markdown_docs.in") for line in (HERE / name).read_text().split()]
    return ", ".join(f"{name} {version}" for name, version in sorted(pins))


def machine():
    speeds = re.findall(r"^cpu MHz\s*: ([\d.]+)", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    speed = f" of {float(speeds[0]) / 1000:.1f} GHz" if speeds else ""
    load = f"load {os.getloadavg()[2]:.1f} over the last quarter of an hour, other work included, so the seconds are rough"
    return f"Linux, {os.cpu_count()} cores{speed}, {load}"


def caption(place, cases, table):
    python = subprocess.run([place.python, "-V"], capture_output=True, text=True, check=True).stdout.split()[1]
    return TEXT.format(date=datetime.date.today().isoformat(), machine=machine(), python=python, versions=versions(), table=table,
                       count=len(cases.texts), either=len(cases.of("either")) or "No", cut_off=CUT_OFF, endless=ENDLESS)
