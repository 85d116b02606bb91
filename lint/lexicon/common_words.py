"""How common an English word is, from a table of some ten thousand words that is read when first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lint.kept import kept

_FILE = Path(__file__).with_name("data") / "common_words.txt"


@cache
def _bands() -> dict[str, float]:
    return kept("common words", (), _read)


def _read() -> dict[str, float]:
    bands: dict[str, float] = {}
    zipf = 0.0
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            zipf = float(line[1:])
        else:
            bands.update(dict.fromkeys(line.split(), zipf))
    return bands


def commonness(word: str) -> float:
    """At least how common a word in lower case is: the Zipf value 4.8, 4.2 or 3.6 of its band, 0 below them.

    3.6 is four times in a million words ("achievement" is just above), 4.8 sixty-three times ("explain" is just below).
    Names are counted like other words: "john" is at 4.8.
    """
    return _bands().get(word, 0.0)


@cache
def words() -> frozenset[str]:
    """All words of the table."""
    return frozenset(_bands())
