"""Stretches of a source, asked whether they meet another; each question costs the logarithm of their number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from lint.text import Span


class Stretches:
    """Spans in any order, which may overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self._starts = [span.start for span in self.spans]
        self._reach = list(accumulate((span.end for span in self.spans), max))  # the furthest end so far

    def meets(self, span: Span) -> bool:
        """Whether one of them has a code point in common with `span`."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start

    def around(self, place: int) -> int | None:
        """The furthest end of one that begins before `place` and ends behind it."""
        before = bisect_left(self._starts, place)
        return self._reach[before - 1] if before and self._reach[before - 1] > place else None

    def after(self, place: int) -> Span | None:
        """The first that begins at `place` or behind it; of several the longest."""
        number = bisect_left(self._starts, place)
        if number == len(self.spans):
            return None
        start = self._starts[number]
        while number + 1 < len(self.spans) and self._starts[number + 1] == start:
            number += 1
        return self.spans[number]
