"""The command: `python -m benchmarks [--quick] [--only PART ...]`; what it does is told in `benchmarks`."""

from __future__ import annotations

import argparse
import sys
import traceback

from benchmarks import page, record
from benchmarks.parts import PARTS, part


def main(arguments: list[str] | None = None) -> int:
    """Measures, keeps and writes; 1 where a part failed, whose last results then stay."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="measure less of everything, in minutes")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=f"some of {', '.join(PARTS)}")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--print", action="store_true", help="show what was measured, and keep nothing")
    instead.add_argument("--page", action="store_true", help="measure nothing: write the page from what is kept")
    options = parser.parse_args(arguments)
    failed = []
    for name in () if options.page else options.only or PARTS:
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            kept = record.measured(name, options.quick)
        except Exception:  # noqa: BLE001  (whatever one part meets, the others are measured)
            traceback.print_exc()
            failed.append(name)
            continue
        print(f"{name}: {kept.seconds:.0f} s", file=sys.stderr, flush=True)
        if options.print:
            print(part(name).section(kept.figures))
        else:
            record.keep(name, kept)
    if not options.print:
        page.write(record.kept())
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
