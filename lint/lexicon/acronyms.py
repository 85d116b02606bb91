"""Acronyms where they are introduced: "artificial intelligence (AI)"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from lint.document import Block
from lint.kept import expression

_BRACKETED = expression(r"\((\p{Lu}{2,6})s?\)")
_WORD = expression(r"[\p{L}\p{M}]+")
_BREAK = expression(r"[.;:!?,()]")
_SMALL = frozenset(["of", "and", "the", "for", "in", "to", "on", "a", "an", "at", "by", "de", "la", "du", "des", "del"])
_REACH = 120  # code points that an expansion may have


class Expansion(NamedTuple):
    """An acronym with the words before it that its letters begin; `words` is without articles and the like."""

    acronym: str
    words: tuple[str, ...]
    block: Block
    start: int
    end: int


def expansions(block: Block) -> Iterator[Expansion]:
    """The acronyms that the block introduces in brackets right behind the words whose initials they are."""
    text = block.text
    if "(" not in text:
        return
    for match in _BRACKETED.finditer(text):
        words = list(_WORD.finditer(text, max(0, match.start() - _REACH), match.start()))
        spoken: list[str] = []
        start = -1
        for letter in reversed(match[1].lower()):
            small: list[regex.Match[str]] = []
            while words and words[-1][0].lower() in _SMALL:
                small.append(words.pop())
            # The D and the O of "Department of Defense (DOD)", but not the O of "Office of Harbour Affairs (OHA)".
            if small and not (words and words[-1][0][0].lower() == letter):
                words += reversed(small)
            if not words or words[-1][0][0].lower() != letter:
                start = -1
                break
            word = words.pop()
            start = word.start()
            if word[0].lower() not in _SMALL:
                spoken.append(word[0].lower())
        if start >= 0 and not _BREAK.search(text, start, match.start()):
            end = start + len(text[start : match.start()].rstrip())
            yield Expansion(match[1], tuple(reversed(spoken)), block, start, end)
