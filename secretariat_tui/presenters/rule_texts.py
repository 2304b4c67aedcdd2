"""What each rule means, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from secretariat_tui.domain.finding import N_

MEANINGS: Final[Mapping[str, str]] = {
    "one_shift": N_("Nobody has more than one shift on a date."),
    "pattern": N_("Nobody works outside her work pattern, her employment or the open days."),
    "leave": N_("Nobody works in a daypart in which she is on leave or away."),
    "allowed_shift": N_(
        "Everybody works only shifts and places that are allowed for her, at home no more than agreed."
    ),
    "hours_max": N_("Nobody makes more hours in a week than her contract and the overtime that was agreed."),
    "rest": N_("Everybody has 11 hours between shifts, and a long rest every week or two weeks."),
    "working_time": N_("Shifts and weeks are no longer than the law on working time allows, with breaks."),
    "attend": N_("Learning time and secondments are worked: a shift covers them."),
    "one_holder": N_("An account is with one person at a time; a desk has no more people than it needs."),
    "eligible": N_("An account is with its own member, an agreed backup, or else somebody who knows it."),
    "present": N_("Who has a duty is at work then, and not in a meeting, a course or another team."),
    "on_site": N_("A duty in the office is held only by somebody in the office."),
    "qualified": N_("Who has a duty has the qualifications that it requires, on that date."),
    "backup_grade": N_("Nobody below the lowest grade of an account is its own member or its agreed backup."),
    "capacity": N_("The duties that somebody has at one moment are no more than she can carry."),
    "unit": N_("Incidental cover from another unit is only given where it is allowed, and not too often."),
    "pinned": N_("What is pinned stands as it is."),
    "shortage": N_("As little as possible is uncovered, the highest priorities first."),
    "agreements": N_("Accounts are with their own members and agreed backups, not with others."),
    "changes": N_("A published week changes as little as possible, least of all at short notice."),
    "fragile": N_("As little as possible is lost when any one person falls out."),
    "hours": N_("Everybody makes the hours of her contract, no more and no fewer."),
    "spread": N_("People are spread evenly over the dayparts of the week, and in the office too."),
    "agreement_order": N_("The first backup stands in before the second, and so on."),
    "handover": N_("An account changes hands as seldom as possible within a day."),
    "fairness": N_(
        "Early and late shifts, Friday afternoons, office days and standing in are shared by contract hours."
    ),
    "alone": N_("Nobody is alone in the office of a cluster in which nobody should be."),
    "attendance": N_("Members are at work when they have a meeting."),
    "wish": N_("Wishes are met; each wish has a weight of its own."),
    "stability": N_("A week looks like the week before of its kind, odd or even."),
}
