"""Whether what stands in the place of a word of an idiom is a slip: how much of the idiom is left, and what came in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import log2

from lint.lexicon import common_words, counts, licences, substitution
from lint.lexicon.frames import Fit, Frame, Slot, compile_frame
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.inflection import bases
from lint.lexicon.phrasal_verbs import PHRASAL_VERBS
from lint.lexicon.spelling import distance

# All in bits: how unlikely all of the idiom but the place in question is in any text. Read off good English: what fits
# a frame but for one word is, with less, mostly free combination ("build a better …"), and with more hardly ever.
_SUBSTITUTE_FROM = 20.5  # for a substitute of the right word
_LONE_FROM = 27.0  # for any word where one other content word stands: "bury the …"
_OPEN_FROM = 27.5  # for any word where two do
_MANY_FROM = 30.0  # for any word where three or more do
_BARE_FROM = 31.0  # for any word where no word of grammar holds the two together: nouns and adjectives pair freely
_COMMON = 2.0  # and so much more where one of the commonest words stands, which combine with anything
_SLIP = 26.0  # for a word of grammar
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
    """The rarest slot, and the next one where what is left without the rarest would still tell the idiom."""
    known = [number for number, slot in enumerate(frame.slots) if slot.kind in ("content", "fixed")]
    bits = {number: rarity(frame.slots[number].words) for number in known}
    known.sort(key=lambda number: (-bits[number], number))
    left = _bits(frame, known[0])
    if frame.slots[known[0]].kind == "fixed" or left < _SUBSTITUTE_FROM:
        return known[:1]
    return known[:2]


def counts_as_slip(frame: Frame, fit: Fit, tokens: Sequence[str]) -> bool:
    """Whether a near miss is told: what stands there is no licensed word and no word put into the right idiom."""
    others = [slot for at, slot in enumerate(frame.slots) if at not in fit.missed and _tells(slot)]
    if len(fit.missed) == 2:
        return (
            sum(rarity(slot.words) for slot in others) >= _EXCHANGED_FROM and licences.mode(frame.source, "") != "off"
        )
    number = fit.missed[0]
    slot = frame.slots[number]
    place = fit.places[number]
    filler = tokens[place]
    mode = licences.mode(frame.source, slot.written)
    if any(near.kind == "words" for near in frame.slots[max(0, number - 1) : number + 2]):
        mode = mode or "substitutes"  # what fills the gap may be anything, and so may a word beside it
    if mode == "off" or filler in licences.licensed(frame.source, slot.written):
        return False
    known = _bits(frame, number)
    if slot.kind != "content":
        inside = 0 < number < len(frame.slots) - 1
        return inside and len(others) > 1 and known >= _SLIP and (filler, slot.written) not in _ALIKE
    around = tokens[max(0, place - 2) : place + 4]
    adverb = filler.endswith("ly") and not slot.written.endswith("ly")
    if adverb or any(word in slot.words for word in around) or _kin(filler, slot.written):
        return False
    swapped = _swapped(filler, slot) or _blended(frame, number, filler)
    if mode != "substitutes" and known >= _open_from(frame, len(others), filler):
        return swapped or not _natural(filler, tokens, place, fit)
    return swapped and known >= _SUBSTITUTE_FROM and not _natural(filler, tokens, place, fit)


def may_be_told(source: str, written: str, filler: str) -> bool:
    """Whether the word would be told in that place of a frame if nothing licensed it."""
    for frame in compile_frame(source):
        if any(slot.written == written and slot.kind == "function" for slot in frame.slots):
            return True
        for number in frame.contents:
            slot = frame.slots[number]
            adverb = filler.endswith("ly") and not written.endswith("ly")
            if slot.written != written or adverb or _kin(filler, written):
                continue
            others = [other for at, other in enumerate(frame.slots) if at != number and _tells(other)]
            known = _bits(frame, number)
            swapped = _swapped(filler, slot) or _blended(frame, number, filler)
            if known >= (_SUBSTITUTE_FROM if swapped else _open_from(frame, len(others), filler)):
                return True
    return False


def _swapped(filler: str, slot: Slot) -> bool:
    return any(head in slot.words for head in substitution.origins(filler)) or _sounds_like(filler, slot)


def _blended(frame: Frame, number: int, filler: str) -> bool:
    """Whether a verb came in from another idiom with the particle of this one: "weigh in", "poke one's nose in"."""
    if number != min(frame.contents):
        return False
    behind = (slot.words for slot in frame.slots[number + 1 :] if slot.kind == "function")
    return any((base, particle) in PHRASAL_VERBS for words in behind for particle in words for base in bases(filler))


def _open_from(frame: Frame, others: int, filler: str) -> float:
    """From how many bits on any word, and not only a substitute, is an error."""
    grammar = sum(slot.kind in ("function", "det", "poss") for slot in frame.slots)
    more = _COMMON if common_words.commonness(filler) >= 4.8 else 0.0
    if others > 2:
        return _MANY_FROM + more
    if others == 2:
        return (_OPEN_FROM if grammar else _BARE_FROM) + more
    return (_LONE_FROM if grammar and others else 99.0) + more


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
    return len(filler) > 3 and any(
        len(word) > 3 and filler[0] == word[0] and distance(filler, word, 1) == 1 for word in slot.words
    )


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


def _kin(filler: str, word: str) -> bool:
    """Whether one is derived from the other ("death", "deathly"), so that it is a variant and no other word."""
    stem = min(len(filler), len(word), 5)
    return stem >= 4 and filler[:stem] == word[:stem]
