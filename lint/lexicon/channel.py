"""Spinning as a noisy channel: how likely it is that a word was put in the place of another, and of which.

A writer chooses a word as good English has it (`lint.lexicon.counts`); the channel replaces some by their substitutes
(`lint.lexicon.substitution`). What stands in the text is then held against both: the word as it was written, and all
that it may have been put for, each as well as it goes with the words beside it.
"""

from __future__ import annotations

from functools import cache
from math import exp, log
from typing import NamedTuple

from lint.lexicon.counts import TOTAL, alone, together
from lint.lexicon.substitution import headwords
from lint.lexicon.tortured import word

_RATE = 0.3  # of the words that a spinner replaces, as for the suspicion of words
_ROW = 2.0  # sum of 1 / (rank + 2) over a row of ten substitutes
_LEARNED = 0.02  # chance of a substitution for each term in which it was met
_SELDOM = 20  # words counted less often are not in the table of counts
_CHANCE = 0.5  # added to counts of pairs, that one more or less may say little


class Trace(NamedTuple):
    """What a word says by itself of its having come through the channel.

    `likelihood` is the logarithm of how much likelier it is in spun text; `fall` how much rarer it is than the word it
    was likeliest put for, and `zipf` how common it is, both in powers of ten.
    """

    likelihood: float
    fall: float
    zipf: float


@cache
def _chances(token: str) -> tuple[tuple[str, float], ...]:
    """The words that a token may stand for, with the probability that each is replaced by it."""
    found = []
    for head, strength in word(token).origins.items():
        if strength.kin:
            continue
        chance = _LEARNED * strength.support + (1 / (strength.rank + 2) / _ROW if strength.rank >= 0 else 0.0)
        if chance:
            found.append((head, chance))
    return tuple(found)


def _zipf(own: str) -> float:
    return log((alone(own) + 1) / TOTAL) / log(10) + 9


@cache
def trace(token: str) -> Trace:
    """What a token, a content word, says by itself."""
    known = word(token)
    kept = 1 - _RATE if known.own in headwords() else 1.0
    likelihood = log(kept + exp(known.suspicion) - 1)
    zipf = _zipf(known.own)
    count, head = max(((chance * alone(head), head) for head, chance in _chances(token)), default=(0.0, ""))
    fall = max(0.0, _zipf(head) - zipf) if count > 0.1 * alone(known.own) else 0.0
    return Trace(max(-0.5, min(3.0, likelihood)), fall, zipf)


@cache
def _affinity(first: str, second: str) -> float:
    """How many times as often two word classes were counted together as chance would have them."""
    hoped = (alone(first) + 1) * (alone(second) + 1) / TOTAL
    return (together(first, second) + _CHANCE) / (hoped + _CHANCE)


class Put(NamedTuple):
    """The logarithm of the odds that a token was put for another word, and the likeliest of these."""

    odds: float
    meant: str


def put(token: str, before: str, after: str) -> Put | None:
    """How likely it is that a token between two neighbours ("" for none) was put for another word, in spun text.

    None if it is not known to be put for any.
    """
    chances = _chances(token)
    if not chances:
        return None
    left, right = (word(other).own if other and word(other).content else "" for other in (before, after))

    def fit(own: str) -> float:
        return (_affinity(left, own) if left else 1.0) * (_affinity(own, right) if right else 1.0)

    own = word(token).own
    stands = (alone(own) + _SELDOM) * fit(own)
    each = [(chance * (alone(head) + 1) * fit(head), head) for head, chance in chances]
    return Put(log(sum(weight for weight, _ in each) / stands), max(each)[1])
