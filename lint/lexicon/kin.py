"""Words of one stem: "classify", "classifier" and "classification" are put for others, and others for them, alike.

`data/kin.tsv`, made by `distil_swaps`, holds a row a stem: its words, then the words of right expressions that any of
them is known to be put for, or that stem's own, each with its best rank, mutuality and support (as in
`lint.lexicon.substitution.Strength`). Words are classes (`lint.lexicon.counts.word_class`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).with_name("data")


@cache
def _rows() -> dict[str, str]:
    rows: dict[str, str] = {}
    for line in (_DATA / "kin.tsv").read_text(encoding="utf-8").splitlines():
        words, _, row = line.partition("\t")
        rows.update(dict.fromkeys(words.split(" "), row))
    return rows


@lru_cache(maxsize=1 << 15)
def _parsed(row: str) -> Mapping[str, tuple[int, int, int]]:
    return {head: _numbers(numbers) for head, _, numbers in (part.partition(":") for part in row.split("\t"))}


@cache
def _numbers(numbers: str) -> tuple[int, int, int]:
    rank, mutual, support = map(int, numbers.split(":"))
    return rank, mutual, support


def put_for(word: str) -> Mapping[str, tuple[int, int, int]]:
    """The words of right expressions that a word, or one of its stem, is put for: rank, mutuality and support.

    The word itself may be among them.
    """
    row = _rows().get(word)
    return _parsed(row) if row else {}
