"""Writing a file anew so that it holds its old octets or its new ones at every moment, whatever happens.

The new octets go to a file beside it (`Beside`), which takes its place in one step when they are safe on the disk. Its
permissions stay; a link to a file stays a link. Other names of the same file (hard links) keep the old octets, as they
do with every program that writes so. What a run leaves behind that was killed in between is hidden, bears `PREFIX`, and
is deleted by `tidied`.
"""

from __future__ import annotations

import os
import secrets
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

PREFIX = ".malaprop-new-"  # hidden files are never checked
_STALE = 24 * 3600  # seconds after which a process of the same number is another one


class NotWrittenError(OSError):
    """A file that was not written; the message says why, and the file is as it was."""


def write(path: str, data: bytes, expected: bytes) -> None:
    """Put `data` into the place of a file that holds `expected`.

    Raises NotWrittenError if the file holds something else by now, is read-only, or cannot be written.
    """
    try:
        _write(Path(path).resolve(strict=True), data, expected)
    except NotWrittenError:
        raise
    except FileNotFoundError:
        raise NotWrittenError("it is gone") from None
    except OSError as error:
        raise NotWrittenError(f"it cannot be written: {(error.strerror or str(error)).lower()}") from None


def _write(file: Path, data: bytes, expected: bytes) -> None:
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise NotWrittenError("it is no regular file")
    # Asked of the file, as a new one in its place could be written even where this one may not be.
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(file, os.W_OK):
        raise NotWrittenError("it is read-only")
    beside = Beside(file, status)
    try:
        beside.octets.write(data)
        beside.finish()
        if file.read_bytes() != expected:
            raise NotWrittenError("it was changed by another program in the meantime; run malaprop again")
        beside.take_place()
    finally:
        beside.discard()


class Beside:
    """A new file on its way to the place of another: write its `octets`, then `finish` it and have it `take_place`.

    It has the owner and the permissions of the old file, if there is one (`status`), else those of any new file of this
    user. All methods but `discard` raise OSError.
    """

    def __init__(self, target: Path, status: os.stat_result | None) -> None:
        self._target = target
        self._path = target.parent / f"{PREFIX}{os.getpid()}-{secrets.token_hex(8)}.tmp"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self.octets = os.fdopen(os.open(self._path, flags, 0o666 if status is None else 0o600), "wb")
        if status is not None:
            try:
                _take_after(self._path, status)
            except OSError:
                self.discard()
                raise

    def finish(self) -> None:
        """See to it that all that was written is on the disk."""
        self.octets.flush()
        os.fsync(self.octets.fileno())
        self.octets.close()

    def take_place(self) -> None:
        """Put it in the place of the other, at once."""
        self._path.replace(self._target)
        _settle(self._target.parent)

    def discard(self) -> None:
        """Let go of it, unless it took the place."""
        with suppress(OSError):
            self.octets.close()
        with suppress(OSError):
            self._path.unlink()


def _take_after(new: Path, status: os.stat_result) -> None:
    """Give a file the owner, where we may, and the permissions of another."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(new, status.st_uid, status.st_gid)
    new.chmod(stat.S_IMODE(status.st_mode))


def _settle(folder: Path) -> None:
    """See to it that the new name of a file outlives a power failure, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def tidied(folders: Iterable[Path]) -> int:
    """Delete what killed runs left in the folders; how many files that were."""
    count = 0
    for folder in folders:
        try:
            names = [name for name in os.listdir(folder) if name.startswith(PREFIX)]  # noqa: PTH208 - a folder may be gone
        except OSError:
            continue
        for name in names:
            if _left_behind(folder / name):
                with suppress(OSError):
                    (folder / name).unlink()
                    count += 1
    return count


def _left_behind(file: Path) -> bool:
    """Whether the process that made the file is no more."""
    try:
        age = time.time() - file.lstat().st_mtime
        process = int(file.name.removeprefix(PREFIX).partition("-")[0])
    except (OSError, ValueError):
        return False
    if age > _STALE:
        return True
    if os.name == "nt":  # where signal 0 is no question; a file in use cannot be deleted there
        return process != os.getpid()
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):  # no process has so large a number
        return True
    except OSError:
        return False
    return False
