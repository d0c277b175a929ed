#!/usr/bin/env python3
"""killed.py SOAK TIER: kill -9 at a random moment leaves no process behind, whatever was being run. Exits 125 without isolation."""
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

TIMES = 8


def relatives(marker):
    """Processes that were started by the one with this cache folder: cells, zygotes and what runs below them."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            status = open(f"/proc/{name}/stat").read().rsplit(") ", 1)[1].split()
            words = open(f"/proc/{name}/cmdline", "rb").read() + os.readlink(f"/proc/{name}/exe").encode()
        except OSError:
            continue
        if status[0] != "Z" and marker.encode() in words:
            found.append((int(name), words))
    return found


def main(soak, tier):
    with tempfile.TemporaryDirectory(prefix="killed-") as folder:
        settings = {**os.environ, "TMPDIR": folder}
        for number in range(TIMES):
            process = subprocess.Popen([soak, "100000", tier], env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            try:
                process.wait(random.uniform(0.2, 2.5))
                print(process.stdout.read().decode())
                return process.returncode   # it should not have come to an end
            except subprocess.TimeoutExpired:
                pass
            process.send_signal(signal.SIGKILL)
            process.wait()
            deadline = time.monotonic() + 10   # the kernel may take a moment to end what was in the cell
            while relatives(folder) and time.monotonic() < deadline:
                time.sleep(0.05)
            if cells := [name for name in os.listdir(folder) if name.startswith("snipcheck-cell-")]:
                print(f"kill {number}: left in the temporary folder: {cells}")
                return 1
            if left := relatives(folder):
                print(f"kill {number}: left behind: {left}")
                return 1
        print(f"killed {TIMES} times, nothing was left")
        return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
