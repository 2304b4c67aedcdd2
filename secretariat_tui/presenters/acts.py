"""What acts are called."""

from __future__ import annotations

from typing import Final

from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import ActKind

ACT_NAMES: Final = {
    ActKind.IMPORT_TEAM: N_("take a team in"),
    ActKind.EDIT_TEAM: N_("change the team"),
    ActKind.EDIT_PAGE: N_("change a page of the handbook"),
    ActKind.PLAN: N_("plan"),
    ActKind.ASSIGN: N_("change a shift"),
    ActKind.SWAP: N_("swap"),
    ActKind.PIN: N_("pin"),
    ActKind.UNPIN: N_("unpin"),
    ActKind.REPAIR: N_("mend the roster"),
    ActKind.RESTORE: N_("bring a version back"),
    ActKind.PUBLISH: N_("publish"),
    ActKind.UNPUBLISH: N_("withdraw the publication"),
    ActKind.REALISE: N_("mark what really happened"),
    ActKind.REQUEST_LEAVE: N_("ask for leave"),
    ActKind.APPROVE_LEAVE: N_("approve leave"),
    ActKind.REFUSE_LEAVE: N_("refuse leave"),
    ActKind.WITHDRAW_LEAVE: N_("withdraw leave"),
    ActKind.LEAVE_ROUND: N_("decide a leave round"),
    ActKind.IMPORT_CALENDAR: N_("take a calendar in"),
    ActKind.ABSENT: N_("report somebody away"),
    ActKind.BACK: N_("report somebody back"),
    ActKind.WISH: N_("change a wish"),
    ActKind.UNDO: N_("undo"),
    ActKind.REDO: N_("redo"),
    ActKind.ERASE: N_("erase absences"),
    ActKind.FORGET: N_("forget a former member"),
    ActKind.TOKEN: N_("change an address of a calendar"),
}
