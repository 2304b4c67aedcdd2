"""Where what serves others listens: on this machine alone unless its user says otherwise."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from dataclasses import replace
from typing import Final

from secretariat_tui.domain.errors import BadInput, Unusable, UsageError, fault
from secretariat_tui.domain.finding import N_

_BACKLOG: Final = 512
"""Connections that may wait to be taken."""

_ANOTHER: Final = N_("Is it running already? Else choose another --port.")
_TOLD: Final = {
    errno.EADDRINUSE: (N_("Port {port} of {host} is in use."), _ANOTHER),
    errno.EACCES: (N_("You may not have port {port} of {host}."), N_("Choose a --port above 1023.")),
    errno.EADDRNOTAVAIL: (N_("{host} is no address of this machine."), N_("Choose another --host.")),
}
"""What the system says of a port, in words of our own."""


def listen(host: str, port: int, public: bool = False) -> socket.socket:
    """A socket that listens there; port 0 is any that is free.

    Raises UsageError for an address that other machines reach unless `public` says that this is meant, BadInput for a
    host that is not of this machine, and Unusable for a port that cannot be had.
    """
    family, address = _resolve(host, port)
    if not public and not ipaddress.ip_address(address[0].partition("%")[0]).is_loopback:
        raise UsageError(
            [
                fault(
                    "public",
                    N_("Others on the network can reach {host}, and nothing is encrypted on the way."),
                    hint=N_("Listen on 127.0.0.1 behind a server with TLS, or say --public when that is meant."),
                    host=host,
                )
            ]
        )
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let another program take the port over
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        system = (error.strerror or type(error).__name__).rstrip(".")
        template, hint = _TOLD.get(error.errno or 0, (N_("Port {port} of {host} cannot be had: {system}."), _ANOTHER))
        raise Unusable([fault("no-port", template, hint=hint, port=str(port), host=host, system=system)]) from error
    made.setblocking(False)
    return made


def address_of(listening: socket.socket) -> str:
    """Where a listening socket is reached."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _resolve(host: str, port: int) -> tuple[socket.AddressFamily, tuple[str, int]]:
    """The first address of a host of this machine."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError) as error:
        wrong = fault("unknown-host", N_("There is no host {host}."), host=host[:100])
        raise BadInput([replace(wrong, key="host")]) from error
    return family, (str(address[0]), port)
