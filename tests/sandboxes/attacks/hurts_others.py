# Another process of this machine, the process that started this one, and its group: stopped, slowed, starved, killed.
import fcntl, os, resource, signal, _socket

for process in filter(None, ({VICTIM}, os.getppid())):
    for act in (
        lambda: os.setpriority(os.PRIO_PROCESS, process, 19),
        lambda: resource.prlimit(process, resource.RLIMIT_NOFILE, (3, 3)),
        lambda: os.sched_setaffinity(process, {0}),
        lambda: os.kill(process, signal.SIGSTOP),
        lambda: os.kill(process, signal.SIGKILL),
        lambda: os.killpg(process, signal.SIGKILL),
        lambda: signal.pidfd_send_signal(os.pidfd_open(process), signal.SIGKILL),
    ):
        try:
            act()
        except (OSError, ValueError, AttributeError):
            pass
    try:
        ours, theirs = _socket.socketpair()
        fcntl.fcntl(ours.fileno(), fcntl.F_SETOWN, process)
        fcntl.fcntl(ours.fileno(), 10, signal.SIGKILL)  # F_SETSIG
        fcntl.fcntl(ours.fileno(), fcntl.F_SETFL, fcntl.fcntl(ours.fileno(), fcntl.F_GETFL) | os.O_ASYNC)
        theirs.send(b"x")
    except OSError:
        pass
