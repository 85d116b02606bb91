"""The table of counts: levels, folds, and what is said when it is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.lexicon import counts
from lint.lexicon.counts import alone, cell, level, together, word_class


@given(st.integers(1, 1_300_000))
def test_a_level_gives_the_count_back_to_within_a_third(count):
    assert 0.75 < counts._COUNTS[level(count)] / count < 1.34


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_levels_rise_with_counts(a, b):
    assert (level(a) <= level(b)) or a > b
    assert 0 <= level(a) < len(counts._COUNTS)


def test_no_count_has_no_level():
    assert level(0) == level(-1) == 0
    assert counts._COUNTS[0] == 0


@given(st.binary(max_size=40), st.integers(1, 10**7))
def test_a_cell_lies_in_the_table_and_its_mark_leaves_room_for_the_level(key, size):
    place, mark = cell(key, size)
    assert 0 <= place < size
    assert mark & counts._MASK == 0


@pytest.mark.parametrize(
    ("word", "own"),
    [("networks", "network"), ("colour", "color"), ("colours", "color"), ("network", "network"), ("qwzx", "qwzx")],
)
def test_plurals_and_british_spellings_are_one_class(word, own):
    assert word_class(word) == own


def test_the_class_of_a_class_is_itself():
    assert all(word_class(head) == head for head in counts._folds().values())


@pytest.mark.parametrize(
    ("common", "rare"),
    [(("strong", "tea"), ("powerful", "tea")), (("high", "school"), ("tall", "school")), (("the", "x"), ("x", "the"))],
)
def test_good_english_has_some_pairs_more_often(common, rare):
    assert together(*common) >= together(*rare)


def test_words_and_pairs_are_counted():
    assert 0 < together("high", "school") <= min(alone("high"), alone("school")) < counts.TOTAL
    assert alone("the") > alone("school") > alone("psalter") >= 0


@given(st.text("qxzjvk", min_size=6, max_size=12), st.text("qxzjvk", min_size=6, max_size=12))
def test_words_that_nobody_wrote_have_hardly_a_count(a, b):
    assert alone(a) < counts.TOTAL
    assert together(a, b) < counts.TOTAL


def test_unknown_words_are_seldom_taken_for_known_ones():
    made = [f"{a}{b}qx{c}" for a in "bcdfghjk" for b in "aeiou" for c in "bcdfgklmnprst"]
    assert sum(alone(word) > 0 for word in made) <= len(made) // 50


@pytest.mark.parametrize("content", [None, b"", b"odd"])
def test_a_missing_or_damaged_table_says_so(tmp_path, monkeypatch, content):
    if content is not None:
        (tmp_path / "counts.bin").write_bytes(content)
    monkeypatch.setattr(counts, "_DATA", tmp_path)
    with pytest.raises(counts.CountsError, match=r"counts\.bin.*install malaprop again"):
        counts._table.__wrapped__()  # the table that was opened before is remembered
