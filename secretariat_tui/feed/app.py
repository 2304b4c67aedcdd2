"""The calendar feed as an ASGI application: one calendar at each unguessable address, read-only.

Whatever is asked that is no calendar gets one and the same answer after the same work, be the token wrong, revoked or
absent, so that nothing can be learnt from asking.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.feed import Subject, SubjectKind
from secretariat_tui.feed.cache import CalendarCache, Rendered, rendered
from secretariat_tui.feed.conditional import http_date, is_as_wanted, is_unchanged, takes_gzip
from secretariat_tui.feed.limits import FeedLimits, Throttle, site_of
from secretariat_tui.feed.source import FeedSource
from secretariat_tui.ical.entry import account_file, member_file, team_file
from secretariat_tui.services.feed_tokens import fingerprint, hash_of

T = TypeVar("T")

HEALTH: Final = "/health"
LOGGER: Final = "secretariat_tui.feed"

_ADDRESS: Final = re.compile(r"/calendar/([A-Za-z0-9_-]{43})\.ics")
_SAFE_NAME: Final = re.compile(r"[a-z0-9_-]{1,150}\.ics")
_METHODS: Final = ("GET", "HEAD")
_TRY_AGAIN_SECONDS: Final = 120
_SECURITY: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}

_log = logging.getLogger(LOGGER)


def _utc_now() -> datetime:
    return datetime.now(UTC)


def make_app(
    source: FeedSource,
    limits: FeedLimits | None = None,
    *,
    now: Callable[[], datetime] = _utc_now,
    monotonic: Callable[[], float] = time.monotonic,
) -> ASGIApp:
    """The application. `now` is the clock on the wall, `monotonic` the one that requests are counted by."""
    door = _Door(source, limits or FeedLimits(), now, monotonic)

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        yield
        door.close()

    return Router(redirect_slashes=False, default=door, lifespan=lifespan)


class _Door:
    """Answers every request."""

    def __init__(
        self, source: FeedSource, limits: FeedLimits, now: Callable[[], datetime], monotonic: Callable[[], float]
    ) -> None:
        self._source = source
        self._limits = limits
        self._now = now
        self._cache = CalendarCache(limits.cache_bytes)
        self._tokens = Throttle(limits.per_token, limits.keys, monotonic)
        self._addresses = Throttle(limits.per_address, limits.keys, monotonic)
        # Looking up is quick; making calendars is not, and must not keep those who look up waiting.
        self._readers = ThreadPoolExecutor(limits.readers, thread_name_prefix="feed-read")
        self._maker = ThreadPoolExecutor(1, thread_name_prefix="feed-make")

    def close(self) -> None:
        """Waits for what is under way."""
        for pool in (self._readers, self._maker):
            pool.shutdown(cancel_futures=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope)
        began = time.perf_counter()
        token_hash, response = await self._answer(request)
        for name, value in _SECURITY.items():
            response.headers[name] = value
        name = "-" if token_hash is None else fingerprint(token_hash)
        _log.info(
            "%s %s %d %.1f ms", request.method[:8], name, response.status_code, 1e3 * (time.perf_counter() - began)
        )
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> tuple[bytes | None, Response]:
        """The hash of the token, where it was looked at, and the answer."""
        path: str = request.scope["path"]
        refusal = self._refusal(request)
        if refusal is not None:
            refusal.headers["Connection"] = "close"  # and nothing of a body is waited for
            return None, refusal
        if path == HEALTH:
            return None, _plain(204)
        client = request.client
        wait = self._addresses.wait(site_of(client.host if client else ""))
        if wait:
            return None, _later(429, wait)
        found = _ADDRESS.fullmatch(path)
        token_hash = hash_of(found[1] if found else path)
        wait = self._tokens.wait(token_hash)
        if wait:
            return token_hash, _later(429, wait)
        try:
            return token_hash, await self._calendar(request, token_hash)
        except SecretariatError as error:
            _log.error("a calendar could not be read: %s", error)
            return token_hash, _later(503, _TRY_AGAIN_SECONDS)

    def _refusal(self, request: Request) -> Response | None:
        """What can be refused without a look at what is asked for."""
        headers, limits = request.scope["headers"], self._limits
        if request.method not in _METHODS:
            response = _plain(405)
            response.headers["Allow"] = ", ".join(_METHODS)
            return response
        target = request.scope.get("raw_path") or request.scope["path"].encode("utf-8", "replace")
        if len(target) + len(request.scope["query_string"]) > limits.target_bytes:
            return _plain(414)
        if sum(len(name) + len(value) for name, value in headers) > limits.header_bytes:
            return _plain(431)
        if "transfer-encoding" in request.headers or request.headers.get("content-length", "0").strip() != "0":
            return _plain(413)
        return None

    async def _calendar(self, request: Request, token_hash: bytes) -> Response:
        found = await self._in(self._readers, lambda: self._source.look_up(token_hash))
        if found is None:
            return _plain(404)
        subject, version = found

        async def make() -> Rendered:
            return await self._in(self._maker, lambda: rendered(*self._source.calendar(subject)))

        kept = await self._cache.get(subject, version, make)
        return self._deliver(request, subject, kept)

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    def _deliver(self, request: Request, subject: Subject, kept: Rendered) -> Response:
        asked = request.headers
        packed = takes_gzip(_joined(request, "accept-encoding"))
        headers = {
            "Cache-Control": f"private, max-age={self._limits.max_age}",
            "ETag": f'"{kept.packed_tag if packed else kept.tag}"',
            "Vary": "Accept-Encoding",
        }
        # A second is all that this header can tell: within it the calendar may yet change unseen.
        if kept.modified <= self._now() - timedelta(seconds=1):
            headers["Last-Modified"] = http_date(kept.modified)
        tags = (kept.tag, kept.packed_tag)
        if not is_as_wanted(_joined(request, "if-match"), asked.get("if-unmodified-since"), tags, kept.modified):
            return _plain(412)
        if is_unchanged(_joined(request, "if-none-match"), asked.get("if-modified-since"), tags, kept.modified):
            return Response(status_code=304, headers=headers)
        body = kept.packed if packed else kept.plain
        if packed:
            headers["Content-Encoding"] = "gzip"
        headers["Content-Disposition"] = f'attachment; filename="{_file_name(subject)}"'
        headers["Content-Type"] = "text/calendar; charset=utf-8"
        headers["Content-Length"] = str(len(body))
        return Response(b"" if request.method == "HEAD" else body, headers=headers)


def _joined(request: Request, name: str) -> str | None:
    """A header that may come in several lines, which are one list."""
    values = request.headers.getlist(name)
    return ", ".join(values) if values else None


def _plain(status: int) -> Response:
    """An answer that says nothing but its status, and is kept by nobody."""
    return Response(status_code=status, headers={"Cache-Control": "no-store"})


def _later(status: int, seconds: int) -> Response:
    response = _plain(status)
    response.headers["Retry-After"] = str(seconds)
    return response


def _file_name(subject: Subject) -> str:
    """The name under which the calendar is exported as a file; made of ids, and never anything else."""
    if subject.kind is SubjectKind.MEMBER:
        name = member_file(subject.team, subject.owner)
    elif subject.kind is SubjectKind.ACCOUNT:
        name = account_file(subject.team, subject.owner)
    else:
        name = team_file(subject.team)
    return name if _SAFE_NAME.fullmatch(name) else "calendar.ics"
