"""How sure it is that words were swapped: candidates scored alone, and in the company of the passage they stand in.

A logistic model scores each candidate: above all by how often the words would have been counted together if one could
be put for the other freely, against how often they were. A second one scores each window of some 250 words by its
pairs that good English does not have, its words that spinners like, and its candidates. A candidate in good company
needs less to be told. `train_evidence.py` learns the weights and chooses the thresholds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import exp, log
from pathlib import Path
from typing import NamedTuple

from lint.lexicon.counts import TOTAL, alone, together
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.substitution import origins
from lint.lexicon.tortured import Candidate, Lexicon, Opening, longer, mutual_information, pair_candidates, word

FEATURES = (
    "surprise",  # how much oftener the words should have been counted together, were the substitution free
    "right",  # how often the right words were
    "belonging",  # mutual information of the right words
    "seen",  # how often the words that stand there were
    "support",  # terms from which the weakest swap was learned
    "rank",  # its place among the substitutes of its headword
    "mutual",
    "rarity",  # of the word put
    "fall",  # how much rarer it is than the right one
    "length",
    "share",  # of the words swapped
    "before",  # how firmly a swapped first word belongs to the word before it
    "after",
    "term",  # in the lexicon, not only counted
    "met",  # how often good English has the substitute in the set pairs of its headword
    "freedom",  # and how often against what it would if the two were free to stand for each other
    "choices",  # how many words it may stand for
    "grammar",  # a function word inside: no count tells of the pair
    "whole",  # every content word swapped
)


def features(candidate: Candidate, before: str = "", after: str = "", *, term: bool = True) -> list[float]:
    """The evidence for a candidate between two neighbouring word classes, in the order of FEATURES."""
    right, observed = candidate.right, candidate.observed
    places = {place for place, _ in candidate.swapped}
    surprise, said, belonging, seen = 0.0, 12.0, 0.0, 0.0
    pairs = 0
    for place, ((a, b), (x, y)) in enumerate(zip(pairwise(right), pairwise(observed), strict=True)):
        if not places & {place, place + 1} or a in FUNCTION_WORDS or b in FUNCTION_WORDS:
            continue
        pairs += 1
        count, stands = together(a, b), together(x, y)
        hoped = count * ((alone(x) + 1) * (alone(y) + 1)) / ((alone(a) + 1) * (alone(b) + 1))
        surprise = max(surprise, log((hoped + 0.3) / (stands + 0.3)))
        said = min(said, log(count + 1))
        belonging = max(belonging, mutual_information(a, b, count))
        seen = max(seen, log(stands + 1))
    for place in range(len(observed) - 2):
        if right[place + 1] in FUNCTION_WORDS and places & {place, place + 2}:
            seen = max(seen, log(alone(" ".join(observed[place : place + 3])) + 1))
    if not pairs:
        said = 0.0
    strengths = [strength for _, strength in candidate.swapped]
    zipfs = [(_zipf(right[place]), _zipf(observed[place])) for place in places]
    content = [place for place, part in enumerate(right) if part not in FUNCTION_WORDS]
    last = len(observed) - 1
    return [
        surprise,
        said,
        max(0.0, belonging),
        seen,
        min(log(strength.support + 1) for strength in strengths),
        min(_rank(strength.rank) for strength in strengths),
        float(min(strength.mutual for strength in strengths)),
        -min(zipf for _, zipf in zipfs),
        max(expected - zipf for expected, zipf in zipfs),
        float(len(right)),
        len(places) / len(content),
        _attachment(before, observed[0]) if 0 in places and before else 0.0,
        _attachment(observed[-1], after) if last in places and after else 0.0,
        float(term),
        max(strength.met for strength in strengths) / 2,
        max(strength.met - strength.hoped for strength in strengths) / 2,
        max(log(len(origins(observed[place])) + 1) for place in places),
        float(not pairs),
        float(len(places) == len(content)),
    ]


def _rank(rank: int) -> float:
    return 0.0 if rank < 0 else 1.5 - min(rank, 15) / 15


def _zipf(own: str) -> float:
    return log((alone(own) + 1) / TOTAL) / log(10) + 9


@cache
def _attachment(first: str, second: str) -> float:
    if first in FUNCTION_WORDS or second in FUNCTION_WORDS:
        return 0.0
    count = together(first, second)
    return max(0.0, min(12.0, mutual_information(first, second, count))) if count >= 3 else 0.0


class Model(NamedTuple):
    """The weights learned, and the thresholds chosen by them; the last weight of each list stands alone.

    `alone` is the score that a candidate needs by itself, `company` how much a point of its surroundings' score takes
    off that, and `least` what it needs in any company.
    """

    term: list[float]
    pair: list[float]
    window: list[float]
    alone: dict[str, float]
    company: float
    least: float
    verdict: float


@cache
def model() -> Model:
    """The model that comes with malaprop."""
    return Model(**json.loads((Path(__file__).with_name("data") / "tortured.json").read_text(encoding="utf-8")))


def weigh(evidence: Sequence[float], weights: Sequence[float]) -> float:
    """The logarithm of the odds that the model gives for the evidence."""
    return weights[-1] + sum(value * weight for value, weight in zip(evidence, weights[:-1], strict=True))


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


def candidates(tokens: Sequence[str], lexicon: Lexicon) -> list[tuple[Candidate, bool]]:
    """The candidates of a block, each with whether it is a term or else a pair.

    What crosses a term that stands there as it should is left out.
    """
    found: list[tuple[Candidate, bool]] = []
    exact: set[int] = set()
    for candidate in lexicon.candidates(tokens):
        if candidate.swapped:
            found.append((candidate, True))
        else:
            exact.update(range(candidate.start, candidate.end))
    for at, (a, b) in enumerate(pairwise(tokens)):
        found.extend((pair._replace(start=at, end=at + 2), False) for pair in pair_candidates(a, b))
    return [(c, term) for c, term in found if exact.isdisjoint(range(c.start, c.end))]


class _Pair(NamedTuple):
    """What two tokens next to each other say by themselves; every article asks this of most of its words."""

    exact: bool  # a term, as it should be
    scored: tuple[tuple[float, Candidate], ...]  # without their neighbours, which can only lower the score
    opening: Opening
    counted: bool  # two content words
    unseen: bool  # never counted together


_LEAST = -3.5  # candidates below are nothing in any company
_MOST_PAIRS = 400_000


class Surveyor:
    """Surveys documents one after another and remembers what pairs of words say."""

    def __init__(self, lexicon: Lexicon, learned: Model) -> None:
        self._lexicon = lexicon
        self._learned = learned
        self._pairs: dict[tuple[str, str], _Pair] = {}
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
        exact: set[int] = set()
        pairs = self._pairs
        counted = unseen = 0
        for at, key in enumerate(pairwise(tokens)):
            pair = pairs.get(key)
            if pair is None:
                pair = self._pair(*key)
            if pair is _PLAIN:
                continue
            if pair.exact:
                exact.update((at, at + 1))
            counted += pair.counted
            unseen += pair.unseen
            for score, candidate in pair.scored:
                found.append((score, candidate._replace(start=at, end=at + 2)))
            if pair.opening.states:
                for candidate in longer(tokens, at, pair.opening.states):
                    if not candidate.swapped:
                        exact.update(range(candidate.start, candidate.end))
                    else:
                        score = weigh(features(candidate), self._learned.term)
                        if score >= _LEAST:
                            found.append((score, candidate))
        tally.add(tokens, counted, unseen)
        for score, candidate in found:
            if exact.isdisjoint(range(candidate.start, candidate.end)):
                yield self._among(score, candidate, tokens), candidate

    def _pair(self, first: str, second: str) -> _Pair:
        """What two tokens say, worked out and remembered."""
        a, b = word(first), word(second)
        made = _PLAIN
        if a.content and b.own:
            opening = self._lexicon.opening(first, second)
            counted = b.content
            scored = [(c, True) for c in opening.found if c.swapped]
            scored += [(c, False) for c in pair_candidates(first, second)]
            weighed = [
                (weigh(features(c, term=term), self._learned.term if term else self._learned.pair), c)
                for c, term in scored
            ]
            kept = tuple(row for row in weighed if row[0] >= _LEAST)
            exact = any(not c.swapped for c in opening.found)
            unseen = counted and together(a.own, b.own) < _RARE
            if exact or kept or opening.states or counted:
                made = _Pair(exact, kept, opening, counted, unseen)
        if len(self._pairs) > _MOST_PAIRS:
            self._pairs.clear()
        self._pairs[first, second] = made
        return made

    def _among(self, score: float, candidate: Candidate, tokens: Sequence[str]) -> float:
        """The score of a candidate between its neighbours."""
        term = candidate.number >= 0
        places = {place for place, _ in candidate.swapped}
        if 0 in places and candidate.start:
            before = word(tokens[candidate.start - 1]).own
            score += self._before[term] * _attachment(before, candidate.observed[0]) if before else 0.0
        if len(candidate.observed) - 1 in places and candidate.end < len(tokens):
            after = word(tokens[candidate.end]).own
            score += self._after[term] * _attachment(candidate.observed[-1], after) if after else 0.0
        return score + _ABBREVIATION if term and _abbreviated(candidate, tokens) else score


_PLAIN = _Pair(exact=False, scored=(), opening=Opening((), ()), counted=False, unseen=False)
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
        self._suspicion = 0.0
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
            known = word(token)
            if known.own:
                self.words += 1
            if known.content:
                self._content += 1
                self._suspicion += known.suspicion
                if known.suspicion:
                    self._each[known.own] = known.suspicion
                self._distinct.add(known.own)

    def window(self, first: int, last: int, learned: Model) -> Window:
        """The window of what was noted."""
        words = max(self.words, 60)
        chances = [probability(score) for score in self._best.values()]
        evidence = (
            self._unseen / max(1, self._pairs),
            self._suspicion / max(1, self._content),
            sum(self._each.values()) / max(1, len(self._distinct)),
            min(6.0, sum(chances)) / words * 100,
            sum(chance > 0.05 for chance in chances) / words * 100,
            sum(suspicion > _SUSPECT for suspicion in self._each.values()) / words * 100,
        )
        return Window(first, last, self.words, weigh(evidence, learned.window), evidence)


_SUSPECT, _RARE = 1.2, 2.5
WINDOW_FEATURES = ("unseen pairs", "suspicion", "distinct suspicion", "candidates", "weak candidates", "suspects")


def probability(odds: float) -> float:
    """The probability, from 0 to 1, that belongs to the logarithm of odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


_COMPANY_WORDS = 150  # of fewer, chance says too much


def told(found: Survey, learned: Model | None = None) -> Iterator[Scored]:
    """The candidates that are sure enough where they stand, the surest first, none across another."""
    learned = learned or model()
    scores = {}
    for window in found.windows:
        company = window.score * min(1.0, window.words / _COMPANY_WORDS)
        scores.update(dict.fromkeys(range(window.first, window.last), company))
    taken: set[tuple[int, int]] = set()
    for scored in sorted(found.scored, key=lambda s: (-s.score, s.block, s.candidate.start, s.candidate.number)):
        alone = learned.alone["term" if scored.candidate.number >= 0 else "pair"]
        needed = max(learned.least, alone - learned.company * max(0.0, scores[scored.block]))
        places = {(scored.block, at) for at in range(scored.candidate.start, scored.candidate.end)}
        if scored.score >= needed and taken.isdisjoint(places):
            taken |= places
            yield scored


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
        if window.score < learned.verdict or window.words < _COMPANY_WORDS:
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
