"""Windows of text: what the words, pairs of words and candidates of some 250 words say of all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from lint.lexicon.channel import trace
from lint.lexicon.evidence import Model, probability, weigh
from lint.lexicon.tortured import Candidate, word


class Window(NamedTuple):
    """Blocks `first` to `last` of a document, some 300 words, and how much they read like spun text (log odds)."""

    first: int
    last: int
    words: int
    score: float
    evidence: tuple[float, ...]


class Content(NamedTuple):
    """What a content word says of its window: its class, how much spinners like it, and its `channel.trace`."""

    own: str
    suspicion: float
    likelihood: float
    fall: float
    zipf: float


class Contents(dict[str, Content | None]):
    """What tokens say, worked out when one is met for the first time; None for all but content words."""

    def __missing__(self, token: str) -> Content | None:
        known = word(token)
        found = self[token] = Content(known.own, known.suspicion, *trace(token)) if known.content else None
        return found


class Tally:
    """Counts over the blocks of a window."""

    def __init__(self) -> None:
        self.words = 0
        self._pairs = self._unseen = 0
        self._content: list[Content] = []
        self._best: dict[tuple[str, ...], float] = {}

    def suspect(self, candidate: Candidate, score: float) -> None:
        """Take note of a candidate; the same words again are no new evidence."""
        old = self._best.get(candidate.observed, -99.0)
        self._best[candidate.observed] = max(old, score)

    def add(self, tokens: Sequence[str], content: Iterable[Content], pairs: int, unseen: int) -> None:
        """Take note of a block: its tokens, its content words, its pairs of such and those that were never counted."""
        self._pairs += pairs
        self._unseen += unseen
        self._content.extend(content)
        self.words += sum(map(str.isalpha, map(itemgetter(0), tokens)))

    def window(self, first: int, last: int, learned: Model) -> Window:
        """The window of what was noted."""
        words = max(self.words, SHORT)
        content = max(1, len(self._content))
        own, suspicion, likelihood, fall, zipf = zip(*self._content, strict=True) if self._content else ((),) * 5
        distinct = dict(zip(own, suspicion, strict=True))
        each = list(filter(None, distinct.values()))
        chances = [probability(score) for score in self._best.values()]
        evidence = (
            self._unseen / max(1, self._pairs),
            sum(suspicion) / content,
            sum(each) / max(1, len(distinct)),
            min(6.0, sum(chances)) / words * 100,
            sum(chance > 0.05 for chance in chances) / words * 100,
            sum(one > _SUSPECT for one in each) / words * 100,
            sum(likelihood) / content,
            sum(fall) / content,
            sum(zipf) / content,
        )
        return Window(first, last, self.words, weigh(evidence, learned.window), evidence)


SHORT = 200  # words; in a rest of 143 words of a recipe two chance candidates looked like a spinner
_SUSPECT = 1.2
