# A server on this machine, by all that can carry bytes: streams, datagrams, Unix sockets with a path and without.
import _socket as socket

for family, kind, address in (
    (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", {PORT})),
    (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", {PORT})),
    (socket.AF_UNIX, socket.SOCK_STREAM, "{VAULT}/socket"),
    (socket.AF_UNIX, socket.SOCK_STREAM, b"\0snipcheck-attack-{PORT}"),
    (socket.AF_UNIX, socket.SOCK_DGRAM, b"\0snipcheck-attack-{PORT}"),
):
    try:
        one = socket.socket(family, kind)
        one.settimeout(0.5)
        if kind == socket.SOCK_STREAM:
            one.connect(address)
            one.send(b"reached")
        else:
            one.sendto(b"reached", address)
    except OSError:
        pass
