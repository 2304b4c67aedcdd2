"""What a calendar's address answers: bytes, headers, conditional requests and compression."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from secretariat_tui.services.feed_tokens import hash_of
from tests.feed.conftest import Feed
from tests.feed.memory import ANNA, CHANGED, DIRECTOR, TEAM, TOKEN, content

TAG = sha256(content("anna")).hexdigest()[:32]
SECURITY = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
}


async def test_a_token_opens_its_calendar_with_all_that_clients_need_to_ask_again_cheaply(feed: Feed) -> None:
    answer = await feed.ask()
    assert (answer.status_code, answer.content) == (200, content("anna"))
    assert dict(answer.headers) == {
        "cache-control": "private, max-age=300",
        "content-disposition": 'attachment; filename="so-anna.ics"',
        "content-length": str(len(content("anna"))),
        "content-type": "text/calendar; charset=utf-8",
        "etag": f'"{TAG}"',
        "last-modified": "Fri, 20 Nov 2026 15:30:12 GMT",
        "vary": "Accept-Encoding",
        **SECURITY,
    }


async def test_head_answers_as_get_without_the_bytes(feed: Feed) -> None:
    whole, head = await feed.ask(), await feed.ask(method="HEAD")
    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize(
    ("subject", "name"), [(DIRECTOR, "so-account-dir.ics"), (TEAM, "so.ics"), (ANNA, "so-anna.ics")]
)
async def test_the_name_of_the_file_is_made_of_ids(feed: Feed, subject, name) -> None:
    feed.source.tokens[hash_of(TOKEN)] = subject
    feed.source.publish(subject, "1", "x")
    assert (await feed.ask()).headers["content-disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("owner", ['x"\r\nSet-Cookie: a=b', "../../etc/passwd", "Änne", "a;b", "x" * 500])
async def test_no_id_however_strange_gets_into_a_header(feed: Feed, owner) -> None:
    strange = replace(ANNA, owner=owner)
    feed.source.tokens[hash_of(TOKEN)] = strange
    feed.source.publish(strange, "1", "x")
    answer = await feed.ask()
    assert answer.headers["content-disposition"] == 'attachment; filename="calendar.ics"'
    assert "set-cookie" not in answer.headers


# -- If-None-Match


@pytest.mark.parametrize(
    "header",
    [
        f'"{TAG}"',
        f'W/"{TAG}"',
        f'"{TAG}-gzip"',
        f'W/"{TAG}-gzip"',
        f'"other", "{TAG}"',
        f'"with,comma" ,, W/"{TAG}"',
        f' "{TAG}" ',
        "*",
    ],
)
async def test_who_has_the_bytes_already_is_told_so_and_gets_no_others(feed: Feed, header) -> None:
    answer = await feed.ask(if_none_match=header)
    assert (answer.status_code, answer.content) == (304, b"")
    assert dict(answer.headers) == {
        "cache-control": "private, max-age=300",
        "etag": f'"{TAG}"',
        "last-modified": "Fri, 20 Nov 2026 15:30:12 GMT",
        "vary": "Accept-Encoding",
        **SECURITY,
    }


@pytest.mark.parametrize("header", ['"other"', TAG, f'"{TAG}', f'"{TAG[:-1]}"', "", ",,,", f'"{TAG}"x', f"'{TAG}'"])
async def test_who_has_other_bytes_or_says_it_wrongly_gets_these(feed: Feed, header) -> None:
    assert (await feed.ask(if_none_match=header)).status_code == 200


async def test_several_lines_of_a_header_are_one_list(feed: Feed) -> None:
    async with feed.client() as client:
        lines = [("if-none-match", '"other"'), ("if-none-match", f'"{TAG}"')]
        answer = await client.get(f"/calendar/{TOKEN}.ics", headers=lines)
    assert answer.status_code == 304


async def test_a_conditional_head_is_answered_as_a_conditional_get(feed: Feed) -> None:
    assert (await feed.ask(method="HEAD", if_none_match=f'"{TAG}"')).status_code == 304


# -- If-Modified-Since


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Fri, 20 Nov 2026 15:30:12 GMT", 304),
        ("Fri, 20 Nov 2026 15:30:11 GMT", 200),
        ("Sat, 21 Nov 2026 00:00:00 GMT", 304),
        ("Friday, 20-Nov-26 15:30:12 GMT", 304),
        ("Fri Nov 20 15:30:12 2026", 304),
        ("Fri, 20 Nov 2026 16:30:12 +0100", 304),
        ("Fri, 20 Nov 2026 15:30:12 +0100", 200),
        ("yesterday", 200),
        ("", 200),
        ("Fri, 99 Nov 2026 15:30:12 GMT", 200),
        ("Fri, 20 Nov 99999999999 15:30:12 GMT", 200),
    ],
)
async def test_a_calendar_that_did_not_change_since_is_not_sent(feed: Feed, header, status) -> None:
    assert (await feed.ask(if_modified_since=header)).status_code == status


async def test_the_tag_wins_over_the_date(feed: Feed) -> None:
    late, early = "Sun, 22 Nov 2026 00:00:00 GMT", "Thu, 01 Jan 2026 00:00:00 GMT"
    assert (await feed.ask(if_none_match='"other"', if_modified_since=late)).status_code == 200
    assert (await feed.ask(if_none_match="garbage", if_modified_since=late)).status_code == 200
    assert (await feed.ask(if_none_match=f'"{TAG}"', if_modified_since=early)).status_code == 304


async def test_the_second_in_which_it_changed_is_not_told_since_it_may_change_again_within_it(feed: Feed) -> None:
    feed.now = CHANGED + timedelta(milliseconds=900)
    assert "last-modified" not in (await feed.ask()).headers
    feed.now = CHANGED + timedelta(seconds=1)
    assert "last-modified" in (await feed.ask()).headers


# -- If-Match and If-Unmodified-Since


@pytest.mark.parametrize("header", [f'"{TAG}"', f'"{TAG}-gzip"', f'"other", "{TAG}"', "*"])
async def test_who_wants_only_the_bytes_that_she_knows_gets_them_while_they_are_these(feed: Feed, header) -> None:
    answer = await feed.ask(if_match=header)
    assert (answer.status_code, answer.content) == (200, content("anna"))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("header", ['"other"', f'W/"{TAG}"', TAG, "", ",,,"])
async def test_who_wants_only_bytes_that_these_are_not_gets_none(feed: Feed, method, header) -> None:
    """A weak tag does not say that the bytes are the same."""
    answer = await feed.ask(method=method, if_match=header)
    assert (answer.status_code, answer.content) == (412, b"")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Fri, 20 Nov 2026 15:30:12 GMT", 200),
        ("Sat, 21 Nov 2026 00:00:00 GMT", 200),
        ("Fri, 20 Nov 2026 15:30:11 GMT", 412),
        ("yesterday", 200),
    ],
)
async def test_a_calendar_that_changed_since_is_not_sent_to_who_wants_it_unchanged(feed: Feed, header, status) -> None:
    assert (await feed.ask(if_unmodified_since=header)).status_code == status


async def test_what_must_hold_is_looked_at_before_what_is_known_already(feed: Feed) -> None:
    early = "Thu, 01 Jan 2026 00:00:00 GMT"
    assert (await feed.ask(if_match='"other"', if_none_match=f'"{TAG}"')).status_code == 412
    assert (await feed.ask(if_match=f'"{TAG}"', if_none_match=f'"{TAG}"')).status_code == 304
    assert (await feed.ask(if_match=f'"{TAG}"', if_unmodified_since=early)).status_code == 200


async def test_a_wrong_address_is_told_nothing_else_whatever_must_hold(feed: Feed) -> None:
    async with feed.client() as client:
        answer = await client.get(f"/calendar/{'x' * 43}.ics", headers={"if-match": '"other"'})
    assert answer.status_code == 404


# -- gzip


@pytest.mark.parametrize("header", ["gzip", "GZIP", "x-gzip", "*", "br, gzip;q=0.5", "deflate;q=0.1,gzip;q=0.001"])
async def test_who_takes_gzip_gets_it_with_a_tag_of_its_own(feed: Feed, header) -> None:
    async with feed.client() as client:
        request = client.build_request("GET", f"/calendar/{TOKEN}.ics", headers={"accept-encoding": header})
        answer = await client.send(request, stream=True)
        packed = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["etag"] == f'"{TAG}-gzip"'
    assert int(answer.headers["content-length"]) == len(packed) < len(content("anna"))
    assert gzip.decompress(packed) == content("anna")


@pytest.mark.parametrize("header", ["", "identity", "gzip;q=0", "*;q=0", "br", "gzip;q=0, *", "gzip;q=x", "gzip;q=1.5"])
async def test_who_does_not_take_gzip_gets_the_plain_bytes(feed: Feed, header) -> None:
    answer = await feed.ask(accept_encoding=header)
    assert "content-encoding" not in answer.headers
    assert (answer.content, answer.headers["etag"]) == (content("anna"), f'"{TAG}"')


async def test_compressed_bytes_are_the_same_each_time(make_feed) -> None:
    sent = []
    for _ in range(2):
        async with make_feed().client() as client:
            request = client.build_request("GET", f"/calendar/{TOKEN}.ics", headers={"accept-encoding": "gzip"})
            answer = await client.send(request, stream=True)
            sent.append(b"".join([part async for part in answer.aiter_raw()]))
    assert sent[0] == sent[1]
