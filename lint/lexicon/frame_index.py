"""Frames filed under the words that tell them best, so that an article is laid against the few that it may have.

All stays packed until an article has the words: of thousands of frames it unpacks some hundred.
"""

from __future__ import annotations

import marshal
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from struct import Struct
from typing import NamedTuple, TypeVar

from lint.lexicon.frames import Frame, Slot
from lint.lexicon.near_misses import anchors, rarity

Key = TypeVar("Key", str, int)


class Entry(NamedTuple):
    """A frame, the rule that it belongs to, and how far into it the word that it is filed under may stand.

    A near miss has a word of `beside`, if there are such, within `length` tokens.
    """

    rule: str
    frame: Frame
    first: int
    last: int
    length: int
    beside: frozenset[str]


class Filed(NamedTuple):
    """As plain data, packed as far as can be, since an article has few of the words.

    Places have one number where the same words may stand in them.
    """

    places: dict[str, bytes]  # the numbers of the places that a word may stand in
    filed: dict[int, bytes]  # the numbers of the entries that are filed under a place
    rows: bytes
    frames: list[bytes]
    anchors: frozenset[str]  # the words that an entry is filed under


# The numbers of the rule and the frame, how far into it the word may stand, places beside, and their slots.
_ROW = Struct("<IIHHIIHH")
_NOWHERE = 0  # the number of no place


class Index:
    """Entries by the words that they are filed under; all stays packed until an article has such words."""

    def __init__(self, packed: Filed, rules: Sequence[str]) -> None:
        self._rules = rules
        self._places, self._filed, self._rows, self._packed, self.words = packed
        self._entries: dict[int, Entry] = {}
        self._frames: dict[int, Frame] = {}
        self._besides: dict[str, tuple[frozenset[int], dict[int, list[int]]]] = {}
        self._met: dict[str, tuple[int, ...]] = {}  # the places of words that texts had
        self._block: tuple[frozenset[str], set[int]] = frozenset(), {_NOWHERE}

    def possible(self, word: str, present: frozenset[str]) -> set[int]:
        """The numbers of the entries under a word of which a text with the words `present` may have a near miss."""
        if self._block[0] is not present:
            self._block = present, {_NOWHERE}.union(*map(self._places_of, present & self._places.keys()))
        known = self._besides.get(word)
        if known is None:
            filed = self._under(word)
            known = self._besides[word] = frozenset(filed), filed
        places, filed = known
        return set().union(*(filed[place] for place in places & self._block[1]))

    def _places_of(self, word: str) -> tuple[int, ...]:
        found = self._met.get(word)
        if found is None:
            found = self._met[word] = tuple(array("I", self._places[word]))
        return found

    def _under(self, word: str) -> dict[int, list[int]]:
        """The entries under a word by the places beside, under _NOWHERE those that say nothing of them."""
        found: dict[int, list[int]] = {}
        for place in array("I", self._places[word]):
            for number in array("I", self._filed.get(place, b"")):
                *_, one, other, _, _ = _ROW.unpack_from(self._rows, number * _ROW.size)
                for beside in {one, other}:
                    found.setdefault(beside, []).append(number)
        return found

    def entry(self, number: int) -> Entry:
        """An entry by its number."""
        found = self._entries.get(number)
        if found is None:
            rule, place, first, last, beside, _, *slots = _ROW.unpack_from(self._rows, number * _ROW.size)
            frame = self._frame(place)
            length = sum(slot.high for slot in frame.slots)
            near = frozenset[str]()
            if beside != _NOWHERE:
                near = near.union(*(frame.slots[slot].words for slot in slots))
            found = self._entries[number] = Entry(self._rules[rule], frame, first, last, length, near)
        return found

    def _frame(self, place: int) -> Frame:
        found = self._frames.get(place)
        if found is None:
            source, slots = marshal.loads(self._packed[place])
            found = self._frames[place] = Frame(source, tuple(Slot(*slot) for slot in slots))
        return found


def filed(rules: Iterable[Iterable[Frame]]) -> Filed:
    """The frames of rules, each filed under the words that tell it best."""
    places: dict[frozenset[str], int] = {}
    under: dict[int, list[int]] = defaultdict(list)
    rows: list[bytes] = []
    packed: list[bytes] = []
    for number, frames in enumerate(rules):
        for frame in frames:
            for slot in anchors(frame):
                own, *near = (
                    places.setdefault(frame.slots[at].words, len(places) + 1) for at in (slot, *_beside(frame, slot))
                )
                under[own].append(len(rows))
                beside = (*near, *_beside(frame, slot)) if near else (_NOWHERE, _NOWHERE, 0, 0)
                rows.append(_ROW.pack(number, len(packed), *_reach(frame, slot), *beside))
            packed.append(marshal.dumps((frame.source, tuple(map(tuple, frame.slots)))))
    of_words: dict[str, list[int]] = defaultdict(list)
    for words, place in places.items():
        for word in words:
            of_words[word].append(place)
    anchored = frozenset(word for words, place in places.items() if place in under for word in words)
    return Filed(_arrays(of_words), _arrays(under), b"".join(rows), packed, anchored)


def _arrays(numbers: Mapping[Key, list[int]]) -> dict[Key, bytes]:
    return {key: array("I", listed).tobytes() for key, listed in numbers.items()}


def _reach(frame: Frame, number: int) -> tuple[int, int]:
    """How many tokens from the start the word of a slot may stand, if it may have changed places with its neighbour."""
    contents = frame.contents
    near = [n for n in contents if n < number][-1:] + [n for n in contents if n > number][:1]
    first = min([number, *near]) if len(contents) > 2 else number
    last = max([number, *near]) if len(contents) > 2 else number
    return sum(slot.low for slot in frame.slots[:first]), sum(slot.high for slot in frame.slots[:last])


def _beside(frame: Frame, number: int) -> tuple[int, ...]:
    """The two rarest other slots, of which a near miss misses one at most; none if there is but one."""
    others = [at for at, slot in enumerate(frame.slots) if slot.words and at != number]
    others.sort(key=lambda at: -rarity(frame.slots[at].words))
    return tuple(others[:2]) if len(others) > 1 else ()
