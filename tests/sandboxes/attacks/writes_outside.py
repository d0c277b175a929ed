# A folder and a file of this machine that anybody may write to: written, cut, replaced, moved, linked, and given other modes.
import os

for folder in ("{VAULT}", "/machine{VAULT}", "/proc/1/root{VAULT}"):
    for act in (
        lambda: open(folder + "/open", "a").write("more"),
        lambda: os.truncate(folder + "/open", 0),
        lambda: os.close(os.open(folder + "/new", os.O_CREAT | os.O_WRONLY)),
        lambda: os.mkdir(folder + "/folder"),
        lambda: os.mkfifo(folder + "/fifo"),
        lambda: os.symlink("/", folder + "/symlink"),
        lambda: os.link(folder + "/secret", folder + "/link"),
        lambda: os.rename(folder + "/open", folder + "/moved"),
        lambda: os.remove(folder + "/open"),
        lambda: os.rename("snippet.py", folder + "/snippet.py"),
    ):
        try:
            act()
        except OSError:
            pass
