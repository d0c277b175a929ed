"""Modules that were executed ahead: a run that imports them finds what it would find after a real import."""

import contextlib
import gc
import json
import os
import sys
import tempfile
import textwrap
import types
import unittest

HARNESS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "sandboxes", "harness")
PACKAGES = {
    "base/__init__.py": "from . import inner\nfrom .inner import VALUE\nimport base.side\n",
    "base/inner.py": "VALUE = 1\ndef helper():\n    return VALUE\nclass Kind(object):\n    less = print\nregistry = []\n",
    "base/side.py": "import json.tool\n",
    "base/late.py": "from base import VALUE\n",
    "user/__init__.py": "import base\n",
    "optional.py": "try:\n    import extra\nexcept ImportError:\n    extra = None\n",
    "extra.py": "",
    "needs.py": "import base, optional\n",
    "shadow/__init__.py": "from .name import name\n",
    "shadow/name.py": "def name():\n    return 1\n",
    "adds.py": "import base.inner\nbase.inner.more = len\n",
    "replaces.py": "import base.inner, base.side\nbase.inner.registry.append(1)\n",
    "improves.py": "import base.inner\ndef helper():\n    return 2\nbase.inner.helper = helper\n",
    "grows.py": "import aside, changes\n",
    "changes.py": "import base.inner\nbase.inner.Kind.more = len\ndel base.inner.Kind.less\n",
    "aside.py": "",
    "outer.py": "import improves\nimport base.inner\ninner = base.inner.helper\ndef helper():\n    return inner() + 10\nbase.inner.helper = helper\n",
    "again.py": "import base.inner\ninner = base.inner.helper\ndef helper():\n    return inner() + 100\nbase.inner.helper = helper\n",
    "makes.py": "import sys, types\nsys.modules['makes.part'] = part = types.SimpleNamespace(value=1)\n",
    "finds.py": """
import sys, types
class Finder(object):
    def find_spec(self, name, path=None, target=None):
        from importlib.machinery import ModuleSpec
        return ModuleSpec(name, self) if name == "finds_made" else None
    def create_module(self, spec):
        return types.ModuleType(spec.name)
    def exec_module(self, module):
        pass
sys.meta_path.append(Finder())
""",
    "speaks.py": "import warnings\nwarnings.warn('speaks is old', DeprecationWarning, stacklevel=2)\n",
    "shows.py": "import warnings\nwarnings.warn('look')\n",
    "quiets.py": "import warnings\nwarnings.simplefilter('ignore', FutureWarning)\ndef own():\n    pass\n",
    "uses.py": "import quiets\n",
    "breaks.py": "import base\nraise RuntimeError('no')\n",
}
PROBE = """
    import sys
    before = set(sys.modules)
    exec(%r)
    after = [name for name in sys.modules if name not in before]
    attributes = {name: sorted(key for key, value in vars(sys.modules[name]).items() if isinstance(value, type(sys)))
                  for name in after if name.split(".")[0] in %r}
"""
OWN = tuple(sorted({name.split("/")[0].split(".")[0] for name in PACKAGES}))


@contextlib.contextmanager
def packages():
    """A folder like site-packages with all of PACKAGES in it, on the path."""
    with tempfile.TemporaryDirectory() as folder:
        place = os.path.join(folder, "site-packages")
        for name, text in PACKAGES.items():
            os.makedirs(os.path.dirname(os.path.join(place, name)), exist_ok=True)
            with open(os.path.join(place, name), "w") as file:
                file.write(text)
        yield place


