"""What .gitignore and .malapropignore files leave out of a folder that is searched, read as git does.

They hold from the root of the repository down; where there is none, from the current folder or, if that is not above,
from the folder that is searched. Of several that say something of a path the last does, in the file that is nearest to
it. Where the folder itself is left out, whoever names it means it: then only the files inside it count.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from lint.config.search import ConfigError, shown
from lint.sheet import Problem

OWN = ".malapropignore"
NAMES = (".gitignore", OWN)  # the later has the last word

Pattern = tuple[re.Pattern[str], bool]  # and whether it leaves out or takes back
Stack = tuple[tuple[Path, tuple[Pattern, ...]], ...]


class Ignored:
    """What is left out below a folder. Methods raise ConfigError for a .malapropignore that cannot be used."""

    def __init__(self, folder: str) -> None:
        self._base = Path(os.path.abspath(folder))  # noqa: PTH100 - keeps links
        self._stacks: dict[Path, Stack] = {}
        above = self._above()
        self._stacks[self._base.parent] = () if _left_out(above, self._base, "/") else above

    def _above(self) -> Stack:
        """The files above the folder."""
        homes = (self._base, *self._base.parents)
        top = next((home for home in homes if os.path.exists(home / ".git")), None)  # noqa: PTH110 - never raises
        stack: Stack = ()
        if top is not None:
            stack = _read(top, top / ".git" / "info" / "exclude")
        elif Path.cwd() in homes:
            top = Path.cwd()
        if top is not None and top != self._base:
            for home in reversed(homes[1 : homes.index(top) + 1]):
                stack = _with(stack, home)
        return stack

    def left_out(self, path: Path, *, folder: bool) -> bool:
        """Whether a path, which is a folder or a file, is left out; its folder is not, or it would not be asked for."""
        path = self._base / path
        return _left_out(self._stack(path.parent), path, "/" if folder else "")

    def _stack(self, home: Path) -> Stack:
        if home not in self._stacks:
            self._stacks[home] = _with(self._stack(home.parent), home)
        return self._stacks[home]


def _left_out(stack: Stack, path: Path, end: str) -> bool:
    for home, patterns in reversed(stack):
        whole, name = path.relative_to(home).as_posix() + end, path.name + end
        for regex, included in reversed(patterns):
            # To the library a pattern matches all that lies in a folder that it matches, to git the folder itself; it
            # makes a difference where a later pattern takes the folder back. What has no ^ is there for any name.
            if regex.fullmatch(whole) if regex.pattern.startswith("^") else regex.search(name):
                return included
    return False


def _with(stack: Stack, home: Path) -> Stack:
    for name in NAMES:
        stack += _read(home, home / name)
    return stack


def _read(home: Path, file: Path) -> Stack:
    try:
        lines = file.read_bytes().decode("utf-8-sig", "surrogateescape").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        if file.name == OWN:
            told = f"cannot be read: {(error.strerror or str(error)).lower()}"
            raise ConfigError(Problem(shown(file), 1, told)) from None
        return ()
    if not any(line.strip() and not line.startswith("#") for line in lines):
        return ()
    patterns: list[Pattern] = []
    for number, line in enumerate(lines, 1):
        # `a/**` is what lies in `a`; to the library it is `a/` as well.
        found = _patterns(re.sub(r"/\*\*(/?)\s*$", r"/**/*\1", line))
        if found is None and file.name == OWN:
            raise ConfigError(Problem(shown(file), number, f"'{line.strip()}' is no glob"))
        patterns += found or ()  # git passes over what is none
    return ((home, tuple(patterns)),)


def _patterns(line: str) -> list[Pattern] | None:
    """The pattern of a line, none for a comment; None for what is no glob."""
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern  # only where there is such a file

    try:
        found = GitIgnoreSpecPattern(line)
    except (ValueError, re.error):
        return None
    return [] if found.regex is None or found.include is None else [(found.regex, found.include)]
