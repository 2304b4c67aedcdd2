"""What the feed does not tell: wrong, revoked and absent tokens, other paths, other methods, huge requests."""

from __future__ import annotations

import logging

import pytest

from secretariat_tui.domain.errors import Unusable
from secretariat_tui.domain.finding import Reason
from secretariat_tui.feed.app import LOGGER
from secretariat_tui.feed.limits import FeedLimits, Rate
from secretariat_tui.services.feed_tokens import fingerprint, hash_of
from tests.feed.conftest import Feed
from tests.feed.memory import ANNA, REVOKED, TOKEN, WRONG

NOWHERE = [
    f"/calendar/{WRONG}.ics",
    f"/calendar/{REVOKED}.ics",
    "/calendar/.ics",
    "/calendar/",
    "/calendar",
    "/",
    "",
    "/robots.txt",
    "/favicon.ico",
    f"/calendar/{TOKEN}",
    f"/calendar/{TOKEN}.ics/",
    f"/calendar/{TOKEN}.ICS",
    f"/calendar/{TOKEN}.ics.gz",
    f"/calendar/{TOKEN}=.ics",
    f"/calendar/{TOKEN}%00.ics",
    f"/calendar/{TOKEN}.ics%0a",
    f"/calendar/{TOKEN}.ics%0d%0aSet-Cookie:%20a=b",
    f"/calendar//{TOKEN}.ics",
    f"//calendar/{TOKEN}.ics",
    f"/x/../calendar/{TOKEN}.ics",
    f"/calendar/../calendar/{TOKEN}.ics",
    f"/calendar/%2e%2e/calendar/{TOKEN}.ics",
    "/calendar/../../../../etc/passwd",
    "/calendar/..%2f..%2f..%2fetc%2fpasswd.ics",
    "/calendar/..\\..\\secret.ics",
    f"/calendar/{TOKEN[:-1]}.ics",
    f"/calendar/{TOKEN.swapcase()}.ics",
    "/calendar/%ff%fe.ics",
    "/health/",
    "/HEALTH",
]


