"""An editor of the user's own, for tests that open a page or a file in it."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any


def edit_with(monkeypatch: Any, tmp_path: Path, running: Any, code: str) -> None:
    """Makes the user's editor a program that does this with the file at `path`."""
    script = tmp_path / "editor.py"
    script.write_text(f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{code}\n")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.setattr(running, "suspend", nullcontext)
