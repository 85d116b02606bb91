"""The kind repeat: words, phrases and clauses in a loop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import readers
from lint.kinds import RuleError, repeat
from lint.rule import Examples, Rule


def rule(fix=None, **params):
    return Rule(
        id="r",
        kind="repeat",
        severity="error",
        summary="x",
        why="x",
        message="x",
        fix=fix,
        examples=Examples(bad=(), good=()),
        params=repeat.Params(**params),
    )


def found(text, format="text", **params):
    document = readers.read(text, "a", format=format)
    return [h.block.text[h.start : h.end] for h in repeat.build([rule(**params)])(document)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("put it on on the shelf", ["on on"]),
        ("put it on\non the shelf", ["on\non"]),
        ("put it on, on the shelf", []),
        ("put it on on-line", []),
        ("The the shelf", ["The the"]),
        ("The The played", []),
        ("he said Bison bison is a species", []),
        ("the word “on on” is doubled", []),
        ("col_a a and foo.git git and list list(x)", []),
        ("1 1 2 2 x2 x2", []),
        ("name\tname of the file", []),
        ("name   name of the file", []),
        ("she sang la-la la-la", []),
        ("a ￼ a", []),
        ("on", []),
        ("THE THE END", ["THE THE"]),
    ],
)
def test_doubled_words(text, hits):
    assert found(text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("put it *on* on the shelf", ["on on"]),
        ("put it **on\non** the shelf", ["on\non"]),
        ("a *byte escape* escape begins", []),
        ("put it on `x` on the shelf", []),
        ("> put it on\n> on the shelf", ["on\non"]),
    ],
)
def test_inline_markup_does_not_part_small_words(text, hits):
    assert found(text, "markdown") == hits


def test_lists_of_a_rule():
    assert found("on on in in", units=["on"]) == ["on on"]
    assert found("on on in in", allowed=["on"]) == ["in in"]
    assert found("on on on in in", most=2) == ["in in"]
    assert found("so and so and so", shortest=2, longest=2, connectives=["and"]) == []
    assert found("big dog big dog", shortest=2, longest=2, containing=["the"]) == []
    assert found("a a an an", letters=2) == ["an an"]


def test_a_turned_unit_is_the_same_unit():
    text = "they talked and so on and so on and so on"
    assert found(text, shortest=3, longest=3) == ["and so on and so on and so on"]
    assert found(text, shortest=3, longest=3, allowed=["so on and"]) == []


def test_loops():
    text = "It rained. It rained. It rained. It rained. It stopped."
    assert found(text, shortest=2, longest=5, times=4, punctuation=True) == [text[:42].rstrip(".")]
    assert found(text, shortest=2, longest=5, times=4) == []
    assert found("the end of the end of the end of the day", shortest=3, longest=3, times=3) == [
        "the end of the end of the end of"
    ]


def test_syllables():
    params = {"fault": "syllables", "shortest": 2, "longest": 6, "times": 4}
    assert found("the Nokanokanokanokano hahahahaha noooooooo", allowed=["ha"], **params) == ["Nokanokanokanokano"]


def test_dense_phrases():
    text = "the use of the pump is the use of the lamp and the use of the tank is the use of the pipe"
    assert found(text, fault="density", longest=4, times=4, share=0.5) == [text[:-5]]
    assert found(text, fault="density", longest=4, times=5) == []


@pytest.mark.parametrize("params", [{"shortest": 3, "longest": 2}, {"fault": "density", "fix": "safe"}])
def test_a_rule_that_cannot_be_built(params):
    with pytest.raises(RuleError):
        repeat.build([rule(**params)])


@given(st.lists(st.sampled_from("abc"), max_size=14))
def test_runs_are_runs_and_none_of_one_word_is_lost(words):
    got = list(repeat.runs(words, 4))
    for first, last, period in got:
        assert last - first >= 2 * period
        assert all(words[i] == words[i - period] for i in range(first + period, last))
    doubled = {i for i in range(1, len(words)) if words[i] == words[i - 1]}
    covered = {i for first, last, period in got if period == 1 for i in range(first + 1, last)}
    assert doubled <= covered


@given(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=6, unique=True), st.integers(2, 5))
def test_every_loop_of_different_words_is_met(unit, times):
    words = ["x", *unit * times, "y"]
    assert (1, 1 + len(unit) * times, len(unit)) in list(repeat.runs(words, 6))


@pytest.mark.parametrize("text", ["the " * 300_000, "the end of " * 100_000, "a b a b c " * 100_000])
def test_a_long_loop_takes_linear_time(text):
    document = readers.read(text, "a", format="text")
    rules = [
        rule(longest=20),
        rule(shortest=2, longest=20, times=3, punctuation=True),
        rule(fault="density", longest=4),
    ]
    assert document.blocks[0].words
    list(repeat.build(rules)(document))
