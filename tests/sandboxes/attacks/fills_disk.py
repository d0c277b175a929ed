# Up to 200 MB in files of 1 MB, and 30,000 files with nothing in them, in every place that takes them.
import os, tempfile

for place in (os.getcwd(), tempfile.gettempdir(), "/dev/shm", "/tmp", "/var/tmp"):
    try:
        for number in range(100):
            with open(os.path.join(place, "big%d" % number), "wb") as file:
                file.write(b"x" * 1_000_000)
        for number in range(15_000):
            os.close(os.open(os.path.join(place, "none%d" % number), os.O_CREAT))
    except OSError:
        continue
