"""Counts of words, pairs and triples over much good English, as the scripts ask for them that make the tables.

Needs numpy. A folder holds `unigrams.tsv`, `bigrams.tsv`, `bigrams_rare.tsv` and `trigrams.tsv`: rows of words parted
by a space, a count and the number of sources, parted by tabs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

Vector: TypeAlias = Any  # arrays of numpy, which checking types does not ask for: numbers with and without a fraction
Numbers: TypeAlias = Any

_BITS = 18
_ALL = (1 << _BITS) - 1


class Sorted:
    """Keys of numbers of words, packed, in order, with their counts."""

    def __init__(self, keys: Numbers, counts: Vector) -> None:
        order = np.argsort(keys, kind="stable")
        self.keys, self.counts = keys[order], counts[order]

    def after(self, start: int) -> tuple[Numbers, Vector]:
        """The last words of all keys that begin with `start`, and their counts."""
        low, high = np.searchsorted(self.keys, (start << _BITS, (start + 1) << _BITS))
        return self.keys[low:high] & _ALL, self.counts[low:high]


class Ngrams:
    """The counts of a folder. Words met fewer than five times have no number and count as unknown."""

    def __init__(self, folder: Path) -> None:
        rows = [row for row, _ in _rows(folder / "unigrams.tsv")]
        self.words = rows
        self.number = {word: at for at, word in enumerate(rows)}
        self.size = len(rows)
        self.alone = np.array([count for _, count in _rows(folder / "unigrams.tsv")], dtype=float)
        first, second, count = self._packed((folder / "bigrams.tsv", folder / "bigrams_rare.tsv"), 2)
        self._forward = Sorted(first << _BITS | second, count)
        self._backward = Sorted(second << _BITS | first, count)
        a, b, c, count = self._packed((folder / "trigrams.tsv",), 3)
        self._ending = Sorted((a << _BITS | b) << _BITS | c, count)
        self._middle = Sorted((a << _BITS | c) << _BITS | b, count)
        self._beginning = Sorted((b << _BITS | c) << _BITS | a, count)

    def _packed(self, paths: Iterable[Path], size: int) -> list[Any]:
        columns: list[list[int]] = [[] for _ in range(size)]
        met: list[int] = []
        for path in paths:
            for row, count in _rows(path):
                numbers = [self.number.get(word, -1) for word in row.split(" ")]
                if min(numbers) >= 0:
                    for column, number in zip(columns, numbers, strict=True):
                        column.append(number)
                    met.append(count)
        return [*(np.array(column, dtype=np.int64) for column in columns), np.array(met, dtype=float)]

    @lru_cache(maxsize=4000)  # noqa: B019 (one object lives as long as the script)
    def numbers(self, words: frozenset[str]) -> tuple[int, ...]:
        """The numbers of those of the words that were counted."""
        return tuple(self.number[word] for word in sorted(words) if word in self.number)

    def total(self, words: frozenset[str]) -> float:
        """How often one of the words was counted."""
        return float(sum(self.alone[number] for number in self.numbers(words)))

    @lru_cache(maxsize=1200)  # noqa: B019
    def followers(self, words: frozenset[str]) -> Vector:
        """For each word how often it stood right after one of `words`."""
        return self._summed(self._forward, self.numbers(words))

    @lru_cache(maxsize=1200)  # noqa: B019
    def leaders(self, words: frozenset[str]) -> Vector:
        """For each word how often it stood right before one of `words`."""
        return self._summed(self._backward, self.numbers(words))

    def pair(self, first: frozenset[str], second: frozenset[str]) -> float:
        """How often one of the words stood right before one of the others."""
        return float(self.followers(first)[list(self.numbers(second))].sum())

    def after(self, first: frozenset[str], second: frozenset[str]) -> Vector:
        """For each word how often it was counted after the two; rare triples are not in the table."""
        return self._summed(self._ending, self._both(first, second))

    def between(self, first: frozenset[str], last: frozenset[str]) -> Vector:
        """For each word how often it was counted between the two."""
        return self._summed(self._middle, self._both(first, last))

    def before(self, second: frozenset[str], last: frozenset[str]) -> Vector:
        """For each word how often it was counted before the two."""
        return self._summed(self._beginning, self._both(second, last))

    def _both(self, first: frozenset[str], second: frozenset[str]) -> list[int]:
        return [a << _BITS | b for a in self.numbers(first) for b in self.numbers(second)]

    def _summed(self, table: Sorted, starts: Iterable[int]) -> Vector:
        found: Vector = np.zeros(self.size)
        for start in starts:
            numbers, counts = table.after(start)
            found[numbers] += counts
        return found


def _rows(path: Path) -> Iterator[tuple[str, int]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            words, count, _ = line.split("\t")
            yield words, int(count)
