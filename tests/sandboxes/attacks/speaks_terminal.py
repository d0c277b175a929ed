# Words of terminals and of build logs: colours, titles, a new line over the old, commands of runners, broken markup.
import os

os.write(1, b"\x1b[2J\x1b]0;title\x07\r::set-output name=x::y\n::stop-commands::z\n]]></script>\xff\x00\x9b31m\n")
