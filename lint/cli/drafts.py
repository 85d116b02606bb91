"""A file that is written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from lint.cli.selection import UnwritableError
from lint.writing import Beside


class Draft:
    """Text on its way into a file; what stood there before stays until `commit`.

    What is `beside` the file takes its place; a pipe or device has nothing beside it.
    """

    def __init__(self, path: Path, octets: BinaryIO, beside: Beside | None) -> None:
        self._path = path
        self._file = TextIOWrapper(octets, encoding="utf-8", errors="backslashreplace", newline="")
        self._beside = beside

    def write(self, text: str) -> None:
        """Add text. Raises UnwritableError."""
        try:
            self._file.write(text)
        except OSError as error:
            raise unwritable(self._path, error) from None

    def commit(self) -> None:
        """Put the text in its place. Raises UnwritableError."""
        try:
            self._file.flush()
            if self._beside is None:
                self._file.close()
            else:
                self._beside.finish()
                self._beside.take_place()
        except OSError as error:
            raise unwritable(self._path, error) from None

    def discard(self) -> None:
        """Let go of what was not committed."""
        with suppress(OSError):
            self._file.close()
        if self._beside is not None:
            self._beside.discard()


@contextmanager
def draft(path: Path) -> Iterator[Draft]:
    """A draft of the file; it is let go of at the end unless it was committed.

    Links are followed, owner and mode of an old file are kept. A pipe or device is written to as it is. Raises
    UnwritableError.
    """
    try:
        opened = _opened(path)
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        yield opened
    finally:
        opened.discard()


def _opened(path: Path) -> Draft:
    target = Path(os.path.realpath(path))
    status = target.stat() if target.exists() else None
    if status is not None and not stat.S_ISREG(status.st_mode):
        return Draft(path, target.open("wb"), None)
    if status is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied")
    if not target.parent.is_dir():
        raise FileNotFoundError(2, f"there is no folder {path.parent}")
    beside = Beside(target, status)
    return Draft(path, beside.octets, beside)


def unwritable(path: Path, error: OSError) -> UnwritableError:
    """What to tell of a file that an error of the system kept from being written."""
    return UnwritableError(f"{path}: {(error.strerror or str(error)).lower()}")
