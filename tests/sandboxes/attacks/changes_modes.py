# What a file's owner may do without opening it: modes, times, attributes.
import os

for path in ("{VAULT}/secret", "{VAULT}/open", "{VAULT}"):
    for act in (
        lambda: os.chmod(path, 0o700),
        lambda: os.utime(path, (1, 1)),
        lambda: os.chown(path, os.getuid(), os.getgid()),
        lambda: os.setxattr(path, "user.mark", b"x"),
    ):
        try:
            act()
        except OSError:
            pass
