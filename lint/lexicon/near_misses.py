"""Whether what stands in the place of a word of an idiom is a slip: how much of the idiom is left, and what came in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import log2

from lint.lexicon import counts, licences, substitution
from lint.lexicon.frames import Fit, Frame, Slot
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.inflection import bases
from lint.lexicon.phrasal_verbs import PHRASAL_VERBS
from lint.lexicon.spelling import distance

# All in bits: how unlikely all of an idiom that was not counted is in any text, but for the place in question.
_SUBSTITUTE_FROM = 20.5  # for a substitute of the right word
_OPEN_FROM = 30.0  # for any word
_SLIP = 26.0  # for a word of grammar
_ANCHOR = 9.0  # for the second word that a frame is filed under
_EXCHANGED_FROM = 8.0  # besides the two words that have changed places
_GRAMMAR = 0.4  # the share that a word of grammar counts for


# Words of grammar that writers use for each other in idioms as in all else.
_GROUPS = (
    "in into within inside",
    "on upon onto",
    "to toward towards for",
    "around round about",
    "the this that these those my your his her its our their one's whose a an any some no every each all another",
    "among amongst between",
    "out from off of",
    "over across",
    "like as",
    "by with",
    "till until",
    "at in on",
)
_ALIKE = frozenset((a, b) for group in _GROUPS for a in group.split() for b in group.split())


def anchors(frame: Frame) -> list[int]:
    """The rarest slot, and the next one where a word in the place of the rarest would be told.

    Not if the next one is among the commonest words, which every text has: to look there costs more than it finds.
    """
    known = [number for number, slot in enumerate(frame.slots) if slot.kind in ("content", "fixed")]
    bits = {number: rarity(frame.slots[number].words) for number in known}
    known.sort(key=lambda number: (-bits[number], number))
    if frame.slots[known[0]].kind == "fixed" or _mode(frame, known[0]) == licences.OFF:
        return known[:1]
    return [known[0], *(number for number in known[1:2] if bits[number] >= _ANCHOR)]


def counts_as_slip(frame: Frame, fit: Fit, tokens: Sequence[str]) -> bool:
    """Whether a near miss is told: what stands there is no licensed word and no word put into the right idiom."""
    others = [slot for at, slot in enumerate(frame.slots) if at not in fit.missed and _tells(slot)]
    if len(fit.missed) == 2:
        return sum(rarity(slot.words) for slot in others) >= _EXCHANGED_FROM
    number = fit.missed[0]
    slot = frame.slots[number]
    place = fit.places[number]
    filler = tokens[place]
    mode = _mode(frame, number)
    if mode == licences.OFF or filler in licences.licensed(frame, number):
        return False
    if slot.kind != "content":
        inside = 0 < number < len(frame.slots) - 1
        return inside and len(others) > 1 and not alike(filler, slot)
    around = tokens[max(0, place - 2) : place + 4]
    owner = "'" in filler and "'" not in slot.written  # a name, mostly: "Lincoln's eloquent words"
    if owner or any(word in slot.words for word in around) or is_variant(filler, slot):
        return False
    return (mode == licences.OPEN or put_for(filler, frame, number)) and not _natural(filler, tokens, place, fit)


_BEYOND = 2  # words that a right idiom leaves over of a near miss, from which on it silences it no longer


def silences(span: tuple[int, int], frame: Frame, fit: Fit) -> bool:
    """Whether a right idiom that crosses a near miss shows that it is none, being most of it."""
    start, end = span
    if end <= fit.start or fit.end <= start:
        return False
    if any(start <= fit.places[number] < end for number in fit.missed):
        return True
    told = [place for place, slot in zip(fit.places, frame.slots, strict=True) if _tells(slot)]
    return sum(not start <= place < end for place in told) - len(fit.missed) < _BEYOND


def _mode(frame: Frame, number: int) -> str:
    """The mode of a place; of a frame that the table does not have it is worked out from how much of it is left."""
    mode = licences.mode(frame, number)
    if mode != licences.UNCOUNTED:
        return mode
    known = _bits(frame, number)
    if frame.slots[number].kind != "content":
        return licences.OPEN if known >= _SLIP else licences.OFF
    return licences.OPEN if known >= _OPEN_FROM else licences.SUBSTITUTES if known >= _SUBSTITUTE_FROM else licences.OFF


def alike(filler: str, slot: Slot) -> bool:
    """Whether writers use one word of grammar for the other."""
    return (filler, slot.written) in _ALIKE


def _natural(filler: str, tokens: Sequence[str], place: int, fit: Fit) -> bool:
    """Whether good English has the word right beside its neighbour here ("mass murder"), so that it is no slip."""
    word = counts.word_class(filler)
    for near in (place - 1, place + 1):
        if fit.start <= near < fit.end and tokens[near] not in FUNCTION_WORDS:
            other = counts.word_class(tokens[near])
            pair = (other, word) if near < place else (word, other)
            met = counts.together(*pair)
            if met >= 3 and met * counts.TOTAL > 2 * counts.alone(word) * counts.alone(other):
                return True
    return False


def is_variant(filler: str, slot: Slot) -> bool:
    """Whether a word is no other word but one derived from the right one ("death", "deathly")."""
    stem = min(len(filler), len(slot.written), 5)
    return stem >= 4 and filler[:stem] == slot.written[:stem]


def put_for(filler: str, frame: Frame, number: int) -> bool:
    """Whether a word is one that is put for the right one: a substitute, a word that sounds like it, a blend."""
    return _swapped(filler, frame.slots[number]) or _blended(frame, number, filler)


def _swapped(filler: str, slot: Slot) -> bool:
    return any(head in slot.words for head in substitution.origins(filler)) or _sounds_like(filler, slot)


def _blended(frame: Frame, number: int, filler: str) -> bool:
    """Whether a verb came in from another idiom with the particle of this one: "weigh in", "poke one's nose in"."""
    if number != min(frame.contents):
        return False
    behind = (slot.words for slot in frame.slots[number + 1 :] if slot.kind == "function")
    return any((base, particle) in PHRASAL_VERBS for words in behind for particle in words for base in bases(filler))


def _bits(frame: Frame, number: int) -> float:
    """How unlikely all of an idiom but one place is in any text: its words count in full, its grammar for a share."""
    found = 0.0
    for at, slot in enumerate(frame.slots):
        if at == number:
            continue
        if _tells(slot):
            found += rarity(slot.words)
        elif slot.kind in ("function", "content"):
            found += min(_GRAMMAR * rarity(slot.words), 4.0)
        elif slot.kind == "poss":
            found += 2.0
    return found


def _tells(slot: Slot) -> bool:
    return slot.kind in ("content", "fixed") and slot.written not in FUNCTION_WORDS


@cache
def rarity(words: frozenset[str]) -> float:
    """In bits, how seldom one of the words stands in a text."""
    met = sum(counts.alone(word) for word in {counts.word_class(word) for word in words})
    return log2(counts.TOTAL / max(5.0, met))


def _sounds_like(filler: str, slot: Slot) -> bool:
    """Whether it is taken for the right word by ear or by a slip of the pen ("for all intensive purposes")."""
    return len(filler) > 4 and any(
        len(word) > 3 and filler[0] == word[0] and distance(filler, word, 1) == 1 for word in slot.words
    )
