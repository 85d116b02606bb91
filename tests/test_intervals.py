"""The intervals give the values that are printed in textbooks."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.intervals import garwood, wilson


# R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_shares_of_newcombe(successes, trials, low, high):
    assert wilson(successes, trials) == pytest.approx((low, high), abs=5e-5)


# The usual table of exact limits for a Poisson count, as in Garwood's own.
@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.6889), (1, 0.0253, 5.5716), (2, 0.2422, 7.2247), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904)],
)
def test_small_counts_of_the_table(count, low, high):
    assert garwood(count) == pytest.approx((low, high), abs=5e-5)


def test_a_hundred_events():
    assert garwood(100) == pytest.approx((81.36, 121.63), abs=5e-3)


def test_nothing_seen_is_the_rule_of_three():
    assert garwood(0).high == pytest.approx(-math.log(0.025))


@given(st.integers(0, 200_000))
def test_large_counts_come_near_the_normal_distribution(count):
    low, high = garwood(count)
    assert low <= count < high
    assert high - count == pytest.approx(1.96 * math.sqrt(count), abs=4.5)
    assert count - low == pytest.approx(1.96 * math.sqrt(count), abs=4.5)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_in_its_interval_and_mirrors(share):
    successes, trials = share
    low, high = wilson(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1
    assert wilson(trials - successes, trials) == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_no_share_and_no_count():
    for successes, trials in ((0, 0), (2, 1), (-1, 3)):
        with pytest.raises(ValueError, match="no share"):
            wilson(successes, trials)
    with pytest.raises(ValueError, match="no count"):
        garwood(-1)
