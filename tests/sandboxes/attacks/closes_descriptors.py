# Nothing is left to say a result with.
import os

os.closerange(0, 256)
