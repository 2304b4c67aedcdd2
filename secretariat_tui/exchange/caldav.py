"""Calendars kept up on a CalDAV server (RFC 4791): what is new or other is sent, what is gone is removed.

The state is the server's own: each run reads what is there and compares. So there is nothing to keep here, and what
somebody changed on the server is set right again. Events of others in the same calendar are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NoReturn
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree as Xml
from xml.sax.saxutils import escape

from secretariat_tui.domain.errors import Refused, Unusable, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.exchange.web import Answer, WebServer

_DAV: Final = "{DAV:}"
_CALDAV: Final = "{urn:ietf:params:xml:ns:caldav}"
_SPACES: Final = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
_QUERY: Final = (
    f"<C:calendar-query {_SPACES}><D:prop><D:getetag/><C:calendar-data/></D:prop>"
    '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter>'
    "</C:calendar-query>"
).encode()
_WHICH: Final = f"<D:propfind {_SPACES}><D:prop><D:resourcetype/></D:prop></D:propfind>".encode()
_ADDRESS: Final = N_("Check whether the address is that of your calendars on a CalDAV server; else try it again later.")
_XML: Final = {"Content-Type": "application/xml; charset=utf-8"}
_FOR_GOOD: Final = {"X-NC-CalDAV-No-Trashbin": "1"}
"""Nextcloud keeps what is removed, and then refuses an event of that name which comes back, or goes away once more."""
_LONGEST_NAME: Final = 200
_ATTEMPTS: Final = 2


@dataclass(frozen=True, slots=True)
class Sent:
    """How many events of a calendar were sent, removed or left as they were."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0

    def __add__(self, other: Sent) -> Sent:
        return Sent(
            self.added + other.added,
            self.changed + other.changed,
            self.removed + other.removed,
            self.kept + other.kept,
        )


@dataclass(frozen=True, slots=True)
class _Stored:
    path: str
    etag: str
    lines: frozenset[str]


class _ChangedMeanwhileError(Exception):
    """Somebody else was between our reading and our writing."""


def publish(
    server: WebServer, name: str, title: str, objects: Mapping[str, bytes], may_remove: Callable[[str], bool]
) -> Sent:
    """Makes the calendar of this name hold these objects, by UID, and removes others of which the UID may be removed.

    The calendar is made when it is not there. Nothing is overwritten that changed since it was read: then all is read
    again, once. Raises Unusable when the server does not do it, and Refused when it keeps changing.
    """
    path = _calendar(server, name)
    for _ in range(_ATTEMPTS):
        stored = _stored(server, path, title)
        try:
            return _update(server, path, stored, objects, may_remove)
        except _ChangedMeanwhileError:
            continue
    raise Refused([fault("caldav-busy", N_("The calendar {name} keeps changing on the server."), name=name)])


def beside(server: WebServer, head: str, known: Collection[str], is_ours: Callable[[str], bool]) -> Iterator[str]:
    """Names of the calendars of which the name begins with `head`, that are not among the `known`, and that have an
    event of which the UID is ours. None where the server does not tell: nobody asked for them."""
    try:
        answer = server.ask("PROPFIND", f"{server.path.rstrip('/')}/", {"Depth": "1", **_XML}, _WHICH)
        for name in sorted(_names(answer, server)) if answer.status == 207 else ():
            if not name.startswith(head) or name in known:
                continue
            path = _calendar(server, name)
            found = server.ask("REPORT", path, {"Depth": "1", **_XML}, _QUERY)
            if found.status == 207 and any(is_ours(uid) for uid, _ in _read(found, path)):
                yield name
    except Unusable:
        return


def _names(answer: Answer, server: WebServer) -> Iterator[str]:
    """What lies in the home of the calendars, and not what a server names of elsewhere."""
    home = unquote(f"{server.path.rstrip('/')}/")
    for response in _parsed(answer).iter(f"{_DAV}response"):
        where = unquote(_path(response.findtext(f"{_DAV}href", "")))
        name = where.removeprefix(home).rstrip("/")
        if where.startswith(home) and name and "/" not in name:
            yield name


def _calendar(server: WebServer, name: str) -> str:
    return f"{server.path.rstrip('/')}/{quote(name)}/"


def _update(
    server: WebServer,
    path: str,
    stored: Mapping[str, _Stored],
    objects: Mapping[str, bytes],
    may_remove: Callable[[str], bool],
) -> Sent:
    sent = Sent()
    for uid, content in objects.items():
        there = stored.get(uid)
        if there is not None and _lines(content.decode()) <= there.lines:
            sent += Sent(kept=1)
            continue
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        if there is None:
            _change(server, "PUT", f"{path}{_resource(uid)}.ics", headers | {"If-None-Match": "*"}, content)
            sent += Sent(added=1)
        else:
            _change(server, "PUT", there.path, headers | {"If-Match": there.etag}, content)
            sent += Sent(changed=1)
    for uid, there in stored.items():
        if uid not in objects and may_remove(uid):
            _change(server, "DELETE", there.path, {"If-Match": there.etag, **_FOR_GOOD})
            sent += Sent(removed=1)
    return sent


