#!/usr/bin/env python3
"""machines.py TESTS CONDITION [FILTER]: the tests of isolated runs on a machine that is not as ours is; CONDITION is one of

  user           an ordinary user without any rights
  masked-proc    root, but parts of /proc are hidden, as containers do: no other /proc can be mounted
  masked-user    both
  no-namespaces  user namespaces may not be made: then it has to be said what to do, and runs are kept by rules
  no-user        both: an ordinary user, and no namespaces
  groups         root, in a control group (version 2) that it may divide, with the controllers of memory and processes

Making these takes root; otherwise the exit status is 125.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

SOMEBODY = 54321   # no account has this id
AS_USER = ["setpriv", f"--reuid={SOMEBODY}", f"--regid={SOMEBODY}", "--clear-groups"]
MASKED = ["unshare", "--mount", "sh", "-c", 'mount --bind /dev/null /proc/keys && exec "$@"', "sh"]
REFUSED = ["unshare", "--user", "--map-root-user", "sh", "-c", 'echo 0 >/proc/sys/user/max_user_namespaces && exec "$@"', "sh"]
CONDITIONS = {"user": AS_USER, "masked-proc": MASKED, "masked-user": MASKED + AS_USER, "no-namespaces": REFUSED,
              "no-user": AS_USER + REFUSED}
GROUPS = ["sh", "-c", 'echo $$ >"$0/cgroup.procs" && exec "$@"']   # the group comes next


def run(tests, condition, command, only, folder):
    own = shutil.copy(tests, folder)   # the build may lie where an ordinary user cannot go
    os.chmod(own, 0o755)
    settings = {"PATH": "/usr/bin:/bin", "HOME": folder, "TMPDIR": folder, "SNIPCHECK_CACHE_DIR": folder + "/cache"}
    # Without a /proc of its own a run of an ordinary user gets no ids of its own: all share one count of processes.
    but = ["*ForksWithoutEnd*/full"] if condition == "masked-user" else []
    command = [*command, own, f"--gtest_filter={only}-{':'.join(but)}"]
    done = subprocess.run(command, env=settings, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False)
    print(done.stdout)
    passed, skipped = tiers("OK", done.stdout), tiers("SKIPPED", done.stdout)
    if condition in ("no-namespaces", "no-user"):
        return done.returncode == 0 and passed == {"basic"} and skipped == {"full"} and "max_user_namespaces" in done.stdout
    return done.returncode == 0 and passed == {"full", "basic"} and not skipped


@contextmanager
def machine(condition):
    """The words that run a command on such a machine; None where none can be made. Fails where a group is left."""
    if condition != "groups":
        yield CONDITIONS[condition]
        return
    mounts = [line.split() for line in Path("/proc/self/mounts").read_text("utf-8").splitlines()]
    tree = next((Path(fields[1]) for fields in mounts if fields[2] == "cgroup2"), Path("/nowhere"))
    group = tree / f"snipcheck-test-{os.getpid()}"
    try:
        (tree / "cgroup.subtree_control").write_text("+memory +pids", "ascii")
        group.mkdir()
    except OSError:
        yield None
        return
    yield [*GROUPS, str(group)]
    group.rmdir()


def tiers(outcome, output):
    """Those that stand in the names of tests with this outcome, before or behind."""
    names = re.findall(rf"^\[ +{outcome} \] (\S+)", output, re.MULTILINE)
    return {tier for tier in ("full", "basic") for name in names if tier in name.split("/")}


def main(tests, condition, only="*/full:*/basic:full/*:basic*/*"):
    if os.geteuid() != 0:
        print("only root can make such a machine")
        return 125
    with machine(condition) as command:
        if command is None or subprocess.run([*command, "true"], check=False).returncode != 0:
            print("such a machine cannot be made here")
            return 125
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o777)
            return 0 if run(tests, condition, command, only, folder) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
