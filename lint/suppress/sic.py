"""[sic]: the words before it stand as they were said or written, and nobody is to mend them.

It reaches back over the last word, or over the quotation that ends right before it, and silences what touches that and
stays within the sentence. A paragraph said twice is still told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import combining

from lint.document import OPAQUE, Document
from lint.kept import expression
from lint.text import Span

_SIC = expression(r"[\[(]\s*+sic[\s.!]*+[\])]")
_SEVERAL = 20  # places that may touch one finding
_FURTHEST = 400  # code points that a quotation before it may have
_OPENING = {"”": "“„", "’": "‘‚", "“": "„", "‘": "‚", "»": "«", "«": "»", '"': '"', "'": "'", "›": "‹", "‹": "›"}
_INSIDE_WORDS = frozenset("'’-" + OPAQUE)


class Place(NamedTuple):
    """What one [sic] stands for, itself included, and the sentence around it; both in the source."""

    reach: Span
    sentence: Span


def places(document: Document) -> list[Place]:
    """Every [sic] of a document, in order."""
    found: list[Place] = []
    for block in document.blocks:
        if "sic" in block.text:
            for match in _SIC.finditer(block.text):
                reach = Span(_before(block.text, match.start()), match.end())
                sentence = _sentence(document.sentences(block), reach)
                found.append(Place(block.span(*reach), block.span(*sentence)))
    return sorted(found, key=lambda place: place.reach.end)


def _sentence(sentences: Sequence[Span], reach: Span) -> Span:
    """The sentence around a stretch, or the sentences that it touches."""
    start, end = reach
    number = bisect_right(sentences, start, key=lambda sentence: sentence.end)
    while number < len(sentences) and sentences[number].start < reach.end:
        start, end = min(start, sentences[number].start), max(end, sentences[number].end)
        number += 1
    return Span(start, end)


def meant(found: Sequence[Place], span: Span) -> bool:
    """Whether one of the places silences a finding at `span`."""
    number = bisect_right(found, span.start, key=lambda place: place.reach.end)
    near = found[number : number + _SEVERAL]
    return any(reach.overlaps(span) and sentence.contains(span) for reach, sentence in near)


def _before(text: str, end: int) -> int:
    """Where the word or quotation begins that ends before `end`; signs between the two belong to it."""
    last = end
    while last and text[last - 1].isspace():
        last -= 1
    if last and text[last - 1] in _OPENING:
        opening = _opening(text, last - 1)
        if opening >= 0:
            return opening
    floor = max(0, last - _FURTHEST)
    at = last
    while at > floor and not text[at - 1].isalnum():
        at -= 1
    while at > floor and (text[at - 1].isalnum() or text[at - 1] in _INSIDE_WORDS or combining(text[at - 1])):
        at -= 1
    return at


def _opening(text: str, close: int) -> int:
    """The place of the mark that opens the quotation which the mark at `close` ends, or -1."""
    marks = _OPENING[text[close]]
    for at in range(close - 1, max(-1, close - _FURTHEST), -1):
        if text[at] in marks and (at == 0 or not text[at - 1].isalnum()) and not text[at + 1].isspace():
            return at
    return -1
