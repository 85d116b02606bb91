"""Words and names that a house uses on purpose: what a rule says of one of them is not told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from lint import kinds
from lint.document import fold, straight
from lint.finding import Hit

# What a word may begin and end with in scripts that put spaces between words.
_PARTED = re.compile(r"(?![\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])\w")
_SPACES = 8  # code points by which white space may make an expression longer than it is written here


class House:
    """The words of a house, right whatever their capitals, and its names, right exactly as they are written.

    Quotation marks may be curly or straight and any white space is a space, but an expression stands as whole words.
    """

    def __init__(self, words: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        self._words = tuple(dict.fromkeys(" ".join(fold(word).split()) for word in words))
        self._names = tuple(dict.fromkeys(" ".join(straight(name).split()) for name in names))

    def owns(self, hit: Hit, kind: str) -> bool:
        """Whether a hit of a kind that judges words is, or lies within, an expression of the house."""
        if not kinds.judges_words(kind):
            return False
        text = hit.block.text[hit.start : hit.end]
        return any(_within(word, fold(text), hit, folded=True) for word in self._words) or any(
            _within(name, straight(text), hit, folded=False) for name in self._names
        )


def _within(expression: str, flagged: str, hit: Hit, *, folded: bool) -> bool:
    if " ".join(flagged.split()) not in expression:
        return False
    block = hit.block
    start = hit.start + len(flagged) - len(flagged.lstrip())
    end = hit.end - len(flagged) + len(flagged.rstrip())
    reach = len(expression) + _SPACES
    text = block.folded if folded else straight(block.text)
    pattern = _pattern(expression)
    at = max(0, start - reach)
    while (found := pattern.search(text, at, end + reach)) and found.start() <= start:
        if found.end() >= end:
            return True
        at = found.start() + 1
    return False


@lru_cache(maxsize=1024)
def _pattern(expression: str) -> re.Pattern[str]:
    before = r"(?<!\w)" if _PARTED.match(expression[0]) else ""
    after = r"(?!\w)" if _PARTED.match(expression[-1]) else ""
    return re.compile(before + r"\s+".join(map(re.escape, expression.split())) + after)
