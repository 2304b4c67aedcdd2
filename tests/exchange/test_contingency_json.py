"""Contingency plans as JSON and back: with what competes for too few takers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from secretariat_tui.domain.finding import because
from secretariat_tui.domain.plan import Blocker, Contender, Contest, Contingency, Loss
from secretariat_tui.exchange.documents import dump, roster_document
from secretariat_tui.exchange.roster_json import read_plan
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.roster_page import roster_page
from secretariat_tui.presenters.roster_view import roster_view
from tests.build import MON, problem, span
from tests.plans import plan_of, small_team
from tests.schemas import validate

CONTEST = Contest((Contender("dir", False, 1), Contender("telefoon", True, 2)), (("bea", 1), ("carla", 0)))
TAKES = because("fragile", "{member} takes {duties} then.", member="bea", duties=("telefoon",))
LOSS = Loss("dir", False, span("09:00-12:00"), 1, 180, (Blocker("bea", TAKES),), CONTEST)
TEAM = small_team()
PLAN = replace(plan_of(problem(TEAM)), contingency=(Contingency(MON, "anna", (), (LOSS,)),))


def test_what_competes_is_written_by_its_schema_and_read_again(tmp_path: Path):
    document = roster_document(PLAN, TEAM)
    validate(document, "roster")
    assert document["contingency"][0]["lost"][0]["contest"] == {
        "duties": [{"account": "dir", "load": 1}, {"desk": "telefoon", "load": 2}],
        "takers": [{"member": "bea", "room": 1}, {"member": "carla", "room": 0}],
    }
    assert document["contingency"][0]["lost"][0]["why"][0]["text"] == "bea takes telefoon then."
    file = tmp_path / "roster.json"
    file.write_bytes(dump(document))
    (loss,) = read_plan(file, TEAM).contingency[0].lost
    assert loss.contest == CONTEST


def test_the_page_says_why_nobody_takes_it_over():
    page = roster_page(roster_view(problem(TEAM), PLAN, language("en"))).decode()
    assert (
        "Dir 09:00 to 12:00: nobody - Dir and Telefoon come free together with a load of 3; what Bea and Carla can "
        "still carry is 1. - Bea takes Telefoon then." in page
    )
