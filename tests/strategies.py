"""Hypothesis strategies of valid teams, with every table and key of a team file."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

from secretariat_tui.domain.account import (
    Account,
    Agreement,
    Desk,
    HandbookPage,
    Level,
    NoSupport,
    SupportWindow,
    Work,
)
from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Parity, Span, Week
from secretariat_tui.domain.events import (
    Absence,
    AssignmentPin,
    DutyPin,
    Learning,
    Leave,
    LeaveStatus,
    Meeting,
    Secondment,
    Wish,
    WishKind,
)
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.member import Held, Member, Role, WorkPattern
from secretariat_tui.domain.own_calendar import LONGEST_ALARM, CalendarStyle
from secretariat_tui.domain.shift import PLACES, Place, Shift
from secretariat_tui.domain.team import Cluster, QualityWeights, Team

T = TypeVar("T")
Draw = st.DrawFn

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

ids = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12)
texts = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=BIDI_CONTROLS),
    min_size=1,
    max_size=30,
).filter(str.strip)
days = st.dates(date(1990, 1, 1), date(2199, 12, 31))
weekdays = st.frozensets(st.integers(0, 6), max_size=7)
cells = st.frozensets(st.tuples(st.integers(0, 6), st.sampled_from(DAYPARTS)), max_size=14)
parts = st.sampled_from((None, *DAYPARTS))
parities = st.sampled_from(Parity)


def hours(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def spans(draw: Draw) -> Span:
    start, end = sorted(draw(st.lists(st.integers(0, 1440), min_size=2, max_size=2, unique=True)))
    return Span(start, end)


@st.composite
def stretches(draw: Draw) -> tuple[date, date]:
    start = draw(days)
    return start, start + timedelta(draw(st.integers(0, 60)))


@st.composite
def ends(draw: Draw) -> tuple[date | None, date | None]:
    start, end = draw(stretches())
    return draw(st.sampled_from(((None, None), (start, None), (None, end), (start, end))))


@st.composite
def windows(draw: Draw) -> SupportWindow:
    return SupportWindow(draw(weekdays), draw(spans()), draw(st.booleans()), draw(parities), *draw(ends()))


@st.composite
def shifts(draw: Draw, id: str) -> Shift:
    span = draw(spans())
    places = draw(st.sampled_from((PLACES, (Place.OFFICE,), (Place.REMOTE,), (Place.REMOTE, Place.OFFICE))))
    return Shift(id, draw(texts), span, draw(st.integers(0, min(60, span.end - span.start - 1))), places)


@st.composite
def members(draw: Draw, id: str, shift_ids: list[str], account_ids: list[str], cluster_ids: list[str]) -> Member:
    start, until = draw(ends())
    even = draw(cells)
    return Member(
        id=id,
        name=draw(texts),
        grade=draw(st.integers(5, 13)),
        hours=draw(hours(0, 60)),
        pattern=WorkPattern(even, draw(st.one_of(st.just(even), cells))),
        day_hours=draw(hours(1, 12)),
        email=draw(st.sampled_from((None, "anna@example.org"))),
        cluster=draw(st.sampled_from((None, *cluster_ids))),
        unit=draw(st.none() | ids),
        shifts=draw(st.none() | some(shift_ids)),
        remote_days=draw(st.integers(0, 7)),
        office_days=draw(st.integers(0, 7)),
        office_on=draw(weekdays),
        capacity=draw(st.integers(0, 9)),
        overtime=draw(hours(0, 20)),
        balance=draw(hours(-50, 50)),
        start=start,
        until=until,
        knows=draw(some(account_ids)),
        qualifications=tuple(Held(id, draw(st.none() | days)) for id in draw(st.lists(ids, max_size=3, unique=True))),
        role=draw(st.sampled_from(Role)),
    )


def some(values: list[T]) -> st.SearchStrategy[tuple[T, ...]]:
    """Some of the values, each at most once, in any order."""
    if not values:
        return st.just(())
    return st.lists(st.sampled_from(values), max_size=4, unique=True).map(tuple)


@st.composite
def accounts(draw: Draw, id: str, people: list[Member], cluster_ids: list[str]) -> Account:
    support: list[SupportWindow] = []
    for window in draw(st.lists(windows(), max_size=3)):
        if not any(window.meets(other) for other in support):
            support.append(window)
    min_grade = draw(st.none() | st.integers(5, 13))
    able = [member.id for member in people if member.grade >= (min_grade or 0)]
    return Account(
        id=id,
        name=draw(texts),
        level=draw(st.sampled_from(Level)),
        unit=draw(st.none() | ids),
        cluster=draw(st.sampled_from((None, *cluster_ids))),
        primary=draw(st.sampled_from((None, *able))),
        min_grade=min_grade,
        requires=draw(st.lists(ids, max_size=2, unique=True).map(tuple)),
        load=draw(st.integers(0, 10)),
        priority=draw(st.integers(1, 5)),
        work=draw(st.sampled_from(Work)),
        support=tuple(support),
    )


@st.composite
def agreements(draw: Draw, account: Account, people: list[Member]) -> tuple[Agreement, ...]:
    able = [m.id for m in people if m.grade >= (account.min_grade or 0) and m.id != account.primary]
    return tuple(
        Agreement(account.id, member, *draw(ends()), accepted=draw(st.booleans()), review=draw(st.none() | days))
        for member in draw(some(able))
    )


@st.composite
def desks(draw: Draw, id: str) -> Desk:
    requires = draw(st.lists(ids, max_size=2, unique=True).map(tuple))
    people, load, priority = draw(st.integers(1, 9)), draw(st.integers(0, 10)), draw(st.integers(1, 9))
    return Desk(id, draw(texts), draw(windows()), people, requires, load, priority)


@st.composite
def meetings(draw: Draw, id: str, people: list[str]) -> Meeting:
    who = draw(st.none() | some(people))
    place = draw(st.sampled_from((None, *Place)))
    return Meeting(id, draw(texts), draw(weekdays), draw(spans()), draw(parities), who, draw(st.booleans()), place)


@st.composite
def learning(draw: Draw, people: list[Member], noon: int) -> Learning | None:
    member, day, span = draw(st.sampled_from(people)), draw(days), draw(spans())
    works = member.pattern.in_week(Week.of(day))
    needed = {Daypart.AM} if span.start < noon else set()
    needed |= {Daypart.PM} if span.end > noon else set()
    if any((day.weekday(), part) not in works for part in needed):
        return None
    return Learning(member.id, draw(texts), day, span)


@st.composite
def wishes(draw: Draw, people: list[str], shift_ids: list[str]) -> Wish:
    member, kind = draw(st.sampled_from(people)), draw(st.sampled_from(WishKind))
    values = {
        WishKind.OFF: [""],
        WishKind.SHIFT: shift_ids,
        WishKind.PLACE: [place.value for place in Place],
        WishKind.TOGETHER: [other for other in people if other != member],
    }
    if not values[kind]:
        kind = WishKind.OFF
    return Wish(member, kind, draw(cells), draw(st.sampled_from(values[kind])), draw(st.integers(1, 10)))


@st.composite
def pins(
    draw: Draw, people: list[str], shift_ids: list[str], duties: list[tuple[str, bool]]
) -> AssignmentPin | DutyPin:
    member, day = draw(st.sampled_from(people)), draw(days)
    if duties and draw(st.booleans()):
        duty, is_desk = draw(st.sampled_from(duties))
        return DutyPin(member, day, duty, is_desk, draw(spans()))
    shift = draw(st.sampled_from((None, *shift_ids)))
    return AssignmentPin(member, day, shift, None if shift is None else draw(st.sampled_from((None, *Place))))


def several(most: int) -> st.SearchStrategy[list[str]]:
    """Ids, each once."""
    return st.lists(ids, max_size=most, unique=True)


def calendar_styles() -> st.SearchStrategy[CalendarStyle]:
    """How a team's work shows in calendars."""
    shown = st.sampled_from(Availability)
    return st.builds(CalendarStyle, *[shown] * 6, st.none() | st.integers(0, LONGEST_ALARM))


