"""Taking acts back: what an act changed is again as it was before, by a new act."""

from __future__ import annotations

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import Refused, fault
from secretariat_tui.domain.events import LeaveStatus
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import FINAL, Act, Change, State
from secretariat_tui.store.faults import changed_meanwhile
from secretariat_tui.store.writing_calendars import Calendars

_ADDED_LEAVE = LeaveStatus.WITHDRAWN.value
"""What a request becomes that is taken back altogether."""


class Reverting(Calendars):
    """An act that may take another back."""

    def revert(self, act: Act) -> None:
        if act.kind in FINAL:
            raise Refused([fault("final", N_("This cannot be undone: what was erased is gone."))])
        backwards = act.changes[::-1]
        for change in sorted(backwards, key=_turn):
            kind, _, name = change.subject.partition(":")
            match kind:
                case "team":
                    self._revert_team(change)
                case "draft":
                    self._revert_draft(change, Week.parse(name))
                case "published" | "realised":
                    self._revert_pointer(change, kind, Week.parse(name))
                case "leave" | "absence" | "wish" | "pin" | "support":
                    if kind == "leave":
                        self._ensure_hers_to_ask(change)
                    gone = _ADDED_LEAVE if kind == "leave" else State.LIFTED.value
                    self.set_state(kind, int(name), change.before or gone, expected=change.after)
                case "decline":
                    declined = {record.id: record.declined for record in self.leave(self._team)}
                    _ensure_stands(change, int(declined.get(int(name), False)))
                    self.decline(int(name), change.before == "1")
                case "page":
                    self._revert_page(change, name)
                case "gave_way":
                    now = self.gave_way(self._team).get(name, 0)
                    _ensure_stands(change, now)
                    self.put_gave_way(name, now, int(change.before or 0))
                case "absence_weeks":
                    _ensure_stands(change, self.absence_weeks(self._team))
                    self.set_absence_weeks(int(change.before or 13))
                case "calendar_choice":
                    self._revert_choice(change, name)
                case "calendar":
                    self.unlearn(name)
                case _:
                    raise ValueError(change.subject)

    def _ensure_hers_to_ask(self, change: Change) -> None:
        """Leave that was decided on before comes back by a lead's hand only; a member asks for it again."""
        if change.before not in (None, LeaveStatus.REQUESTED.value, _ADDED_LEAVE) and not self.leads(self._team):
            text = N_("Only who leads the team can bring back leave that was decided on.")
            hint = N_("Ask for it again with: secretariat leave request")
            raise Refused([fault("not-allowed", text, hint=hint)])

    def _revert_team(self, change: Change) -> None:
        now = self._team_row(self._team)["document"]
        _ensure_stands(change, now, N_("The team was changed again after that."))
        if change.before is None:
            raise Refused([fault("final", N_("That a team was taken in cannot be undone."))])
        former = self._described(self._team, int(change.before))
        self.point_team(int(change.before), now, former.name)
        self.team(self._team)  # which checks it with all that was added since

    def _revert_draft(self, change: Change, week: Week) -> None:
        state = self.week(self._team, week)
        now = None if state is None else self._roster_of(week, state.draft)
        if now != (None if change.after is None else self._roster_of(week, int(change.after))):
            raise changed_meanwhile(N_("{week} was changed again after that."), week=str(week))
        if change.before is not None:
            self.restore(week, int(change.before))
        elif state is not None and (state.published or state.realised):
            raise changed_meanwhile(N_("{week} was published after that."), week=str(week))
        else:
            self.drop_draft(week)

    def _is_same(self, week: Week, one: int, other: int) -> bool:
        return self._roster_of(week, one) == self._roster_of(week, other)

    def _roster_of(self, week: Week, number: int) -> int | None:
        """The stored roster of a version: undoing makes another version of the same."""
        content = self._content(self._team, week, number)
        return None if content is None else int(content["id"])

    def _revert_pointer(self, change: Change, pointer: str, week: Week) -> None:
        state = self.week(self._team, week)
        now = None if state is None else getattr(state, pointer)
        _ensure_stands(change, now, N_("{week} was changed again after that."), str(week))
        before = None if change.before is None else int(change.before)
        if state is not None and before is not None and self._is_same(week, state.draft, before):
            before = state.draft  # which an undo made of it
        if pointer == "published":
            self.publish(week, before)
        else:
            self.realise(week, before)

    def _revert_choice(self, change: Change, member: str) -> None:
        now = self.calendar_choices(self._team).get(member)
        _ensure_stands(change, now, N_("What she wants in her calendar was changed again after that."))
        self.put_choice(member, change.before)

    def _revert_page(self, change: Change, account: str) -> None:
        there = self.pages(self._team).get(account)
        now = None if there is None else there.number
        _ensure_stands(change, now, N_("The page was changed again after that."))
        self.point_page(account, None if change.before is None else int(change.before), now)


def _ensure_stands(change: Change, now: object, template: str = "", week: str = "") -> None:
    """Raises Refused where something is no longer as a change left it."""
    if (None if now is None else str(now)) != change.after:
        raise changed_meanwhile(template, week)


def _turn(change: Change) -> int:
    """Rosters come back first, since what is in force again may be what they are now; a week is left without a roster
    last, when none of it is in force any more."""
    if not change.subject.startswith("draft:"):
        return 1
    return 0 if change.before is not None else 2
