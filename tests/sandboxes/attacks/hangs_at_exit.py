# The program ends, its last act does not.
import atexit, select, threading

threading.Thread(target=select.select, args=([], [], [], 600)).start()
atexit.register(select.select, [], [], [], 600)
