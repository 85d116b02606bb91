"""The tables of substitutes: well formed, and what a word may stand for."""

import pytest

from lint.lexicon import substitution
from lint.lexicon.counts import word_class
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.substitution import back, kin_origins, origins, substitutes, substitutes_put, suspicion, table

DATA = substitution._DATA


def hand_rows():
    for line in (DATA / "substitutions.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def test_the_table_written_by_hand_is_well_formed():
    heads = []
    for line in hand_rows():
        head, colon, words = line.partition(": ")
        heads.append(head)
        row = words.split(", ")
        assert colon
        assert head == head.lower().strip()
        assert all(word and word == word.strip() for word in row), line
        assert len(row) == len(set(row)), line
        assert head not in row, line
    assert len(heads) == len(set(heads))
    assert heads == sorted(heads)


def test_each_row_of_swaps_is_well_formed():
    rows = (DATA / "swaps.tsv").read_text("utf-8").splitlines()
    assert len(rows) > 20_000
    words = [row.partition("\t")[0] for row in rows]
    assert len(words) == len(set(words))
    for row in rows:
        word, doubt, *parts = row.split("\t")
        assert parts, word
        assert int(doubt) >= 0
        for part in parts:
            head, rank, mutual, support, met, hoped = part.split(":")
            assert head != word
            assert int(rank) >= -1
            assert mutual in "01"
            assert int(support) >= 0
            assert 0 <= int(met) <= 31
            assert 0 <= int(hoped) <= 31
            assert int(rank) >= 0 or int(support) > 0, f"{word} for {head}: neither in the table nor learned"


def test_each_learned_swap_is_a_word_what_was_put_for_it_and_a_number():
    for line in (DATA / "learned_swaps.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            right, put, number = line.split("\t")
            assert right != put
            assert int(number) > 0


def test_each_substitute_leads_back_to_its_headword():
    lost = [
        (head, word)
        for head, row in table().items()
        for word in row
        if word_class(word) == word and head not in back(word)
    ]
    # A function word is never undone, nor a substitute that is nothing but its headword twice.
    assert len(lost) < 0.1 * sum(map(len, table().values())), lost[:20]


@pytest.mark.parametrize(
    ("form", "head"),
    [
        ("profound", "deep"),
        ("corridors", "artery"),
        ("organisations", "network"),
        ("malignant growth", "cancer"),
        ("blunders", "error"),
    ],
)
def test_what_a_word_may_stand_for(form, head):
    assert head in (back(form) if " " in form else origins(form))


@pytest.mark.parametrize(
    ("british", "american"),
    [("fibre", "fiber"), ("enrolment", "enrollment"), ("tyre", "tire"), ("grey", "gray"), ("programme", "program")],
)
def test_a_spelling_is_no_substitute(british, american):
    assert american not in origins(british)
    assert british not in origins(american)


def test_substitutes_come_likeliest_first_and_by_any_form():
    assert substitutes("networks") == substitutes("network") == table()["network"]
    assert substitutes("qwzx") == ()
    assert back("qwzx") == {} == origins("qwzx")


def test_each_word_is_of_one_stem():
    seen = set()
    for line in (DATA / "kin.tsv").read_text("utf-8").splitlines():
        words, *heads = line.split("\t")
        assert heads
        assert seen.isdisjoint(words.split(" "))
        seen.update(words.split(" "))


def test_relatives_are_put_for_relatives():
    assert {"classification", "category"} <= kin_origins("classify").keys()
    assert "distributed" in kin_origins("dispensed")
    assert "logic" in kin_origins("logical")
    assert all(strength.kin for strength in kin_origins("dispensed").values())
    assert kin_origins("qwzx") == {}


def test_what_is_put_is_a_class_and_no_function_word():
    for word in substitutes_put():
        assert word not in FUNCTION_WORDS
        assert word == word.lower()


def test_suspicion():
    assert suspicion("reminiscence") > suspicion("memory") >= 0
    assert suspicion("qwzx") == 0
