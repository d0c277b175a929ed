# Daemons that hold the output, ignore what can be ignored, and have left their session.
import os, select, signal

for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        if os.fork() == 0:
            while True:
                select.select([], [], [], 0.01)
                if os.fork() != 0:
                    os._exit(0)
                os.setsid()
        os._exit(0)
