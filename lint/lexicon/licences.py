"""What good English puts into the open places of idioms, counted once over much text.

Each row of the table is a place of a frame: how freely other words stand there, and which ones do so in good English.
`distil_licences.py` makes it from the counts of pairs and triples of words and from running text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("data") / "licences.tsv"
_NONE: frozenset[str] = frozenset()


@cache
def _table() -> dict[tuple[str, str], tuple[str, frozenset[str]]]:
    found: dict[tuple[str, str], tuple[str, frozenset[str]]] = {}
    if not _FILE.exists():
        return found
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            source, word, mode, words = line.split("\t")
            found[source, word] = mode, frozenset(words.split())
    return found


def mode(source: str, word: str) -> str:
    """How the place of `word` in the frame `source` is to be taken: "open", "substitutes", "off", or "" if not counted."""
    return _table().get((source, word), ("", _NONE))[0]


def licensed(source: str, word: str) -> frozenset[str]:
    """The words that good English puts in that place."""
    return _table().get((source, word), ("", _NONE))[1]
