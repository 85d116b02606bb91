"""How open the places of idioms are in good English, and what it puts there.

Each row of the table is a frame, the mode of each of its places, and the words licensed in them. `distil_licences.py`
makes it from the counts of words, pairs and triples of words.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lint.lexicon.frames import Frame

FILE = Path(__file__).with_name("data") / "licences.tsv"

# Modes of a place: any other word is told there, only a substitute of the right one, or none.
OPEN, SUBSTITUTES, OFF = "o", "s", "-"
UNCOUNTED = "."


def key(frame: Frame) -> str:
    """How a frame is named in the table: its words, a gap by what is written for it."""
    return " ".join(slot.written for slot in frame.slots)


@cache
def _table() -> dict[str, str]:
    """The rows, not yet parsed: an article asks for a few of thousands."""
    found: dict[str, str] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else ():
        name, _, row = line.partition("\t")
        found[name] = row
    return found


@cache
def _row(name: str) -> tuple[str, dict[int, frozenset[str]]]:
    modes, _, words = _table().get(name, "").partition("\t")
    places = (place.split(":") for place in words.split())
    return modes, {int(number): frozenset(listed.split(",")) for number, listed in places}


def mode(frame: Frame, number: int) -> str:
    """How freely words are told in the place of a slot; UNCOUNTED if the frame is not in the table."""
    modes, _ = _row(key(frame))
    return modes[number] if modes else UNCOUNTED


def licensed(frame: Frame, number: int) -> frozenset[str]:
    """The words that good English puts in the place of a slot."""
    return _row(key(frame))[1].get(number, frozenset())
