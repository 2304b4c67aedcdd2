"""What was done, as others hear of it."""

from datetime import UTC, datetime

from secretariat_tui.domain.records import Act, ActKind, Change
from secretariat_tui.presenters.history_view import act_grid
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.week_view import news_lines


def act(kind: ActKind, *subjects: str) -> Act:
    changes = tuple(Change(subject, None, "1") for subject in subjects)
    return Act("so", 7, kind, "bea", datetime(2026, 11, 23, 9, tzinfo=UTC), "", changes, None, "")


def news(*acts: Act) -> tuple[str, ...]:
    return news_lines(acts, language("en"))


def test_the_time_of_an_act_is_never_cut():
    grid = act_grid([act(ActKind.PUBLISH, "published:2026-W49")], "Europe/Amsterdam", language("en"))
    when = next(column for column in grid.columns if column.heads == ("When",))
    assert when.least == len("2026-11-23 10:00")


def test_a_change_of_the_team_is_called_that():
    assert news(act(ActKind.EDIT_TEAM, "team")) == ("bea: team changed",)


def test_a_request_for_support_changes_nothing_of_the_team():
    assert news(act(ActKind.EDIT_TEAM, "support:12")) == ("bea: request for support answered",)


def test_the_weeks_that_an_act_was_about_are_named_once_in_order():
    published = act(ActKind.PUBLISH, "published:2026-W50", "published:2026-W49", "calendar:2026-W49")
    assert news(published) == ("bea: published 2026-W49 2026-W50",)


def test_what_was_planned_or_repaired_and_published_at_once_is_told_as_both():
    week = ("draft:2026-W49", "published:2026-W49")
    assert news(act(ActKind.PLAN, *week)) == ("bea: planned and published 2026-W49",)
    assert news(act(ActKind.REPAIR, *week)) == ("bea: repaired after an absence and published 2026-W49",)
    assert news(act(ActKind.PLAN, "draft:2026-W49")) == ("bea: planned 2026-W49",)
