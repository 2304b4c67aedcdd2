"""What tables changed in a team, in words."""

from __future__ import annotations

from secretariat_tui.exchange.team_changes import ChangeKind, RowChange
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.language import Language


def tell_change(change: RowChange, language: Language) -> str:
    """A row with what became of it: "member anna: hours 32, now 36"."""
    row = clean(f"{change.table} {change.id}".rstrip())
    if change.kind is ChangeKind.NEW:
        return language.gettext("{row}: new", row=row)
    if change.kind is ChangeKind.REMOVED:
        return language.gettext("{row}: removed", row=row)
    if not change.cells:
        return language.gettext("{row}: another text", row=row)
    empty = language.gettext("(empty)")
    cells = (
        language.gettext(
            "{key} was {before}, is {after}",
            key=cell.key,
            before=clean(cell.before) or empty,
            after=clean(cell.after) or empty,
        )
        for cell in change.cells
    )
    return f"{row}: " + "; ".join(cells)
