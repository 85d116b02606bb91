"""Sentences.

The splitter is sentencex. Of the five that were tried on quotations, initials, "U.S.", "Jan. 5" and decimals (20
lines), nupunkt got 19, sentencex 17, syntok and pysbd 15; sentencex knows other languages than English and was 3.5
times as fast as nupunkt. Its misses on times of day and detached stops are mended here.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from lint.kept import expression
from lint.text import Span

# "at 3 p.m. Friday": a time of day goes on with the day or zone it belongs to.
_CLOCK_END = expression(r"\b[ap]\.m\.\s*$", regex.I)
_CLOCK_NEXT = expression(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*|"
    r"[A-Z]{2,4}\b|on\b|and\b|to\b)"
)


# sentencex takes quadratic time in the quotation marks of one text (160,000 of them: 28 s), so it gets windows.
_WINDOW = 20_000


def _boundaries(text: str, language: str) -> Iterator[tuple[int, int]]:
    import sentencex  # 3 ms, and not needed by documents without prose

    code = language.partition("-")[0].lower()
    at = 0
    while at < len(text):
        window = text[at : at + _WINDOW]
        found = [
            (at + int(piece["start_index"]), at + int(piece["end_index"]))
            for piece in sentencex.get_sentence_boundaries(code, window)
        ]
        if not found:
            return
        if at + len(window) < len(text) and len(found) > 1:  # the last may go on behind the window
            found.pop()
        yield from found
        at = found[-1][1]


def sentences(text: str, language: str) -> Iterator[Span]:
    """The sentences of a text in a language (a BCP 47 tag), in its code points, without white space around them."""
    pieces: list[tuple[int, int]] = []
    for start, end in _boundaries(text, language):
        piece = text[start:end]
        if pieces:
            before = text[pieces[-1][0] : pieces[-1][1]][-20:]
            lone = not any(c.isalnum() for c in piece)
            if lone or (_CLOCK_END.search(before) and _CLOCK_NEXT.match(piece.lstrip())):
                pieces[-1] = (pieces[-1][0], end)
                continue
        pieces.append((start, end))
    for start, end in pieces:
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        finish = start + len(piece.rstrip())
        if begin < finish:
            yield Span(begin, finish)
