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
    paths = tuple(paths)
    where = located if len(paths) > 1 else str  # several may name one file in several ways
    seen: set[str] = set()
    for path in paths:
        # os.path: `Path.is_dir` raises for a name that is too long.
        if os.path.isdir(path):  # noqa: PTH112
            found = _below(path, None if ignored else Ignored(path), any_format=any_format)
        else:
            found = iter((_named(path),))
        for file in found:
            if (place := where(file)) not in seen:
                seen.add(place)
                yield file


def among(
    places: Iterable[str], paths: Iterable[str], *, any_format: bool = False, ignored: bool = True
) -> Iterator[tuple[str, str]]:
    """Those of `places` that `files(paths)` would find if they were on disk, each once, as (name, place).

    A place is where a file is, as `located` says; the name is what reports call it. Raises ConfigError as `files` does.
    """
    known = set(places)
    ordered = sorted(known, key=lambda place: Path(place).parts)
    seen: set[str] = set()
    for path in paths:
        root = located(path)
        if root not in known and os.path.isfile(root):  # noqa: PTH113
            continue
        leaving_out = None if ignored or root in known else Ignored(path)
        for place in (root,) if root in known else ordered:
            if place in seen:
                continue
            if place == root:
                name = _named(path)
            elif place.startswith(root.rstrip(os.sep) + os.sep):
                inside = Path(place[len(root) :].lstrip(os.sep))
                if not (any_format or format_of(inside.name)) or _hidden(inside, leaving_out):
                    continue
                name = (Path(path) / inside).as_posix()
            else:
                continue
            seen.add(place)
            yield name, place


def _hidden(inside: Path, leaving_out: Ignored | None) -> bool:
    """Whether a search passes over a file, or over a folder on the way to it."""
    if any(part.startswith(".") for part in inside.parts) or not _LEFT_OUT.isdisjoint(inside.parts[:-1]):
        return True
    if leaving_out is None:
        return False
    folders = [*inside.parents][-2::-1]  # from the outermost, without the folder that is searched
    return any(leaving_out.left_out(folder, folder=True) for folder in folders) or leaving_out.left_out(
        inside, folder=False
    )


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
