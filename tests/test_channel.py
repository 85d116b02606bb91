"""Spinning as a noisy channel: which words were rather put than chosen."""

from lint.lexicon.channel import put, trace


def test_a_word_that_goes_worse_with_its_neighbours_than_its_origin_was_put():
    assert put("lofty", "", "temperature").meant == "high"
    assert put("lofty", "", "temperature").odds > 0 > put("high", "", "temperature").odds


def test_a_word_that_stands_for_none_is_not_judged():
    assert put("zzyzx", "the", "road") is None


def test_a_spinners_word_is_likelier_in_spun_text_than_a_plain_one():
    assert trace("metropolis").likelihood > 0 > trace("city").likelihood
    assert trace("metropolis").fall > trace("city").fall
