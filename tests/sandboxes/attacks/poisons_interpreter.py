# Changes to all that a later run in the same interpreter would see.
import builtins, gc, json, os, sys, threading, types

builtins.len = lambda *_: 0
builtins.print = lambda *_, **__: None
json.dumps = os.getcwd = os.fork = lambda *_, **__: "poisoned"
sys.path[:] = ["/poisoned"]
for name in ("json", "os", "io", "threading", "flask"):
    sys.modules[name] = types.ModuleType(name)
for thing in gc.get_objects():
    if isinstance(thing, dict) and "LONGEST" in thing:
        thing["LONGEST"] = 0
os.environ.clear()
