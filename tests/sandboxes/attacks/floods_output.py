# More output than anybody wants to keep, on both streams.
import os

while True:
    os.write(1, b"o" * 50_000)
    os.write(2, b"e" * 50_000)
