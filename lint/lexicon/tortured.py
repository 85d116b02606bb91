"""Tortured expressions: right ones in which words were swapped for their substitutes, and how sure that is.

Two sources of right expressions: a lexicon of terms, and pairs of words that were counted often next to each other
(`lint.lexicon.counts`). A passage is a candidate when undoing one substitution or more makes it a right expression.
Most candidates in good English are chance; `lint.lexicon.evidence` scores them.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from typing import Any, NamedTuple

from lint.lexicon.counts import TOTAL, alone, together, word_class
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.substitution import Strength, back, kin_origins, origins, substitutes_put, suspicion

LONGEST = 6  # tokens that a candidate may take
_KNOWN = 8.0  # a pair counted as often is one that is said
_ATTACHED = 2.0  # bits of mutual information that such a pair must have
_MOST_SUSPICION = 3.0
Node = dict[str, Any]  # word class -> Node; "." -> the term that ends here


class Word(NamedTuple):
    """What is known of a token, whatever stands around it."""

    own: str  # its class
    origins: Mapping[str, Strength]  # what it may stand for
    keys: frozenset[str]  # its class and all of them
    content: bool
    suspicion: float = 0.0  # how much spinners like it


_BARRIER = Word("", {}, frozenset(), content=False)


@cache
def word(token: str) -> Word:
    """The word that a token is; a sign is a barrier, which no expression runs across."""
    if not token[0].isalpha():
        return _BARRIER
    own = word_class(token)
    if token in FUNCTION_WORDS or len(token) < 3:
        return Word(own, {}, frozenset((own,)), content=False)
    known = {**kin_origins(token), **origins(token)}
    found = {head: strength for head, strength in known.items() if head != own and " " not in head}
    return Word(own, found, frozenset((own, *found)), content=True, suspicion=min(_MOST_SUSPICION, suspicion(own)))


class Candidate(NamedTuple):
    """Tokens `start` to `end` that may be the expression `right`; `observed` is what stands for each of its words.

    Each swap is the place in `right` and how well the substitution is known; `observed` has several words there where
    one was put as several ("malignant growth" for "cancer").
    """

    start: int
    end: int
    right: tuple[str, ...]
    observed: tuple[str, ...]
    swapped: tuple[tuple[int, Strength], ...]
    number: int = -1  # of the term in its lexicon; -1 for a pair that is only counted


# A term begun: its node, the tokens taken so far, and `right`, `observed` and `swapped` of a candidate. A plain tuple,
# since an article begins a million of them.
_State = tuple[Node, int, tuple[str, ...], tuple[str, ...], tuple[tuple[int, Strength], ...]]
_Row = tuple[str, "Strength | None", Node]  # a word that a term may begin with, and what may follow it there


class Opening(NamedTuple):
    """What may begin with two tokens: candidates that end with them (`start` is 0), and states that go on."""

    found: tuple[Candidate, ...]
    states: tuple[_State, ...]
    following: frozenset[str]  # the word classes with which a state goes on


_NOTHING = Opening((), (), frozenset())
_MOST_PAIRS = 400_000  # openings remembered before all are forgotten; a million would take a gigabyte


class Lexicon:
    """Terms as a tree of word classes, of which a branch stays packed until a text has its first word."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        self._packed = packed
        self._branches: dict[str, Node] = {}
        self._starts: dict[str, tuple[list[_Row], dict[str, list[_Row]]]] = {}
        self._openings: dict[tuple[str, str], Opening] = {}

    def _branch(self, head: str) -> Node:
        """What may follow the first word `head` of terms."""
        found = self._branches.get(head)
        if found is None:
            found = self._branches[head] = marshal.loads(self._packed[head])
        return found

    def _start(self, known: Word) -> tuple[list[_Row], dict[str, list[_Row]]]:
        """The words with which a term may begin where a word stands, and what may follow which of them."""
        every: list[tuple[str, Strength | None]] = [(known.own, None), *known.origins.items()]
        heads = [(head, strength, self._branch(head)) for head, strength in every if head in self._packed]
        follow: dict[str, list[_Row]] = {}
        for head, strength, branch in heads:
            for key, node in branch.items():
                follow.setdefault(key, []).append((head, strength, node))
        return heads, follow

    def opening(self, first: str, second: str) -> Opening:
        """What may begin with two tokens."""
        found = self._openings.get((first, second))
        if found is None:
            if len(self._openings) > _MOST_PAIRS:
                self._openings.clear()
            found = self._openings[first, second] = self._opening(first, second)
        return found

    def _opening(self, first: str, second: str) -> Opening:
        known, after = word(first), word(second)
        if not after.own or not known.own or first in FUNCTION_WORDS:
            return _NOTHING  # "k" of "k-means" begins a term, but "as" begins none that anyone would miss
        start = self._starts.get(first)
        if start is None:
            start = self._starts[first] = self._start(known)
        heads, follow = start
        found: list[Candidate] = []
        states: list[_State] = []
        observed = known.own, after.own
        for key in after.keys & follow.keys():
            second_swap = () if key == after.own else ((1, after.origins[key]),)
            for head, strength, node in follow[key]:
                swaps = second_swap if strength is None else ((0, strength), *second_swap)
                number = node.get(".")
                if number is not None:
                    found.append(Candidate(0, 2, (head, key), observed, swaps, number))
                if number is None or len(node) > 1:
                    states.append((node, 2, (head, key), observed, swaps))
        if found and after.content and together(known.own, after.own) >= _KNOWN:
            found = [candidate for candidate in found if not candidate.swapped]  # good English has it
        for head, strength, phrase, taken in as_one((first, second), 0):
            if head in self._packed:
                states.append((self._branch(head), taken, (head,), (phrase,), ((0, strength),)))
        several = phrase_heads(after.own)  # the second word of a term may be put as several
        for head, first_strength, branch in heads if several else ():
            if not several.isdisjoint(branch):
                swaps = () if first_strength is None else ((0, first_strength),)
                states.append((branch, 1, (head,), (known.own,), swaps))
        if not found and not states:
            return _NOTHING
        following = frozenset().union(*(state[0] for state in states))
        return Opening(tuple(found), tuple(states), following)

    def candidates(self, tokens: Sequence[str]) -> Iterator[Candidate]:
        """Every stretch of the tokens that is a term, as it is (nothing swapped) or with words undone."""
        for start, (first, second) in enumerate(pairwise(tokens)):
            opening = self.opening(first, second)
            for candidate in opening.found:
                yield candidate._replace(start=start, end=start + 2)
            if opening.states:
                yield from longer(tokens, start, opening)


