"""What grammar checkers answered, kept in the user's cache folder: a passage that did not change is not asked again.

One SQLite file, which runs that overlap share. An answer is found by the checker and its version, the language, the
rules asked for and the passage. A file that cannot be used is no error: then all is asked anew.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

import msgspec

from lint import compiled
from lint.kinds.grammar import Asked, Checker, Remark, Unchecked

_FILE = "grammar-1.sqlite3"  # the number is that of the form
_FORGOTTEN = 60 * 86_400  # seconds without use
_DAY = 86_400
_HELD = 500  # keys in one question to the file

_decoder = msgspec.msgpack.Decoder(list[Remark])


class Identified(Checker, Protocol):
    """A checker that can be told from others."""

    def identity(self) -> str | None:
        """What an answer depends on beside the question; None if that is not known now."""


class Kept(AbstractContextManager["Kept"]):
    """A checker that remembers."""

    def __init__(self, checker: Identified, folder: Path) -> None:
        self._checker = checker
        self._folder = folder
        self._file: sqlite3.Connection | None = None
        self._tried = False

    @property
    def name(self) -> str:
        """The name of the checker."""
        return self._checker.name

    def lacking(self) -> str | None:
        """What the checker lacks."""
        return self._checker.lacking()

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with suppress(sqlite3.Error):
                self._file.close()

    def check(self, passages: Sequence[str], language: str, asked: Asked) -> Sequence[Sequence[Remark] | Unchecked]:
        """The answers kept, and the checker's for the other passages, each asked once."""
        identity = self._checker.identity()
        if identity is None:
            return self._checker.check(passages, language, asked)
        keys = [_key(identity, language, asked, passage) for passage in passages]
        known: dict[bytes, Sequence[Remark] | Unchecked] = dict(self._read(keys))
        fresh = {key: passage for key, passage in zip(keys, passages, strict=True) if key not in known}
        if fresh:
            answers = self._checker.check(list(fresh.values()), language, asked)
            told = dict(zip(fresh, answers, strict=True))
            self._write({key: answer for key, answer in told.items() if not isinstance(answer, Unchecked)})
            known.update(told)
        return [known[key] for key in keys]

    def _opened(self) -> sqlite3.Connection | None:
        if not self._tried:
            self._tried = True
            with suppress(OSError, sqlite3.Error):
                compiled.make_folder(self._folder)
                self._file = _opened(self._folder / _FILE)
        return self._file

    def _read(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, Sequence[Remark]]]:
        file = self._opened()
        if file is None:
            return
        today = int(time.time()) // _DAY * _DAY
        for at in range(0, len(keys), _HELD):
            some = keys[at : at + _HELD]
            marks = ",".join("?" * len(some))
            with suppress(sqlite3.Error, msgspec.MsgspecError):
                for key, answer in file.execute(
                    f"SELECT key, answer FROM answers WHERE key IN ({marks})", some
                ).fetchall():
                    yield key, _decoder.decode(answer)
                with file:
                    file.execute(
                        f"UPDATE answers SET used = ? WHERE used < ? AND key IN ({marks})", (today, today, *some)
                    )

    def _write(self, answers: dict[bytes, Sequence[Remark]]) -> None:
        file = self._opened()
        if file is None or not answers:
            return
        now = int(time.time())
        rows = [(key, msgspec.msgpack.encode(answer), now) for key, answer in answers.items()]
        with suppress(sqlite3.Error), file:
            file.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)
            file.execute("DELETE FROM answers WHERE used < ?", (now - _FORGOTTEN,))


def _opened(path: Path) -> sqlite3.Connection:
    """The file, made anew if it is damaged. Raises sqlite3.Error."""
    for last in (False, True):
        # Threads take turns (`lint.linter`), and the one that closes it need not be the one that opened it.
        file = sqlite3.connect(path, timeout=5, check_same_thread=False)
        try:
            file.execute("PRAGMA synchronous = OFF")  # what a crash of the machine loses is asked again
            file.execute(
                "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer BLOB, used INTEGER) WITHOUT ROWID"
            )
        except sqlite3.DatabaseError as error:
            file.close()
            if last or isinstance(error, sqlite3.OperationalError):  # as when another run holds it for long
                raise
            path.unlink(missing_ok=True)
        else:
            return file
    raise AssertionError


def _key(identity: str, language: str, asked: Asked, passage: str) -> bytes:
    question = msgspec.msgpack.encode((identity, language, asked, passage))
    return blake2b(question, digest_size=16).digest()
