"""An article is laid against each frame that it may have a near miss of, whichever of its words is missing."""

from __future__ import annotations

import pytest

from lint.lexicon.frame_index import Index, filed
from lint.lexicon.frames import Frame, compile_frame, lay

_LINES = (
    ["poke <poss> nose into", "{cushion|soften} the blow", "a stitch in time saves nine", "bits and bobs"],
    ["call a spade a spade", "cut corners", "soften the {blow|impact}"],
)


@pytest.fixture(scope="module")
def rules() -> list[list[Frame]]:
    return [[frame for line in lines for frame in compile_frame(line)] for lines in _LINES]


@pytest.fixture(scope="module")
def index(rules: list[list[Frame]]) -> Index:
    return Index(filed(rules), ["household", "work"])


def _met(index: Index, text: str) -> set[tuple[str, str]]:
    """The rule and source of each frame that a text may hold and that fits in it with at most one slip."""
    tokens = text.split()
    present = frozenset(tokens)
    entries = (index.entry(number) for word in present & index.words for number in index.possible(word, present))
    return {
        (entry.rule, entry.frame.source)
        for entry in entries
        if any(True for start in range(len(tokens)) for _ in lay(entry.frame, tokens, start))
    }


@pytest.mark.parametrize(
    ("text", "rule", "source"),
    [
        ("she poked his nose into it", "household", "poke <poss> nose into"),
        ("she weighed his nose into it", "household", "poke <poss> nose into"),
        ("she poked his chin into it", "household", "poke <poss> nose into"),
        ("a stitch in minutes saves nine", "household", "a stitch in time saves nine"),
        ("they call a shovel a spade", "work", "call a spade a spade"),
        ("they softened the shock", "work", "soften the {blow|impact}"),
        ("they cut corners", "work", "cut corners"),
    ],
)
def test_a_frame_is_found_though_a_word_is_missing(index: Index, text: str, rule: str, source: str) -> None:
    assert (rule, source) in _met(index, text)


def test_nothing_is_looked_for_in_a_text_without_the_words(index: Index) -> None:
    present = frozenset(["the", "committee", "met", "on", "monday"])
    assert not [number for word in present & index.words for number in index.possible(word, present)]


def test_what_one_text_has_is_forgotten_with_the_next(index: Index) -> None:
    assert _met(index, "she poked his nose into it")
    assert not _met(index, "the spade was new")
    assert _met(index, "she poked his nose into it")


def test_every_entry_has_the_frame_and_rule_that_it_was_filed_with(index: Index, rules: list[list[Frame]]) -> None:
    met = {(number, frame) for number, frames in enumerate(rules) for frame in frames}
    names = ["household", "work"]
    for word in index.words:
        present = frozenset(index.words)
        for number in index.possible(word, present):
            entry = index.entry(number)
            assert (names.index(entry.rule), entry.frame) in met
            assert any(word in slot.words for slot in entry.frame.slots)
