"""Whether a week opens as fast with years of rosters behind it.

A team with as many accounts as members, and a published roster for every week before the one that is opened: five
shifts a week for everybody, and an account for each of them.
"""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.fit import Point, in_words
from benchmarks.instances import Size, team
from benchmarks.markdown import paragraph, table
from benchmarks.parts import Figures, Pictures
from benchmarks.timing import StoppedClock
from secretariat_tui.domain.calendar import Span, Week
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.services.office import Office
from secretariat_tui.services.sheets import sheet
from secretariat_tui.services.teams import Teams
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from secretariat_tui.store.maintenance import DatabaseKeeper

NOW = datetime(2026, 8, 28, 12, tzinfo=UTC)
LAST = Week(2026, 36)
"""The week that is opened."""
TIMES = 5

_QUICK = 8, (1, 4)
"""Members, and the weeks that are kept."""
_WHOLE = 25, (1, 13, 52, 520)

_PICTURE = "opening-a-week.svg"

_TEXT = """A team of {members} members with as many accounts, and a published roster for every week up to the one that
is opened. Seconds are those of the processor, the least of {times} times, in a database that was just opened."""


def measure(quick: bool) -> Figures:
    """A row for each length of history."""
    members, histories = _QUICK if quick else _WHOLE
    return {"members": members, "rows": [_opened(members, weeks) for weeks in histories]}


def _opened(members: int, weeks: int) -> Figures:
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "weeks.db"
        fill(file, team(Size(members, members)), weeks)
        seconds = min(opened(file) for _ in range(TIMES))
        return {"weeks": weeks, "seconds": seconds, "megabytes": file.stat().st_size / 1e6}


def section(figures: Figures) -> str:
    """A row for each length of history, with the ratio to the first."""
    first = figures["rows"][0]["seconds"]
    rows = [
        (row["weeks"], f"{row['seconds']:.3f} s", f"{row['seconds'] / first:.2f}", f"{row['megabytes']:.1f} MB")
        for row in figures["rows"]
    ]
    text = _TEXT.format(members=figures["members"], times=TIMES)
    grows = in_words("The time to open a week", "weeks kept", _points(figures, "seconds"))
    drawn = f"![The time to open a week by the weeks kept](images/performance/{_PICTURE})\n"
    told = table(["weeks kept", "to open one", "ratio", "database"], rows)
    return "\n".join(["## Opening a week\n", paragraph(text), told, drawn, paragraph(grows)])


def pictures(figures: Figures) -> Pictures:
    """Seconds, and beside them the size of the database."""
    from benchmarks.plots import Line, Panel, panels  # the page can be written without

    lines = [Line("seconds to open a week", _points(figures, "seconds"))]
    lines.append(Line("megabytes of the database", _points(figures, "megabytes")))
    return {_PICTURE: panels("seconds, megabytes", [Panel("a week opened", "weeks kept", lines)])}


def _points(figures: Figures, key: str) -> list[Point]:
    return [(float(row["weeks"]), float(row[key])) for row in figures["rows"]]


def opened(file: Path) -> float:
    """Seconds of the processor to see the week as the screens and commands do."""
    database = Database(url_of(str(file)))
    office = Office(database, StoppedClock(NOW), "lead")
    with database.read() as view:
        (entry,) = view.teams()  # which connects
    begun = time.process_time()
    found = sheet(office, entry.id, LAST)
    taken = time.process_time() - begun
    database.close()
    if found.plan is None:
        raise RuntimeError("nothing was opened")
    return taken


def fill(file: Path, whole: Team, weeks: int) -> None:
    """Makes the database: so many published weeks, of which the last is the one that is opened."""
    url = url_of(str(file))
    DatabaseKeeper(url, NOW).upgrade()
    database = Database(url)
    office = Office(database, StoppedClock(NOW), "lead")
    Teams(office).take_in(whole)
    for back in range(weeks - 1, -1, -1):
        week = LAST.plus(-back)
        with office.act(whole.id, ActKind.PLAN) as work:
            work.publish(week, work.add_version(Plan(roster_of(whole, week)), 0))
            work.put_openings(week, {week: {member.id: 0 for member in whole.members}})
    database.close()


def roster_of(whole: Team, week: Week) -> Roster:
    """Everybody works, and everybody has an account, five days a week."""
    shift, open_days = whole.shifts[0], week.days[:5]
    work = tuple(
        Assignment(day, member.id, shift.id, Place.OFFICE, shift.span) for day in open_days for member in whole.members
    )
    held = tuple(
        Duty(day, account.id, False, Span(540, 1020), member.id, HolderRole.PRIMARY)
        for day in open_days
        for account, member in zip(whole.accounts, whole.members, strict=False)
    )
    return Roster(whole.id, (week,), work, held)
