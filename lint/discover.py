"""Which files a run looks at: files as they are named, folders searched for the formats that can be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from lint.ignored import Ignored
from lint.readers import format_of

# Folders of other people's text and of tools; hidden ones are left out as well.
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


def files(paths: Iterable[str], *, any_format: bool = False, ignored: bool = False) -> Iterator[str]:
    """The files to check, each once, in the order of the paths and sorted inside each folder.

    A file that is named is taken whatever its extension. In folders those with a known extension are taken, or all
    when `any_format` (the user has said what they are). A path that does not exist is yielded as it is: reading it
    gives the error. So is a folder that cannot be listed. Pipes and devices in folders are no articles. What
    .gitignore and .malapropignore files leave out of folders is taken only when `ignored`. Raises ConfigError for one
    of the latter that cannot be used.
    """
    seen: set[str] = set()
    for path in paths:
        # os.path: `Path.is_dir` raises for a name that is too long.
        if os.path.isdir(path):  # noqa: PTH112
            found = _below(path, None if ignored else Ignored(path), any_format=any_format)
        else:
            found = iter((_named(path),))
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


def _below(folder: str, ignored: Ignored | None, *, any_format: bool) -> Iterator[str]:
    closed: list[str] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        home = Path(place)
        inside = home.relative_to(folder)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _LEFT_OUT
            and not (ignored and ignored.left_out(inside / name, folder=True))
        )
        for name in sorted(names):
            path = home / name
            if name.startswith(".") or not (any_format or format_of(name)) or _endless(path):
                continue
            if not (ignored and ignored.left_out(inside / name, folder=False)):
                yield path.as_posix()
    yield from (Path(place).as_posix() for place in closed)


def _named(path: str) -> str:
    """A path as reports write it, with slashes on every system, so that `./a.md` and `a.md` are one file."""
    return Path(path).as_posix() if path else path


def _endless(path: Path) -> bool:
    """Whether reading a path would wait for another program."""
    return path.is_fifo() or path.is_socket() or path.is_char_device()
