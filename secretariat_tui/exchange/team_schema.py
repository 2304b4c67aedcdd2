"""The tables of a team file: their keys, how each is read, and the domain object that a row makes.

What a row leaves out keeps the default of the domain. A key that is wrong gets its stand-in, chosen so that it causes
no second fault; a row that lacks a key without stand-in makes no object.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from secretariat_tui.domain.account import HandbookPage, Level, NoSupport, Work
from secretariat_tui.domain.calendar import DAYPARTS, MINUTES_OF_DAY, Parity
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus, Secondment, Wish, WishKind
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.member import Held, Role
from secretariat_tui.domain.own_calendar import CalendarStyle
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import LANGUAGES, Cluster, QualityWeights
from secretariat_tui.exchange import team_entries as made
from secretariat_tui.exchange import team_values as read
from secretariat_tui.exchange.team_entries import Values
from secretariat_tui.exchange.team_values import Reader


@dataclass(frozen=True, slots=True)
class NoStandIn:
    """There is nothing to take for this key."""


NONE: Final = NoStandIn()


@dataclass(frozen=True, slots=True)
class Entries:
    """A key that holds tables of its own: a list of them or, with `single`, one. A bare text gives `shorthand`."""

    table: Table
    single: bool = False
    shorthand: str | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table. `refers` is the table that its id is looked up in."""

    name: str
    read: Reader | Entries
    required: bool = False
    stand_in: object = NONE
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file. `field` is where the team keeps its rows."""

    name: str
    field: str
    keys: tuple[Key, ...]
    make: Callable[[Values], object]

    def key(self, name: str) -> Key | None:
        return next((key for key in self.keys if key.name == name), None)


_ALWAYS: Final = frozenset((day, part) for day in range(7) for part in DAYPARTS)
_WEEK: Final = frozenset(range(7))

_ID = Key("id", read.text, required=True)
_NAME = Key("name", read.text, required=True, stand_in="-")
_MEMBER = Key("member", read.text, required=True, refers="member")
_ACCOUNT = Key("account", read.text, required=True, refers="account")
_FROM_DATE = Key("from", read.day, required=True)
_TO_DATE = Key("to", read.day, required=True)
_FROM_TIME = Key("from", read.minute, required=True, stand_in=0)
_TO_TIME = Key("to", read.minute, required=True, stand_in=MINUTES_OF_DAY)
_DAYS = Key("days", read.weekdays, required=True, stand_in=_WEEK)
_PART = Key("part", read.part, stand_in=None)
_PLACE = Key("place", read.member_of(Place), stand_in=None)
_REQUIRES = Key("requires", read.texts, stand_in=())
_WEEKS = Key("weeks", read.member_of(Parity), stand_in=Parity.ALL)

WEIGHTS: Final = Table(
    "weights",
    "",
    tuple(Key(name, read.integer, stand_in=0) for name in QualityWeights.__dataclass_fields__),
    made.directly(QualityWeights),
)

TEAM: Final = Table(
    "team",
    "",
    (
        Key("id", read.text, required=True, stand_in="-"),
        _NAME,
        Key("timezone", read.text, stand_in="Europe/Amsterdam"),
        Key("country", read.text, stand_in="NL"),
        Key("region", read.text, stand_in=""),
        Key("closed", read.dates, stand_in=frozenset()),
        Key("open_anyway", read.dates, stand_in=frozenset()),
        Key("open_days", read.weekdays, stand_in=_WEEK),
        Key("noon", read.minute, stand_in=750),
        Key("language", read.one_of(LANGUAGES), stand_in="nl"),
        Key("emergency_capacity", read.integer, stand_in=1),
        Key("short_rest", read.flag, stand_in=False),
        Key("other_unit_cover", read.flag, stand_in=True),
        Key("other_unit_quota", read.integer, stand_in=2),
        Key("weights", Entries(WEIGHTS, single=True), stand_in=QualityWeights()),
    ),
    dict,
)

_BUSY = read.member_of(Availability)
_SHOWN = [name for name in CalendarStyle.__dataclass_fields__ if name != "alarm"]

CALENDAR: Final = Table(
    "calendar",
    "calendar",
    (*(Key(name, _BUSY, stand_in=Availability.FREE) for name in _SHOWN), Key("alarm", read.integer, stand_in=None)),
    made.directly(CalendarStyle),
)

CLUSTER: Final = Table(
    "cluster",
    "clusters",
    (
        _ID,
        _NAME,
        Key("location", read.text, stand_in=""),
        Key("never_alone", read.flag, stand_in=False),
    ),
    made.directly(Cluster),
)

SHIFT: Final = Table(
    "shift",
    "shifts",
    (
        _ID,
        _NAME,
        Key("start", read.minute, required=True, stand_in=0),
        Key("end", read.minute, required=True, stand_in=MINUTES_OF_DAY),
        Key("break", read.integer, stand_in=0),
        Key("places", read.places, stand_in=(Place.OFFICE,)),
    ),
    made.shift,
)

HELD: Final = Table(
    "qualifications",
    "",
    (Key("id", read.text, required=True), Key("until", read.day, stand_in=None)),
    made.directly(Held),
)

MEMBER: Final = Table(
    "member",
    "members",
    (
        _ID,
        _NAME,
        Key("email", read.text, stand_in=None),
        Key("grade", read.integer, required=True, stand_in=13),
        Key("hours", read.hours, required=True, stand_in=Decimal(0)),
        Key("day_hours", read.hours, stand_in=Decimal(8)),
        Key("cluster", read.text, stand_in=None, refers="cluster"),
        Key("unit", read.text, stand_in=None),
        Key("works", read.dayparts, required=True, stand_in=_ALWAYS),
        Key("works_odd", read.dayparts, stand_in=_ALWAYS),
        Key("shifts", read.texts, stand_in=None),
        Key("remote_days", read.integer, stand_in=5),
        Key("office_days", read.integer, stand_in=0),
        Key("office_on", read.weekdays, stand_in=frozenset()),
        Key("capacity", read.integer, stand_in=3),
        Key("overtime", read.hours, stand_in=Decimal(0)),
        Key("balance", read.hours, stand_in=Decimal(0)),
        Key("from", read.day, stand_in=None),
        Key("until", read.day, stand_in=None),
        Key("knows", read.texts, stand_in=()),
        Key("qualifications", Entries(HELD, shorthand="id"), stand_in=()),
        Key("role", read.member_of(Role), stand_in=Role.MEMBER),
    ),
    made.member,
)

_WINDOW_KEYS = (
    _DAYS,
    _FROM_TIME,
    _TO_TIME,
    Key("on_site", read.flag, stand_in=False),
    _WEEKS,
    Key("since", read.day, stand_in=None),
    Key("until", read.day, stand_in=None),
)

SUPPORT: Final = Table("support", "", _WINDOW_KEYS, made.window)

ACCOUNT: Final = Table(
    "account",
    "accounts",
    (
        _ID,
        _NAME,
        Key("level", read.member_of(Level), stand_in=Level.STAFF),
        Key("unit", read.text, stand_in=None),
        Key("cluster", read.text, stand_in=None, refers="cluster"),
        Key("primary", read.text, stand_in=None, refers="member"),
        Key("min_grade", read.integer, stand_in=None),
        _REQUIRES,
        Key("load", read.integer, stand_in=1),
        Key("priority", read.integer, stand_in=1),
        Key("work", read.member_of(Work), stand_in=Work.STANDARD),
        Key("support", Entries(SUPPORT), stand_in=()),
    ),
    made.account,
)

BACKUP: Final = Table(
    "backup",
    "agreements",
    (
        _ACCOUNT,
        _MEMBER,
        Key("from", read.day, stand_in=None),
        Key("until", read.day, stand_in=None),
        Key("accepted", read.flag, stand_in=True),
        Key("review", read.day, stand_in=None),
    ),
    made.agreement,
)

DESK: Final = Table(
    "desk",
    "desks",
    (
        _ID,
        _NAME,
        Key("people", read.integer, stand_in=1),
        *_WINDOW_KEYS,
        _REQUIRES,
        Key("load", read.integer, stand_in=0),
        Key("priority", read.integer, stand_in=1),
    ),
    made.desk,
)

MEETING: Final = Table(
    "meeting",
    "meetings",
    (
        _ID,
        _NAME,
        _DAYS,
        _WEEKS,
        _FROM_TIME,
        _TO_TIME,
        Key("who", read.texts, stand_in=None),
        Key("interruptible", read.flag, stand_in=False),
        _PLACE,
    ),
    made.meeting,
)

NO_SUPPORT: Final = Table(
    "no_support",
    "no_support",
    (_ACCOUNT, _FROM_DATE, _TO_DATE, _PART),
    made.directly(NoSupport, **{"from": "start", "to": "end"}),
)
LEAVE: Final = Table(
    "leave",
    "leave",
    (_MEMBER, _FROM_DATE, _TO_DATE, _PART, Key("status", read.member_of(LeaveStatus))),
    made.directly(Leave, **{"from": "start", "to": "end"}),
)
ABSENCE: Final = Table(
    "absence",
    "absences",
    (_MEMBER, _FROM_DATE, _TO_DATE, _PART),
    made.directly(Absence, **{"from": "start", "to": "end"}),
)

LEARNING: Final = Table(
    "learning",
    "learning",
    (
        _MEMBER,
        _NAME,
        Key("date", read.day, required=True),
        Key("from", read.minute, required=True),
        Key("to", read.minute, required=True),
    ),
    made.learning,
)
SECONDMENT: Final = Table(
    "secondment",
    "secondments",
    (
        _MEMBER,
        Key("to_team", read.text, required=True, stand_in="-"),
        _FROM_DATE,
        _TO_DATE,
        Key("days", read.weekdays, required=True),
        _PART,
    ),
    made.directly(Secondment, **{"from": "start", "to": "end"}),
)
WISH: Final = Table(
    "wish",
    "wishes",
    (
        _MEMBER,
        Key("kind", read.member_of(WishKind), required=True),
        Key("days", read.dayparts, required=True),
        Key("value", read.text),
        Key("weight", read.integer, stand_in=1),
    ),
    made.directly(Wish),
)

PIN: Final = Table(
    "pin",
    "pins",
    (
        _MEMBER,
        Key("date", read.day, required=True),
        Key("shift", read.text),
        Key("place", read.member_of(Place)),
        Key("account", read.text, refers="account"),
        Key("desk", read.text, refers="desk"),
        Key("from", read.minute),
        Key("to", read.minute),
    ),
    made.pin,
)
HANDBOOK: Final = Table(
    "handbook",
    "handbook",
    (_ACCOUNT, Key("file", read.text, required=True), Key("review", read.day)),
    made.directly(HandbookPage),
)

TABLES: Final = (
    *(CLUSTER, SHIFT, MEMBER, ACCOUNT, BACKUP, DESK, MEETING, NO_SUPPORT),
    *(LEAVE, ABSENCE, LEARNING, SECONDMENT, WISH, PIN, HANDBOOK),
)
"""The tables with rows, in the order in which they are written; [team] and [calendar] stand before them."""
