"""How much anybody may ask of the feed, and how long she may take."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

_KEY_BYTES: Final = 16
_SITE_BITS: Final = 64


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` requests at once, and `per_minute` in the long run."""

    burst: int
    per_minute: float


@dataclass(frozen=True, slots=True)
class FeedLimits:
    """The bounds of the feed. Sizes are bytes, times are seconds.

    A token is one person's few devices; an address can be a whole office behind one router. `keys` bounds how many of
    each are remembered, `cache_bytes` what is kept of calendars, and the rest what one connection can hold.
    """

    per_token: Rate = Rate(burst=30, per_minute=30)
    per_address: Rate = Rate(burst=1200, per_minute=1200)
    keys: int = 20_000
    cache_bytes: int = 64 * 2**20
    max_age: int = 300
    target_bytes: int = 512
    header_bytes: int = 8 * 2**10
    head_bytes: int = 16 * 2**10
    head_seconds: float = 10.0
    idle_seconds: int = 15
    connection_seconds: float = 60.0
    stop_seconds: int = 5
    connections: int = 512
    backlog: int = 512
    readers: int = 2


class Throttle:
    """Counts requests by key, in memory that does not grow: who was seen longest ago is forgotten first.

    For each key only the moment is kept at which all that it asked would be paid for at the long-run rate (the generic
    cell rate algorithm). Keys are digests, so that no address stays in memory.
    """

    def __init__(self, rate: Rate, keys: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap = 60.0 / rate.per_minute
        self._ahead = (rate.burst - 1) * self._gap
        self._keys = keys
        self._clock = clock
        self._paid: OrderedDict[bytes, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._paid)

    def wait(self, key: bytes) -> int:
        """Whole seconds to wait before this key may ask again; 0 where it may now, and then it counts."""
        digest = blake2b(key, digest_size=_KEY_BYTES).digest()
        now = self._clock()
        paid = max(self._paid.get(digest, now), now)
        if paid - now > self._ahead:
            return max(1, math.ceil(paid - now - self._ahead))
        self._paid[digest] = paid + self._gap
        self._paid.move_to_end(digest)
        if len(self._paid) > self._keys:
            self._paid.popitem(last=False)
        return 0


def site_of(host: str) -> bytes:
    """What counts as one address: one of IPv4, and a whole /64 of IPv6, of which a household has more than it needs."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host.encode("utf-8", "replace")
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped.packed
        return address.packed[: _SITE_BITS // 8]
    return address.packed
