"""The compiled form of rules, tables and expressions on disk: one file in the user's cache folder.

The file is bound to the versions of Python, of the libraries and of malaprop, code and language data included; what is
in it is found by the content that it was made of (`lint.kept`), so that nothing in it can be out of date.
A file that is missing or damaged counts as empty, and a folder that cannot be written is no error: then all is made
anew.

Whoever can write the file could crash the program with it. So the folder is made for its owner alone, and a folder or
file that belongs to another user, or that others may write to, is not used.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b, sha256
from pathlib import Path
from zlib import crc32

import msgspec
import regex

from lint import kept

_MAGIC = b"malaprop compiled 1\n"
_LARGEST = 32_000_000  # bytes; a file that would grow larger keeps only what its last run used
_OLD_FILES = 3  # of other versions
_HASHED = 4_000_000  # bytes; a larger table goes by its CRC-32, which takes 2 ms and not 11
_FORGOTTEN = 3600.0  # seconds after which a temporary file is nobody's


def folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The folder of compiled rules, if one may be used: MALAPROP_CACHE_DIR, else where the system keeps caches."""
    if environment.get("MALAPROP_NO_CACHE", "0") not in ("", "0"):
        return None
    if chosen := environment.get("MALAPROP_CACHE_DIR"):
        return Path(chosen)
    try:
        if sys.platform == "win32":
            base = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        elif sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:
            base = Path(environment.get("XDG_CACHE_HOME") or "")
            if not base.is_absolute():  # which the specification says to pass over
                base = Path.home() / ".cache"
    except RuntimeError:  # a user without a home
        return None
    return base / "malaprop"


@contextmanager
def opened(place: Path | None) -> Iterator[None]:
    """While this lasts, results are kept in the folder `place`; what is new is written when it ends."""
    with stored(place) as store, kept.using(store):
        yield


@contextmanager
def stored(place: Path | None) -> Iterator[kept.Store | None]:
    """The store of a folder, for `kept.using`; what is new in it is written when this ends."""
    name = _name() if place is not None else None
    if place is None or name is None:
        yield None
        return
    store = _Store(place / name)
    try:
        yield store
    finally:
        if store.fresh:
            with suppress(OSError):
                store.write()


class _Store:
    """The values of one file: the old ones as slices of its bytes, and the fresh ones."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fresh: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._index: dict[bytes, tuple[int, int]] = {}
        self._data = memoryview(b"")
        with suppress(OSError, ValueError, TypeError, EOFError):
            self._index, self._data = _parsed(path.name, _read(path))

    def __reduce__(self) -> tuple[type[_Store], tuple[Path]]:  # another process reads the file itself
        return _Store, (self.path,)

    def get(self, key: bytes) -> memoryview | bytes | None:
        place = self._index.get(key)
        if place is None:
            return self.fresh.get(key)
        self._used.add(key)
        return self._data[place[0] : place[1]]

    def put(self, key: bytes, value: bytes) -> None:
        self._index.pop(key, None)
        self.fresh[key] = value

    def write(self) -> None:
        """Put a file with the old and the fresh values in the place of the old one, at once or not at all."""
        total = len(self._data) + sum(map(len, self.fresh.values()))
        index: dict[bytes, tuple[int, int]] = {}
        parts: list[bytes | memoryview] = []
        at = 0
        for key, (start, end) in self._index.items():
            if total <= _LARGEST or key in self._used:
                index[key] = at, at + end - start
                parts.append(self._data[start:end])
                at += end - start
        for key, value in self.fresh.items():
            index[key] = at, at + len(value)
            parts.append(value)
            at += len(value)
        listing = marshal.dumps(index)
        body = b"".join((len(listing).to_bytes(8, "little"), listing, *parts))
        make_folder(self.path.parent)
        _replace(self.path, b"".join((_MAGIC, _digest(self.path.name, body), body)))
        _tidy(self.path)


def _read(path: Path) -> bytes:
    """The bytes of a file that is the user's own. Raises OSError if there is no such file."""
    _trust(path.parent.stat())
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):  # no link, no waiting at a pipe, no line ends of Windows
        flags |= getattr(os, name, 0)
    with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
        _trust(os.fstat(file.fileno()))
        return file.read() or b""


def _trust(status: os.stat_result) -> None:
    """Raise PermissionError for a folder or file that somebody else owns or may write to."""
    if hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
        raise PermissionError("others may write there")


def _parsed(name: str, content: bytes) -> tuple[dict[bytes, tuple[int, int]], memoryview]:
    """The index and the values of a file of that name. Raises ValueError unless it is as it was written."""
    start = len(_MAGIC) + 32
    body = memoryview(content)[start:]
    if content[:start] != _MAGIC + _digest(name, body):
        raise ValueError("damaged")
    listed = 8 + int.from_bytes(body[:8], "little")
    return marshal.loads(body[8:listed]), body[listed:]


def _digest(name: str, body: memoryview | bytes) -> bytes:
    found = sha256(name.encode())
    found.update(body)
    return found.digest()


def _name() -> str | None:
    """The name of the file for this Python, these libraries and this malaprop."""
    found = blake2b(digest_size=12)
    machine: tuple[str, ...] = getattr(os, "uname", tuple)()[4:]
    for part in (sys.version, sys.platform, *machine, sys.maxsize, regex.__version__, msgspec.__version__):
        found.update(f"{part}\0".encode())
    try:
        for file in _package_files(Path(__file__).parent):
            found.update(file.name.encode() + b"\0")
            content = Path(file.path).read_bytes()
            if len(content) > _HASHED:
                found.update(b"%d %d" % (len(content), crc32(content)))
            else:
                found.update(blake2b(content).digest())
    except OSError:
        return None
    return f"{found.hexdigest()}.compiled"


def _package_files(place: str | Path) -> Iterator[os.DirEntry[str]]:
    """The code and data of this package. Built-in rules are not among them: like all rules they go by their content."""
    with os.scandir(place) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name not in ("__pycache__", "rules"):
                    yield from _package_files(entry.path)
            else:
                yield entry


def make_folder(place: Path) -> None:
    """Make a folder for its owner alone. Raises OSError, also for one that others may write to."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.mkdir(mode=0o700, exist_ok=True)
    _trust(place.stat())


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_suffix(f".{os.getpid()}-{time.time_ns()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(content)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise


def _tidy(path: Path) -> None:
    """Remove the files of other versions but for the youngest, and temporary files that a killed run left."""
    own = r"[0-9a-f]{24}\.(?:compiled|\d+-\d+\.tmp)"  # the folder may be one that holds other things as well
    found = [file for file in path.parent.iterdir() if regex.fullmatch(own, file.name) and file != path]
    others = [(other.stat().st_mtime, other) for other in found if other.suffix == ".compiled"]
    doomed = [other for _, other in sorted(others, reverse=True)[_OLD_FILES:]]
    doomed += [t for t in found if t.suffix == ".tmp" and t.stat().st_mtime < time.time() - _FORGOTTEN]
    for other in doomed:
        with suppress(OSError):
            other.unlink()
