"""Frames: the RIGHT form of an idiom, with what good writers vary in it, and how a text is laid against it.

    bury the hatchet                          words; a content word stands for all its inflected forms
    {poke|stick} <poss> nose {in|into}        licensed variants, the usual one first; an empty one makes it optional
    pull the rug from under <words>           slots: <det>, <poss> (his, Mary's), <num>, <word>, <words> up to three
    like a =bull in a china shop              a word that must stand as written

A text is laid against a frame word by word. One content word may be another one, or one function word, or two
content words may have changed places; anything more, and the text has nothing to do with the idiom.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from regex import Match

from lint.document import fold
from lint.kept import expression
from lint.lexicon.function_words import DETERMINERS, FUNCTION_WORDS, GRAMMAR_WORDS, NUMBERS, POSSESSIVES, PREPOSITIONS
from lint.lexicon.inflection import forms

SlotKind = Literal["content", "function", "fixed", "det", "poss", "num", "word", "words"]
_GAPS: dict[str, tuple[int, int]] = {"det": (1, 1), "poss": (1, 3), "num": (1, 1), "word": (1, 1), "words": (1, 3)}
_PIECE = expression(r"\{([^{}]*)\}|<([a-z]+)>|(=?)([\p{L}\p{N}]+(?:'[\p{L}]+)*|')|[\s\-,]+|(.)")
_KNOWN = ("content", "fixed")
_MOST = 128  # spellings that one frame may stand for


class FrameError(ValueError):
    """A frame that the notation does not allow."""


class Slot(NamedTuple):
    """One place of a frame: the `words` that may stand there, none for a gap of `low` to `high` tokens."""

    kind: SlotKind
    words: frozenset[str]
    written: str
    low: int = 1
    high: int = 1


class Frame(NamedTuple):
    """One spelling of an idiom without options, as slots; `source` is the line that it was written in."""

    source: str
    slots: tuple[Slot, ...]

    @property
    def contents(self) -> tuple[int, ...]:
        """The numbers of the slots that hold a content word which may be swapped."""
        return tuple(number for number, slot in enumerate(self.slots) if slot.kind == "content")


class Fit(NamedTuple):
    """How tokens from `start` lie against a frame: the first token of each slot, and the slots that do not fit."""

    start: int
    end: int
    places: tuple[int, ...]
    missed: tuple[int, ...]


@cache
def compile_frame(source: str) -> tuple[Frame, ...]:
    """The frames that the line stands for. Raises FrameError with the reason."""
    choices: list[list[tuple[Slot, ...]]] = []
    for piece in _PIECE.finditer(fold(" ".join(source.split()))):
        choice = piece.group(1)
        if choice is not None:
            choices.append(_options(choice, source))
        elif (slot := _plain(piece, source)) is not None:
            choices.append([(slot,)])
    found: dict[tuple[Slot, ...], None] = {}
    for parts in itertools.islice(itertools.product(*choices), _MOST + 1):
        found[_trimmed(tuple(itertools.chain.from_iterable(parts)))] = None
    if len(found) > _MOST:
        raise FrameError(f"“{source}”: it stands for more than {_MOST} spellings; write it in two lines")
    # "{put|let} one's hair down": a spelling of which one word is known is left out, if another has two.
    frames = tuple(Frame(source, slots) for slots in found if sum(s.kind in _KNOWN for s in slots) > 1)
    if not frames:
        raise FrameError(f"“{source}”: a frame needs two content words")
    return frames


def _plain(piece: Match[str], source: str) -> Slot | None:
    """The slot that a word or a gap stands for, None for what parts words."""
    _, gap, fixed, word, other = piece.groups()
    if other is not None:
        raise FrameError(f"“{source}”: cannot read it from “{source[piece.start() : piece.start() + 12]}” on")
    if gap is not None:
        gap = {"name": "word"}.get(gap, gap)
        if gap not in _GAPS:
            raise FrameError(f"“{source}”: there is no slot <{gap}>; there are <{'>, <'.join(_GAPS)}>")
        return _gap(gap)
    if word is None:
        return None
    # The possessive of a plural is two tokens: "Achilles", "'".
    return Slot("function", frozenset("'"), "'") if word == "'" else _slot([word], fixed=bool(fixed))


def _gap(name: str) -> Slot:
    words = {"det": DETERMINERS | POSSESSIVES, "num": NUMBERS}.get(name, frozenset())
    written = {"det": "the", "poss": "one's", "num": "ten"}.get(name, "something")
    return Slot(name, words, written, *_GAPS[name])  # type: ignore[arg-type]


def _trimmed(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Without the gaps at both ends: nothing is known of what they hold."""
    kept = list(slots)
    while kept and kept[-1].kind in ("word", "words"):
        kept.pop()
    while kept and kept[0].kind in ("word", "words"):
        kept.pop(0)
    return tuple(kept)


