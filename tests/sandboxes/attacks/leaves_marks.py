# Marks for a later run: in shared memory of three kinds, keys, queues, files, sockets, and a lock on a file that all read.
import ctypes, fcntl, os, platform, tempfile

libc = ctypes.CDLL(None, use_errno=True)
x86 = platform.machine() == "x86_64"
libc.shmget({PORT}, 4096, 0o1666)
libc.msgget({PORT}, 0o1666)
libc.semget({PORT}, 1, 0o1666)
libc.syscall(250 if not x86 else 248, b"user", b"snipcheck-mark", b"x", 1, -4)
for path in ("/dev/shm/mark", "/tmp/mark", "/var/tmp/mark", os.path.join(tempfile.gettempdir(), "mark"), "mark", "../mark"):
    try:
        open(path, "w").close()
    except OSError:
        pass
