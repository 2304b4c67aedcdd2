"""Who is let in: whoever has the address with its token, from a page that came from here."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Collection
from hmac import compare_digest
from urllib.parse import urlsplit

from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_TOKEN_BYTES = 32
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def new_token() -> str:
    """A token that cannot be guessed, fit for a path."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def door(token: str, origins: Collection[str] = ()) -> Middleware:
    """Refuses, before anything else looks at it, every request whose path does not begin with the token.

    It stands in the path, and not in a cookie: programs of others on the same machine are sent cookies too, since those
    know no ports. A request from a page of another origin than the host it asks, or `origins`, is refused as well, and
    so is a websocket that does not say from where it is, as every browser does.
    """
    allowed = {origin_of(origin) for origin in origins}

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.path.split("/", 2)[1]
        if not compare_digest(given.encode("utf-8", "replace"), token.encode()) or not _is_ours(request, allowed):
            return web.Response(status=403, headers=_HEADERS)
        try:
            answer = await handler(request)
        except web.HTTPException as refused:
            refused.headers.update(_HEADERS)
            raise
        if not answer.prepared:
            answer.headers.update(_HEADERS)
        return answer

    return guard


def _is_ours(request: web.Request, allowed: Collection[str | None]) -> bool:
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is None:
        return request.headers.get(hdrs.UPGRADE) is None
    found = origin_of(origin)
    return found is not None and (found in allowed or found == f"http://{request.host.lower()}")


def origin_of(address: str) -> str | None:
    """The scheme, host and port of an address; None where it has none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.scheme in ("http", "https") and parts.netloc else None
