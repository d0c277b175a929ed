#!/usr/bin/env python3
"""test.py [SUITE...]: the tests of the repository, counted; `./dev test` calls it when the release preset is built.

The last line is `N passed, N failed, N skipped` over all suites. Exits 1 when something failed, when nothing ran, or when a
kind of test that SNIPCHECK_REQUIRE names (sandbox, browser, network; with commas) was skipped or is not there.
"""
import os
import sys
import time

from suites import SUITES, Suite


def show(suite, seconds):
    print(f"{suite.name:36} {suite.passed:5} passed {suite.failed:4} failed {suite.skipped:4} skipped {seconds:7.1f} s", flush=True)
    for words in suite.words:
        print("    " + words.rstrip().replace("\n", "\n    "), flush=True)


def run(name):
    """The suites of that name, shown as they come."""
    started = time.monotonic()
    for suite in SUITES[name]():
        show(suite, time.monotonic() - started)
        started = time.monotonic()
        yield suite


def holes(suites):
    """A failed suite for each kind that has to run here and did not, or not wholly."""
    ran = set().union(*(suite.ran for suite in suites))
    missed = set().union(*(suite.missed for suite in suites))
    for kind in filter(None, os.environ.get("SNIPCHECK_REQUIRE", "").split(",")):
        if kind in missed or kind not in ran:
            how = "skipped" if kind in missed else "no test ran"
            yield Suite(f"required: {kind}", failed=1, words=[f"{how}, and SNIPCHECK_REQUIRE names it"])


def main(names):
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        sys.exit(f"no suite {unknown[0]}; there are {', '.join(SUITES)}")
    suites = [suite for name in names or SUITES for suite in run(name)]
    if not names:
        for hole in list(holes(suites)):
            show(hole, 0)
            suites.append(hole)
    passed, failed, skipped = (sum(getattr(suite, what) for suite in suites) for what in ("passed", "failed", "skipped"))
    if passed + failed == 0:
        print("no test ran")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
