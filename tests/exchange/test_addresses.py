"""Addresses of web servers: whatever is given is one, or is refused."""

from __future__ import annotations

from random import Random

import pytest

from secretariat_tui.browser.door import origin_of
from secretariat_tui.domain.errors import UsageError
from secretariat_tui.exchange import web
from tests.conftest import Times

PIECES = (
    *(
        "https",
        "http",
        "ftp",
        "://",
        ":",
        "/",
        "//",
        "?",
        "#",
        "@",
        "[",
        "]",
        "[::1]",
        "[v1.x]",
        "example.org",
        "localhost",
    ),
    *("127.0.0.1", ":0", ":443", ":99999", ":-1", ":door", "%", "%00", "%ff", "a", "xn--", "..", "\u0663", "\u00e9"),
    *(" ", "\t", "\n", "\x00", "\\", "\u2100", "\u202e", "anna:geheim@"),
)


def test_whatever_is_given_is_a_server_or_refused(monkeypatch: pytest.MonkeyPatch, times: Times):
    monkeypatch.setattr(web, "_connection", lambda *_: None)  # which would read all certificates, each time
    rng = Random(2026)
    servers, refusals = 0, set()
    for _ in range(times(2000, 20_000)):
        address = rng.choice(("", "http://", "https://")) + "".join(rng.choices(PIECES, k=rng.randint(1, 6)))
        origin = origin_of(address)
        assert origin is None or origin.startswith(("http://", "https://"))
        try:
            server = web.WebServer(address)
        except UsageError as error:
            refusals.add(str(error.faults))
            continue
        assert server.host
        assert (server.host + server.path).isascii()
        assert server.path.startswith("/")
        assert "geheim" not in server.host
        servers += 1
    assert servers > 100
    assert len(refusals) == 2  # it is none, or has a name or password in it
    assert not any("geheim" in told for told in refusals)
