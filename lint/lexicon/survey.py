"""A document surveyed for tortured expressions: its candidates, and the windows of text that they stand in.

A window of some 250 words is judged by its pairs of words that good English does not have, its words that spinners
like, and its candidates. A candidate in such company needs less to be told (`told`); what else is pointed at in the
worst of it says `lint.lexicon.doubts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import compress, pairwise
from typing import NamedTuple

from lint.lexicon.counts import is_common, together
from lint.lexicon.evidence import FEATURES, Model, attachment, features, model, probability
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.tortured import (
    NOTHING,
    Candidate,
    Lexicon,
    Opening,
    Standing,
    crosses,
    longer,
    pair_candidates,
    stand,
    word,
)
from lint.lexicon.windows import SHORT, Contents, Tally, Window


class Scored(NamedTuple):
    """A candidate in the block `block` of a document with its score, the logarithm of odds."""

    score: float
    block: int
    candidate: Candidate


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
    opening: Opening  # what may begin with them
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
        self._contents = Contents()
        # Of their weights only those of the neighbours matter again once a pair is scored.
        self._before = {True: learned.term[_BEFORE], False: learned.pair[_BEFORE]}
        self._after = {True: learned.term[_AFTER], False: learned.pair[_AFTER]}

    def survey(self, blocks: Sequence[Sequence[str]]) -> Survey:
        """The candidates of the tokens of each block, scored, and the windows that the blocks make up."""
        scored: list[Scored] = []
        windows: list[Window] = []
        first = begun = 0
        tally = Tally()
        for number, tokens in enumerate(blocks):
            for score, candidate in self._block(tokens, tally):
                scored.append(Scored(score, number, candidate))
                tally.suspect(candidate, score)
            if tally.words >= _WINDOW or number == len(blocks) - 1:
                windows.append(tally.window(first, number + 1, self._learned))
                scored[begun:] = _beside_the_right(scored[begun:], blocks[first : number + 1])
                first, begun, tally = number + 1, len(scored), Tally()
        if len(windows) > 1 and windows[-1].words < _WINDOW // 2:  # a short rest goes with what it follows
            rest = windows.pop()
            before = windows.pop()
            windows.append(before._replace(last=rest.last, words=before.words + rest.words))
        return Survey(scored, windows)

    def _block(self, tokens: Sequence[str], tally: Tally) -> Iterator[tuple[float, Candidate]]:
        found: list[tuple[float, Candidate]] = []
        exact: Standing = {}
        counted = unseen = 0
        pairs = self._pairs
        contents = list(map(self._contents.__getitem__, tokens))
        begins = (token not in FUNCTION_WORDS and token[0].isalpha() for token in tokens)
        for at, both in compress(enumerate(pairwise(tokens)), begins):  # nothing begins with a word of grammar
            pair = pairs[both]
            if pair is _PLAIN:
                continue
            if pair is _SEEN:
                counted += 1
                continue
            if pair is _UNSEEN:
                counted += 1
                unseen += 1
                continue
            if pair.exact:
                stand(exact, at, at + 2)
            counted += pair.counted
            unseen += pair.unseen
            for score, candidate in pair.scored:
                found.append((score, candidate._replace(start=at, end=at + 2)))
            states = pair.opening.states(tokens, at)
            if states:
                for candidate in longer(states, tokens, at):
                    if not candidate.swapped:
                        stand(exact, candidate.start, candidate.end)
                    else:
                        score = self._learned.judge(features(candidate), term=True)
                        if score >= _LEAST:
                            found.append((score, candidate))
        tally.add(tokens, filter(None, contents), counted, unseen)
        for score, candidate in found:
            if not crosses(candidate, exact):
                yield self._among(score, candidate, tokens), candidate

    def _pair(self, first: str, second: str) -> _Pair:
        """What two tokens say."""
        a, b = word(first), word(second)
        if not a.own or not b.own or first in FUNCTION_WORDS:
            return _PLAIN
        both = a.content and b.content
        count = together(a.own, b.own) if both else 0.0
        opening = self._lexicon.opening(first, second, said=is_common(count))
        if opening is NOTHING and (count or not both):  # most pairs
            return _PLAIN if not both else _UNSEEN if count < _RARE else _SEEN
        scored = [(c, True) for c in opening.found if c.swapped]
        if both and not count:
            scored += [(c, False) for c in pair_candidates(first, second)]
        weighed = [(self._learned.judge(features(c, term=term), term=term), c) for c, term in scored]
        kept = tuple(row for row in weighed if row[0] >= _LEAST)
        exact = any(not c.swapped for c in opening.found)
        unseen = both and count < _RARE
        if exact or kept or opening.begun or opening.put:
            return _Pair(exact, kept, opening, both, unseen)
        return _UNSEEN if unseen else _SEEN if both else _PLAIN

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


def _beside_the_right(scored: Sequence[Scored], blocks: Sequence[Sequence[str]]) -> Iterator[Scored]:
    """The candidates of some blocks, of which those count for less whose right words stand in the same blocks.

    A spinner that replaces a word replaces it elsewhere too; who writes "military vitality" and "power" varies words.
    Among candidates over 1 in windows of one length, the right words stood near 84 of 440 in good English, and 3 of 59
    in spun texts; that the whole right expression stands somewhere in the article said no more than this.
    """
    if not scored:
        return
    present = {word(token).own for tokens in blocks for token in tokens}
    for one in scored:
        right = one.candidate.right
        again = all(right[place] in present for place, _ in one.candidate.swapped)
        yield one._replace(score=one.score - _AGAIN) if again else one


_AGAIN = 1.0
_PLAIN = _Pair(exact=False, scored=(), opening=NOTHING, counted=False, unseen=False)
_SEEN = _PLAIN._replace(counted=True)
_UNSEEN = _SEEN._replace(unseen=True)
_BEFORE, _AFTER = FEATURES.index("before"), FEATURES.index("after")
_ABBREVIATION = 4.0
_RARE = 2.5  # times that a pair was counted, below which it is as good as unseen


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
        company = window.score - share * probability(scored.score) / max(window.words, SHORT)
        if window.words < COMPANY_WORDS:
            company = 0.0
        needed = max(learned.least, alone - learned.company * max(0.0, company))
        places = {(scored.block, at) for at in range(scored.candidate.start, scored.candidate.end)}
        if scored.score >= needed and taken.isdisjoint(places):
            taken |= places
            yield scored
