"""The command line. What a command needs is imported when that command runs."""

from secretariat_tui.cli.entry import main

__all__ = ["main"]
