"""What goes to a LanguageTool server and what comes back: annotated text, and places in UTF-16 units."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec

from lint.document import OPAQUE
from lint.kinds.grammar import Remark

JOINT = "\n\n"  # between passages: a paragraph ends
_STAND_IN = "Dummy"  # what LanguageTool reads where something was left out: a noun offends least
_SUGGESTIONS = 3


class BrokenAnswerError(Exception):
    """An answer that cannot be one to what was asked."""


class _Category(msgspec.Struct, rename="camel"):
    id: str


class _Rule(msgspec.Struct, rename="camel"):
    id: str
    category: _Category
    sub_id: str = ""


class _Replacement(msgspec.Struct, rename="camel"):
    value: str


class _Match(msgspec.Struct, rename="camel"):
    message: str
    offset: int
    length: int
    replacements: list[_Replacement]
    rule: _Rule


class _Warnings(msgspec.Struct, rename="camel"):
    incomplete_results: bool = False
    incomplete_results_reason: str = ""


class Answer(msgspec.Struct, rename="camel"):
    """What malaprop reads of an answer."""

    software: dict[str, object]
    matches: list[_Match]
    warnings: _Warnings | None = None


# A line break inside a passage is one of the source's lines.
_ONE_LINE = str.maketrans("\n\r\t", "   ")


def annotated(batch: Sequence[str]) -> Iterator[dict[str, str]]:
    """The batch as LanguageTool's annotated text: places are counted in all its parts joined."""
    for number, passage in enumerate(batch):
        if number:
            yield {"text": JOINT}
        for place, part in enumerate(passage.translate(_ONE_LINE).split(OPAQUE)):
            if place:
                yield {"markup": OPAQUE, "interpretAs": _STAND_IN}
            if part:
                yield {"text": part}


def code_points(text: str) -> list[int]:
    """For each UTF-16 unit of the text the number of its code point, and the length of the text at the end."""
    found: list[int] = []
    for place, char in enumerate(text):
        found += [place] * (2 if ord(char) > 0xFFFF else 1)
    return [*found, len(text)]


def remarks(batch: Sequence[str], answer: Answer) -> list[list[Remark]]:
    """The remarks of each passage; LanguageTool counts in UTF-16 units of all of them."""
    places = code_points(JOINT.join(batch))
    starts = list(accumulate((len(passage) + len(JOINT) for passage in batch), initial=0))[:-1]
    found: list[list[Remark]] = [[] for _ in batch]
    for match in answer.matches:
        if not 0 <= match.offset < match.offset + match.length < len(places):
            raise BrokenAnswerError("the server points at places that are not in the text")
        start, end = places[match.offset], places[match.offset + match.length]
        number = bisect_right(starts, start) - 1
        at = starts[number]
        if end - at > len(batch[number]):  # it reaches into the next passage
            continue
        rule, told = match.rule, " ".join(match.message.split())
        meant = tuple(replacement.value for replacement in match.replacements[:_SUGGESTIONS])
        found[number].append(Remark(start - at, end - at, rule.id, rule.sub_id, rule.category.id, told, meant))
    return found
