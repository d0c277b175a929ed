# What /proc lets one do to oneself, one's parent and the machine. Prints what was written.
import os

written = []
for path, text in (
    ("/proc/1/oom_score_adj", "1000"),
    ("/proc/%d/oom_score_adj" % os.getppid(), "1000"),
    ("/proc/{VICTIM}/oom_score_adj", "1000"),
    ("/proc/self/oom_score_adj", "-1000"),
    ("/proc/%d/mem" % os.getppid(), "x"),
    ("/proc/self/../sys/kernel/core_pattern", "|/bin/true"),
    ("/proc/sysrq-trigger", "h"),
    ("/proc/sys/kernel/pid_max", "400"),
    ("/proc/self/uid_map", "0 0 1"),
    ("/proc/%d/uid_map" % os.getppid(), "0 0 1"),
    ("/sys/fs/cgroup/cgroup.procs", str(os.getpid())),
):
    try:
        descriptor = os.open(path, os.O_WRONLY)
        os.write(descriptor, text.encode())
        written.append(path)
    except OSError:
        pass
print(written)
