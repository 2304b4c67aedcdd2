"""The feed on a real port: what only a server does with slow clients, broken requests and signals."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from secretariat_tui.domain.errors import BadInput, Unusable, UsageError
from secretariat_tui.listening import address_of, listen
from tests.feed.memory import TOKEN, WRONG, content

ROOT = Path(__file__).parents[2]
PATH = f"/calendar/{TOKEN}.ics"


class Served:
    """A server that runs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.address = process.stdout.readline().strip()

    def connect(self, timeout: float = 10.0) -> socket.socket:
        parts = urlsplit(self.address)
        return socket.create_connection((parts.hostname, parts.port), timeout)

    def say(self, sent: bytes) -> bytes:
        """All that comes back, until the server ends the connection."""
        with self.connect() as connection:
            connection.sendall(sent)
            return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    found = b""
    try:
        while part := connection.recv(65536):
            found += part
    except ConnectionResetError:
        pass
    return found


@contextmanager
def running(*limits: str) -> Iterator[Served]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.feed.server", *limits], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        yield Served(process)
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running("head_seconds=0.5", "connection_seconds=1.5") as found:
        yield found


def test_calendars_go_over_the_wire_with_tags_and_compressed(served: Served) -> None:
    with httpx.Client(base_url=served.address) as client:
        first = client.get(PATH)
        assert (first.status_code, first.content) == (200, content("anna"))
        assert first.headers["content-encoding"] == "gzip"
        assert "server" not in first.headers
        assert "date" in first.headers
        assert client.get(PATH, headers={"if-none-match": first.headers["etag"]}).status_code == 304
        head = client.head(PATH)
        assert (head.status_code, head.content) == (200, b"")
        assert client.get("/health").status_code == 204
        assert client.post(PATH, content=b"x").status_code == 405


def test_wrong_and_absent_tokens_are_the_same_to_the_byte(served: Served) -> None:
    answers = {
        b"\r\n".join(line for line in answer.split(b"\r\n") if not line.startswith(b"date:"))
        for path in (f"/calendar/{WRONG}.ics", "/calendar/.ics", "/", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd")
        for answer in [served.say(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())]
    }
    assert len(answers) == 1
    assert answers.pop().startswith(b"HTTP/1.1 404 ")


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX\x00: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\r\n" * 10,
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 5_000,
    ],
)
def test_a_broken_or_huge_request_is_refused_and_the_connection_ends(served: Served, request_) -> None:
    assert served.say(request_)[:10] in (b"HTTP/1.1 4", b"")
    assert httpx.get(served.address + "/health").status_code == 204


def test_a_body_is_refused_and_not_waited_for(served: Served) -> None:
    answer = served.say(f"GET {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 413 ")
    smuggled = (
        f"GET {PATH} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET {PATH} HTTP/1.1\r\n\r\n"
    )
    assert served.say(smuggled.encode()).count(b"HTTP/1.1 ") == 1


def test_line_ends_in_an_address_make_no_header(served: Served) -> None:
    answer = served.say(
        f"GET /calendar/{TOKEN}.ics%0d%0aSet-Cookie:a=b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
    )
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"Set-Cookie" not in answer


@pytest.mark.parametrize("sent", [b"", b"G", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "])
def test_who_never_finishes_asking_is_hung_up_on(served: Served, sent) -> None:
    with served.connect() as connection:
        connection.sendall(sent)
        assert read_all(connection) == b""  # raises TimeoutError when nobody hangs up


def test_who_drips_the_next_request_after_a_good_one_is_hung_up_on(served: Served) -> None:
    ended = False
    with served.connect() as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\n")
        for number in range(100):
            time.sleep(0.1)
            try:
                connection.sendall(b"X-%d: y\r\n" % number)
            except OSError:
                ended = True
                break
    assert ended


def test_who_does_not_read_the_answer_does_not_keep_her_place() -> None:
    with running("connection_seconds=1", "connections=2", f"large={20 * 2**20}") as found:
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        parts = urlsplit(found.address)
        connection.connect((parts.hostname, parts.port))
        with connection:
            connection.sendall(f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert eventually(lambda: httpx.get(found.address + "/health").status_code == 204)
            time.sleep(1.5)
            connection.settimeout(10)
            assert len(read_all(connection)) < 20 * 2**20


def test_more_connections_than_there_may_be_are_told_to_come_back() -> None:
    with running("connections=3", "head_seconds=30") as found:
        held = [found.connect() for _ in range(3)]
        assert eventually(lambda: httpx.get(found.address + "/health").status_code == 503)
        for connection in held:
            connection.close()
        assert eventually(lambda: httpx.get(found.address + "/health").status_code == 204)


def eventually(what: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10.0
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130), (signal.SIGHUP, 0)])
def test_a_signal_stops_it_after_what_was_asked_is_answered(number, code) -> None:
    with running("slow=0.6") as found, found.connect() as connection:
        connection.sendall(f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.2)
        found.process.send_signal(number)
        assert read_all(connection).startswith(b"HTTP/1.1 200 ")
        assert found.process.wait(10) == code
        assert found.process.stderr is not None
        assert "Traceback" not in found.process.stderr.read()


def test_only_this_machine_is_listened_to_unless_it_is_said() -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1"):  # noqa: S104
        with pytest.raises(UsageError):
            listen(host, 0)
    for host in ("127.0.0.1", "localhost"):
        with listen(host, 0) as found:
            assert urlsplit(address_of(found)).hostname in ("127.0.0.1", "::1")
    with listen("0.0.0.0", 0, public=True) as found:  # noqa: S104
        assert found.getsockname()[1] > 0


def test_a_host_that_is_not_there_and_a_port_that_is_taken_are_told() -> None:
    for host in ("no.such.host.invalid", "", "a" * 300, "x\0y"):
        with pytest.raises(BadInput):
            listen(host, 0)
    with listen("127.0.0.1", 0) as taken, pytest.raises(Unusable) as refused:
        listen("127.0.0.1", taken.getsockname()[1])
    assert refused.value.faults[0].text.template == "Port {port} of {host} is in use."
    with pytest.raises(Unusable) as refused:
        listen("192.0.2.1", 0, public=True)
    assert refused.value.faults[0].text.template == "{host} is no address of this machine."
