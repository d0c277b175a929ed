"""Every connection is refused at once and noted, except to a port that this process itself listens on."""

import errno
import os

from . import hooks

_LOOPBACK = ("", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::")


class Network(object):
    def __init__(self, record):
        self.record = record
        self.own_ports = set()

    def close(self):
        hooks.when_imported("socket", self._change_socket)

    def _change_socket(self, socket):
        kind, network = socket.socket, self
        connect, connect_ex, bind, sendto = kind.connect, kind.connect_ex, kind.bind, kind.sendto
        look_up = socket.getaddrinfo

        def guarded_bind(self, address):
            bind(self, address)
            if isinstance(address, tuple):
                network.own_ports.add(self.getsockname()[1])

        def guarded_connect(self, address):
            network.refuse(self, address)
            try:
                return connect(self, address)
            except OSError:
                network.note(address)
                raise

        def guarded_connect_ex(self, address):
            try:
                network.refuse(self, address)
            except OSError as error:
                return error.errno
            return connect_ex(self, address)

        def guarded_sendto(self, data, *rest):
            network.refuse(self, rest[-1] if rest else None)
            return sendto(self, data, *rest)

        def guarded_look_up(host, port, *arguments, **keywords):
            text = host.decode("ascii", "replace") if isinstance(host, bytes) else host
            if text and text not in _LOOPBACK and not _is_numeric(text):
                network.record.add_network("%s:%s" % (text, port))
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return look_up(host, port, *arguments, **keywords)

        def guarded_by_name(host):
            return guarded_look_up(host, 0, socket.AF_INET)[0][4][0]

        kind.bind, kind.connect, kind.connect_ex, kind.sendto = (
            guarded_bind,
            guarded_connect,
            guarded_connect_ex,
            guarded_sendto,
        )
        socket.getaddrinfo, socket.gethostbyname = guarded_look_up, guarded_by_name

    def note(self, address):
        if isinstance(address, tuple) and len(address) > 1:
            self.record.add_network("%s:%s" % address[:2])

    def refuse(self, connection, address):
        """Raises as a machine does on which nobody listens."""
        if not isinstance(address, tuple) or len(address) < 2:
            return
        host, port = address[0], address[1]
        if port in self.own_ports and host in _LOOPBACK:
            return
        self.note(address)
        raise ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))


def _is_numeric(host):
    return ":" in host or all(part.isdigit() for part in host.split("."))
