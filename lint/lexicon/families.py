"""Words of one stem: "classify", "classifier" and "classification" are put for others, and others for them, alike.

`data/families.txt` holds a row a stem, made by `distil_swaps`: the words of right expressions, a bar, and the others.
Words are classes (`lint.lexicon.counts.word_class`); one that has no relatives is in no row.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).with_name("data")


@cache
def _rows() -> dict[str, str]:
    rows: dict[str, str] = {}
    for line in (_DATA / "families.txt").read_text(encoding="utf-8").splitlines():
        rows.update(dict.fromkeys(line.split(" "), line))
    return rows


def relatives(word: str) -> list[str]:
    """The words that have the stem of a word, itself among them."""
    return [relative for relative in _rows().get(word, word).split(" ") if relative != "|"]


def expected(word: str) -> list[str]:
    """The words of right expressions that have the stem of a word; itself if nothing else is known of it."""
    return _rows().get(word, word).partition("|")[0].split()
