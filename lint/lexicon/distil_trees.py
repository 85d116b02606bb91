"""Boosted trees over a linear model, for `distil_evidence`. Needs numpy.

All nodes of one level of a tree ask the same question ("is the surprise over 2.1?"), so that a tree is a list of
questions and of values, one for each way to answer them. Nothing here is random.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lint.lexicon.evidence import Tree

_TREES = 60
_LEVELS = 3
_RATE = 0.1
_BINS = 40
_PENALTY = 5.0  # rows of weight one that every leaf is taken to have beside its own, undecided


def boost(rows: Any, truth: Any, worth: Any, odds: Any, columns: Sequence[int]) -> list[Tree]:
    """Trees that correct the `odds` of a linear model, asking only about some columns."""
    edges = {at: np.unique(np.quantile(rows[:, at], np.linspace(0, 1, _BINS + 1)[1:-1])) for at in columns}
    binned = {at: np.searchsorted(edges[at], rows[:, at], side="left") for at in columns if len(edges[at]) > 1}
    odds = odds.copy()
    found: list[Tree] = []
    for _ in range(_TREES):
        guess = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        slope, curve = worth * (truth - guess), worth * guess * (1 - guess)
        leaf = np.zeros(len(rows), dtype=np.int64)
        questions: list[tuple[int, float]] = []
        for level in range(_LEVELS):
            at, cut = _best(binned, leaf, 2**level, slope, curve)
            questions.append((at, round(float(edges[at][cut]), 4)))
            leaf = 2 * leaf + (rows[:, at] > questions[-1][1])
        size = 2**_LEVELS
        values = np.bincount(leaf, slope, size) / (np.bincount(leaf, curve, size) + _PENALTY) * _RATE
        values = values.round(4)
        odds += values[leaf]
        found.append((questions, values.tolist()))
    return found


def _best(binned: dict[int, Any], leaf: Any, leaves: int, slope: Any, curve: Any) -> tuple[int, int]:
    """The column and the edge that part the rows best in all leaves together."""
    best = (-1.0, 0, 0)
    for at, bins in binned.items():
        size = leaves * (_BINS + 1)
        key = leaf * (_BINS + 1) + bins
        g = np.bincount(key, slope, size).reshape(leaves, -1)
        h = np.bincount(key, curve, size).reshape(leaves, -1)
        left, under = g.cumsum(1)[:, :-1], h.cumsum(1)[:, :-1]
        right, over = g.sum(1, keepdims=True) - left, h.sum(1, keepdims=True) - under
        gain = (left**2 / (under + _PENALTY) + right**2 / (over + _PENALTY)).sum(0)[: bins.max()]
        cut = int(gain.argmax())
        if gain[cut] > best[0]:
            best = float(gain[cut]), at, cut
    return best[1], best[2]
