"""Texts that somebody works on, kept in files of hers until they are kept for good: nothing is lost when the program,
the editor or the connection ends in between."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from secretariat_tui.exchange.handbook_pages import page_of
from secretariat_tui.exchange.safe_write import make_directory, write_file
from secretariat_tui.places import unusable


def drafts_directory() -> Path:
    """Where drafts are kept, in the user's own directory of states."""
    from platformdirs import user_state_path

    return user_state_path("secretariat", appauthor=False) / "drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is worked on. `seen` is the number of what it was made on."""

    path: Path
    seen: int

    @property
    def text(self) -> str:
        """What is in it now. Raises BadInput where it is no text in UTF-8."""
        try:
            return page_of(self.path.read_bytes(), str(self.path))
        except OSError as error:
            raise unusable(str(self.path), error) from error


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts in a directory, by name; names consist of letters, digits and hyphens."""

    directory: Path
    suffix: str = ".md"

    def find(self, name: str) -> Draft | None:
        """The draft of that name, the last one where there are several."""
        found = [Draft(path, int(number)) for path, number in self._files(name)]
        return max(found, key=lambda draft: draft.seen, default=None)

    def keep(self, name: str, seen: int, text: str) -> Draft:
        """Writes a draft, readable by its owner only."""
        make_directory(self.directory)
        draft = Draft(self.directory / f"{name}.{seen}{self.suffix}", seen)
        write_file(draft.path, text.encode())
        return draft

    def drop(self, name: str) -> None:
        """Removes the draft of that name, if there is one."""
        for path, _ in self._files(name):
            path.unlink(missing_ok=True)

    def _files(self, name: str) -> list[tuple[Path, str]]:
        found = [
            (path, path.name[len(name) + 1 : -len(self.suffix)])
            for path in self.directory.glob(f"{name}.*{self.suffix}")
        ]
        return [(path, number) for path, number in found if number.isdecimal()]
