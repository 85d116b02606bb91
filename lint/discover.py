"""Which files a run looks at: files as they are named, folders searched for the formats that can be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from lint.readers import format_of

# Folders of other people's text and of tools; hidden ones are left out as well.
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


def files(paths: Iterable[str], *, any_format: bool = False) -> Iterator[str]:
    """The files to check, each once, in the order of the paths and sorted inside each folder.

    A file that is named is taken whatever its extension. In folders those with a known extension are taken, or all
    when `any_format` (the user has said what they are). A path that does not exist is yielded as it is: reading it
    gives the error. So is a folder that cannot be listed. Pipes and devices in folders are no articles.
    """
    seen: set[str] = set()
    for path in paths:
        # os.path: `Path.is_dir` raises for a name that is too long.
        found = _below(path, any_format=any_format) if os.path.isdir(path) else iter((_named(path),))  # noqa: PTH112
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


def among(places: Iterable[str], paths: Iterable[str], *, any_format: bool = False) -> Iterator[tuple[str, str]]:
    """Those of `places` that `files(paths)` would find if they were on disk, each once, as (name, place).

    A place is where a file is, as `located` says; the name is what reports call it.
    """
    known = set(places)
    ordered = sorted(known, key=lambda place: Path(place).parts)
    seen: set[str] = set()
    for path in paths:
        root = located(path)
        if root not in known and os.path.isfile(root):  # noqa: PTH113
            continue
        for place in (root,) if root in known else ordered:
            if place in seen:
                continue
            if place == root:
                name = _named(path)
            elif place.startswith(root.rstrip(os.sep) + os.sep):
                parts = Path(place[len(root) :].lstrip(os.sep)).parts
                if any(part.startswith(".") for part in parts) or not _LEFT_OUT.isdisjoint(parts[:-1]):
                    continue
                if not (any_format or format_of(parts[-1])):
                    continue
                name = Path(path, *parts).as_posix()
            else:
                continue
            seen.add(place)
            yield name, place


def located(path: str) -> str:
    """Where a path leads: absolute, and links followed, but for a file that is one itself."""
    folder, name = os.path.split(path)
    if name in ("", ".", "..") or os.path.isdir(path):  # noqa: PTH112
        return os.path.realpath(path)
    return str(Path(os.path.realpath(folder or "."), name))


def seen_from(folder: str, path: str) -> str:
    """The path as it is written from a folder, with slashes; the whole path where no way leads (another drive)."""
    try:
        return Path(os.path.relpath(located(path), os.path.realpath(folder))).as_posix()
    except ValueError:
        return Path(located(path)).as_posix()


def _below(folder: str, *, any_format: bool) -> Iterator[str]:
    closed: list[str] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _LEFT_OUT)
        for name in sorted(names):
            path = Path(place) / name
            if not name.startswith(".") and (any_format or format_of(name)) and not _endless(path):
                yield path.as_posix()
    yield from (Path(place).as_posix() for place in closed)


def _named(path: str) -> str:
    """A path as reports write it, with slashes on every system, so that `./a.md` and `a.md` are one file."""
    return Path(path).as_posix() if path else path


def _endless(path: Path) -> bool:
    """Whether reading a path would wait for another program."""
    return path.is_fifo() or path.is_socket() or path.is_char_device()
