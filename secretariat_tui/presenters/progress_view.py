"""How far the planner is, as people read it: a line for each stage, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from secretariat_tui.planner.limits import Progress
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.reasons import Teller


def progress_text(progress: Progress, teller: Teller) -> str:
    """What a stage comes to so far, and the least that it can be."""
    value, bound = ("-" if number is None else str(number) for number in (progress.value, progress.bound))
    name = teller.stage(progress.stage)
    return teller.language.gettext("{stage}: {value}, at least {bound}", stage=name, value=value, bound=bound)


@dataclass
class Stages:
    """The stages as they come. A stage is over when the next one has begun."""

    last: dict[str, Progress] = field(default_factory=dict)

    def take(self, progress: Progress) -> None:
        """Notes where the planner is. A stage that comes again, date by date, is one line."""
        self.last.pop(progress.stage, None)
        self.last[progress.stage] = progress

    def lines(self, teller: Teller, glyphs: Glyphs) -> tuple[str, ...]:
        """One line for each stage that was begun: its value, the bound, and whether it is proven."""
        told = []
        for progress in self.last.values():
            proven = progress.value is not None and progress.value == progress.bound
            told.append(f"{glyphs.proven if proven else glyphs.unproven} {progress_text(progress, teller)}")
        return tuple(told)

    def sentence(self, teller: Teller) -> str:
        """How good the best roster so far is; empty before the first."""
        _ = teller.language.gettext
        told = []
        for progress in [*self.last.values()]:  # which the planner may be adding to
            facts = {"stage": teller.stage(progress.stage), "value": progress.value, "bound": progress.bound}
            if progress.value is None:
                continue
            if progress.value == progress.bound:
                told.append(_("{stage} {value}, proven", **facts))
            else:
                told.append(_("{stage} {value}, at least {bound}", **facts))
        return _("Best so far: {stages}.", stages="; ".join(told)) if told else ""
