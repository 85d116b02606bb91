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
from typing import Any, NamedTuple

from lint.lexicon.counts import SAID, alone, is_common, is_said, often, together, word_class
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.substitution import Strength, back, kin_origins, origins, substitutes_put, suspicion

LONGEST = 6  # tokens that a candidate may take
_MOST_SUSPICION = 3.0
Node = dict[str, Any]  # word class -> Node; "." -> the term that ends here


class Word(NamedTuple):
    """What is known of a token, whatever stands around it."""

    own: str  # its class
    origins: Mapping[str, Strength]  # what it may stand for
    keys: frozenset[str]  # its class and all of them
    content: bool
    suspicion: float = 0.0  # how much spinners like it
    heads: frozenset[str] = frozenset()  # what substitutes of several words that begin with it are put for
    alike: tuple[str, ...] = ()  # the origins that are not only those of its kin


_BARRIER = Word("", {}, frozenset(), content=False)


@lru_cache(maxsize=1 << 16)
def word(token: str) -> Word:
    """The word that a token is; a sign is a barrier, which no expression runs across."""
    if not token[0].isalpha():
        return _BARRIER
    own = word_class(token)
    heads = _phrase_heads(own)
    if token in FUNCTION_WORDS or len(token) < 3:
        return Word(own, {}, frozenset((own,)), content=False, heads=heads)
    known = {**kin_origins(token), **origins(token)}
    found = {head: strength for head, strength in known.items() if head != own and " " not in head}
    keys = frozenset((own, *found))
    alike = tuple(head for head, strength in found.items() if not strength.kin)
    return Word(
        own, found, keys, content=True, suspicion=min(_MOST_SUSPICION, suspicion(own)), heads=heads, alike=alike
    )


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


# A term begun: its node, the tokens taken so far, and `right`, `observed` and `swapped` of a candidate.
_State = tuple[Node, int, tuple[str, ...], tuple[str, ...], tuple[tuple[int, Strength], ...]]


# By the second word of terms: the first words with which it makes one begun, how well it is known that these were
# swapped (None if they stand there), and the node that the two lead to.
_Start = dict[str, list[tuple[str, Strength | None, Node]]]


class Opening(NamedTuple):
    """What may begin with two tokens: candidates that end with them (`start` is 0), and terms that go on."""

    found: tuple[Candidate, ...]
    begun: tuple[tuple[Node, str, str, Strength | None], ...] = ()  # with the words that the two may be
    put: tuple[_State, ...] = ()  # where one word was put as several, which both are or the second begins

    def states(self, tokens: Sequence[str], start: int) -> list[_State]:
        """The terms that the third token may go on with, the two standing at `start`: an article begins a million."""
        if start + 2 >= len(tokens):
            return []
        third = word(tokens[start + 2])
        keys, heads = third.keys, third.heads
        found: list[_State] = []
        for node, head, key, strength in self.begun:
            if node.keys().isdisjoint(keys) and (not heads or node.keys().isdisjoint(heads)):
                continue
            second = word(tokens[start + 1])
            swaps = () if key == second.own else ((1, second.origins[key]),)
            swaps = swaps if strength is None else ((0, strength), *swaps)
            found.append((node, 2, (head, key), (word(tokens[start]).own, second.own), swaps))
        for state in self.put:
            if state[1] == 2 or third.own in phrases().get(word(tokens[start + 1]).own, ()):
                found.append(state)
        return found


NOTHING = Opening(())
_MOST_STARTS = 30_000


