"""Calendars as they go out, kept until a newer one is published or the room is needed."""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from secretariat_tui.domain.feed import Subject

_TAG_CHARACTERS: Final = 32


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of a calendar, plain and compressed, the tag of each, and when it last changed."""

    plain: bytes
    packed: bytes
    tag: str
    modified: datetime

    @property
    def packed_tag(self) -> str:
        """Another than that of the plain bytes: a strong tag is of one sequence of bytes."""
        return self.tag + "-gzip"

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed)


def rendered(content: bytes, modified: datetime) -> Rendered:
    """A calendar ready to go out. The same bytes give the same tags, on every machine."""
    packed = gzip.compress(content, compresslevel=6, mtime=0)
    return Rendered(content, packed, sha256(content).hexdigest()[:_TAG_CHARACTERS], modified)


class CalendarCache:
    """The newest version of each calendar, `most` bytes in all; who was asked for longest ago goes first.

    However many ask for one that is not there, it is made once. Belongs to one event loop.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Subject, tuple[str, Rendered]] = OrderedDict()
        self._under_way: dict[tuple[Subject, str], asyncio.Task[Rendered]] = {}
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    async def get(self, subject: Subject, version: str, make: Callable[[], Awaitable[Rendered]]) -> Rendered:
        """This version of a calendar, made unless it is there. What `make` raises, everybody who waits gets."""
        kept = self._kept.get(subject)
        if kept is not None and kept[0] == version:
            self._kept.move_to_end(subject)
            return kept[1]
        task = self._under_way.get((subject, version))
        if task is None:
            task = asyncio.create_task(self._make(subject, version, make))
            self._under_way[subject, version] = task
            task.add_done_callback(lambda done: self._end(subject, version, done))
        return await asyncio.shield(task)  # one who hangs up does not take it from the others

    async def _make(self, subject: Subject, version: str, make: Callable[[], Awaitable[Rendered]]) -> Rendered:
        made = await make()
        self._drop(subject)
        self._kept[subject] = (version, made)
        self.size += made.size
        while self.size > self._most and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))
        return made

    def _drop(self, subject: Subject) -> None:
        kept = self._kept.pop(subject, None)
        if kept is not None:
            self.size -= kept[1].size

    def _end(self, subject: Subject, version: str, done: asyncio.Task[Rendered]) -> None:
        del self._under_way[subject, version]
        if not done.cancelled():
            done.exception()  # seen, also where everybody who waited has gone
