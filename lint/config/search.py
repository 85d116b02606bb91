"""Where the configuration of an article stands: in the nearest folder upward that has one, else with the user.

Only the standard library is imported here: most runs find nothing and need no more.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from lint.sheet import Problem

NAMES = ("malaprop.toml", ".malaprop.yaml")
PROJECT = "pyproject.toml"
_ALIKE = ("malaprop.yaml", "malaprop.yml", ".malaprop.yml", ".malaprop.toml")
# A table may be written in many ways; what has none of them is not parsed.
_TABLE = rb"""tool["']?\s*(?:\.\s*["']?malaprop|\]|=)"""


class ConfigError(Exception):
    """A configuration cannot be used; `problems` says why, one entry a fault."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Search:
    """The configurations of a run, each folder looked at once."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._environment = environment
        self._above: dict[str, str | None] = {}

    def of(self, article: str) -> str | None:
        """The absolute path of the configuration that holds for an article, if there is one.

        Raises ConfigError where a folder has two, or one by a name that is not read.
        """
        found = self._upward(os.path.dirname(os.path.abspath(article)))  # noqa: PTH100, PTH120 - many articles
        return found if found is not None else self._users()

    def _upward(self, folder: str) -> str | None:
        if folder not in self._above:
            found = within(folder)
            parent = os.path.dirname(folder)  # noqa: PTH120
            if found is None and parent != folder and not os.path.lexists(os.path.join(folder, ".git")):  # noqa: PTH118
                found = self._upward(parent)
            self._above[folder] = found
        return self._above[folder]

    def _users(self) -> str | None:
        if "" not in self._above:
            folder = users_folder(self._environment)
            self._above[""] = within(str(folder), project=False) if folder else None
        return self._above[""]

    def is_users(self, path: str) -> bool:
        """Whether a configuration is the user's own."""
        return Path(path).parent == users_folder(self._environment)


def users_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The folder of the user's own configuration; None for a user without a home."""
    base = environment.get("XDG_CONFIG_HOME") or ""
    if os.path.isabs(base):  # noqa: PTH117 - the specification says to pass over others
        return Path(base) / "malaprop"
    if sys.platform == "win32" and environment.get("APPDATA"):
        return Path(environment["APPDATA"]) / "malaprop"
    try:
        return Path.home() / ".config" / "malaprop"
    except RuntimeError:
        return None


def within(folder: str, *, project: bool = True) -> str | None:
    """The configuration that stands in a folder itself. `project` says whether a pyproject.toml may hold it.

    Raises ConfigError where there are two, or one by a name that is not read.
    """
    # One that cannot be read, as a link that leads nowhere, is found as well: it must not pass for none.
    there = [path for name in NAMES if os.path.lexists(path := os.path.join(folder, name))]  # noqa: PTH118
    if project and _has_table(path := os.path.join(folder, PROJECT)):  # noqa: PTH118
        there.append(path)
    if len(there) > 1:
        others = " and ".join(os.path.basename(path) for path in there[1:])  # noqa: PTH119
        raise ConfigError(Problem(shown(there[0]), 1, f"{others} beside it is a configuration as well; keep one"))
    for name in _ALIKE:
        if os.path.lexists(path := os.path.join(folder, name)):  # noqa: PTH118
            raise ConfigError(Problem(shown(path), 1, f"the name is not read; call it {' or '.join(NAMES)}"))
    return there[0] if there else None


def _has_table(path: str) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            content = file.read()
    except OSError:
        return False
    if not re.search(_TABLE, content):
        return False
    from lint.config.files import has_table  # a parser of TOML is imported for those that need one

    return has_table(path, content)


def shown(path: str | Path) -> str:
    """A path as messages name it: from the current folder where it lies below, with slashes on every system."""
    try:
        return Path(path).relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return Path(path).as_posix()
