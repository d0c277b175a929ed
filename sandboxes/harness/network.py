"""Every connection is refused at once and noted, except to a port that this process itself listens on."""

import errno
import os
import re

from . import hooks

_LOOPBACK = ("", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::")


# Drivers that connect by a C library, past Python's sockets: module -> (class of the error, usual port)
_DRIVERS = {
    "psycopg2": ("OperationalError", 5432),
    "psycopg": ("OperationalError", 5432),
    "MySQLdb": ("OperationalError", 3306),
    "mariadb": ("OperationalError", 3306),
    "pymssql": ("OperationalError", 1433),
    "cx_Oracle": ("DatabaseError", 1521),
    "pyodbc": ("OperationalError", 1433),
}
_HOST = re.compile(r"(?:host=|//(?:[^/@]*@)?)([^\s;/:]+)(?::(\d+))?")
_PORT = re.compile(r"port=(\d+)")


class Network(object):
    def __init__(self, record):
        self.record = record
        self.own_ports = set()

    def close(self):
        hooks.when_imported("socket", self._change_socket)
        for driver in _DRIVERS:
            hooks.when_imported(driver, self._change_driver)

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

    def _change_driver(self, module):
        connect, network = module.connect, self
        kind, usual = _DRIVERS[module.__name__]

        def noted_connect(*arguments, **keywords):
            try:
                return connect(*arguments, **keywords)
            except getattr(module, kind):
                network.note(_asked_for(arguments, keywords, usual))
                raise

        module.connect = noted_connect

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


def _asked_for(arguments, keywords, usual):
    """(host, port) of a call that connects, by its keywords or what its text says."""
    text = " ".join(str(value) for value in list(arguments) + [keywords.get("dsn", "")])
    host, port = _HOST.search(text), _PORT.search(text)
    said = host.group(2) if host else None
    return (
        keywords.get("host") or keywords.get("server") or (host.group(1) if host else "localhost"),
        keywords.get("port") or (port.group(1) if port else said) or usual,
    )


def _is_numeric(host):
    return ":" in host or all(part.isdigit() for part in host.split("."))