def longer(tokens: Sequence[str], start: int, opening: Opening) -> Iterator[Candidate]:
    """The candidates that begin at `start` and go on behind the two tokens of an opening."""
    if start + 2 >= len(tokens):
        return
    second, third = word(tokens[start + 1]), word(tokens[start + 2])
    if (
        opening.following.isdisjoint(third.keys)
        and opening.following.isdisjoint(phrase_heads(second.own))
        and opening.following.isdisjoint(phrase_heads(third.own))
    ):
        return  # most openings
    states: Sequence[_State] = opening.states
    while states:
        grown: list[_State] = []
        for node, taken, right, observed, swapped in states:
            at = start + taken
            if at >= len(tokens) or taken >= LONGEST:
                continue
            here, place = word(tokens[at]), len(observed)
            if taken > 1 and not node.keys().isdisjoint(here.keys):
                for key in here.keys & node.keys():
                    swaps = swapped if key == here.own else (*swapped, (place, here.origins[key]))
                    grown.append((node[key], taken + 1, (*right, key), (*observed, here.own), swaps))
            if not phrase_heads(here.own).isdisjoint(node):
                for head, strength, phrase, more in as_one(tokens, at):
                    if head in node and taken + more <= LONGEST:
                        stands, swaps = (*observed, phrase), (*swapped, (place, strength))
                        grown.append((node[head], taken + more, (*right, head), stands, swaps))
        for node, taken, right, observed, swapped in grown:
            if "." in node:
                yield Candidate(start, start + taken, right, observed, swapped, node["."])
        states = grown