class Lexicon:
    """Terms as a tree of word classes, of which a branch stays packed until a text has its first word."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        self._packed = packed
        self._branches: dict[str, Node] = {}
        self._starts: dict[str, _Start] = {}

    def _branch(self, head: str) -> Node:
        """What may follow the first word `head` of terms."""
        found = self._branches.get(head)
        if found is None:
            found = self._branches[head] = marshal.loads(self._packed[head])
        return found

    def _start(self, token: str, known: Word) -> _Start:
        """The terms that may begin where a token stands."""
        start = self._starts.get(token)
        if start is None:
            if len(self._starts) >= _MOST_STARTS:  # 10 kB each; what is asked again is soon made again
                self._starts.clear()
            start = self._starts[token] = {}
            for head, strength in self._heads(known):
                for key, node in self._branch(head).items():
                    if key in start:
                        start[key].append((head, strength, node))
                    else:
                        start[key] = [(head, strength, node)]
        return start

    def opening(self, first: str, second: str, *, said: bool) -> Opening:
        """What may begin with two tokens. Whoever goes through a text remembers it: most pairs come again.

        `said` is whether good English has the two together (`is_common`): then neither was put for another word.
        """
        known, after = word(first), word(second)
        if not known.own or not after.own or first in FUNCTION_WORDS:
            return NOTHING  # "k" of "k-means" begins a term, but "as" begins none that anyone would miss
        start = self._start(first, known)
        several = bool(after.heads) and not start.keys().isdisjoint(after.heads)
        if not several and not known.heads and start.keys().isdisjoint(after.keys):
            return NOTHING
        found: list[Candidate] = []
        begun: list[tuple[Node, str, str, Strength | None]] = []
        put: list[_State] = []
        observed = known.own, after.own
        for key in after.keys & start.keys():
            for head, strength, node in start[key]:
                number = node.get(".")
                if number is None or len(node) > 1:
                    begun.append((node, head, key, strength))
                if number is None or (said and (strength is not None or key != after.own)):
                    continue
                swaps = () if key == after.own else ((1, after.origins[key]),)
                swaps = swaps if strength is None else ((0, strength), *swaps)
                found.append(Candidate(0, 2, (head, key), observed, swaps, number))
        for head, known_for, phrase, taken in as_one((first, second), 0) if known.heads else ():
            if head in self._packed:
                put.append((self._branch(head), taken, (head,), (phrase,), ((0, known_for),)))
        keys = start.keys() & after.heads if several else ()
        for head, strength in dict.fromkeys(row[:2] for key in keys for row in start[key]):
            swaps = () if strength is None else ((0, strength),)
            put.append((self._branch(head), 1, (head,), (known.own,), swaps))
        return Opening(tuple(found), tuple(begun), tuple(put)) if found or begun or put else NOTHING

    def _heads(self, known: Word) -> Iterator[tuple[str, Strength | None]]:
        """The first words of terms that a word may be."""
        if known.own in self._packed:
            yield known.own, None
        for head, strength in known.origins.items():
            if head in self._packed:
                yield head, strength

    def candidates(self, tokens: Sequence[str]) -> Iterator[Candidate]:
        """Every stretch of the tokens that is a term, as it is (nothing swapped) or with words undone."""
        for start, (first, second) in enumerate(pairwise(tokens)):
            known, after = word(first), word(second)
            said = after.content and is_common(together(known.own, after.own))
            opening = self.opening(first, second, said=said)
            for candidate in opening.found:
                yield candidate._replace(start=start, end=start + 2)
            yield from longer(opening.states(tokens, start), tokens, start)


def longer(states: list[_State], tokens: Sequence[str], start: int) -> Iterator[Candidate]:
    """The candidates that begin at `start` and go on behind the two tokens of an opening, from its states."""
    while states:
        states = list(_grown(states, tokens, start))
        for node, taken, right, observed, swapped in states:
            if "." in node:
                yield Candidate(start, start + taken, right, observed, swapped, node["."])


def _grown(states: Iterable[_State], tokens: Sequence[str], start: int) -> Iterator[_State]:
    """The states with one word more."""
    for node, taken, right, observed, swapped in states:
        at = start + taken
        if at >= len(tokens) or taken >= LONGEST:
            continue
        here, place = word(tokens[at]), len(observed)
        if taken > 1 and not here.keys.isdisjoint(node.keys()):
            for key in here.keys & node.keys():
                swaps = swapped if key == here.own else (*swapped, (place, here.origins[key]))
                yield node[key], taken + 1, (*right, key), (*observed, here.own), swaps
        if not here.heads.isdisjoint(node):
            for head, strength, phrase, more in as_one(tokens, at):
                if head in node and taken + more <= LONGEST:
                    stands, swaps = (*observed, phrase), (*swapped, (place, strength))
                    yield node[head], taken + more, (*right, head), stands, swaps


_Phrases = Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]]


@cache
def phrases() -> _Phrases:
    """By its first word and its second: the rest of each substitute of several words, and what it may stand for.

    One with a function word in it ("getting to know" for "learning") must have been met in a known tortured phrase:
    "comply with" for "follow" is English.
    """
    found: dict[str, dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]] = {}
    for phrase in substitutes_put():
        first, *rest = phrase.split(" ")
        if not rest:
            continue
        known = back(phrase)
        if not FUNCTION_WORDS.isdisjoint((first, *rest)):
            known = {head: strength for head, strength in known.items() if strength.support}
        heads = frozenset(head for head in known if head != first + "".join(rest) and " " not in head)
        if heads:
            found.setdefault(first, {}).setdefault(rest[0], []).append((tuple(rest[1:]), heads))
    return {first: {second: tuple(rows) for second, rows in row.items()} for first, row in found.items()}


@cache
def _phrase_heads(first: str) -> frozenset[str]:
    """What the substitutes of several words that begin with a word may stand for."""
    return frozenset().union(*(heads for rows in phrases().get(first, {}).values() for _, heads in rows))


def as_one(tokens: Sequence[str], start: int) -> Iterator[tuple[str, Strength, str, int]]:
    """The words that the tokens from `start` may stand for together: with how well that is known, and their number."""
    if start + 1 >= len(tokens):
        return
    first, second = word(tokens[start]).own, word(tokens[start + 1]).own
    for rest, heads in phrases().get(first, {}).get(second, ()):
        end = start + 2 + len(rest)
        if not rest or tuple(word(token).own for token in tokens[start + 2 : end]) == rest:
            observed = " ".join((first, second, *rest))
            for head in heads:
                yield head, back(observed)[head], observed, len(rest) + 2


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
        near, heads = (other.own,), known.alike  # with the kin there are twice as many, hardly any of them spun
        for right in often(heads, near, SAID) if place == 0 else often(near, heads, SAID):
            count = is_said(*right)
            if count:
                head = right[place]
                hoped = count * (alone(known.own) + 1) / (alone(head) + 1)
                if best is None or hoped > best[0]:
                    best = hoped, Candidate(0, 2, right, observed, ((place, known.origins[head]),))
        if best is not None:
            found.append(best[1])
    return tuple(found)
