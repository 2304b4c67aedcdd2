"""Reasons and faults as sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.domain.errors import Fault, fault
from secretariat_tui.domain.finding import Finding, Level, because
from secretariat_tui.domain.invariants import did_you_mean
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller, place_of, tell_fault, tell_finding
from tests.build import MON, account, desk, member, span, team

TEAM = team([member("anna"), member("bea")], [account("dir", "anna")], desks=[desk("dir"), desk("telefoon")])
ENGLISH = Teller(language("en"), TEAM, 2026)
DUTCH = Teller(language("nl"), TEAM, 2026)


def test_ids_become_names_and_dates_and_spans_words() -> None:
    reason = because(
        "shortage", "Nobody has {account} on {date} from {span}.", account="dir", date=MON, span=span("09:00-12:00")
    )
    assert ENGLISH.say(reason) == "Nobody has Dir on Monday 30 November from 09:00 to 12:00."
    assert DUTCH.say(reason) == "Niemand heeft Dir op maandag 30 november van 09:00 tot 12:00."


def test_a_date_in_another_year_says_its_year() -> None:
    told = Teller(language("en"), TEAM, 2027).say(because("x", "{date}", date=MON))
    assert told == "Monday 30 November 2026"


def test_a_week_is_said_by_its_number_as_elsewhere_and_as_it_is_typed_in_another_year() -> None:
    reason = because("x", "{member} works beyond her pattern in {week}.", member="anna", week="2026-W49")
    assert ENGLISH.say(reason) == "Anna works beyond her pattern in week 49."
    assert DUTCH.say(reason) == "Anna werkt in week 49 meer dan haar arbeidspatroon."
    assert replace(ENGLISH, year=2027).say(reason) == "Anna works beyond her pattern in 2026-W49."
    command = because("x", "Plan it with: secretariat plan --week {week}", week="2026-W49")
    assert replace(ENGLISH, year=None).say(command) == "Plan it with: secretariat plan --week 2026-W49"


def test_a_week_that_is_damaged_is_said_as_it_is() -> None:
    reason = because("x", "Somebody changed {week}.", week="2026-W4x")
    assert replace(ENGLISH, year=2026).say(reason) == "Somebody changed 2026-W4x."


def test_words_of_the_product_are_said_in_the_language() -> None:
    reason = because("x", "{place}, {role}, {hours}", place="remote", role="backup", hours=3)
    assert DUTCH.say(reason) == "thuis, achtervang, 3"


def test_an_account_and_a_desk_with_one_id_keep_their_own_names() -> None:
    both = team([member("anna")], [replace(account("x"), name="Account")], desks=[replace(desk("x"), name="Desk")])
    teller = Teller(language("en"), both)
    assert teller.say(because("x", "{account} {desk}", account="x", desk="x")) == "Account Desk"


def test_who_has_left_is_told_with_the_name_that_she_had() -> None:
    former = team([replace(member("anna"), name="Anna Visser"), replace(member("x-1"), name="Fatima")])
    told = replace(ENGLISH, former=former)
    assert told.name("x-1", "member") == "Fatima"
    assert told.name("anna", "member") == "Anna"


def test_who_has_left_is_told_from_who_came_with_the_same_name() -> None:
    former = team([replace(member("x-1"), name="Anna")])
    told = replace(ENGLISH, former=former)
    assert [told.name(id, "member") for id in ("anna", "x-1")] == ["Anna (anna)", "Anna (x-1)"]


def test_an_id_that_nobody_knows_is_said_as_it_is() -> None:
    assert ENGLISH.say(because("x", "{member}", member="ghost")) == "ghost"


def test_a_name_that_looks_like_a_placeholder_is_only_a_name() -> None:
    odd = team([replace(member("anna"), name="{member} {date}")])
    assert Teller(language("en"), odd).say(because("x", "{member} is in.", member="anna")) == "{member} {date} is in."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna", "Anna"),
        ("a\nb\tc", "a b c"),
        ("\x1b[31mred\x9b0m", "\ufffd[31mred\ufffd0m"),
        ("abc\u202edef", "abc\ufffddef"),
        ("[red]x[/red]", "[red]x[/red]"),
        ("👩‍💻 é", "👩‍💻 é"),
    ],
)
def test_control_characters_are_taken_out_and_shown(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_fault_says_where_what_how_and_what_was_meant() -> None:
    found = replace(
        fault("unknown-key", "{key} is not known.", hint="Take it out.", nearest="hours", key="hour"),
        file="team.toml", line=17, table="member", key="hour",
    )  # fmt: skip
    assert tell_fault(found, ENGLISH) == (
        "team.toml, line 17, [member] hour: hour is not known.",
        "Take it out.",
        'Did you mean "hours"?',
    )
    assert place_of(found, language("nl")) == "team.toml, regel 17, [member] hour"


def test_what_was_meant_is_asked_once() -> None:
    guess = did_you_mean("hours", "Known here are: hours.")
    assert tell_fault(fault("unknown-key", "{key} is not known.", key="hour", **guess), ENGLISH) == (
        "hour is not known.",
        'Did you mean "hours"?',
    )


def test_who_was_meant_is_told_with_her_id_once_where_another_is_called_alike() -> None:
    alike = team([member("anna"), replace(member("annie"), name="Anna")], [account("dir", "anna")])
    told = tell_fault(
        fault("unknown", "{id} is not known.", nearest="anna", id="ana"), Teller(language("en"), alike, 2026)
    )
    assert told == ("ana is not known.", "Did you mean Anna (anna)?")


def test_a_fault_without_a_place_is_a_sentence() -> None:
    assert tell_fault(Fault("x", because("x", "Wrong.")), ENGLISH) == ("Wrong.",)


def test_a_finding_says_how_loud_it_is() -> None:
    finding = Finding(Level.ALARM, because("x", "{member} is away.", member="bea"))
    assert tell_finding(finding, ENGLISH) == "Alarm: Bea is away."
