# A server of its own that others on this machine could ask.
import _socket as socket
import select

for family, address in ((socket.AF_INET, ("0.0.0.0", {FREE_PORT})), (socket.AF_UNIX, b"\0snipcheck-opened-{FREE_PORT}")):
    try:
        one = socket.socket(family, socket.SOCK_STREAM)
        one.bind(address)
        one.listen(1)
        held = globals().setdefault("held", []) + [one]
    except OSError:
        pass
select.select([], [], [], 0.5)