def _options(choice: str, source: str) -> list[tuple[Slot, ...]]:
    """What may stand between { and }: the single words as one slot, in the place of the first, and all others."""
    parts = [tuple(filter(None, (_plain(p, source) for p in _PIECE.finditer(part)))) for part in choice.split("|")]
    if not any(parts):
        raise FrameError(f"“{source}”: between {{ and }} stand words, and | between them")
    words = [part[0].written for part in parts if len(part) == 1 and part[0].kind in ("content", "function")]
    found: dict[tuple[Slot, ...], None] = {}
    for part in parts:
        single = len(part) == 1 and part[0].written in words
        found[(_slot(words, fixed=False),) if single else part] = None
    return list(found)


def _slot(words: Sequence[str], *, fixed: bool) -> Slot:
    if fixed:
        return Slot("fixed", frozenset(words), words[0])
    if words[0] in GRAMMAR_WORDS:
        return Slot("function", frozenset(words), words[0])
    every = itertools.chain.from_iterable(_forms(word) for word in words)
    return Slot("content", frozenset(every), words[0])


def _forms(word: str) -> tuple[str, ...]:
    return (word,) if "'" in word or word in FUNCTION_WORDS else forms(word)


# A function word is taken for a slip of another only within its class: "in the same page", not "and the same page".
_CLASSES = (PREPOSITIONS, DETERMINERS | POSSESSIVES)


def confused(slot: Slot) -> frozenset[str]:
    """The words of grammar that may stand in the place of one by mistake."""
    return frozenset().union(*(group for group in _CLASSES if slot.written in group)) - slot.words


def lay(frame: Frame, tokens: Sequence[str], start: int) -> Iterator[Fit]:
    """Each way in which the tokens from `start` on lie against the frame with at most one slip (or two, exchanged)."""
    return _lay(frame, tokens, start, 0, start, (), ())


def _lay(
    frame: Frame,
    tokens: Sequence[str],
    start: int,
    number: int,
    at: int,
    places: tuple[int, ...],
    missed: tuple[int, ...],
) -> Iterator[Fit]:
    slots = frame.slots
    while number < len(slots):
        if at >= len(tokens):
            return
        slot, token = slots[number], tokens[at]
        if slot.kind in ("poss", "words"):
            for taken in range(1, slot.high + 1):
                if at + taken > len(tokens) or not _is_word(tokens[at + taken - 1]):
                    return
                if slot.kind == "words" or _possessive(tokens[at : at + taken]):
                    yield from _lay(frame, tokens, start, number + 1, at + taken, (*places, at), missed)
            return
        if slot.kind == "word":
            if not _is_word(token):
                return
        elif token not in slot.words:
            if slot.kind == "function" or slot.kind == "det":
                if missed or not any(token in group and slot.written in group for group in _CLASSES):
                    return
            elif slot.kind != "content" or not _may_slip(frame, token, missed):
                return
            missed = (*missed, number)
        places = (*places, at)
        number += 1
        at += 1
    if len(missed) == 2 and not _exchanged(frame, tokens, places, missed):
        return
    yield Fit(start, at, places, missed)


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _possessive(tokens: Sequence[str]) -> bool:
    last = tokens[-1]
    if len(tokens) == 1 and last in POSSESSIVES and last != "whose":  # "food whose words" is not "eat one's words"
        return True
    return last.endswith("'s") and last not in FUNCTION_WORDS


def _may_slip(frame: Frame, token: str, missed: tuple[int, ...]) -> bool:
    """Whether a token that does not fit a content slot may stand there by mistake."""
    if not token[0].isalpha() or len(token) < 3 or token in FUNCTION_WORDS:
        return False
    if not missed:
        return True
    return len(missed) == 1 and token in frame.slots[missed[0]].words


def _exchanged(frame: Frame, tokens: Sequence[str], places: Sequence[int], missed: Sequence[int]) -> bool:
    a, b = missed
    return tokens[places[a]] in frame.slots[b].words and tokens[places[b]] in frame.slots[a].words


def rendered(frame: Frame, tokens: Sequence[str], fit: Fit) -> str:
    """What was meant: the tokens with the slots that do not fit as the idiom has them."""
    parts: list[str] = []
    for number, slot in enumerate(frame.slots):
        first = fit.places[number]
        last = fit.places[number + 1] if number + 1 < len(fit.places) else fit.end
        if len(fit.missed) == 2 and number in fit.missed:
            a, b = fit.missed
            parts.append(tokens[fit.places[b if number == a else a]])
        elif number in fit.missed:
            # Nouns that end an idiom stand in one number; a verb that begins it takes every form.
            free = number == min(frame.contents, default=-1)
            parts.append(inflected_like(tokens[first], slot.written) if free else slot.written)
        else:
            parts.extend(tokens[first:last])
    return " ".join(parts).replace(" ' ", "' ")


def inflected_like(model: str, lemma: str) -> str:
    """The form of `lemma` whose ending is that of `model`."""
    known = _forms(lemma)
    for ending in ("ing", "ed", "s"):
        if model.endswith(ending) and not model.endswith(("ss", "us", "is")) and not lemma.endswith(ending):
            fitting = [form for form in known if form.endswith(ending)]
            if not fitting and ending == "ed":
                fitting = [form for form in known[1:] if not form.endswith(("s", "ing"))]
            if fitting:
                return fitting[0]
    return lemma
