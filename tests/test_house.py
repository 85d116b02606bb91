"""Words and names of a house are left alone, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import engine, readers, rulebook
from lint.document import Block, Segment, straight
from lint.finding import Hit
from lint.house import House
from lint.rulebook import Rulebook
from lint.text import Span


def owned(text, flagged, *, words=(), names=(), kind="phrase"):
    start = text.index(flagged)
    block = Block("paragraph", [Segment(0, text, Span(0, len(text)))])
    return House(words, names).owns(Hit("rule", block, start, start + len(flagged)), kind)


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("They call it profound learning here.", "profound learning"),
        ("Profound Learning is what they call it.", "Profound Learning"),
        ("They call it profound\n  learning here.", "profound\n  learning"),
        ("They call it the profound learning way.", "profound"),
        ("“Profound learning”, they say.", "learning"),
    ],
)
def test_a_word_is_right_whatever_its_capitals(text, flagged):
    assert owned(text, flagged, words=["Profound  learning"])


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("They call it profound learnings here.", "profound learning"),
        ("It is unprofound learning.", "profound learning"),
        ("It is profound learning of a sort.", "learning of"),
        ("It is profound, learning a lot.", "learning"),
        ("Learning is profound learning.", "Learning"),
    ],
)
def test_what_only_touches_a_word_is_not_silenced(text, flagged):
    assert not owned(text, flagged, words=["profound learning"])


def test_a_name_is_right_as_it_is_written():
    assert owned("So Jon Smyth said.", "Smyth", names=["Jon Smyth"])
    assert not owned("So JON SMYTH said.", "SMYTH", names=["Jon Smyth"])
    assert owned("Rock ’n’ Roll is here.", "’", names=["Rock 'n' Roll"])
    assert not owned("Ann Smyth and Jon Smyth", "Smyth", names=["Jon Smyth"])


def test_expressions_may_overlap():
    assert owned("The New York Times says.", "York Times", words=["New York", "York Times"])


def test_scripts_without_spaces_have_no_word_boundary():
    assert owned("我们的深度学习很好", "深度", names=["深度学习"])


def test_kinds_that_judge_how_an_article_is_built_are_not_told():
    assert owned("Read more", "Read more", words=["read more"])
    for kind in ("boilerplate", "duplicate", "sentence", "readability"):
        assert not owned("Read more", "Read more", words=["read more"], kind=kind)


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["a b", "Jon’s “x”", "İx", "ab"]))
def test_an_expression_between_spaces_is_always_owned(before, after, expression):
    text = f"{before} {expression} {after}"
    block = Block("paragraph", [Segment(0, text, Span(0, len(text)))])
    start = len(before) + 1
    for house in (House([expression]), House((), [expression])):
        assert house.owns(Hit("rule", block, start, start + len(expression)), "term")
    assert len(straight(text)) == len(text)


def test_rules_are_silent_where_the_house_speaks():
    whole = rulebook.load(rulebook.builtin()).select()
    text = "We heard The The on the the radio. The minister weighed his nose in the debate.\n"
    document = readers.read(text, "a.txt")
    told = {finding.text for finding in engine.run(document, whole).findings}
    assert {"the the", "weighed his nose in"} <= told
    house = House(["weighed his nose in"], ["The The"])
    left = {finding.text for finding in engine.run(document, Rulebook(whole.rules, house=house)).findings}
    assert told - left == {"weighed his nose in", "The The"} & told
