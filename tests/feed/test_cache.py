"""Calendars are made once, in a thread, kept within bounds; so are the counts of who asks."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest

from secretariat_tui.domain.feed import Subject, SubjectKind
from secretariat_tui.feed.cache import CalendarCache, rendered
from secretariat_tui.feed.limits import FeedLimits, Rate, Throttle, site_of
from secretariat_tui.services.feed_tokens import hash_of
from tests.feed.conftest import Feed
from tests.feed.memory import ANNA, CHANGED, TOKEN, content


def person(number: int) -> Subject:
    return Subject("so", SubjectKind.MEMBER, f"m{number}")


async def test_a_calendar_is_made_once_for_everybody_and_anew_when_its_version_changes(feed: Feed) -> None:
    feed.source.delay = 0.05
    answers = await asyncio.gather(*(feed.ask() for _ in range(20)))
    assert {answer.content for answer in answers} == {content("anna")}
    assert feed.source.asked == {"look_up": 20, "calendar": 1}
    feed.source.publish(ANNA, "2", "newer", CHANGED + timedelta(hours=1))
    again = await feed.ask(if_none_match=answers[0].headers["etag"])
    assert (again.status_code, again.content) == (200, content("newer"))
    assert again.headers["last-modified"] == "Fri, 20 Nov 2026 16:30:12 GMT"
    assert feed.source.asked["calendar"] == 2


async def test_the_loop_is_free_while_a_calendar_is_made_and_others_are_looked_up(make_feed) -> None:
    feed = make_feed(limits=FeedLimits(readers=1))
    feed.source.delay = 0.3
    slow = asyncio.create_task(feed.ask())
    while not feed.source.asked["calendar"]:
        await asyncio.sleep(0.001)
    assert (await feed.ask("/nowhere")).status_code == 404
    assert not slow.done()
    assert (await slow).status_code == 200
    assert threading.current_thread().name not in feed.source.threads


async def test_who_hangs_up_does_not_take_the_calendar_from_the_others() -> None:
    cache, gate, made = CalendarCache(10_000), asyncio.Event(), []

    async def make():
        made.append(1)
        await gate.wait()
        return rendered(b"x", CHANGED)

    first = asyncio.create_task(cache.get(ANNA, "1", make))
    second = asyncio.create_task(cache.get(ANNA, "1", make))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    gate.set()
    assert (await second).plain == b"x"
    assert (await cache.get(ANNA, "1", make)).plain == b"x"
    assert made == [1]


async def test_what_goes_wrong_goes_wrong_for_all_who_wait_and_is_tried_again_by_the_next() -> None:
    cache, tried = CalendarCache(10_000), []

    async def broken():
        tried.append(1)
        await asyncio.sleep(0)
        raise OSError("no")

    both = await asyncio.gather(*(cache.get(ANNA, "1", broken) for _ in range(2)), return_exceptions=True)
    assert [type(error) for error in both] == [OSError, OSError]
    with pytest.raises(OSError, match="no"):
        await cache.get(ANNA, "1", broken)
    assert tried == [1, 1]


async def test_the_cache_never_holds_more_than_it_may_and_drops_who_asked_longest_ago() -> None:
    one = rendered(bytes(1000), CHANGED).size
    cache, made = CalendarCache(3 * one), []

    def maker(number: int):
        async def make():
            made.append(number)
            return rendered(bytes(1000), CHANGED)

        return make

    async def ask(number: int) -> None:
        await cache.get(person(number), "1", maker(number))

    for number in (0, 1, 2, 0, 3):  # 0 was asked for again, so 1 goes
        await ask(number)
    assert (len(cache), cache.size) == (3, 3 * one)
    for number in (0, 2, 3, 1):
        await ask(number)
    assert made == [0, 1, 2, 3, 1]
    for number in range(100):
        await ask(number)
    assert (len(cache), cache.size) == (3, 3 * one)


async def test_an_older_version_makes_room_at_once() -> None:
    cache = CalendarCache(10**6)

    async def make():
        return rendered(bytes(1000), CHANGED)

    for version in range(50):
        await cache.get(ANNA, str(version), make)
    assert len(cache) == 1
    assert cache.size == rendered(bytes(1000), CHANGED).size


def test_tags_follow_from_the_bytes_alone() -> None:
    assert rendered(b"a", CHANGED).tag == rendered(b"a", CHANGED + timedelta(days=1)).tag
    assert rendered(b"a", CHANGED).tag != rendered(b"b", CHANGED).tag


# -- counting requests


def test_requests_are_paid_back_one_by_one() -> None:
    now = [0.0]
    throttle = Throttle(Rate(burst=2, per_minute=30), 10, lambda: now[0])
    assert [throttle.wait(b"a") for _ in range(3)] == [0, 0, 2]
    now[0] = 2.0
    assert [throttle.wait(b"a") for _ in range(2)] == [0, 2]
    now[0] = 1000.0
    assert [throttle.wait(b"a") for _ in range(3)] == [0, 0, 2]
    assert throttle.wait(b"b") == 0


def test_however_many_ask_only_so_many_are_remembered_and_the_busiest_are_not_forgotten() -> None:
    throttle = Throttle(Rate(burst=2000, per_minute=1), 100, lambda: 0.0)
    for number in range(1000):
        throttle.wait(str(number).encode())
        throttle.wait(b"busy")
    assert len(throttle) == 100
    assert [throttle.wait(b"busy") for _ in range(1001)][-1] > 0


def test_an_ipv6_household_is_one_address_and_so_is_an_ipv4_one_in_either_form() -> None:
    assert site_of("2001:db8:1:2::5") == site_of("2001:db8:1:2:ffff::9") != site_of("2001:db8:1:3::5")
    assert site_of("::ffff:198.51.100.7") == site_of("198.51.100.7") != site_of("198.51.100.8")
    assert site_of("fe80::1%eth0") == site_of("fe80::2")
    assert site_of("") == b""
    assert site_of("/run/feed.sock") == b"/run/feed.sock"


async def test_a_day_of_polling_keeps_nothing_but_the_calendars(make_feed) -> None:
    feed = make_feed(limits=FeedLimits(per_token=Rate(1000, 1000), per_address=Rate(1000, 1000), keys=50))
    feed.source.tokens |= {hash_of(f"{number:043}"): person(number) for number in range(20)}
    for number in range(20):
        feed.source.publish(person(number), "1", str(number))
    door = feed.app.default  # type: ignore[attr-defined]
    for turn in range(3):
        for number in range(20):
            answer = await feed.ask(f"/calendar/{number:043}.ics", host=f"198.51.{turn}.{number}")
            assert answer.status_code == 200
        for number in range(20):
            await feed.ask(f"/calendar/{turn * 20 + number:x>43}.ics")
    assert (len(door._cache), len(door._tokens), len(door._addresses)) == (20, 50, 50)
    assert TOKEN not in repr(vars(door._tokens))
