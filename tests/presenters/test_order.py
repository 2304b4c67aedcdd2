"""Lists that people read are in the order that people expect."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from secretariat_tui.domain.explanation import CellChange, DutyChange
from secretariat_tui.domain.finding import because
from secretariat_tui.domain.plan import Contingency, Loss, Plan, Shortage, Take
from secretariat_tui.domain.roster import Roster
from secretariat_tui.presenters.explanation import roster_changes
from secretariat_tui.presenters.fallout import fallout
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.natural import natural
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.roster_view import roster_view
from tests import build
from tests.build import MON, WEEK, account, member, span

NUMBERS = (2, 20, 26, 3)
MORNING = span("08:30-12:30")


def teller() -> Teller:
    members = [replace(member(f"m{n}"), name=f"Emma {n}") for n in NUMBERS]
    accounts = [replace(account(f"a{n}", f"m{n}"), name=f"Manager {n}") for n in NUMBERS]
    return Teller(language("en"), build.team(members, accounts), MON.year)


def numbers(texts: object) -> list[int]:
    """The first number in each text."""
    return [int(next(word for word in str(text).replace(":", " ").split() if word.isdigit())) for text in texts]  # type: ignore[attr-defined]


def test_a_number_in_a_name_counts_as_a_number() -> None:
    names = ["Manager 20", "Manager 3", "manager 2", "Manager", "Afdeling 10b", "Afdeling 9", "10e", "9e"]
    assert sorted(names, key=natural) == [
        "9e", "10e", "Afdeling 9", "Afdeling 10b", "Manager", "manager 2", "Manager 3", "Manager 20",
    ]  # fmt: skip


@given(st.text(), st.text())
def test_any_two_names_have_an_order(one: str, other: str) -> None:
    assert (natural(one) < natural(other)) != (natural(other) <= natural(one))


def test_shortages_and_who_falls_out_are_told_in_the_order_of_the_names() -> None:
    team = teller().team
    assert team is not None
    short = tuple(Shortage(MON, f"a{n}", False, MORNING, 1, 240) for n in NUMBERS)
    falls = tuple(Contingency(MON, f"m{n}", (), ()) for n in NUMBERS)
    view = roster_view(
        build.problem(team), Plan(Roster("so", (WEEK,), (), ()), short, falls, None, (), ()), language("en")
    )
    assert numbers(notice.text for notice in view.shortages) == [2, 3, 20, 26]
    assert numbers(item.member for item in view.fallouts) == [2, 3, 20, 26]


def test_what_is_taken_over_and_lost_is_told_in_the_order_of_the_names() -> None:
    takes = tuple(Take(f"a{n}", False, MORNING, "m2") for n in NUMBERS)
    lost = tuple(Loss(f"a{n}", False, MORNING, 1, 240) for n in NUMBERS)
    told = fallout(Contingency(MON, "m3", takes, lost), teller())
    assert numbers(told.takes) == [2, 3, 20, 26]
    assert numbers(told.lost) == [2, 3, 20, 26]


def test_changes_are_told_in_the_order_of_the_names() -> None:
    cells = [CellChange(MON, f"m{n}", (), ()) for n in NUMBERS]
    duties = [DutyChange(MON, f"a{n}", False, MORNING, (), ("m20", "m3")) for n in NUMBERS]
    told = list(roster_changes(cells, duties, teller()))
    assert numbers(told) == [2, 3, 20, 26, 2, 3, 20, 26]
    assert "Emma 3 and Emma 20" in told[-1]


def test_duties_in_a_sentence_are_in_the_order_of_their_names() -> None:
    reason = because(
        "certificate", "{member} takes {duties} then.", member="m2", duties=tuple(f"a{n}" for n in NUMBERS)
    )
    assert teller().say(reason) == "Emma 2 takes Manager 2, Manager 3, Manager 20 and Manager 26 then."
