# As many threads as there can be, each of which waits.
import os, select, threading

try:
    for _ in range(200):
        threading.Thread(target=select.select, args=([], [], [], 60), daemon=True).start()
except RuntimeError:
    pass
select.select([], [], [], 0.5)
os._exit(0)
