"""The way from the zygote of a plain cell into a run: no box to go into, since this machine gives no namespaces.

The zygote is confined already (cell/confine.cpp), and so is all that it forks. What is left for a run is to take a user id of its
own, limits, and to lose the rights that the zygote needs for that.
"""

import ctypes
import os
import struct

from . import enter

_SET_PDEATHSIG, _CAPBSET_DROP, _SET_KEEPCAPS, _SET_SECCOMP, _CAP_AMBIENT = 1, 24, 8, 22, 47
_AMBIENT_RAISE = 2
_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # the same numbers on every architecture
_SCOPE_SOCKETS, _SCOPE_SIGNALS = 1, 2
_KILL = 9
_OWN = 0x5E1F  # stands for the number of the run's own process in the filter of signals (system_calls.cpp)
SHARED = 8  # times the limit of processes: with the user id of others the kernel counts theirs, and the keeper counts exactly


class Gate(object):
    """`settings`: as the zygote gets them; `user`: of runs, 0 for ours; `capability`: that a run keeps to read its environment, or -1;
    `scoped`: whether the kernel can keep signals below a process."""

    def __init__(self, settings, user, capability, scoped):
        self.work = os.getcwd()
        self.user, self.capability, self.scoped = user, capability, scoped
        self.without = settings["without"]
        self.signals = bytes.fromhex(settings["signals"])
        enter.must(enter.libc.prctl(enter.SET_DUMPABLE, 0, 0, 0, 0), "closing the zygote")

    def aim(self, box):
        """Nothing to aim at."""

    def aim_back(self):
        """Nothing was aimed at."""

    def enter(self, descriptors, says, slot, others, limits):
        enter.guarded(self._go, descriptors, says, others, limits)

    def _go(self, descriptors, says, others, limits):
        enter.take_streams(descriptors, says)
        if "users" not in self.without:
            self._take_user()
        enter.libc.prctl(_SET_PDEATHSIG, _KILL, 0, 0, 0)  # after the user id: that takes it back
        processes = limits["processes"]
        if processes and others:
            processes = processes * SHARED + others
        if "limits" not in self.without:
            enter.limit(dict(limits, processes=processes))
        self._scope()

    def _take_user(self):
        keeps = self.capability >= 0
        for capability in range(64):
            if capability != self.capability:
                enter.libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)
        enter.libc.prctl(_SET_KEEPCAPS, int(keeps), 0, 0, 0)
        if self.user:
            os.setresgid(self.user, self.user, self.user)
            os.setresuid(self.user, self.user, self.user)
        enter.set_capabilities(1 << self.capability if keeps else 0)
        if keeps:
            enter.must(enter.libc.prctl(_CAP_AMBIENT, _AMBIENT_RAISE, self.capability, 0, 0), "reading the environment")

    def _scope(self):
        """Signals stay among the processes of the run: a user id of its own sees to that, else Landlock, else a filter."""
        if "scope" in self.without:
            return
        if self.scoped:
            wanted = (ctypes.c_uint64 * 3)(0, 0, _SCOPE_SOCKETS | _SCOPE_SIGNALS)
            rules = enter.must(enter.libc.syscall(_CREATE_RULESET, wanted, ctypes.sizeof(wanted), 0), "rules of Landlock")
            enter.must(enter.libc.syscall(_RESTRICT_SELF, rules, 0), "keeping rules of Landlock")
            os.close(rules)
        elif not self.user:
            enter.filter_calls(_with_number(self.signals, os.getpid()))


def _with_number(program, number):
    """The filter for a process of that number: only itself can it send signals to."""
    instructions = []
    for code, yes, no, value in struct.iter_unpack("=HBBI", program):
        instructions.append(struct.pack("=HBBI", code, yes, no, number if value == _OWN else value))
    return b"".join(instructions)
