# Whatever can be opened of this machine's files and of the memory of other processes, said aloud.
import glob, os

paths = ["{VAULT}/secret", "/machine{VAULT}/secret", "/tmp/../..{VAULT}/secret"]
for process in [*glob.glob("/proc/[0-9]*"), "/proc/1", "/proc/self", "/proc/%d" % os.getppid(), "/proc/{VICTIM}"]:
    paths += [process + "/environ", process + "/cmdline", process + "/cwd/secret", process + "/root{VAULT}/secret"]
    paths += [process + "/fd/%d" % number for number in range(12)]
os.symlink("{VAULT}/secret", "link")
paths.append("link")
for path in paths:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        os.write(1, os.read(descriptor, 4000))
    except OSError:
        pass
for name, value in os.environ.items():
    print(name, value)
