"""`python -m secretariat_tui`."""

import sys

from secretariat_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
