"""How far a measured share or rate can be from the true one: 95 % confidence intervals.

Most counts here are small (a rule that was wrong twice in a million words), where the textbook "plus or minus two
standard errors" gives nonsense such as rates below nought. These two do not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

_Z = 1.959963984540054  # the normal distribution has 2.5 % above it
_TAIL = 0.025


class Interval(NamedTuple):
    """The ends of an interval."""

    low: float
    high: float


def wilson(successes: int, trials: int) -> Interval:
    """The interval for a share, by Wilson's score method without continuity correction.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212. Raises ValueError for a count that is no part of the trials.
    """
    if not 0 <= successes <= trials or trials == 0:
        raise ValueError(f"{successes} of {trials} is no share")
    share = successes / trials
    spread = _Z * math.sqrt(share * (1 - share) / trials + _Z * _Z / (4 * trials * trials))
    centre = share + _Z * _Z / (2 * trials)
    scale = 1 + _Z * _Z / trials
    # At the very ends rounding would leave 1e-17 where the method gives 0 and 1.
    low = (centre - spread) / scale if successes else 0.0
    high = (centre + spread) / scale if successes < trials else 1.0
    return Interval(low, high)


def garwood(count: int) -> Interval:
    """The interval for the expected number of events of which `count` were seen: exact for a Poisson count.

    F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936), 437-442. The ends are the means
    at which so many events or more, and so many or fewer, have a chance of 2.5 %; bisection finds them.
    """
    if count < 0:
        raise ValueError(f"{count} is no count")
    low = _mean(lambda mean: _at_least(count, mean) > _TAIL, 0.0, float(count)) if count else 0.0
    high = _mean(lambda mean: _at_most(count, mean) < _TAIL, float(count), count + 6 * math.sqrt(count + 1) + 6)
    return Interval(low, high)


def _mean(beyond: Callable[[float], bool], low: float, high: float) -> float:
    """The point between `low` and `high` from which on `beyond` holds."""
    while True:
        middle = (low + high) / 2
        if middle in (low, high):  # no number is left between them
            return middle
        low, high = (low, middle) if beyond(middle) else (middle, high)


def _at_least(count: int, mean: float) -> float:
    """The chance of `count` events or more, for a mean below `count`."""
    return _chance(count, mean) * _sum(mean / (count + step) for step in range(1, 10**9))


def _at_most(count: int, mean: float) -> float:
    """The chance of `count` events or fewer, for a mean above `count`."""
    return _chance(count, mean) * _sum((count - step) / mean for step in range(count))


def _sum(ratios: Iterable[float]) -> float:
    """1 + r1 + r1 r2 + …, as far as it matters: each ratio is below one and they fall."""
    total = term = 1.0
    for ratio in ratios:
        term *= ratio
        total += term
        if term < total * 1e-17:
            break
    return total


def _chance(count: int, mean: float) -> float:
    """The chance of exactly `count` events; by logarithms, as the powers are out of range from 150 on."""
    if mean <= 0:
        return 0.0 if count else 1.0
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))
