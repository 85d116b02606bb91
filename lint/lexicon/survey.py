"""A document surveyed for tortured expressions: its candidates, and the windows of text that they stand in.

A window of some 250 words is judged by its pairs of words that good English does not have, its words that spinners
like, and its candidates. A candidate in such company needs less to be told (`told`); what else is pointed at in the
worst of it says `lint.lexicon.doubts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lint.lexicon.channel import trace
from lint.lexicon.counts import together
from lint.lexicon.evidence import FEATURES, Model, attachment, features, model, probability, weigh
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.tortured import Candidate, Lexicon, Opening, Standing, crosses, longer, pair_candidates, stand, word


class Scored(NamedTuple):
    """A candidate in the block `block` of a document with its score, the logarithm of odds."""

    score: float
    block: int
    candidate: Candidate


class Window(NamedTuple):
    """Blocks `first` to `last` of a document, some 300 words, and how much they read like spun text (log odds)."""

    first: int
    last: int
    words: int
    score: float
    evidence: tuple[float, ...]


class Survey(NamedTuple):
    """What was seen in one document."""

    scored: list[Scored]
    windows: list[Window]


_WINDOW = 250  # words; aggregated pages have spun passages among others, and manuals of 30,000 words repeat chance hits


def survey(blocks: Sequence[Sequence[str]], lexicon: Lexicon, learned: Model | None = None) -> Survey:
    """The candidates of the tokens of each block, scored, and the windows that the blocks make up."""
    return Surveyor(lexicon, learned or model()).survey(blocks)


class _Pair(NamedTuple):
    """What two tokens next to each other say by themselves; every article asks this of most of its words."""

    exact: bool  # a term, as it should be
    scored: tuple[tuple[float, Candidate], ...]  # without their neighbours, which can only lower the score
    opening: Opening
    counted: bool  # two content words
    unseen: bool  # never counted together


class _Pairs(dict[tuple[str, str], _Pair]):
    """What pairs of tokens say, worked out when one is met for the first time."""

    def __init__(self, work_out: Callable[[str, str], _Pair]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, pair: tuple[str, str]) -> _Pair:
        if len(self) > _MOST_PAIRS:
            self.clear()
        made = self[pair] = self._work_out(*pair)
        return made


_LEAST = -3.5  # candidates below are nothing in any company
_MOST_PAIRS = 400_000


class Surveyor:
    """Surveys documents one after another and remembers what pairs of words say."""

    def __init__(self, lexicon: Lexicon, learned: Model) -> None:
        self._lexicon = lexicon
        self._learned = learned
        self._pairs = _Pairs(self._pair)
        # Of their weights only those of the neighbours matter again once a pair is scored.
        self._before = {True: learned.term[_BEFORE], False: learned.pair[_BEFORE]}
        self._after = {True: learned.term[_AFTER], False: learned.pair[_AFTER]}

    def survey(self, blocks: Sequence[Sequence[str]]) -> Survey:
        """The candidates of the tokens of each block, scored, and the windows that the blocks make up."""
        scored: list[Scored] = []
        windows: list[Window] = []
        first = 0
        tally = _Tally()
        for number, tokens in enumerate(blocks):
            for score, candidate in self._block(tokens, tally):
                scored.append(Scored(score, number, candidate))
                tally.suspect(candidate, score)
            if tally.words >= _WINDOW or number == len(blocks) - 1:
                windows.append(tally.window(first, number + 1, self._learned))
                first, tally = number + 1, _Tally()
        if len(windows) > 1 and windows[-1].words < _WINDOW // 2:  # a short rest goes with what it follows
            rest = windows.pop()
            before = windows.pop()
            windows.append(before._replace(last=rest.last, words=before.words + rest.words))
        return Survey(scored, windows)

    def _block(self, tokens: Sequence[str], tally: _Tally) -> Iterator[tuple[float, Candidate]]:
        found: list[tuple[float, Candidate]] = []
        exact: Standing = {}
        counted = unseen = 0
        for at, pair in enumerate(map(self._pairs.__getitem__, pairwise(tokens))):
            if pair is _PLAIN:
                continue
            if pair is _SEEN:
                counted += 1
                continue
            if pair.exact:
                stand(exact, at, at + 2)
            counted += pair.counted
            unseen += pair.unseen
            for score, candidate in pair.scored:
                found.append((score, candidate._replace(start=at, end=at + 2)))
            if pair.opening.states:
                for candidate in longer(tokens, at, pair.opening):
                    if not candidate.swapped:
                        stand(exact, candidate.start, candidate.end)
                    else:
                        score = self._learned.judge(features(candidate), term=True)
                        if score >= _LEAST:
                            found.append((score, candidate))
        tally.add(tokens, counted, unseen)
        for score, candidate in found:
            if not crosses(candidate, exact):
                yield self._among(score, candidate, tokens), candidate

    def _pair(self, first: str, second: str) -> _Pair:
        """What two tokens say."""
        a, b = word(first), word(second)
        if not a.own or not b.own or first in FUNCTION_WORDS:
            return _PLAIN
        opening = self._lexicon.opening(first, second)
        scored = [(c, True) for c in opening.found if c.swapped]
        both = a.content and b.content
        count = together(a.own, b.own) if both else 0.0
        if both and not count:
            scored += [(c, False) for c in pair_candidates(first, second)]
        weighed = [(self._learned.judge(features(c, term=term), term=term), c) for c, term in scored]
        kept = tuple(row for row in weighed if row[0] >= _LEAST)
        exact = any(not c.swapped for c in opening.found)
        unseen = both and count < _RARE
        if exact or kept or opening.states or unseen:
            return _Pair(exact, kept, opening, both, unseen)
        return _SEEN if both else _PLAIN

    def _among(self, score: float, candidate: Candidate, tokens: Sequence[str]) -> float:
        """The score of a candidate between its neighbours."""
        term = candidate.number >= 0
        places = {place for place, _ in candidate.swapped}
        if 0 in places and candidate.start:
            before = word(tokens[candidate.start - 1]).own
            score += self._before[term] * attachment(before, candidate.observed[0]) if before else 0.0
        if len(candidate.observed) - 1 in places and candidate.end < len(tokens):
            after = word(tokens[candidate.end]).own
            score += self._after[term] * attachment(candidate.observed[-1], after) if after else 0.0
        return score + _ABBREVIATION if term and _abbreviated(candidate, tokens) else score


_PLAIN = _Pair(exact=False, scored=(), opening=Opening((), (), frozenset()), counted=False, unseen=False)
_SEEN = _PLAIN._replace(counted=True)
_BEFORE, _AFTER = FEATURES.index("before"), FEATURES.index("after")
_ABBREVIATION = 4.0


def _abbreviated(candidate: Candidate, tokens: Sequence[str]) -> bool:
    """Whether the abbreviation in brackets behind a candidate is that of the right term, and not of what stands there:
    "counterfeit consciousness (AI)".
    """
    behind = tokens[candidate.end : candidate.end + 3]
    if len(behind) < 3 or behind[0] != "(" or behind[2] != ")":
        return False
    letters = behind[1].removesuffix("s")
    meant = "".join(part[0] for part in candidate.right)
    stands = "".join(part[0] for part in candidate.observed)
    return len(letters) > 1 and letters == meant != stands


class _Tally:
    """Counts over the blocks of a window."""

    def __init__(self) -> None:
        self.words = 0
        self._pairs = self._unseen = self._content = 0
        self._suspicion = self._likelihood = self._fall = self._zipf = 0.0
        self._each: dict[str, float] = {}
        self._distinct: set[str] = set()
        self._best: dict[tuple[str, ...], float] = {}

    def suspect(self, candidate: Candidate, score: float) -> None:
        """Take note of a candidate; the same words again are no new evidence."""
        old = self._best.get(candidate.observed, -99.0)
        self._best[candidate.observed] = max(old, score)

    def add(self, tokens: Sequence[str], pairs: int, unseen: int) -> None:
        """Take note of the words of a block, and of its pairs of content words that were never counted."""
        self._pairs += pairs
        self._unseen += unseen
        for token in tokens:
            own, _, _, content, suspicion = word(token)
            if own:
                self.words += 1
            if content:
                likelihood, fall, zipf = trace(token)
                self._content += 1
                self._likelihood += likelihood
                self._fall += fall
                self._zipf += zipf
                self._distinct.add(own)
                if suspicion:
                    self._suspicion += suspicion
                    self._each[own] = suspicion

    def window(self, first: int, last: int, learned: Model) -> Window:
        """The window of what was noted."""
        words = max(self.words, _SHORT)
        chances = [probability(score) for score in self._best.values()]
        evidence = (
            self._unseen / max(1, self._pairs),
            self._suspicion / max(1, self._content),
            sum(self._each.values()) / max(1, len(self._distinct)),
            min(6.0, sum(chances)) / words * 100,
            sum(chance > 0.05 for chance in chances) / words * 100,
            sum(suspicion > _SUSPECT for suspicion in self._each.values()) / words * 100,
            self._likelihood / max(1, self._content),
            self._fall / max(1, self._content),
            self._zipf / max(1, self._content),
        )
        return Window(first, last, self.words, weigh(evidence, learned.window), evidence)


_SHORT = 200  # words; in a rest of 143 words of a recipe two chance candidates looked like a spinner
_SUSPECT, _RARE = 1.2, 2.5
WINDOW_FEATURES = (
    "unseen pairs",
    "suspicion",
    "distinct suspicion",
    "candidates",
    "weak candidates",
    "suspects",
    "likelihood",
    "fall",
    "zipf",
)


COMPANY_WORDS = 50  # of fewer, chance says too much: the weights of windows were learned from so many and more


def told(found: Survey, learned: Model | None = None) -> Iterator[Scored]:
    """The candidates that are sure enough where they stand, the surest first, none across another."""
    learned = learned or model()
    windows: dict[int, Window] = {}
    for window in found.windows:
        windows.update(dict.fromkeys(range(window.first, window.last), window))
    share = learned.window[WINDOW_FEATURES.index("candidates")] * 100
    taken: set[tuple[int, int]] = set()
    for scored in sorted(found.scored, key=lambda s: (-s.score, s.block, s.candidate.start, s.candidate.number)):
        alone = learned.alone["term" if scored.candidate.number >= 0 else "pair"]
        window = windows[scored.block]
        # What it adds to its window itself is no company.
        company = window.score - share * probability(scored.score) / max(window.words, _SHORT)
        if window.words < COMPANY_WORDS:
            company = 0.0
        needed = max(learned.least, alone - learned.company * max(0.0, company))
        places = {(scored.block, at) for at in range(scored.candidate.start, scored.candidate.end)}
        if scored.score >= needed and taken.isdisjoint(places):
            taken |= places
            yield scored
