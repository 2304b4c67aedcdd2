"""One connection to a web server, for programs that keep something there: TLS, a name and password, and limits."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import SplitResult, urlsplit

from secretariat_tui.domain.errors import Unusable, UsageError, fault
from secretariat_tui.domain.finding import N_

_MOST: Final = 64 * 1024 * 1024
"""Bytes of an answer at most."""

_TIMEOUT: Final = 30
"""Seconds without a word from the server."""


@dataclass(frozen=True, slots=True)
class Login:
    """A name and password, which no message or log ever has."""

    user: str = field(repr=False)
    password: str = field(repr=False)

    @property
    def header(self) -> str:
        return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    content: bytes


class WebServer:
    """A server at an address, whose path is where to begin. Redirects are not followed: a password goes nowhere else.

    Raises UsageError for an address that is none, that has a password in it, or that would have one sent unencrypted to
    another machine.
    """

    def __init__(self, address: str, login: Login | None = None) -> None:
        parts = _parts(address)
        self.host = parts.hostname or ""
        self.path = parts.path or "/"
        if login is not None and parts.scheme == "http" and not _is_here(self.host):
            raise UsageError([fault("address", N_("A password is only sent over https, or to this machine itself."))])
        self._login = login
        self._connection = _connection(parts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def ask(self, method: str, path: str, headers: Mapping[str, str], content: bytes = b"") -> Answer:
        """The answer to one request. A connection that the server closed in between is opened again, once.

        Raises Unusable when the server cannot be reached or answers nonsense.
        """
        whole = {"User-Agent": "secretariat", **headers}
        if self._login is not None:
            whole["Authorization"] = self._login.header
        try:
            try:
                return self._ask(method, path, whole, content)
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self._connection.close()
                return self._ask(method, path, whole, content)
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise _unreachable(self.host, error) from None

    def _ask(self, method: str, path: str, headers: Mapping[str, str], content: bytes) -> Answer:
        self._connection.request(method, path, content, dict(headers))
        response = self._connection.getresponse()
        found = response.read(_MOST + 1)
        if len(found) > _MOST:
            raise http.client.HTTPException
        return Answer(response.status, found)


def _parts(address: str) -> SplitResult:
    wrong = UsageError([fault("address", N_("This is not the address of a server; write it as https://example.org/."))])
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.password is not None or parts.username is not None:
        raise UsageError([fault("address", N_("Leave name and password out of the address: others can see it."))])
    plain = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or parts.query or not plain:
        raise wrong
    return parts


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, parts.port, timeout=_TIMEOUT, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, parts.port, timeout=_TIMEOUT)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _unreachable(host: str, error: Exception) -> Unusable:
    hint = N_("Check the address and its port, and whether the server runs; then do it again.")
    if isinstance(error, ssl.SSLCertVerificationError):
        hint = N_("Check the address, or ask who looks after the server for its certificate.")
        found = fault("certificate", N_("The certificate of {host} cannot be trusted."), hint=hint, host=host)
    elif isinstance(error, socket.gaierror):
        found = fault("no-host", N_("There is no server called {host}."), hint=N_("Check the address."), host=host)
    elif isinstance(error, TimeoutError):
        found = fault("no-answer", N_("{host} does not answer in time."), hint=hint, host=host)
    elif isinstance(error, OSError):
        found = fault("no-connection", N_("{host} cannot be reached."), hint=hint, host=host)
    else:
        found = fault("bad-answer", N_("{host} gave an answer that cannot be read."), hint=hint, host=host)
    return Unusable([found])