@cache
def phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    """By its first word: the rest of each substitute of several words, and the words that it may stand for.

    One with a function word in it ("getting to know" for "learning") must have been met in a known tortured phrase:
    "comply with" for "follow" is English.
    """
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for phrase in substitutes_put():
        first, *rest = phrase.split(" ")
        if not rest:
            continue
        known = back(phrase)
        if not FUNCTION_WORDS.isdisjoint((first, *rest)):
            known = {head: strength for head, strength in known.items() if strength.support}
        heads = frozenset(head for head in known if head != first + "".join(rest) and " " not in head)
        if heads:
            found.setdefault(first, []).append((tuple(rest), heads))
    return {first: tuple(rows) for first, rows in found.items()}


@cache
def phrase_heads(first: str) -> frozenset[str]:
    """The words that a substitute of several words may stand for whose first word is given."""
    return frozenset().union(*(heads for _, heads in phrases().get(first, ())))


def as_one(tokens: Sequence[str], start: int) -> Iterator[tuple[str, Strength, str, int]]:
    """The words that the tokens from `start` may stand for together: with how well that is known, and their number."""
    first = word(tokens[start]).own
    for rest, heads in phrases().get(first, ()):
        end = start + 1 + len(rest)
        if tuple(word(token).own for token in tokens[start + 1 : end]) == rest:
            observed = " ".join((first, *rest))
            for head in heads:
                yield head, back(observed)[head], observed, len(rest) + 1


Standing = dict[int, list[tuple[int, int]]]  # by each of their tokens, the terms that stand there as they should


def stand(standing: Standing, start: int, end: int) -> None:
    """Take note of a term that stands at `start` to `end` as it should."""
    for at in range(start, end):
        standing.setdefault(at, []).append((start, end))


def crosses(candidate: Candidate, standing: Standing) -> bool:
    """Whether a candidate goes against a term that stands as it should.

    It does not where it has the whole of it, unswapped: "protein structure" in "protein structure expectation".
    """
    if standing.keys().isdisjoint(range(candidate.start, candidate.end)):
        return False
    at, places = candidate.start, {place for place, _ in candidate.swapped}
    for place, words in enumerate(candidate.observed):
        for token in range(at, at + words.count(" ") + 1):
            for start, end in standing.get(token, ()):
                if place in places or start < candidate.start or candidate.end < end:
                    return True
        at += words.count(" ") + 1
    return False


def tree(terms: Iterable[tuple[str, ...]]) -> dict[str, bytes]:
    """Terms, each a tuple of word classes, as a tree whose branches are packed.

    The number of a term stands under the key "." of its last word.
    """
    root: Node = {}
    for number, term in enumerate(terms):
        node = root
        for part in term:
            node = node.setdefault(part, {})
        node.setdefault(".", number)
    return {head: marshal.dumps(branch) for head, branch in root.items()}


@cache
def is_said(first: str, second: str) -> float:
    """How often two word classes were counted together if they belong together, else 0."""
    count = together(first, second)
    if count < _KNOWN or mutual_information(first, second, count) < _ATTACHED:
        return 0.0
    return count


def mutual_information(first: str, second: str, count: float) -> float:
    """Pointwise mutual information of a pair counted `count` times, in bits."""
    return log((count + 0.1) * TOTAL / ((alone(first) + 1) * (alone(second) + 1))) / log(2)


@lru_cache(maxsize=1 << 18)
def pair_candidates(a: str, b: str) -> tuple[Candidate, ...]:
    """The candidates that two tokens next to each other make by one substitution, the best of each side."""
    first, second = word(a), word(b)
    if not (first.content and second.content):
        return ()
    if together(first.own, second.own):
        return ()
    observed = first.own, second.own
    found: list[Candidate] = []
    for place, known, other in ((0, first, second), (1, second, first)):
        best: tuple[float, Candidate] | None = None
        for head, strength in known.origins.items():
            if strength.kin:
                continue  # twice as many candidates, hardly any of them spun
            right = (head, other.own) if place == 0 else (other.own, head)
            count = is_said(*right)
            if count:
                hoped = count * (alone(known.own) + 1) / (alone(head) + 1)
                if best is None or hoped > best[0]:
                    best = hoped, Candidate(0, 2, right, observed, ((place, strength),))
        if best is not None:
            found.append(best[1])
    return tuple(found)
