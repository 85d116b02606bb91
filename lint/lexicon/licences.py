"""What good English puts into the open places of idioms, counted once over much text.

Each row of the table is a place of a frame: how freely other words stand there, and which ones do so in good English.
`distil_licences.py` makes it from the counts of pairs and triples of words and from running text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("data") / "licences.tsv"


@cache
def _table() -> dict[tuple[str, str], tuple[str, str]]:
    """For each place its mode and its words, not yet parsed: an article asks for a few of thousands."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    if not FILE.exists():
        return found
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            source, word, mode, words = line.split("\t")
            found[source, word] = mode, words
    return found


def mode(source: str, word: str) -> str:
    """How freely words are flagged in the place of `word` in the frame `source`.

    "open", "substitutes", "off", or "" if the place was not counted.
    """
    return _table().get((source, word), ("", ""))[0]


@cache
def licensed(source: str, word: str) -> frozenset[str]:
    """The words that good English puts in that place."""
    return frozenset(_table().get((source, word), ("", ""))[1].split())
