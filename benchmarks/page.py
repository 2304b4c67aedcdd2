"""The page of figures, from what is kept of each part."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks import parts
from benchmarks.markdown import table
from benchmarks.record import ROOT, Circumstances, Kept

PAGE = ROOT / "docs" / "performance.md"
PICTURES = ROOT / "docs" / "images" / "performance"

_NOTES = Path(__file__).parent / "notes.md"
"""What no measurement says by itself; written by hand."""

_HEAD = """# Performance

Written by `python -m benchmarks`; all figures are also in `benchmarks/results/`. What became slower since is told by
`python -m benchmarks.regressions`.

Each part was measured by itself, with the version, at the moment and under the load that the table gives; what is
compared within a part was measured in one run, each measurement in a process of its own. *Load* is how many processes
wanted a core, as the part began and as it ended. Where it was not near 0 as it began, somebody else was using the
machine too: look at ratios and at processor time before the clock. A part that says *quick* was measured with smaller
instances and fewer repeats. A + says that files were not committed yet.

"""


def page(kept: Mapping[str, Kept]) -> str:
    """The whole page."""
    parts_ = [_HEAD + _when(kept) + "\n" + _machines(kept)]
    parts_ += [parts.part(name).section(one.figures) for name, one in kept.items()]
    parts_.append(_NOTES.read_text(encoding="utf-8"))
    return "\n".join(each.rstrip() + "\n" for each in parts_)


def write(kept: Mapping[str, Kept], file: Path = PAGE, folder: Path = PICTURES) -> None:
    """Writes the page and its pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {name: data for part, one in kept.items() for name, data in parts.pictures(part, one.figures).items()}
    for name, data in drawn.items():
        (folder / name).write_bytes(data)
    for file_ in folder.glob("*.svg"):
        if file_.name not in drawn:
            file_.unlink()
    file.write_text(page(kept), encoding="utf-8")


def _when(kept: Mapping[str, Kept]) -> str:
    rows = []
    for name, one in kept.items():
        at = one.circumstances
        how = "quick" if at.quick else "whole"
        rows.append(
            (name, at.measured, f"`{at.commit}`", how, f"{at.load:g} to {one.load_after:g}", _took(one.seconds))
        )
    return table(["part", "measured", "commit", "how", "load", "took"], rows)


def _took(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def _machines(kept: Mapping[str, Kept]) -> str:
    """On what it was measured; with the parts, where not all were on the same machine."""
    on: dict[str, list[str]] = {}
    for name, one in kept.items():
        on.setdefault(_machine(one.circumstances), []).append(name)
    if len(on) == 1:
        return f"The machine: {next(iter(on))}.\n"
    return "The machines:\n\n" + "".join(f"* {machine}: {', '.join(names)}\n" for machine, names in on.items())


def _machine(at: Circumstances) -> str:
    return f"{at.cores} cores ({at.architecture}), {at.memory_gb} GB, Python {at.python}, {at.solver}"