@st.composite
def teams(draw: Draw) -> Team:
    """A valid team with some of everything."""
    shift_ids = draw(st.lists(ids.filter(lambda id: id != "off"), min_size=1, max_size=3, unique=True))
    member_ids = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    account_ids, cluster_ids, desk_ids = draw(several(3)), draw(several(2)), draw(several(2))
    noon = draw(st.integers(1, 1439))
    people = [draw(members(id, shift_ids, account_ids, cluster_ids)) for id in member_ids]
    supported = [draw(accounts(id, people, cluster_ids)) for id in account_ids]
    who = st.sampled_from(member_ids)
    duties = [(id, False) for id in account_ids] + [(id, True) for id in desk_ids]
    courses = {item.date: item for item in draw(st.lists(learning(people, noon), max_size=2)) if item is not None}
    lent = draw(st.lists(st.tuples(who, texts, stretches(), weekdays, parts), max_size=1))
    leave = draw(st.lists(st.tuples(who, stretches(), parts, st.sampled_from(LeaveStatus)), max_size=1))
    names = draw(st.lists(st.sampled_from(("a.md", "handboek/b.md")), unique=True)) if account_ids else []
    return Team(
        id=draw(ids),
        name=draw(texts),
        members=tuple(people),
        shifts=tuple(draw(shifts(id)) for id in shift_ids),
        timezone=draw(st.sampled_from(("Europe/Amsterdam", "UTC", "America/New_York"))),
        country=draw(st.sampled_from(("NL", "BE"))),
        closed=draw(st.frozensets(days, max_size=3)),
        open_anyway=draw(st.frozensets(days, max_size=3)),
        open_days=draw(weekdays.filter(bool)),
        noon=noon,
        language=draw(st.sampled_from(("nl", "en"))),
        emergency_capacity=draw(st.integers(0, 5)),
        short_rest=draw(st.booleans()),
        other_unit_cover=draw(st.booleans()),
        other_unit_quota=draw(st.integers(0, 9)),
        weights=QualityWeights(*(draw(st.integers(0, 9)) for _ in QualityWeights.__dataclass_fields__)),
        calendar=draw(calendar_styles()),
        clusters=tuple(Cluster(id, draw(texts), draw(texts), draw(st.booleans())) for id in cluster_ids),
        accounts=tuple(supported),
        agreements=tuple(entry for account in supported for entry in draw(agreements(account, people))),
        desks=tuple(draw(desks(id)) for id in desk_ids),
        meetings=tuple(draw(meetings(id, member_ids)) for id in draw(several(2))),
        no_support=tuple(NoSupport(id, *draw(stretches()), draw(parts)) for id in account_ids[:1]),
        leave=tuple(Leave(member, *dates, part, status) for member, dates, part, status in leave),
        absences=tuple(Absence(draw(who), *draw(stretches()), draw(parts)) for _ in range(draw(st.integers(0, 2)))),
        learning=tuple(courses.values()),
        secondments=tuple(Secondment(id, name, *dates, on, part) for id, name, dates, on, part in lent),
        wishes=tuple(draw(st.lists(wishes(member_ids, shift_ids), max_size=2))),
        pins=tuple(draw(st.lists(pins(member_ids, shift_ids, duties), max_size=3))),
        handbook=tuple(HandbookPage(account_ids[0], name, draw(st.none() | days)) for name in names),
    )
