# Processes that make processes, each of which wants to stay; 150 of them would be more than twice what a run may have.
import os, select, time

end = time.time() + 1.5
made = 0
while time.time() < end:
    try:
        if made < 150:
            if os.fork() == 0:
                select.select([], [], [], 60)
                os._exit(0)
            made += 1
    except OSError:
        pass
