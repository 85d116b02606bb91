"""Tortured expressions: right ones in which words were swapped for their substitutes, and how sure that is.

Two sources of right expressions: a lexicon of terms, and pairs of words that were counted often next to each other
(`lint.lexicon.counts`). A passage is a candidate when undoing one substitution or more makes it a right expression.
Most candidates in good English are chance; `lint.lexicon.evidence` scores them.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import log
from typing import Any, NamedTuple

from lint.lexicon.counts import TOTAL, alone, together, word_class
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.substitution import Strength, back, origins

LONGEST = 6  # tokens that a candidate may take
_KNOWN = 8.0  # a pair counted as often is one that is said
_ATTACHED = 2.0  # bits of mutual information that such a pair must have
Node = dict[str, Any]  # word class -> Node; "." -> the term that ends here


class Word(NamedTuple):
    """What is known of a token, whatever stands around it."""

    own: str  # its class
    origins: Mapping[str, Strength]  # what it may stand for
    keys: frozenset[str]  # its class and all of them
    content: bool


_BARRIER = Word("", {}, frozenset(), content=False)


@cache
def word(token: str) -> Word:
    """The word that a token is; a sign is a barrier, which no expression runs across."""
    if not token[0].isalpha():
        return _BARRIER
    own = word_class(token)
    if token in FUNCTION_WORDS or len(token) < 3:
        return Word(own, {}, frozenset((own,)), content=False)
    found = {head: strength for head, strength in origins(token).items() if head != own and " " not in head}
    return Word(own, found, frozenset((own, *found)), content=True)


class Candidate(NamedTuple):
    """Tokens `start` to `end` that may be the expression `right`; `observed` is what stands for each of its words.

    Each swap is the place in `right` and how well the substitution is known; `observed` has two words there where one
    was put as two ("malignant growth" for "cancer").
    """

    start: int
    end: int
    right: tuple[str, ...]
    observed: tuple[str, ...]
    swapped: tuple[tuple[int, Strength], ...]
    number: int = -1  # of the term in its lexicon; -1 for a pair that is only counted


class _State(NamedTuple):
    node: Node
    at: int  # the next token
    right: tuple[str, ...]
    observed: tuple[str, ...]
    swapped: tuple[tuple[int, Strength], ...]


class Lexicon:
    """Terms as a tree of word classes, of which a branch stays packed until a text has its first word."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        self._packed = packed
        self._branches: dict[str, Node] = {}
        self._starts: dict[str, tuple[list[tuple[str, Strength | None]], frozenset[str]]] = {}

    def _branch(self, head: str) -> Node:
        """What may follow the first word `head` of terms."""
        found = self._branches.get(head)
        if found is None:
            found = self._branches[head] = marshal.loads(self._packed[head])
        return found

    def _start(self, token: str) -> tuple[list[tuple[str, Strength | None]], frozenset[str]]:
        """The words with which a term may begin where a token stands, and all that may follow them."""
        found = self._starts.get(token)
        if found is None:
            known = word(token)
            heads: list[tuple[str, Strength | None]] = [(known.own, None), *known.origins.items()]
            heads = [(head, strength) for head, strength in heads if head in self._packed]
            follow = frozenset(key for head, _ in heads for key in self._branch(head))
            found = self._starts[token] = heads, follow
        return found

    def candidates(self, tokens: Sequence[str]) -> Iterator[Candidate]:
        """Every stretch of the tokens that is a term, as it is (nothing swapped) or with words undone."""
        words = [word(token) for token in tokens]
        for start in range(len(tokens) - 1):
            known = words[start]
            if not known.content:
                continue
            heads, follow = self._start(tokens[start])
            after = words[start + 1]
            double = _as_one(known.own, after.own)
            if (
                double
                or not follow.isdisjoint(after.keys)
                or _as_one(after.own, words[min(start + 2, len(words) - 1)].own)
            ):
                states = [
                    _State(self._branch(head), start + 1, (head,), (known.own,), ((0, strength),) if strength else ())
                    for head, strength in heads
                ]
                states += [
                    _State(self._branch(head), start + 2, (head,), (f"{known.own} {after.own}",), ((0, strength),))
                    for head, strength in double.items()
                    if head in self._packed
                ]
                yield from _grow(words, start, states)


def _grow(words: Sequence[Word], start: int, states: list[_State]) -> Iterator[Candidate]:
    while states:
        grown: list[_State] = []
        for node, at, right, observed, swapped in states:
            if at >= len(words) or at - start >= LONGEST:
                continue
            here, place = words[at], len(observed)
            if here.own in node:
                grown.append(_State(node[here.own], at + 1, (*right, here.own), (*observed, here.own), swapped))
            put = [(here.origins, at + 1, here.own)]
            if here.content and at + 1 < len(words):
                other = words[at + 1].own
                put.append((_as_one(here.own, other), at + 2, f"{here.own} {other}"))
            for origins_, then, stands in put:
                for head, strength in origins_.items():
                    if head in node:
                        swaps = (*swapped, (place, strength))
                        grown.append(_State(node[head], then, (*right, head), (*observed, stands), swaps))
        for state in grown:
            if "." in state.node:
                yield Candidate(start, state.at, state.right, state.observed, state.swapped, number=state.node["."])
        states = grown


@cache
def _as_one(first: str, second: str) -> Mapping[str, Strength]:
    """The words that two words next to each other may stand for together."""
    if not first or not second or {first, second} & FUNCTION_WORDS:  # "comply with" for "follow" is English
        return {}
    joined = first + second
    return {
        head: strength for head, strength in back(f"{first} {second}").items() if head != joined and " " not in head
    }


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


@cache
def pair_candidates(a: str, b: str) -> tuple[Candidate, ...]:
    """The candidates that two tokens next to each other make by one substitution, the best of each side."""
    first, second = word(a), word(b)
    if not (first.content and second.content):
        return ()
    seen = together(first.own, second.own)
    if seen >= _KNOWN:
        return ()
    observed = first.own, second.own
    found: list[Candidate] = []
    for place, known, other in ((0, first, second), (1, second, first)):
        best: tuple[float, Candidate] | None = None
        for head, strength in known.origins.items():
            right = (head, other.own) if place == 0 else (other.own, head)
            count = is_said(*right)
            if count:
                hoped = count * (alone(known.own) + 1) / (alone(head) + 1)
                if best is None or hoped > best[0]:
                    best = hoped, Candidate(0, 2, right, observed, ((place, strength),))
        if best is not None:
            found.append(best[1])
    return tuple(found)
