"""Words pointed at in windows that read like spun text (`lint.lexicon.survey`), with no right expression to go by.

Pairs of words that nobody writes, and words that a spinner rather put than the writer chose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from lint.lexicon.channel import put
from lint.lexicon.counts import alone, together
from lint.lexicon.evidence import Model, model
from lint.lexicon.survey import COMPANY_WORDS, Survey
from lint.lexicon.tortured import word


class Odd(NamedTuple):
    """Tokens `start` to `end` of block `block`, each pair of which good English does not have."""

    block: int
    start: int
    end: int


_ODD = 0.5  # at this suspicion, 96 of 2,200 words in eight spun articles: nine in ten were words that a spinner had put


def odd(blocks: Sequence[Sequence[str]], found: Survey, learned: Model | None = None) -> Iterator[Odd]:
    """Runs of words, in windows that read like spun text, that were never counted together.

    One word of each pair must be such as spinners like, and both must be known: names and rare words meet for the
    first time in good English too.
    """
    learned = learned or model()
    for window in found.windows:
        if window.score < learned.verdict or window.words < COMPANY_WORDS:
            continue
        for number in range(window.first, window.last):
            run: Odd | None = None
            for at, (a, b) in enumerate(pairwise(blocks[number])):
                if not _is_odd(a, b):
                    continue
                if run is not None and run.end > at:
                    run = run._replace(end=at + 2)
                    continue
                if run is not None:
                    yield run
                run = Odd(number, at, at + 2)
            if run is not None:
                yield run


@cache
def _is_odd(a: str, b: str) -> bool:
    first, second = word(a), word(b)
    if not (first.content and second.content) or together(first.own, second.own):
        return False
    if min(alone(first.own), alone(second.own)) < _KNOWN_WORD:
        return False
    return max(first.suspicion, second.suspicion) >= _ODD


_KNOWN_WORD = 20


class Suspect(NamedTuple):
    """Token `token` of block `block`, and the word that it was probably put for."""

    block: int
    token: int
    meant: str


_NEAR = 2.0  # points below the verdict from which words are told, the surest of them, if the whole article is so
# Odds needed at the verdict, and in the worst of windows. Of all findings in lightly spun passages 70 % stand then in
# what was marked, and 91 % in all of `tests/spun/development`.
_PUT, _LEAST_PUT = 1.0, 0.6
_PER_POINT = 0.5  # less, or more, for each point that a window is over or under the verdict


def suspects(blocks: Sequence[Sequence[str]], found: Survey, learned: Model | None = None) -> Iterator[Suspect]:
    """The words, in windows that read like spun text, that were rather put by a spinner than chosen."""
    verdict = (learned or model()).verdict
    mean = sum(window.score for window in found.windows) / max(1, len(found.windows))
    least = verdict - _NEAR if mean >= verdict - _NEAR else verdict
    for window in found.windows:
        if window.score < least or window.words < COMPANY_WORDS:
            continue
        needed = max(_LEAST_PUT, _PUT - _PER_POINT * (window.score - verdict))
        for number in range(window.first, window.last):
            for at, (before, token, after) in enumerate(_between(blocks[number])):
                doubt = put(token, before, after) if word(token).content else None
                if doubt is not None and doubt.odds >= needed:
                    yield Suspect(number, at, doubt.meant)


def _between(tokens: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Each token between its neighbours."""
    return zip(("", *tokens), tokens, (*tokens[1:], ""), strict=False)
