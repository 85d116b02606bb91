"""What the terminal that a report goes to can show."""

from __future__ import annotations

import os
import shutil
import sys


def colour(choice: str) -> bool:
    """Whether standard output gets colours: the choice, else NO_COLOR, FORCE_COLOR, else whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """How wide a report may be."""
    return min(max(shutil.get_terminal_size((100, 24)).columns, 50), 140)
