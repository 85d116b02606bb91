"""Right expressions garbled as a spinner would: by the substitutes of their words, from the table written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.substitution import substitutes

_FIRST = 3  # substitutes of a word that are tried


def garbles(line: str) -> Iterator[str]:
    """What may become of an expression: two of its words replaced, or one, the likeliest substitutes first."""
    parts = line.replace("-", " ").split()
    puts = {
        place: substitutes(part.lower())[:_FIRST]
        for place, part in enumerate(parts)
        if part.lower() not in FUNCTION_WORDS
    }
    for size in (2, 1):
        for places in combinations(puts, size):
            for words in product(*(puts[place] for place in places)):
                put = dict(zip(places, words, strict=True))
                yield " ".join(_like(part, put[at]) if at in put else part for at, part in enumerate(parts))


def _like(part: str, words: str) -> str:
    return words.title() if part[0].isupper() else words
