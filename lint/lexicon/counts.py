"""How often English words stand alone and next to each other, from a table counted over 140 million words.

The table (`data/counts.bin`) is one open-addressed hash table of 16-bit cells: the place and 11 bits are the CRC-32 of
the word or pair (its remainder and its quotient by the size), 5 bits its count on a logarithmic scale. A pair that was
never counted is taken for another in one of about a thousand questions; no decision hangs on one alone. The file is
mapped into memory, so that opening it costs nothing and a question touches one page. Words are asked for as classes:
plurals and British spellings fold into the singular and the American spelling (`data/folds.txt`).
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from functools import cache
from math import exp, log
from pathlib import Path
from zlib import crc32

_DATA = Path(__file__).with_name("data")
_BITS = 5
_STEP = 1.6
_MASK = (1 << _BITS) - 1
TOTAL = 139_484_987  # running words behind the counts
SAID = 8.0  # a pair counted as often is one that is said
_ATTACHED = 2.0  # bits of mutual information that such a pair must have


def level(count: int) -> int:
    """The step of the logarithmic scale for a count, 1 to 31; 0 for none."""
    return min(_MASK, 1 + round(log(count) / log(_STEP))) if count > 0 else 0


def _count(step: int) -> float:
    return exp((step - 1) * log(_STEP)) if step else 0.0


_COUNTS = tuple(_count(step) for step in range(_MASK + 1))


def cell(key: bytes, size: int) -> tuple[int, int]:
    """Where the search for a key begins in a table of `size` cells, and the mark that its cell bears."""
    quotient, place = divmod(crc32(key), size)
    return place, quotient << _BITS


class CountsError(Exception):
    """The table is missing or damaged."""


@cache
def _table() -> tuple[memoryview, int]:
    """The cells, and how many they are."""
    path = _DATA / "counts.bin"
    try:
        with path.open("rb") as file:
            cells = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("H")
    except (OSError, ValueError, TypeError) as error:
        raise CountsError(
            f"{path}: the table of word counts cannot be read ({error}); install malaprop again"
        ) from None
    return cells, len(cells)


@cache
def _folds() -> dict[str, str]:
    folds: dict[str, str] = {}
    for line in (_DATA / "folds.txt").read_text(encoding="utf-8").splitlines():
        head, *forms = line.split()
        folds.update(dict.fromkeys(forms, head))
    return folds


def word_class(word: str) -> str:
    """The class of a word in lower case: "networks" and "network", "colour" and "color" are one."""
    return _folds().get(word, word)


def _look_up(key: bytes) -> float:
    return _COUNTS[_step(crc32(key))]


def _step(code: int) -> int:
    """The level of the key whose CRC-32 is `code`."""
    cells, size = _table()
    quotient, at = divmod(code, size)
    at -= size  # counted from the end, the search goes on at the beginning by itself
    while value := cells[at]:
        if value >> _BITS == quotient:
            return value & _MASK
        at += 1
    return 0


@cache
def _least(count: float) -> int:
    """The lowest level that stands for a count or more."""
    return next(step for step, known in enumerate(_COUNTS) if known >= count)


@cache
def _lead(word: str) -> int:
    """The CRC-32 of a pair as far as its first word goes."""
    return crc32(word.encode() + b" ")


def often(firsts: Iterable[str], seconds: Iterable[str], count: float) -> Iterator[tuple[str, str]]:
    """The pairs of a word of `firsts` and one of `seconds` that may have been counted `count` times or more.

    `together` says of these few whether they were; for the others it would say no. Asked a million times a minute.
    """
    cells, size = _table()
    least = _least(count)
    tails = [(second, second.encode()) for second in seconds]
    for first in firsts:
        lead = _lead(first)
        for second, tail in tails:
            quotient, at = divmod(crc32(tail, lead), size)
            at -= size
            while value := cells[at]:
                if value >> _BITS == quotient:
                    if value & _MASK >= least:
                        yield first, second
                    break
                at += 1


@cache
def alone(word: str) -> float:
    """About how often a word class was counted, to within a quarter."""
    return _look_up(word.encode())


def together(first: str, second: str) -> float:
    """About how often one word class was counted right before another, to within a quarter; 0 for never."""
    count = _look_up(f"{first} {second}".encode())
    if count and count > 2 * min(alone(first), alone(second)):
        return 0.0  # that of another pair in the same cell: "retain bees" was never counted, and bees are rarer
    return count


def is_common(count: float) -> bool:
    """Whether a pair that was counted so often is one that is said."""
    return count >= SAID


@cache
def is_said(first: str, second: str) -> float:
    """How often two word classes were counted together if they belong together, else 0."""
    count = together(first, second)
    if count < SAID or mutual_information(first, second, count) < _ATTACHED:
        return 0.0
    return count


def mutual_information(first: str, second: str, count: float) -> float:
    """Pointwise mutual information of a pair counted `count` times, in bits."""
    return log((count + 0.1) * TOTAL / ((alone(first) + 1) * (alone(second) + 1))) / log(2)