def _resource(uid: str) -> str:
    """What an event is called in its calendar. Many servers make a file of it, and disks have their limits."""
    name = quote(uid.partition("@")[0])
    return name if len(name) <= _LONGEST_NAME else sha256(uid.encode()).hexdigest()


def _change(server: WebServer, method: str, path: str, headers: Mapping[str, str], content: bytes = b"") -> None:
    answer = server.ask(method, path, headers, content)
    if answer.status == 412 or (method == "DELETE" and answer.status == 404):
        raise _ChangedMeanwhileError
    if answer.status not in (200, 201, 204):
        _fail(answer, path)


def _stored(server: WebServer, path: str, title: str) -> dict[str, _Stored]:
    """What the calendar has, by UID; an empty one is made where there is none."""
    answer = server.ask("REPORT", path, {"Depth": "1", **_XML}, _QUERY)
    if answer.status == 404:
        named = f"<D:set><D:prop><D:displayname>{escape(title)}</D:displayname></D:prop></D:set>"
        made = server.ask("MKCALENDAR", path, _XML, f"<C:mkcalendar {_SPACES}>{named}</C:mkcalendar>".encode())
        if made.status != 201:
            _fail(made, path)
        return {}
    if answer.status != 207:
        _fail(answer, path)
    return dict(_read(answer, path))


def _read(answer: Answer, path: str) -> Iterator[tuple[str, _Stored]]:
    """UID and rest of each event that an answer has, if it lies in the calendar that was asked for."""
    for response in _parsed(answer).iter(f"{_DAV}response"):
        href = _path(response.findtext(f"{_DAV}href", ""))
        for found in response.iter(f"{_DAV}propstat"):
            etag, data = found.findtext(f".//{_DAV}getetag"), found.findtext(f".//{_CALDAV}calendar-data")
            if not etag or not data or not _is_within(href, path):
                continue
            if not (etag.isascii() and etag.isprintable()):  # it goes into a header
                continue
            uid = _uid(data)
            if uid is not None:
                yield uid, _Stored(href, etag, _lines(data))


def _path(href: str) -> str:
    """The path that a server names, as a request can have it, however it was written; "" of an address that is none."""
    try:
        return quote(urlsplit(href.strip()).path, safe="/%:@!$&'()*+,;=~")
    except ValueError:
        return ""


def _is_within(href: str, path: str) -> bool:
    """Whether an object lies in the calendar that was asked for: nothing is written elsewhere on a server's word."""
    where = unquote(href)
    return where.startswith(unquote(path)) and not where.endswith("/") and ".." not in where.split("/")


def _parsed(answer: Answer) -> Xml.Element:
    class Builder(Xml.TreeBuilder):
        def doctype(self, name: str, pubid: str | None, system: str | None) -> NoReturn:  # noqa: ARG002
            """No answer of CalDAV has one; those that have are after the memory of whoever reads them."""
            raise Xml.ParseError

    parser = Xml.XMLParser(target=Builder())  # noqa: S314  (a document type is refused above)
    try:
        parser.feed(answer.content)
        root = parser.close()
    except (Xml.ParseError, ValueError, LookupError):  # the last for an encoding that nobody knows
        raise _no_caldav() from None
    if not isinstance(root, Xml.Element) or root.tag != f"{_DAV}multistatus":
        raise _no_caldav()
    return root


def _no_caldav() -> Unusable:
    text = N_("The server's answer is not one of a CalDAV server.")
    return Unusable([fault("caldav-answer", text, hint=_ADDRESS)])


def _uid(calendar: str) -> str | None:
    """The name of an event, and not of an alarm in it, to which some programs give one too (RFC 9074)."""
    inside: list[str] = []
    for line in _unfolded(calendar):
        if line.startswith("BEGIN:"):
            inside.append(line)
        elif line.startswith("END:"):
            del inside[-1:]
        elif line.startswith("UID:") and inside[-1:] == ["BEGIN:VEVENT"]:
            return line[4:]
    return None


def _lines(calendar: str) -> frozenset[str]:
    """The lines of an object, without those of the calendar round the event, which servers make their own."""
    return frozenset(line for line in _unfolded(calendar) if line and not line.startswith(("PRODID:", "VERSION:")))


def _unfolded(calendar: str) -> list[str]:
    return calendar.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "").split("\n")


def _fail(answer: Answer, path: str) -> NoReturn:
    """Says what a status means for whoever asked."""
    where = unquote(path)[:200]
    if answer.status == 401:
        text = N_("The server does not know this name and password.")
        hint = N_("Set SECRETARIAT_CALDAV_PASSWORD, or put them in your .netrc file; --user says the name.")
        found = fault("caldav-login", text, hint=hint)
    elif answer.status == 403:
        hint = N_("Ask who looks after the server for the permission, or give the address of your own calendars.")
        text = N_("You may not write to {path} on this server.")
        found = fault("caldav-forbidden", text, hint=hint, path=where)
    elif 300 <= answer.status < 400:
        found = fault("caldav-moved", N_("{path} has moved; give the address where it is now."), path=where)
    else:
        text = N_("The server answered {status} for {path}.")
        found = fault("caldav-status", text, hint=_ADDRESS, status=answer.status, path=where)
    raise Unusable([found])
