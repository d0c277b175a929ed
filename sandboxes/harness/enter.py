"""The way from the zygote into the box of a run. Everything that the zygote may do is given up on it."""

import ctypes
import os
import resource

ENTERED = b"entered"
WORK = "/work"
ENTERED_AT = 4  # the descriptor through which it is said; closed before anything of the run begins

_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = (
    0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
)
SET_DUMPABLE, _CAPBSET_DROP, _SET_SECCOMP, _SET_NO_NEW_PRIVS = 4, 24, 22, 38
_PIDFD_OPEN, _CLOSE_RANGE = 434, 436  # the same numbers on every architecture
_CAPABILITY_VERSION_3 = 0x20080522
FIRST_USER = 1000
STREAMS = 4  # of a run, its results among them; they come after the box, and before a control group where it has one

libc = ctypes.CDLL(None, use_errno=True)


class Refused(Exception):
    """A step that the kernel did not allow."""


def must(result, what):
    if result < 0:
        raise Refused("%s: %s" % (what, os.strerror(ctypes.get_errno())))
    return result


def process_descriptor(process):
    return must(libc.syscall(_PIDFD_OPEN, process, 0), "watching a process")


class _Instructions(ctypes.Structure):
    _fields_ = [("count", ctypes.c_ushort), ("first", ctypes.c_void_p)]


class _CapabilityHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("process", ctypes.c_int)]


class Gate(object):
    """`settings`: `filter`, system calls as the kernel takes them, in hexadecimal; `own_users`, whether there are ids for runs;
    `without`: what a test leaves out."""

    work = WORK

    def __init__(self, settings):
        self.own_users, self.without = settings["own_users"], settings["without"]
        self.filter = bytes.fromhex(settings["filter"])
        self._ourselves = process_descriptor(os.getpid())
        must(libc.prctl(SET_DUMPABLE, 0, 0, 0, 0), "closing the zygote")

    def aim(self, box):
        """The next process that is forked is born in the box."""
        must(libc.setns(box, _NEWPID), "aiming at a box")

    def aim_back(self):
        must(libc.setns(self._ourselves, _NEWPID), "aiming back")

    def enter(self, descriptors, says, slot, others, limits):
        """In the new process: go into the box and give up everything. Ends the process when a step is refused.

        `others`: how many processes a limit is shared with; none here.
        """
        guarded(self._go, descriptors, says, slot, limits)

    def _go(self, descriptors, says, slot, limits):
        kinds = _NEWNS | _NEWUTS
        for defence, kind in (("network", _NEWNET), ("ipc", _NEWIPC)):
            kinds |= 0 if defence in self.without else kind
        must(libc.setns(descriptors[0], kinds), "entering the box")
        os.chdir(WORK)
        take_streams(descriptors, says)
        self._drop(FIRST_USER + slot, limits)

    def _drop(self, user, limits):
        if "users" not in self.without:
            capability = 0
            while libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0) == 0:
                capability += 1
            if self.own_users:
                os.setresgid(user, user, user)
                os.setresuid(user, user, user)
            else:
                _own_user_namespace()
        if "limits" not in self.without:
            limit(limits)
        if "users" not in self.without:
            set_capabilities(0)
        must(libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "giving up what programs may gain")
        must(libc.prctl(SET_DUMPABLE, 1, 0, 0, 0), "opening its own /proc to the run")
        if "calls" not in self.without:
            filter_calls(self.filter)


def guarded(go, descriptors, says, *rest):
    """Goes that way, and says that it has been gone, or ends the process with what kept it from it."""
    try:
        for group in descriptors[STREAMS + 1:]:
            os.write(group, b"0")
        go(descriptors, says, *rest)
    except BaseException as error:
        word = (str(error) or repr(error)).encode("utf-8", "replace")[:180]
        try:
            os.write(says, word)
        except OSError:  # it has been moved already
            os.write(ENTERED_AT, word)
        os._exit(121)
    os.write(ENTERED_AT, ENTERED)
    os.close(ENTERED_AT)


def take_streams(descriptors, says):
    """A session of its own with the streams of the run as descriptors 0 to 3, the word to the zygote as ENTERED_AT, and no other."""
    os.setsid()
    os.umask(0o022)
    for theirs, ours in enumerate(descriptors[1:STREAMS + 1]):
        os.dup2(ours, theirs)
    if says != ENTERED_AT:
        os.dup2(says, ENTERED_AT)
    if libc.syscall(_CLOSE_RANGE, ENTERED_AT + 1, 0x7FFFFFFF, 0) < 0:
        os.closerange(ENTERED_AT + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    os.set_inheritable(ENTERED_AT, False)


def set_capabilities(these):
    """The lower 32 of them, as a mask, and no other."""
    header = _CapabilityHeader(_CAPABILITY_VERSION_3, 0)
    must(libc.capset(ctypes.byref(header), (ctypes.c_uint32 * 6)(these, these, these)), "giving up capabilities")


def filter_calls(program):
    """From now on the kernel refuses the system calls that this program of its filter machine does not let pass."""
    held = ctypes.create_string_buffer(program, len(program))
    instructions = _Instructions(len(program) // 8, ctypes.addressof(held))
    must(libc.prctl(_SET_SECCOMP, 2, ctypes.byref(instructions), 0, 0), "filtering system calls")


def _own_user_namespace():
    """With a single user id all runs would share one count of processes; each in a namespace of its own has its own count.

    Without a /proc no id can be mapped: then they do share it.
    """
    if not os.path.exists("/proc/self/uid_map"):
        return
    must(libc.prctl(SET_DUMPABLE, 1, 0, 0, 0), "opening its own /proc")
    must(libc.unshare(_NEWUSER), "a user namespace for the run")
    for name, text in (("setgroups", "deny"), ("uid_map", "%d 0 1"), ("gid_map", "%d 0 1")):
        descriptor = os.open("/proc/self/" + name, os.O_WRONLY)
        os.write(descriptor, (text % FIRST_USER if "%" in text else text).encode("ascii"))
        os.close(descriptor)


def limit(limits):
    """After the user namespace: limits in force when one is made bind the namespace outside of it, which others share."""
    for name, soft, hard in (
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_CPU", limits["cpu"], limits["cpu"] + 1),
        ("RLIMIT_NOFILE", 256, 256),
        ("RLIMIT_FSIZE", limits["file_bytes"], limits["file_bytes"]),
        ("RLIMIT_AS", limits["memory"], limits["memory"]),
        ("RLIMIT_MEMLOCK", 65536, 65536),
        ("RLIMIT_MSGQUEUE", 0, 0),
        ("RLIMIT_NPROC", limits["processes"], limits["processes"]),
    ):
        if name == "RLIMIT_NPROC" and not limits["processes"]:
            continue
        most = resource.getrlimit(getattr(resource, name))[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(getattr(resource, name), (soft, hard))
