# Ways to more rights: namespaces, mounts, tracing, keys, programs in the kernel, other roots. Prints those that opened.
import ctypes, os, platform

libc = ctypes.CDLL(None, use_errno=True)
x86 = platform.machine() == "x86_64"
number = lambda here, there: here if x86 else there
opened = []


def attempt(name, result):
    if result >= 0:
        opened.append(name)


def attempt_in_a_child(name, act):
    child = os.fork()
    if child == 0:
        os._exit(0 if act() >= 0 else 1)
    if os.waitpid(child, 0)[1] == 0:
        opened.append(name)


attempt_in_a_child("unshare", lambda: libc.unshare(0x10000000))
attempt_in_a_child("clone", lambda: libc.syscall(number(56, 220), 0x10000000 | 17, 0, 0, 0, 0))
attempt_in_a_child("setns", lambda: libc.setns(os.pidfd_open(os.getpid()), 0x10000000))
attempt("mount", libc.mount(b"none", b"/", None, 1 << 18, None))
attempt("chroot", libc.chroot(b"."))
attempt("ptrace", libc.ptrace(16, os.getppid(), None, None))
attempt("process_vm_readv", libc.syscall(number(310, 270), os.getppid(), 0, 0, 0, 0, 0))
attempt("bpf", libc.syscall(number(321, 280), 0, ctypes.create_string_buffer(128), 72))
attempt("io_uring", libc.syscall(425, 4, ctypes.create_string_buffer(256)))
attempt("keyctl", libc.syscall(number(250, 219), 1, 0, 0, 0, 0))
attempt("add_key", libc.syscall(number(248, 217), b"user", b"attack", b"x", 1, -2))
attempt("perf", libc.syscall(number(298, 241), ctypes.create_string_buffer(128), 0, -1, -1, 0))
attempt("userfaultfd", libc.syscall(number(323, 282), 1))
attempt("open_by_handle", libc.syscall(number(304, 265), -100, ctypes.create_string_buffer(128), 0))
attempt("mknod", libc.mknod(b"device", 0o20666, 0x103))
print(opened)
