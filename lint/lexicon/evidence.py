"""How sure it is that words were swapped: candidates scored alone, and in the company of the passage they stand in.

A logistic model scores each candidate: above all by how often the words would have been counted together if one could
be put for the other freely, against how often they were. A second one scores each window of some 250 words by its
pairs that good English does not have, its words that spinners like, and its candidates. A candidate in good company
needs less to be told. `distil_evidence.py` learns the weights and chooses the thresholds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import exp, log
from pathlib import Path
from typing import NamedTuple

from lint.lexicon.counts import TOTAL, alone, mutual_information, together
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.substitution import origins
from lint.lexicon.tortured import Candidate, Lexicon, Standing, crosses, pair_candidates, stand

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
    "kin",  # a swap is only known of words of the same stems
    "chance",  # the probability of the words that stand there, were they thrown together
    "apart",  # how much oftener the words that stand there should have been counted together, if so
    "best rank",
    "best support",  # terms from which the best-known swap was learned
    "usual",  # the least that good English has a substitute in the set pairs of its headword
)


def features(candidate: Candidate, before: str = "", after: str = "", *, term: bool = True) -> list[float]:
    """The evidence for a candidate between two neighbouring word classes, in the order of FEATURES."""
    right, observed = candidate.right, candidate.observed
    places = {place for place, _ in candidate.swapped}
    surprise, said, belonging, seen = 0.0, 12.0, 0.0, 0.0
    apart, pairs = -5.0, 0
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
        apart = max(apart, log(((alone(x) + 1) * (alone(y) + 1) / TOTAL + 0.3) / (stands + 0.3)))
    for place in range(len(observed) - 2):
        if right[place + 1] in FUNCTION_WORDS and places & {place, place + 2}:
            seen = max(seen, log(alone(" ".join(observed[place : place + 3])) + 1))
    if not pairs:
        said = apart = 0.0
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
        attachment(before, observed[0]) if 0 in places and before else 0.0,
        attachment(observed[-1], after) if last in places and after else 0.0,
        float(term),
        max(strength.met for strength in strengths) / 2,
        max(strength.met - strength.hoped for strength in strengths) / 2,
        max(log(len(origins(observed[place])) + 1) for place in places),
        float(not pairs),
        float(len(places) == len(content)),
        float(max(strength.kin for strength in strengths)),
        sum(_zipf(part) - 9 for words in observed for part in words.split() if part not in FUNCTION_WORDS),
        apart,
        max(_rank(strength.rank) for strength in strengths),
        max(log(strength.support + 1) for strength in strengths),
        min(strength.met for strength in strengths) / 2,
    ]


def _rank(rank: int) -> float:
    return 0.0 if rank < 0 else 2.2 - log(min(rank, 49) + 1) / 2


def _zipf(own: str) -> float:
    return log((alone(own) + 1) / TOTAL) / log(10) + 9


@cache
def attachment(first: str, second: str) -> float:
    """How firmly two word classes belong together, in bits; 0 where they were hardly counted."""
    if first in FUNCTION_WORDS or second in FUNCTION_WORDS:
        return 0.0
    count = together(first, second)
    return max(0.0, min(12.0, mutual_information(first, second, count))) if count >= 3 else 0.0


# Questions, each a place in FEATURES and what the evidence there must be over, and a value for each way to answer them,
# "no" to all first.
Tree = tuple[list[tuple[int, float]], list[float]]


class Model(NamedTuple):
    """The weights learned, and the thresholds chosen by them; the last weight of each list stands alone.

    `trees` correct what the weights say of terms.
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
    trees: list[Tree] = []  # noqa: RUF012 (never changed)

    def judge(self, evidence: Sequence[float], *, term: bool) -> float:
        """The logarithm of the odds that a candidate was swapped."""
        if not term:
            return weigh(evidence, self.pair)
        odds = weigh(evidence, self.term)
        return odds + ask(evidence, self.trees) if odds > HOPELESS else odds


HOPELESS = -6.5  # the trees add less than 3, and who has not -3.5 with them is nothing in any company


@cache
def model() -> Model:
    """The model that comes with malaprop."""
    return Model(**json.loads((Path(__file__).with_name("data") / "tortured.json").read_text(encoding="utf-8")))


def weigh(evidence: Sequence[float], weights: Sequence[float]) -> float:
    """The logarithm of the odds that the model gives for the evidence."""
    return weights[-1] + sum(value * weight for value, weight in zip(evidence, weights[:-1], strict=True))


def ask(evidence: Sequence[float], trees: Sequence[Tree]) -> float:
    """What trees add to the logarithm of the odds."""
    odds = 0.0
    for questions, values in trees:
        leaf = 0
        for at, bound in questions:
            leaf = 2 * leaf + (evidence[at] > bound)
        odds += values[leaf]
    return odds


def probability(odds: float) -> float:
    """The probability, from 0 to 1, that belongs to the logarithm of odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def candidates(tokens: Sequence[str], lexicon: Lexicon) -> list[tuple[Candidate, bool]]:
    """The candidates of a block, each with whether it is a term or else a pair.

    What crosses a term that stands there as it should is left out.
    """
    found: list[tuple[Candidate, bool]] = []
    exact: Standing = {}
    for candidate in lexicon.candidates(tokens):
        if candidate.swapped:
            found.append((candidate, True))
        else:
            stand(exact, candidate.start, candidate.end)
    for at, (a, b) in enumerate(pairwise(tokens)):
        found.extend((pair._replace(start=at, end=at + 2), False) for pair in pair_candidates(a, b))
    return [(c, term) for c, term in found if not crosses(c, exact)]
