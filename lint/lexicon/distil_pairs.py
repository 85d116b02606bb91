"""Reads known tortured phrases: which word was put for which, and in how many right terms. Needs snowballstemmer.

The table has a header; a row is the phrase, what was expected in its place and more, parted by tabs (the public lists
of the Problematic Paper Screener). Words are classes (`lint.lexicon.counts.word_class`), told apart by their stems
where terms are counted: what "image classification" taught, "image classifier" knows too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from snowballstemmer import stemmer

from lint.lexicon.counts import word_class
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.inflection import bases
from lint.lexicon.substitution import Strength, table
from lint.lexicon.tortured import Candidate

Pair = tuple[str, str]
_LONGEST = 4  # words that one word was put as
_stemmer = stemmer("english")


@cache
def stem(word: str) -> str:
    """What the forms and derived words of a word have in common: "classify", "classifier" and "classification"."""
    found = str(_stemmer.stemWord(word))
    while len(found) > 5 and found.endswith("i"):
        found = found[:-1]
    return found[:-2] if len(found) > 6 and found.endswith(("it", "at")) else found


def stems(words: str) -> str:
    """The stems of several words."""
    return " ".join(map(stem, words.split()))


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The tortured phrases and what is expected in their place, where that is certain; in lower case."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        wrong, right = line.lower().replace(",", " ").split("\t")[:2]
        if "?" not in right and "(" not in right:
            yield wrong, right


def learned(path: Path, classes: Callable[[str], str], table: Mapping[str, Sequence[str]]) -> dict[Pair, set[str]]:
    """The swaps of known tortured phrases, (right, wrong), and the right terms in which each was met, as stems.

    Phrases of unequal length teach which words were put for one ("getting to know" for "learning") once swaps that are
    known otherwise are taken off both ends.
    """
    found: dict[Pair, set[str]] = defaultdict(set)
    uneven = []
    for wrong, right in read_pairs(path):
        stands, meant = classes(wrong).split(), classes(right).split()
        if len(meant) < 2:
            continue
        if len(stands) != len(meant):
            uneven.append((stands, meant))
            continue
        for x, a in zip(stands, meant, strict=True):
            if x not in meant and a not in stands and _is_swap(a, x):
                found[a, x].add(stems(" ".join(meant)))
    single = set(found)

    def same(a: str, x: str) -> bool:
        return a == x or (a, x) in single or _in_row(x, table.get(a, ()))

    for stands, meant in uneven:
        term = stems(" ".join(meant))
        head, put = list(meant), list(stands)
        while min(len(head), len(put)) > 1 and same(head[0], put[0]):
            head, put = head[1:], put[1:]
        while min(len(head), len(put)) > 1 and same(head[-1], put[-1]):
            head, put = head[:-1], put[:-1]
        if len(head) == 1 and 1 < len(put) <= _LONGEST and _is_phrase(head[0], put):
            found[head[0], " ".join(put)].add(term)
    return dict(found)


def _in_row(word: str, row: Sequence[str]) -> bool:
    return any(base in row for base in bases(word))


def _is_swap(a: str, x: str) -> bool:
    return not {x, a} & FUNCTION_WORDS and min(len(x), len(a)) > 2 and (x + a).isascii() and (x + a).isalpha()


def _is_phrase(head: str, put: Sequence[str]) -> bool:
    words = [word for word in put if word not in FUNCTION_WORDS]
    if not words or head in FUNCTION_WORDS or len(head) < 3 or head in put or head == "".join(put):
        return False
    return all(word.replace("'", "").isalpha() and word.isascii() for word in (head, *put))


def classes(words: str) -> tuple[str, ...]:
    """The word classes of an expression."""
    return tuple(word_class(part) for part in words.lower().replace("-", " ").split())


class Taught:
    """What known tortured phrases taught."""

    def __init__(self, path: Path) -> None:
        self._direct = learned(path, lambda words: " ".join(classes(words)), table())
        self._kin: dict[Pair, set[str]] = defaultdict(set)
        for (head, words), terms in self._direct.items():
            self._kin[stems(head), stems(words)] |= terms
        self._rank: dict[Pair, int] = {}
        for head, row in table().items():
            for rank, words in enumerate(row):
                key = stems(head), stems(words)
                self._rank[key] = min(rank, self._rank.get(key, rank))

    def without(self, candidate: Candidate) -> Candidate | None:
        """A candidate as if nothing had been learned from its right term; None if it would not be one."""
        term = stems(" ".join(candidate.right))
        swapped = []
        for place, strength in candidate.swapped:
            head, stands = candidate.right[place], candidate.observed[place]
            key = stems(head), stems(stands)
            support = len(self._kin.get(key, set()) - {term})
            left = any(self._direct.get((head, base), set()) - {term} for base in (stands, *bases(stands)))
            rank = strength.rank
            if rank < 0 and not strength.kin and not left:
                rank = self._rank.get(key, -1)
                strength = Strength(rank, 0, strength.support, 0, 0, kin=1)
            if rank < 0 and not support and not (strength.kin and key[0] == key[1]):
                return None
            swapped.append((place, strength._replace(support=min(strength.support, support))))
        return candidate._replace(swapped=tuple(swapped))