def in_a_process(work):
    """What work() returns, computed in a fork of this process."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            said = json.dumps(work())
        except BaseException as error:
            said = json.dumps({"raised": repr(error)})
        os.write(writer, said.encode("utf-8"))
        os._exit(0)
    os.close(writer)
    with open(reader, "rb") as answer:
        text = answer.read()
    os.waitpid(process, 0)
    return json.loads(text.decode("utf-8"))


def stash_with(place, load, hidden=()):
    """A stash in this process that has loaded these modules while others were hidden."""
    sys.path.append(place)
    package = sys.modules["snipcheck_harness"] = types.ModuleType("snipcheck_harness")
    package.__path__ = [HARNESS]
    from snipcheck_harness import warm

    stash = warm.Stash()
    for name in load:
        stash.load([name], hidden, hidden)
    return stash


def seen_by(code, hidden=()):
    space = {}
    if hidden:
        from snipcheck_harness import visibility

        visibility.hide(hidden, hidden)
    exec(textwrap.dedent(PROBE % (code, OWN)), space)
    return {"modules": sorted(space["after"]), "attributes": space["attributes"]}


class WarmTest(unittest.TestCase):
    def real(self, code, hidden=()):
        def work():
            stash_with(place, [])
            return seen_by(code, hidden)

        with packages() as place:
            return in_a_process(work)

    def warm(self, code, load, hidden=(), hidden_then=()):
        def work():
            stash = stash_with(place, load, hidden_then)
            stash.hand_out(hidden, hidden)
            executed = []
            run = seen_by(code, hidden)
            for name in run["modules"]:
                one = stash.known.get(name)
                if name.split(".")[0] in OWN and (one is None or sys.modules[name] is not one.module):
                    executed.append(name)
            return dict(run, executed=executed, spoilt=stash.spoilt_by)

        with packages() as place:
            return in_a_process(work)

    def test_leaves_the_import_system_as_a_real_import_does(self):
        for code in ("import base", "import user", "from base import late", "import base.side", "import shadow", "import user, optional"):
            with self.subTest(code):
                found = self.warm(code, ["base", "base.late", "user", "shadow", "optional"])
                self.assertEqual(found["executed"], [])
                del found["executed"], found["spoilt"]
                self.assertEqual(found, self.real(code))

    def test_is_not_there_before_somebody_imports_it(self):
        found = self.warm("late = hasattr(__import__('base'), 'late')\nassert not late", ["base", "base.late"])
        self.assertEqual(found["executed"], [])
        self.assertNotIn("base.late", found["modules"])

    def test_keeps_a_name_that_hides_a_submodule(self):
        found = self.warm("import shadow\nassert shadow.name() == 1", ["shadow"])
        self.assertEqual(found["executed"], [])

    def test_is_executed_again_where_it_would_find_other_modules(self):
        # Loaded without `extra`, for a run that sees it; loaded with it, for a run that does not.
        self.assertEqual(
            self.warm("import optional\nassert optional.extra", ["optional"], hidden_then=["extra"])["executed"], ["extra", "optional"]
        )
        self.assertEqual(
            self.warm("import optional\nassert optional.extra is None", ["optional"], hidden=["extra"])["executed"], ["optional"]
        )
        # The same way both times.
        self.assertEqual(
            self.warm("import optional\nassert optional.extra is None", ["optional"], ["extra"], ["extra"])["executed"], []
        )

    def test_keeps_what_was_executed_first(self):
        def work():
            stash = stash_with(place, ["optional"], ["extra"])
            first = stash.known["optional"].module
            stash.load(["needs"], [], [])  # there it is another one
            stash.hand_out(["extra"], ["extra"])
            run = seen_by("import needs, optional\nassert optional.extra is None and needs.optional is optional", ["extra"])
            return [name for name in run["modules"] if name in OWN], sys.modules["optional"] is first

        with packages() as place:
            self.assertEqual(in_a_process(work), [["base", "needs", "optional"], True])

    def test_suits_runs_that_see_the_same(self):
        def work():
            stash = stash_with(place, [], ["extra"])
            stash.suits(["optional"], [], [])  # before it is there
            for name in ("optional", "base"):
                stash.load([name], ["extra"], ["extra"])
            return [stash.suits(names, hidden, hidden) for names, hidden in
                    ((["optional"], ["extra"]), (["optional"], []), (["base"], []), (["never.loaded"], []))]

        with packages() as place:
            self.assertEqual(in_a_process(work), [True, False, True, True])

    def test_is_executed_again_where_it_speaks_to_its_importer(self):
        for name in ("speaks", "shows"):
            with self.subTest(name):
                self.assertEqual(self.warm("import " + name, [name])["executed"], [name])

    def test_spoils_its_interpreter_when_it_changes_others(self):
        self.assertEqual(self.warm("import base", ["base", "adds"])["spoilt"], [])
        self.assertEqual(self.warm("import base", ["base", "replaces"])["spoilt"], ["replaces"])

    def test_replaces_attributes_of_others_only_where_it_is_imported(self):
        code = "from base import inner\nassert inner.helper() == 1\nimport improves\nassert inner.helper() == 2"
        found = self.warm(code, ["base", "improves"])
        self.assertEqual((found["spoilt"], found["executed"]), ([], []))
        self.assertEqual(self.warm("import base.inner\nassert base.inner.helper() == 1", ["base", "improves"])["executed"], [])

    def test_changes_others_in_the_order_in_which_that_was_done(self):
        code = "from base import inner\nimport outer\nassert inner.helper() == 12, inner.helper()"
        found = self.warm(code, ["base", "outer"])
        self.assertEqual((found.get("spoilt"), found.get("executed")), ([], []))
        self.assertEqual(self.warm("import base", ["base", "improves", "again"])["spoilt"], ["again"])

    def test_changes_classes_of_others_only_where_it_is_imported(self):
        code = "from base.inner import Kind\nassert Kind.less\nimport grows\nassert Kind.more is len and not hasattr(Kind, 'less')"
        found = self.warm(code, ["base", "grows"])
        self.assertEqual((found["spoilt"], found["executed"]), ([], []))
        # Which module made the change is not known: none that could have is handed out without the one that was asked for.
        found = self.warm("import aside, changes\nfrom base.inner import Kind", ["base", "grows"])
        self.assertEqual(found["executed"], ["changes"])

    def test_brings_what_it_put_beside_itself(self):
        code = "import makes\nassert makes.part.value == 1\nimport makes.part\nassert sys.modules['makes.part'] is makes.part"
        found = self.warm(code, ["makes", "base"])
        self.assertEqual((found["spoilt"], found["executed"]), ([], []))

    def test_finds_through_what_it_put_on_the_path(self):
        code = "try:\n    import finds_made\n    raise SystemError()\nexcept ImportError:\n    import finds, finds_made"
        found = self.warm(code, ["finds", "base"])
        self.assertEqual((found["spoilt"], found["executed"]), ([], []))

    def test_adds_its_filters_of_warnings(self):
        code = "import warnings\nbefore = list(warnings.filters)\nimport uses\nassert warnings.filters[1:] == before, warnings.filters"
        for load in (["quiets", "uses"], ["uses"]):
            found = self.warm(code + "\nassert warnings.filters[0][2] is FutureWarning", load)
            self.assertEqual((found["spoilt"], found["executed"]), ([], []))

    def test_changes_nobody_when_it_is_executed_again(self):
        self.assertEqual(self.warm("import uses", ["quiets", "uses"])["spoilt"], [])

    def test_that_fails_is_imported_by_whoever_wants_it(self):
        found = self.warm("try:\n    import breaks\nexcept RuntimeError:\n    pass", ["breaks"])
        self.assertEqual([name for name in found["modules"] if name in OWN], ["base"])

    def test_is_never_loaded_from_outside_of_distributions(self):
        def work():
            stash = stash_with(place, ["antigravity", "no_such_module", "base"])
            return sorted(name for name in stash.known if name in ("antigravity", "base"))

        with packages() as place:
            self.assertEqual(in_a_process(work), ["base"])

    def test_knows_code_that_changes_what_imports_depend_on(self):
        from running import load

        touches = load("touches").before_an_import
        for code in (
            "import threading\nthreading.local = list\nimport flask\n",
            "import os\nos.environ['A'] = 'b'\nimport flask\n",
            "import os\nos.environ.setdefault('A', 'b')\nfrom flask import Flask\n",
            "from gevent import monkey\nmonkey.patch_all()\nfrom flask import Flask\n",
            "import warnings\nwarnings.filterwarnings('error')\nimport flask\n",
            "import sys\nsys.modules['json'] = None\nimport flask\n",
            "import json\nsetattr(json, 'dumps', str)\nimport flask\n",
            "if True: import json; del json.dumps\nimport flask\n",
            "from os import environ\nenviron['A'] = 'b'\nimport flask\n",
        ):
            self.assertTrue(touches([code]), code)
            first, last = code.rsplit("\n", 2)[0], code.rsplit("\n", 2)[1]
            self.assertTrue(touches(["import os, json, sys\n" + first, last + "\n"]), code)
        for code in (
            "import flask\napp = flask.Flask(__name__)\napp.config['A'] = 1\nimport json\n",
            "from flask import Flask\nimport os\nprint(os.environ['A'])\nimport json\n",
            "import json\nx = json.dumps(1)\nimport flask\n",
            "from flask import Flask\napp = Flask(__name__)\napp.secret_key = 'a'\nimport json\n",
        ):
            self.assertFalse(touches([code]), code)

    def test_forgets_nothing_by_counting_no_longer(self):
        def work():
            with packages() as place:
                stash = stash_with(place, ["user"])
                from snipcheck_harness import immortal

                immortal.make()
                stash.load(["optional", "replaces"])
                immortal.make()
                helper, late = stash.known["base.inner"].module.helper, stash.known["optional"].module
                counts = [sys.getrefcount(each) for each in (helper, helper.__code__, late, None)]
                kept = [helper] * 1000 + [late] * 1000
                after = [sys.getrefcount(each) for each in (helper, helper.__code__, late, None)]
                del kept
                gc.unfreeze()
                gc.collect()
                stash.hand_out((), ())
                return dict(seen_by("import user, optional"), counts=counts, after=after)

        result, real = in_a_process(work), self.real("import user, optional")
        self.assertEqual({key: result[key] for key in real}, real)
        if sys.version_info >= (3, 12):
            self.assertEqual(result["counts"], result["after"])
            self.assertEqual(len(set(result["counts"])), 1)
        else:
            self.assertNotEqual(result["counts"], result["after"])


if __name__ == "__main__":
    unittest.main()
