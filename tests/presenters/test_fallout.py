from secretariat_tui.domain.finding import because
from secretariat_tui.domain.plan import Blocker, Contender, Contest, Contingency, Loss, Take
from secretariat_tui.presenters.fallout import fallout
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller
from tests.build import MON, account, desk, member, span, team

MORNING = span("09:00-12:00")


def told(loss: Loss) -> tuple[str, ...]:
    made = team([member("anna"), member("bea")], [account("dir", "anna"), account("plan", "anna")], desks=[desk()])
    view = fallout(Contingency(MON, "anna", (), (loss,)), Teller(language("en"), made, 2026))
    assert view.lost == ("Dir 09:00 to 12:00",)
    return view.why[0]


def test_what_competes_is_told_with_the_figures_that_prove_it():
    contest = Contest((Contender("dir", False, 2), Contender("plan", False, 1)), (("bea", 2),))
    takes = because("fragile", "{member} takes {duties} then and has no room for more.", member="bea", duties=("plan",))
    assert told(Loss("dir", False, MORNING, 1, 180, (Blocker("bea", takes),), contest)) == (
        "Dir and Plan come free together with a load of 3; what Bea can still carry is 2.",
        "Bea takes Plan then and has no room for more.",
    )


def test_room_enough_that_cannot_be_divided_is_said_without_figures():
    contest = Contest((Contender("dir", False, 2), Contender("plan", False, 2)), (("anna", 3), ("bea", 1)))
    assert told(Loss("dir", False, MORNING, 1, 180, (), contest)) == (
        "Dir and Plan come free together and cannot all be taken over by Anna and Bea.",
    )


def test_what_is_taken_is_told_in_one_stretch():
    made = team([member("anna"), member("bea")], [account("dir", "anna")])
    takes = (Take("dir", False, span("09:00-10:00"), "bea"), Take("dir", False, span("10:00-12:00"), "bea"))
    view = fallout(Contingency(MON, "anna", takes, ()), Teller(language("en"), made, 2026))
    assert (view.takes, view.lost, view.why) == (("Dir 09:00 to 12:00: Bea",), (), ())
