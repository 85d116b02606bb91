"""A file that is written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from lint.cli.selection import UnwritableError


class Draft:
    """Text on its way into a file; what stood there before stays until `commit`."""

    def __init__(self, path: Path, file: TextIO, temporary: Path | None, target: Path, what: str) -> None:
        self._path = path
        self._file = file
        self._temporary = temporary
        self._target = target
        self._what = what

    def write(self, text: str) -> None:
        """Add text. Raises UnwritableError."""
        try:
            self._file.write(text)
        except OSError as error:
            raise unwritable(self._path, error, self._what) from None

    def commit(self) -> None:
        """Put the text in its place. Raises UnwritableError."""
        try:
            self._file.flush()
            if self._temporary is not None:
                os.fsync(self._file.fileno())
            self._file.close()
            if self._temporary is not None:
                self._temporary.replace(self._target)
                self._temporary = None
        except OSError as error:
            raise unwritable(self._path, error, self._what) from None

    def discard(self) -> None:
        """Let go of what was not committed."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            if self._temporary is not None:
                self._temporary.unlink()


@contextmanager
def draft(path: Path, what: str = "the report") -> Iterator[Draft]:
    """A draft of the file, which holds `what`; it is let go of at the end unless it was committed.

    Links are followed, the mode of an old file is kept. A pipe or device is written to as it is. Raises
    UnwritableError.
    """
    try:
        opened = _opened(path, what)
    except OSError as error:
        raise unwritable(path, error, what) from None
    try:
        yield opened
    finally:
        opened.discard()


def _opened(path: Path, what: str) -> Draft:
    target = Path(os.path.realpath(path))
    mode = target.stat().st_mode if target.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        return Draft(
            path, target.open("w", encoding="utf-8", errors="backslashreplace", newline=""), None, target, what
        )
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied")
    if not target.parent.is_dir():
        raise FileNotFoundError(2, f"there is no folder {path.parent}")
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
    file = os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="")
    opened = Draft(path, file, Path(name), target, what)
    try:
        Path(name).chmod(_new_mode() if mode is None else stat.S_IMODE(mode))
    except OSError:
        opened.discard()
        raise
    return opened


def unwritable(path: Path, error: OSError, what: str = "the report") -> UnwritableError:
    """What to tell of a file that an error of the system kept from being written."""
    return UnwritableError(f"{path.as_posix()}: {(error.strerror or str(error)).lower()}", what)


def _new_mode() -> int:
    """The mode of a new file as this user's other files have it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
