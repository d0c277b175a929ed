# 600 MB of memory that is written to: more than twice what the run may have.
import mmap, select

held = []
try:
    for _ in range(30):
        piece = mmap.mmap(-1, 20_000_000)
        piece.write(b"x" * 20_000_000)
        held.append(piece)
except (MemoryError, OSError):
    raise MemoryError
finally:
    select.select([], [], [], 0.3)
