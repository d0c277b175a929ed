# Uses nothing, and never ends: a limit of processor time is never met.
import select

while True:
    select.select([], [], [], 3600)
