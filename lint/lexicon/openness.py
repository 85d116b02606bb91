"""How open the places of a frame are: how often good English has another word in one of them, all else in its place.

Needs numpy. A frame is longer than a triple of words, so its count is worked out three ways, from the words before the
place, after it, and on both sides of it: counts next to the place, and for each word further out the share of cases in
which it stands beside its neighbour. Each is an upper estimate, for the idiom itself is among what it is made of, so
the least of them is taken. Numbers are how often 140 million words would have it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lint.lexicon.frames import Frame, Slot
from lint.lexicon.function_words import FUNCTION_WORDS, POSSESSIVES
from lint.lexicon.ngrams import Ngrams, Vector

Words = frozenset[str] | None  # None for a gap, which anything fills
_LISTED = 4  # triples met less often are not in the table
_TOPIC = 4.0  # times likelier is a content word where the others of its idiom stand than anywhere


def expected(ngrams: Ngrams, frame: Frame, number: int) -> Vector:
    """For each word how often it would stand in the place of slot `number` of the frame."""
    words = [_words(slot) for slot in frame.slots]
    before, after = words[:number][::-1], words[number + 1 :]
    ways = []
    if before and before[0] is not None:
        ways.append(_from_one_side(ngrams, before, after, forward=True))
    if after and after[0] is not None:
        ways.append(_from_one_side(ngrams, after, before, forward=False))
        if before and before[0] is not None:
            ways.append(_from_both(ngrams, before, after))
    if not ways:  # between two gaps
        ways.append(ngrams.alone.copy())
    found: Vector = min(ways, key=lambda way: float(way.sum()))
    return found


def _words(slot: Slot) -> Words:
    if slot.kind == "poss":
        return POSSESSIVES
    return slot.words or None


def _from_one_side(ngrams: Ngrams, near: Sequence[Words], far: Sequence[Words], *, forward: bool) -> Vector:
    """From the words on one side of the place (`near`, going outward), then from those on the other side."""
    first = near[0]
    assert first is not None
    beside = ngrams.followers(first) if forward else ngrams.leaders(first)
    second = near[1] if len(near) > 1 else None
    if second is None:
        found: Vector = beside.copy()
    else:
        listed = ngrams.after(second, first) if forward else ngrams.before(first, second)
        both = ngrams.pair(second, first) if forward else ngrams.pair(first, second)
        rare = max(0.0, both - float(listed.sum()))
        left = max(1.0, ngrams.total(first) - float(beside[listed > 0].sum()))
        found = np.where(listed > 0, listed, beside * (rare / left))
        found *= _outward(ngrams, second, near[2:], forward=not forward)
    if second is None:
        found *= _outward(ngrams, first, near[1:], forward=not forward)
    if far and far[0] is not None:
        there = ngrams.leaders(far[0]) if forward else ngrams.followers(far[0])
        found *= np.minimum(1.0, there / np.maximum(1.0, ngrams.alone))
        found *= _outward(ngrams, far[0], far[1:], forward=forward)
    else:
        found *= _outward(ngrams, None, far[1:], forward=forward)
    return found


def _from_both(ngrams: Ngrams, before: Sequence[Words], after: Sequence[Words]) -> Vector:
    first, last = before[0], after[0]
    assert first is not None
    assert last is not None
    listed = ngrams.between(first, last)
    free = ngrams.followers(first) * ngrams.leaders(last) / np.maximum(1.0, ngrams.alone)
    found: Vector = np.where(listed > 0, listed, np.minimum(free, _LISTED - 0.5))
    found *= _outward(ngrams, first, before[1:], forward=False)
    found *= _outward(ngrams, last, after[1:], forward=True)
    return found


def _outward(ngrams: Ngrams, known: Words, others: Sequence[Words], *, forward: bool) -> float:
    """The share of cases in which the others stand beside what is known, each beside the one before it."""
    share = 1.0
    for words in others:
        if words is not None:
            often = ngrams.total(words)
            if known is None:
                chance = often / float(ngrams.alone.sum()) * (1.0 if words <= FUNCTION_WORDS else _TOPIC)
            else:
                met = ngrams.pair(known, words) if forward else ngrams.pair(words, known)
                chance = met / max(1.0, ngrams.total(known))
                if not words <= FUNCTION_WORDS:
                    chance = max(chance, _TOPIC * often / float(ngrams.alone.sum()))
            share *= min(1.0, chance)
        known = words
    return share
