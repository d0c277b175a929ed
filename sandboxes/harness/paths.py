"""File names as a reader knows them: no path of the machine gets into a result."""

import os
import re
import sys

SNIPPET = "snippet.py"
ASSUMED_ERROR = "/__assumed_error/"  # routes that raise what the snippet has handlers for
CONTEXT = re.compile(r"<(earlier|assumed) \d+>$")
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")
_RANDOM = re.compile(r"\b(?=[0-9a-f]*\d)(?=\d*[a-f])[0-9a-f]{16,}\b")


def _library_folders():
    """Folders whose content is library code, the longest first."""
    standard = os.path.dirname(os.__file__)
    folders = {standard, os.path.join(standard, "lib-dynload"), os.path.dirname(os.path.abspath(re.__file__))}
    folders.update(path for path in sys.path if os.path.basename(path) in ("site-packages", "dist-packages"))
    folders.update([sys.prefix, sys.base_prefix, sys.exec_prefix])
    folders.update([os.path.realpath(folder) for folder in folders])
    return sorted((folder for folder in folders if len(folder) > 1), key=len, reverse=True)


class Paths(object):
    """Made before the snippet runs; knows the folders of library, harness and snippet."""

    def __init__(self, harness):
        self.harness = harness
        self.here = {os.getcwd(), os.path.realpath(os.getcwd())}
        self.libraries = _library_folders()
        known = sorted(self.here | set(self.libraries) | {harness}, key=len, reverse=True)
        ends = r"(?P<rest>/|(?=[^\w.-])|$)"
        self._known = re.compile(
            "(?:%s)%s" % ("|".join(re.escape(folder) for folder in known if len(folder) > 1), ends)
        )

    def is_harness(self, filename):
        return os.path.dirname(filename) == self.harness

    def is_ours(self, filename):
        """Neither snippet nor context nor library: the harness and the import machinery."""
        return self.is_harness(filename) or filename.startswith("<frozen importlib")

    def short(self, filename):
        """(name as a reader knows it, whether it is library code)"""
        if filename == SNIPPET or CONTEXT.match(filename) or filename == "<template>":
            return filename, False
        if filename.startswith("<"):
            return filename, True
        full = os.path.abspath(filename)
        for folder in self.here:
            if full.startswith(folder + os.sep) and not self._below_library(full):
                return full[len(folder) + 1 :], False
        for folder in self.libraries:
            if full.startswith(folder + os.sep):
                return full[len(folder) + 1 :], True
        return os.path.basename(filename), True

    def _below_library(self, full):
        return any(full.startswith(folder + os.sep) for folder in self.libraries)

    def clean(self, text):
        """A message without paths of this machine, addresses of objects and random identifiers."""
        text = self._known.sub(lambda found: "" if found.group("rest") else ".", text)
        return _RANDOM.sub("...", _ADDRESS.sub("at 0x...", text))
