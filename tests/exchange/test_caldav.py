"""What is asked of a CalDAV server, and what is made of its answers; tests/campaigns/calendars has a real one."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from secretariat_tui.cli.caldav import login
from secretariat_tui.domain.errors import BadInput, Refused, Unusable, UsageError
from secretariat_tui.exchange.caldav import Sent, beside, publish
from secretariat_tui.exchange.web import Login, WebServer

ANNA = Login("anna", "geheim")
UID = "so.anna.2026-11-30.shift@secretariat"


def event(uid=UID, summary="Dag"):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{summary}"]
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])


def multistatus(*found):
    """`found` are href, etag and data."""
    rows = "".join(
        f"<D:response><D:href>{href}</D:href><D:propstat><D:prop><D:getetag>{etag}</D:getetag>"
        f"<C:calendar-data>{data}</C:calendar-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>"
        "</D:response>"
        for href, etag, data in found
    )
    return f'<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">{rows}</D:multistatus>'


@contextmanager
def serving(*answers, close=False):
    """A server that gives these answers, (status, text) or a status, one after the other; and what it was asked."""
    asked, left = [], list(answers)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.append((self.command, self.path, dict(self.headers), content.decode()))
            status, text = (found, "") if isinstance(found := left.pop(0), int) else found
            self.send_response(status)
            if status == 301:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere/")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())
            self.close_connection = close

        do_REPORT = do_PUT = do_DELETE = do_MKCALENDAR = do_PROPFIND = answer  # noqa: N815

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/dav/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(address, objects, may_remove=lambda _: True, login=ANNA, title="Rooster"):
    with WebServer(address, login) as server:
        return publish(server, "so-anna", title, {uid: text.encode() for uid, text in objects.items()}, may_remove)


def test_a_calendar_that_is_not_there_is_made():
    with serving(404, 201, 201) as (address, asked):
        assert send(address, {UID: event()}, title="A & <B>") == Sent(added=1)
    (_, _, _, _), (made, path, _, body), (put, where, headers, content) = asked
    assert (made, path) == ("MKCALENDAR", "/dav/so-anna/")
    assert "<D:displayname>A &amp; &lt;B&gt;</D:displayname>" in body
    assert (put, where) == ("PUT", "/dav/so-anna/so.anna.2026-11-30.shift.ics")
    assert headers["If-None-Match"] == "*"
    assert headers["Authorization"] == "Basic YW5uYTpnZWhlaW0="
    assert content == event()


def test_an_event_of_a_very_long_name_is_put_in_a_file_that_a_disk_takes():
    uids = [f"{'t' * 100}.{'m' * 100}.2026-11-30.account-{letter * 100}@secretariat" for letter in "ab"]
    with serving(404, 201, 201, 201) as (address, asked):
        assert send(address, {uid: event(uid) for uid in uids}) == Sent(added=2)
    names = [path.rpartition("/")[2] for _, path, _, _ in asked[2:]]
    assert max(len(name) for name in names) <= 255
    assert len(set(names)) == 2


def test_what_is_as_it_was_is_not_sent_and_what_changed_is_sent_over_what_was_read():
    other = "so.anna.2026-12-01.shift@secretariat"
    there = multistatus(
        # a server may fold, order and sign as it likes, and add what it likes
        ("/dav/so-anna/1.ics", '"a"', event().replace("PRODID:x", "PRODID:y\n").replace("y:D", "y:\r\n D")),
        ("/dav/so-anna/2.ics", '"b"', event(other)),
    )
    with serving((207, there), 204) as (address, asked):
        assert send(address, {UID: event(), other: event(other, "Laat")}) == Sent(changed=1, kept=1)
    method, path, headers, _ = asked[-1]
    assert (method, path, headers["If-Match"]) == ("PUT", "/dav/so-anna/2.ics", '"b"')


def test_alarms_that_somebody_added_on_the_server_may_have_names_of_their_own():
    uids = [f"so.anna.2026-12-{day:02}.shift@secretariat" for day in range(1, 11)]
    found = []
    for number, uid in enumerate(uids):
        alarm = f"BEGIN:VALARM\r\nUID:alarm-{number}\r\nACTION:DISPLAY\r\nEND:VALARM\r\n"
        before, after = event(uid).replace("UID:", alarm + "UID:"), event(uid).replace("END:VEV", alarm + "END:VEV")
        found.append((f"/dav/so-anna/{number}.ics", '"a"', before if number % 2 else after))
    with serving((207, multistatus(*found))) as (address, _):
        assert send(address, {uid: event(uid) for uid in uids}) == Sent(kept=10)


def test_what_is_gone_is_removed_if_it_is_ours():
    there = multistatus(("/dav/so-anna/1.ics", '"a"', event()), ("/dav/so-anna/2.ics", '"b"', event("birthday")))
    with serving((207, there), 204) as (address, asked):
        assert send(address, {}, lambda uid: uid == UID) == Sent(removed=1)
    method, path, headers, _ = asked[-1]
    assert (method, path, headers["If-Match"]) == ("DELETE", "/dav/so-anna/1.ics", '"a"')
    assert headers["X-NC-CalDAV-No-Trashbin"] == "1"  # or Nextcloud would not take it when it comes back


def test_what_changed_since_it_was_read_is_read_again():
    first = multistatus(("/dav/so-anna/1.ics", '"a"', event(summary="Oud")))
    second = multistatus(("/dav/so-anna/1.ics", '"c"', event(summary="Ouder")))
    with serving((207, first), 412, (207, second), 204) as (address, asked):
        assert send(address, {UID: event()}) == Sent(changed=1)
    assert asked[-1][2]["If-Match"] == '"c"'


def test_a_calendar_that_keeps_changing_is_left():
    there = multistatus(("/dav/so-anna/1.ics", '"a"', event(summary="Oud")))
    with serving((207, there), 412, (207, there), 412) as (address, _), pytest.raises(Refused):
        send(address, {UID: event()})


@pytest.mark.parametrize(
    "href",
    [
        "/dav/so-bea/1.ics",
        "/",
        "http://127.0.0.1:9/dav/so-bea/1.ics",
        "/dav/so-anna/../so-bea/1.ics",
        "/dav/so-anna/%2e%2e/x",
        "/dav/so-anna/",  # the calendar itself, with all that is in it
        "http://[half/dav/so-anna/1.ics",
    ],
)
def test_nothing_is_written_where_we_did_not_ask(href):
    there = multistatus((href, '"a"', event()))
    with serving((207, there), 204) as (address, asked):
        assert send(address, {}) == Sent()
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("href", "asked_for"),
    [
        ("/dav/so-anna/é 1.ics", "/dav/so-anna/%C3%A9%201.ics"),
        ("/dav/so-anna/%C3%A9%201.ics", "/dav/so-anna/%C3%A9%201.ics"),
        ("/dav/so-anna/1@x.ics", "/dav/so-anna/1@x.ics"),
        ("/dav/so-anna/1&#13;&#10;X: y.ics", "/dav/so-anna/1X:%20y.ics"),
    ],
)
def test_a_name_that_a_server_gave_as_it_is_read_is_asked_for_as_it_is_sent(href, asked_for):
    with serving((207, multistatus((href, '"a"', event()))), 204) as (address, asked):
        assert send(address, {}) == Sent(removed=1)
    assert asked[-1][:2] == ("DELETE", asked_for)


@pytest.mark.parametrize("etag", ["a\nX-Evil: y", "é", ""])
def test_an_etag_that_is_no_header_is_not_sent_back(etag):
    with serving((207, multistatus(("/dav/so-anna/1.ics", etag, event())))) as (address, asked):
        assert send(address, {}) == Sent()
    assert len(asked) == 1


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'


@pytest.mark.parametrize(
    "answer", ["", "<html>", "<html/>", "login", BOMB, '<?xml version="1.0" encoding="nonsense"?><a/>']
)
def test_an_answer_that_is_none_of_caldav_is_told(answer):
    with serving((207, answer)) as (address, _), pytest.raises(Unusable, match="caldav-answer"):
        send(address, {UID: event()})


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, "caldav-login"), (403, "caldav-forbidden"), (301, "caldav-moved"), (500, "caldav-status")],
)
def test_a_refusal_is_told_and_no_redirect_is_followed(status, kind):
    with serving(status) as (address, asked), pytest.raises(Unusable, match=kind):
        send(address, {UID: event()})
    assert len(asked) == 1


def test_a_server_that_closes_each_connection_is_asked_again():
    with serving((207, multistatus()), 201, 201, close=True) as (address, asked):
        assert send(address, {UID: event(), "b": event("b")}) == Sent(added=2)
    assert len(asked) == 3


def test_nobody_there_is_told():
    with serving() as (address, _):
        pass
    with pytest.raises(Unusable, match="no-connection") as caught:
        send(address, {UID: event()})
    assert says_what_to_do(caught.value)


def says_what_to_do(error: Unusable) -> bool:
    return all(fault.hint is not None for fault in error.faults)


@pytest.mark.parametrize("answers", [[401], [403], [500], [(207, "<html/>")]], ids=str)
def test_whoever_is_refused_is_told_what_to_do(answers):
    with serving(*answers) as (address, _), pytest.raises(Unusable) as caught:
        send(address, {UID: event()})
    assert says_what_to_do(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/",
        "example.org",
        "https://",
        "https://anna:geheim@example.org/",
        "https://anna@example.org/",
        "http://example.org/",
        "http://127.0.0.1.example.org/",
        "https://example.org:99999/",
        "https://example.org/a b",
        "https://example.org/\r\nX: y",
        "https://[::1",
        "https://example.org/?q",
    ],
)
def test_an_address_that_is_none_or_not_safe_is_refused(address):
    with pytest.raises(UsageError, match="address"):
        WebServer(address, ANNA)


def test_without_a_password_and_to_this_machine_http_will_do():
    assert WebServer("http://example.org/dav").path == "/dav"
    assert WebServer("http://localhost/", ANNA).path == "/"
    assert WebServer("http://[::1]:8080/", ANNA).host == "::1"


def test_a_password_is_in_no_representation():
    assert "geheim" not in repr(ANNA)
    assert "anna" not in repr(ANNA)


# -- where name and password come from

ADDRESS = "https://dav.example.org/cal/"
GIVEN = {"SECRETARIAT_CALDAV_USER": "bea", "SECRETARIAT_CALDAV_PASSWORD": "sesam"}


@pytest.fixture
def netrc(tmp_path):
    file = tmp_path / "netrc"
    file.write_text("machine dav.example.org login anna password geheim\n")
    return {"NETRC": str(file)}


def test_the_environment_goes_before_netrc_and_the_option_before_both(netrc):
    assert login(ADDRESS, None, netrc) == ANNA
    assert login(ADDRESS, None, netrc | GIVEN) == Login("bea", "sesam")
    assert login(ADDRESS, "carla", netrc | GIVEN) == Login("carla", "sesam")


def test_a_password_of_another_machine_or_name_is_not_used(netrc):
    assert login("https://example.org/", None, netrc) is None
    assert login(ADDRESS, "bea", netrc) is None
    assert login(ADDRESS, None, {"NETRC": "/nowhere/netrc"}) is None
    assert login("https://[::1", None, netrc) is None  # it is the address that will be refused, not the file


def test_a_netrc_that_cannot_be_read_is_told_without_what_is_in_it(tmp_path):
    (tmp_path / "netrc").write_text("geheim geheim\n")
    with pytest.raises(BadInput) as told:
        login(ADDRESS, None, {"NETRC": str(tmp_path / "netrc")})
    assert "geheim" not in str(told.value.faults)


def collections(*hrefs):
    rows = "".join(f"<D:response><D:href>{href}</D:href></D:response>" for href in hrefs)
    return 207, f'<D:multistatus xmlns:D="DAV:">{rows}</D:multistatus>'


def stored(name, uid=UID):
    return 207, multistatus((f"/dav/{name}/1.ics", '"a"', event(uid)))


def left_in(*answers):
    """The calendars beside those of Anna and the team, and what the server was asked for them."""
    with serving(*answers) as (address, asked), WebServer(address, ANNA) as server:
        found = list(beside(server, "so-", ["so-anna", "so"], lambda uid: uid.startswith("so.")))
    return found, [(method, path) for method, path, _, _ in asked]


def test_calendars_beside_are_those_with_an_event_of_ours_that_are_not_known():
    there = collections(
        *("/dav/", "/dav/so/", "/dav/so-anna/", "http://here/dav/so-dirk/", "/dav/so-eva/", "/dav/so-noord-dirk"),
        *("/dav/private/", "/dav/so-a/b/", "/elsewhere/so-f/", "/dav/../so-g/", "/dav/so-%E9/"),
    )
    read = stored("so-dirk"), stored("so-eva", "x"), stored("so-noord-dirk", "so-noord.x"), 404
    found, asked = left_in(there, *read)
    assert found == ["so-dirk"]
    assert asked[0] == ("PROPFIND", "/dav/")
    assert {method for method, _ in asked[1:]} == {"REPORT"}


@pytest.mark.parametrize("answer", [403, 405, 301, (207, "nonsense"), (200, "<html/>")])
def test_a_server_that_does_not_tell_what_is_beside_is_no_fault(answer):
    assert left_in(answer)[0] == []


def test_a_calendar_beside_that_may_not_be_read_is_passed_over():
    there = collections("/dav/so-dirk/", "/dav/so-eva/")
    assert left_in(there, 403, stored("so-eva"))[0] == ["so-eva"]