async def raw(feed: Feed, path: str, method: str = "GET", headers: list[tuple[bytes, bytes]] | None = None):
    """One request as a server passes it on, its path neither tidied nor encoded by a client."""
    from urllib.parse import unquote

    sent: list[dict] = []

    async def send(message) -> None:
        sent.append(message)

    async def receive():
        raise AssertionError("the feed reads no body")

    scope = {
        "type": "http", "method": method, "path": unquote(path), "raw_path": path.encode(), "query_string": b"",
        "headers": headers or [], "client": ("198.51.100.7", 50000), "server": ("feed.test", 80), "scheme": "http",
        "root_path": "", "http_version": "1.1",
    }  # fmt: skip
    await feed.app(scope, receive, send)
    return sent[0]["status"], sorted(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize("path", NOWHERE)
async def test_whatever_is_no_calendar_has_one_answer_after_one_look_up(feed: Feed, path) -> None:
    answer = await raw(feed, path)
    assert answer == await raw(Feed(), f"/calendar/{WRONG}.ics")
    assert answer[0] == 404
    assert answer[2] == b""
    assert feed.source.asked == {"look_up": 1}


async def test_a_conditional_request_or_a_head_does_not_tell_either(feed: Feed) -> None:
    for headers in ([(b"if-none-match", b"*")], [(b"accept-encoding", b"gzip")]):
        assert await raw(feed, f"/calendar/{WRONG}.ics", headers=headers) == await raw(feed, f"/calendar/{REVOKED}.ics")
    assert (await raw(feed, f"/calendar/{WRONG}.ics", "HEAD"))[0] == 404


async def test_a_token_that_is_revoked_ends_at_once_also_where_its_calendar_is_kept(feed: Feed) -> None:
    assert (await feed.ask()).status_code == 200
    del feed.source.tokens[hash_of(TOKEN)]
    assert await raw(feed, f"/calendar/{TOKEN}.ics") == await raw(feed, f"/calendar/{WRONG}.ics")


@pytest.mark.parametrize("path", [f"/calendar/{TOKEN}.ics", f"/calendar/{WRONG}.ics", "/", "/health"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACE", "CONNECT", "get"])
async def test_it_can_only_be_read(feed: Feed, path, method) -> None:
    status, headers, body = await raw(feed, path, method)
    assert (status, body) == (405, b"")
    assert (b"allow", b"GET, HEAD") in headers
    assert not feed.source.asked


async def test_the_health_address_tells_that_it_answers_and_nothing_else(feed: Feed) -> None:
    status, headers, body = await raw(feed, "/health")
    assert (status, body) == (204, b"")
    assert {name for name, _ in headers} == {
        b"cache-control", b"x-content-type-options", b"content-security-policy", b"cross-origin-resource-policy",
        b"referrer-policy", b"x-robots-tag",
    }  # fmt: skip
    assert not feed.source.asked


async def test_huge_addresses_headers_and_any_body_are_refused_before_anything_is_looked_up(feed: Feed) -> None:
    assert (await raw(feed, "/calendar/" + "x" * 600 + ".ics"))[0] == 414
    many = [(b"x-%d" % number, b"y" * 100) for number in range(100)]
    assert (await raw(feed, f"/calendar/{TOKEN}.ics", headers=many))[0] == 431
    for header in ((b"content-length", b"5"), (b"transfer-encoding", b"chunked"), (b"content-length", b"nonsense")):
        status, headers, _ = await raw(feed, f"/calendar/{TOKEN}.ics", headers=[header])
        assert status == 413
        assert (b"connection", b"close") in headers
    assert (await raw(feed, f"/calendar/{TOKEN}.ics", headers=[(b"content-length", b"0")]))[0] == 200
    assert feed.source.asked["look_up"] == 1


async def test_nothing_of_the_request_comes_back_in_the_answer(feed: Feed) -> None:
    evil = [(b"host", b"evil.example"), (b"x-forwarded-host", b"evil.example"), (b"origin", b"https://evil.example")]
    for path in (f"/calendar/{TOKEN}.ics", "/evil.example", "//evil.example/"):
        _, headers, body = await raw(feed, path, headers=evil)
        assert not any(b"evil" in value for _, value in headers)
        assert b"evil" not in body


# -- rates


async def test_one_token_may_ask_so_often_and_is_told_when_to_come_back(make_feed) -> None:
    feed = make_feed(limits=FeedLimits(per_token=Rate(burst=3, per_minute=6)))
    assert [(await feed.ask()).status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = await feed.ask(host="203.0.113.9")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")
    feed.seconds = 9.9
    assert (await feed.ask()).status_code == 429
    feed.seconds = 10
    assert [(await feed.ask()).status_code for _ in range(2)] == [200, 429]


async def test_one_address_may_ask_so_often_whatever_it_asks_for(make_feed) -> None:
    feed = make_feed(limits=FeedLimits(per_address=Rate(burst=3, per_minute=60)))
    paths = [f"/calendar/{WRONG}.ics", "/", f"/calendar/{TOKEN}.ics", f"/calendar/{TOKEN}.ics"]
    assert [(await feed.ask(path)).status_code for path in paths] == [404, 404, 200, 429]
    assert (await feed.ask(host="203.0.113.9")).status_code == 200
    assert feed.source.asked["look_up"] == 4  # who has to wait is not looked up
    assert (await feed.ask("/health")).status_code == 204


async def test_a_wrong_token_has_to_wait_just_as_a_right_one_has(make_feed) -> None:
    statuses = []
    for token in (TOKEN, WRONG, REVOKED):
        feed = make_feed(limits=FeedLimits(per_token=Rate(burst=1, per_minute=1)))
        await feed.ask(f"/calendar/{token}.ics")
        statuses.append(await raw(feed, f"/calendar/{token}.ics"))
    assert statuses[0] == statuses[1] == statuses[2]
    assert statuses[0][0] == 429


# -- faults and logs


async def test_a_database_that_cannot_be_read_is_told_without_a_word_of_what_is_wrong(feed: Feed) -> None:
    def broken(_: bytes):
        from secretariat_tui.domain.errors import Fault

        raise Unusable([Fault("locked", Reason("locked", "the secret name of a table"))])

    feed.source.look_up = broken  # type: ignore[method-assign]
    answer = await feed.ask()
    assert (answer.status_code, answer.content, answer.headers["retry-after"]) == (503, b"", "120")


async def test_the_log_has_no_token_no_address_and_no_name_but_the_beginning_of_a_hash(feed: Feed, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    await feed.ask()
    await feed.ask(f"/calendar/{WRONG}.ics")
    lines = [record.getMessage() for record in caplog.records if record.name == LOGGER]
    assert len(lines) == 2
    assert lines[0].startswith(f"GET {fingerprint(hash_of(TOKEN))} 200 ")
    assert lines[1].startswith(f"GET {fingerprint(hash_of(WRONG))} 404 ")
    said = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("secretariat"))
    for secret in (TOKEN, WRONG, "198.51.100.7", ANNA.owner):
        assert secret not in said
