"""What the Week asks of its workspace and of the user, apart from the screen itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.events import Pin
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.edit_view import swap_candidates
from secretariat_tui.presenters.reasons import Teller, tell_finding
from secretariat_tui.presenters.week_view import publication_lines, wishes_to_choose
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import Choice, Choose
from secretariat_tui.screens.swap_dialog import Offer
from secretariat_tui.services.office import together
from secretariat_tui.services.pinning import GONE, in_vain, with_wish
from secretariat_tui.services.publication import publication
from secretariat_tui.services.sheets import Sheet
from secretariat_tui.services.workspace import Workspace


def planned(workspace: Workspace, sheet: Sheet) -> Roster:
    """What is planned of the weeks, which may be some of them, or none."""
    if sheet.plan is not None:
        return sheet.plan.roster
    found = [
        workspace.version(week, state.draft).roster
        for week, state in zip(sheet.asked.weeks, sheet.states, strict=True)
        if state is not None
    ]
    return together(tuple(found)) if found else Roster(sheet.asked.team.id, (), (), ())


def publishing(screen: BaseScreen, what: str, sheet: Sheet) -> str:
    """The question whether to publish, with what that changes for whom."""
    return "\n".join([what, *publication_lines(publication(sheet), screen.teller(former=sheet.former))])


def swaps(workspace: Workspace, member: str, teller: Teller, days: Sequence[date]) -> Offer | None:
    """With whom she can swap on some days, in the weeks of those. None where one of them has no roster."""
    horizon = Horizon.between(Week.of(days[0]), Week.of(days[-1]))
    seen = workspace.sheet(horizon.first, horizon.weeks)
    if seen.plan is None:
        return None
    on = [day for day in days if seen.asked.is_open(day)] or days
    return Offer(seen, swap_candidates(seen.asked, seen.plan.roster, member, on, teller))


def tell_pinned(screen: BaseScreen, problem: Problem, pins: Sequence[Pin]) -> None:
    """Tells that these are pinned now, and why the planner will not keep them where that is so."""
    teller = screen.teller()
    vain = [tell_finding(item, teller) for item in in_vain(problem, pins)]
    if vain:
        screen.shell.tell("\n".join([screen.say(N_("Pinned.")), *vain]), "warning")
    else:
        screen.shell.tell(screen.say(N_("Pinned: the planner keeps it.")))


async def wish(screen: BaseScreen, member: str, day: date) -> Team | None:
    """The team with what somebody would like on that weekday from now on. Only in a worker."""
    team, teller = screen.workspace.team, screen.teller()
    if member not in team.member:
        screen.shell.tell(screen.say(GONE), "warning")
        return None
    offered = {id: (text, wish) for id, text, wish in wishes_to_choose(team, member, day, teller)}
    what = screen.say(
        N_("What does {member} wish for on every {weekday}?"),
        member=teller.name(member, "member"),
        weekday=screen.telling.language.weekday(day.weekday()),
    )
    choices = [Choice(id, text) for id, (text, _) in offered.items()]
    chosen = await screen.app.push_screen_wait(Choose(what, choices))
    return None if chosen is None else with_wish(team, member, day, offered[chosen][1])
