"""The snippet as one file of a project: others import it by its name, and get what runs."""

import importlib
import importlib.machinery
import os
import sys


def name_of(path):
    """By which the file at that path, which ends in ".py", is imported: "shop" of "shop/__init__.py"."""
    parts = path[: -len(".py")].split("/")
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules(files):
    """[(path, name)] of those files of a job that are modules."""
    return [(path, name_of(path)) for path in files if path.endswith(".py")]


def place(module, path):
    """Let `__main__` be the file at that path as well."""
    name, is_package = name_of(path), path.rpartition("/")[2] == "__init__.py"
    package = name if is_package else name.rpartition(".")[0]
    module.__file__ = path
    if package:
        module.__package__ = package
    if is_package:
        module.__path__ = [os.path.abspath(os.path.dirname(path))]
        sys.meta_path.insert(0, _Inside(module.__name__ + ".", name + "."))
    sys.modules[name] = module


class _Inside(object):
    """`from shop import views` asks `__main__`, which is `shop`, for `__main__.views`: that is `shop.views` and nothing else."""

    def __init__(self, asked, meant):
        self._asked, self._meant, self._specs = asked, meant, {}

    def find_spec(self, name, path=None, target=None):
        if not name.startswith(self._asked):
            return None
        try:
            importlib.import_module(self._meant + name[len(self._asked) :])
        except ModuleNotFoundError as error:
            if error.name == self._meant + name[len(self._asked) :]:
                return None
            raise
        return importlib.machinery.ModuleSpec(name, self)

    def create_module(self, spec):
        module = sys.modules[self._meant + spec.name[len(self._asked) :]]
        self._specs[spec.name] = module.__spec__
        return module

    def exec_module(self, module):
        module.__spec__ = self._specs[module.__spec__.name]
