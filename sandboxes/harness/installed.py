"""What is installed in this environment, read from its metadata; imports none of it."""

import os
import pkgutil
import re
import sys


def normalised(name):
    return re.sub(r"[-_.]+", "-", name or "").lower()


def distributions():
    """{normalised name: {version, modules, requires, extras}} of what is installed."""
    try:
        from importlib import metadata
    except ImportError:
        return _distributions_of_old_python()
    found = {}
    for each in metadata.distributions():
        files = [str(path) for path in each.files or ()]
        top = (each.read_text("top_level.txt") or "").split()
        _add(found, each.metadata["Name"], each.version, each.requires or (), files, top)
    return found


def _distributions_of_old_python():
    """Python 3.7 has no importlib.metadata: the same from the files."""
    found = {}
    for folder in sys.path:
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if not name.endswith(".dist-info"):
                continue
            text = read_text(os.path.join(folder, name, "METADATA")).split("\n\n")[0]
            fields = re.findall(r"^([\w-]+): (.*)$", text, re.M)
            files = [
                line.split(",")[0] for line in read_text(os.path.join(folder, name, "RECORD")).splitlines()
            ]
            top = read_text(os.path.join(folder, name, "top_level.txt")).split()
            _add(
                found,
                dict(fields).get("Name"),
                dict(fields).get("Version"),
                [value for key, value in fields if key == "Requires-Dist"],
                files,
                top,
            )
    return found


def read_text(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _add(found, name, version, requires, files, top):
    if not name:
        return
    modules = {
        match.group(1)
        for match in (
            re.match(r"([A-Za-z_]\w*)(/.*\.(?:py|so)|\.py|\.[\w-]*\.so|\.so)$", path) for path in files
        )
        if match
    }
    plain, extras = set(), {}
    for each in requires:
        wanted = re.match(r"\s*([A-Za-z0-9._-]+)", each)
        extra = re.search(r"""\bextra\s*==\s*["']([^"']+)""", each.partition(";")[2])
        if wanted and extra:
            extras.setdefault(normalised(extra.group(1)), set()).add(normalised(wanted.group(1)))
        elif wanted:
            plain.add(normalised(wanted.group(1)))
    found[normalised(name)] = {
        "version": version or "",
        "modules": sorted(modules or set(top)),
        "requires": sorted(plain),
        "extras": {extra: sorted(names) for extra, names in sorted(extras.items())},
    }


def standard_library():
    names = getattr(sys, "stdlib_module_names", None)
    if names:
        return sorted(names)
    folder = os.path.dirname(os.__file__)
    found = {each.name for each in pkgutil.iter_modules([folder, os.path.join(folder, "lib-dynload")])}
    return sorted(found | set(sys.builtin_module_names) | {"os"})
