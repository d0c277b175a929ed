# The other half of leaves_marks.py: prints what is still there of it.
import ctypes, os, platform, tempfile

libc = ctypes.CDLL(None, use_errno=True)
found = []
for name, result in (("shm", libc.shmget({PORT}, 0, 0)), ("msg", libc.msgget({PORT}, 0)), ("sem", libc.semget({PORT}, 0, 0))):
    if result >= 0:
        found.append(name)
for path in ("/dev/shm/mark", "/tmp/mark", "/var/tmp/mark", os.path.join(tempfile.gettempdir(), "mark"), "mark", "../mark"):
    if os.path.exists(path):
        found.append(path)
print(found)
