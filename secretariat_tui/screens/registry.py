"""The screens, in the order of the bar on top: this table is the one place that lists them.

Each is in a file of its own, which is imported when it is first opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from secretariat_tui.domain.finding import N_


@dataclass(frozen=True, slots=True)
class Entry:
    """A screen: its id, the key that opens it from anywhere, where it is ("module:Class"), its name, and what it shows
    and does, as `?` tells it."""

    id: str
    key: str
    place: str
    name: str
    help: str


SCREENS: Final = (
    Entry(
        "today",
        "T",
        "secretariat_tui.screens.today:TodayScreen",
        N_("Today"),
        N_(
            "Who is in, where and until when; who has each account now and this afternoon; what is fragile today. "
            "When somebody is ill, report it here: you see who takes over, and can apply and publish it at once."
        ),
    ),
    Entry(
        "week",
        "W",
        "secretariat_tui.screens.week:WeekScreen",
        N_("Week"),
        N_(
            "The roster: members by days, mornings and afternoons side by side, with hours against contract. "
            "Under it who has every account and desk. Open a cell to change it; you see what that does before it is "
            "done. The keys 1 to 8 show so many weeks, 9 a quarter."
        ),
    ),
    Entry(
        "leave",
        "L",
        "secretariat_tui.screens.leave:LeaveScreen",
        N_("Leave"),
        N_(
            "For every member and daypart a light: green when everything stays as good, amber when it rests on fewer "
            "people, red when something would be left uncovered. Requests are answered here, one by one or in a round."
        ),
    ),
    Entry(
        "continuity",
        "C",
        "secretariat_tui.screens.continuity:ContinuityScreen",
        N_("Continuity"),
        N_(
            "What is lost when one member falls out on one day, who takes over the rest, what falls with a single "
            "person, and what would end that."
        ),
    ),
    Entry(
        "backups",
        "B",
        "secretariat_tui.screens.backups:BackupsScreen",
        N_("Backups"),
        N_(
            "Members by accounts: whose account it is, who is its backup and in which order, who knows it. "
            "Change an agreement in its cell; you see what that does to continuity."
        ),
    ),
    Entry(
        "team",
        "M",
        "secretariat_tui.screens.team:TeamScreen",
        N_("Team"),
        N_(
            "Members with their work patterns, accounts, desks, shifts, meetings and closing days, and the weights of "
            "the rules with what each means."
        ),
    ),
    Entry(
        "report",
        "R",
        "secretariat_tui.screens.report:ReportScreen",
        N_("Report"),
        N_("Indicators over time, and burdens by kind: early and late shifts, standing in, changes at short notice."),
    ),
    Entry(
        "handbook",
        "H",
        "secretariat_tui.screens.handbook:HandbookScreen",
        N_("Handbook"),
        N_(
            "A page for each account: what whoever stands in must know. Read it, change it, and see when it was "
            "reviewed."
        ),
    ),
    Entry(
        "history",
        "Y",
        "secretariat_tui.screens.history:HistoryScreen",
        N_("History"),
        N_("Who did what, when and why; what differs between two versions of a week; and how to bring one back."),
    ),
    Entry(
        "explain",
        "E",
        "secretariat_tui.screens.explain:ExplainScreen",
        N_("Explain"),
        N_("Why something is as it is, why it is not otherwise, and what would come of it if it were."),
    ),
)

BY_ID: Final = {entry.id: entry for entry in SCREENS}
