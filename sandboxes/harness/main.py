"""Runs one job in an interpreter of its own and reports facts; README.md says what a job and a result are.

Usage: main.py DESCRIPTOR   (the job is one JSON object on standard input)
"""

import os
import sys
import types

_folder = os.path.dirname(os.path.abspath(__file__))
_package = sys.modules["snipcheck_harness"] = types.ModuleType("snipcheck_harness")
_package.__path__ = [_folder]

from snipcheck_harness import running

running.run(_folder, int(sys.argv[1]))
