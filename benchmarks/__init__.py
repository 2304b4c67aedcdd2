"""Measures the product, and what one could take instead, and writes docs/performance.md.

`python -m benchmarks` measures everything (an hour and a half on an idle machine), `--quick` less of everything
(minutes), `--only PART ...` some parts again: those are kept with their own date, commit and load beside the last
figures of the others. `--page` writes the page anew from what is kept, `--print` measures and keeps nothing. What
became slower is what `python -m benchmarks.regressions` tells.

A part is one module in `benchmarks/parts/`, named in `PARTS` there in the order of the page:

    def measure(quick: bool) -> Figures: ...         # what was measured, as values of JSON; `quick`: in half a minute
    def section(figures: Figures) -> str: ...        # Markdown that begins with "## Title" and ends with a line end
    def pictures(figures: Figures) -> Pictures: ...  # optional: pictures, by the names of their files

`measure` runs in a process of its own and says nothing; where memory counts or a solver runs it gives each measurement
a further one (`measure.in_child`). `section` and `pictures` are pure: the page is written again from figures of long
ago. A section points to a picture as `images/performance/NAME.svg`. Who runs a part, when, on which commit and under
which load is noted by the command (`record.py`) and told at the head of the page, so that no part need do so.
tests/benchmarks/test_parts.py runs every part once with `quick`, and draws and writes what it measured.
"""
