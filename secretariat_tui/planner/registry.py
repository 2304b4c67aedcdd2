"""All rules, in the order in which users read them."""

from __future__ import annotations

from importlib.metadata import entry_points

from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.rules.agreement_order import AgreementOrder
from secretariat_tui.planner.rules.agreements import Agreements
from secretariat_tui.planner.rules.allowed_shift import AllowedShift
from secretariat_tui.planner.rules.alone import Alone
from secretariat_tui.planner.rules.attend import Attend
from secretariat_tui.planner.rules.attendance import Attendance
from secretariat_tui.planner.rules.backup_grade import BackupGrade
from secretariat_tui.planner.rules.capacity import Capacity
from secretariat_tui.planner.rules.changes import Changes
from secretariat_tui.planner.rules.eligible import Eligible
from secretariat_tui.planner.rules.fairness import Fairness
from secretariat_tui.planner.rules.fragile import Fragile
from secretariat_tui.planner.rules.handover import Handover
from secretariat_tui.planner.rules.hours import Hours
from secretariat_tui.planner.rules.hours_max import HoursMax
from secretariat_tui.planner.rules.leave import Leave
from secretariat_tui.planner.rules.on_site import OnSite
from secretariat_tui.planner.rules.one_holder import OneHolder
from secretariat_tui.planner.rules.one_shift import OneShift
from secretariat_tui.planner.rules.pattern import Pattern
from secretariat_tui.planner.rules.pinned import Pinned
from secretariat_tui.planner.rules.present import Present
from secretariat_tui.planner.rules.qualified import Qualified
from secretariat_tui.planner.rules.rest import Rest
from secretariat_tui.planner.rules.shortage import Shortage
from secretariat_tui.planner.rules.spread import Spread
from secretariat_tui.planner.rules.stability import Stability
from secretariat_tui.planner.rules.unit import Unit
from secretariat_tui.planner.rules.wish import Wish
from secretariat_tui.planner.rules.working_time import WorkingTime

OWN_RULES = "secretariat_tui.rules"

RULES: tuple[Rule, ...] = (
    OneShift(),
    Pattern(),
    Leave(),
    AllowedShift(),
    HoursMax(),
    Rest(),
    WorkingTime(),
    Attend(),
    OneHolder(),
    Eligible(),
    Present(),
    OnSite(),
    Qualified(),
    BackupGrade(),
    Capacity(),
    Unit(),
    Pinned(),
    Shortage(),
    Agreements(),
    Changes(),
    Fragile(),
    Hours(),
    Spread(),
    AgreementOrder(),
    Handover(),
    Fairness(),
    Alone(),
    Attendance(),
    Wish(),
    Stability(),
)


def installed_rules() -> tuple[Rule, ...]:
    """Our rules, then those that other installed packages bring, by name.

    A package brings a rule by an entry point of the group "secretariat_tui.rules" that names its class. A hard one is
    kept like ours; a soft one counts as a term of quality.
    """
    return RULES + brought_rules()


def brought_rules() -> tuple[Rule, ...]:
    """The rules that other installed packages bring, by name."""
    return tuple(point.load()() for point in sorted(entry_points(group=OWN_RULES), key=lambda p: p.name))
