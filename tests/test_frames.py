"""Frames of idioms: what a line stands for, and how words lie against it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.lexicon.frames import FrameError, compile_frame, inflected_like, lay, rendered

_LINES = [
    "bury the hatchet",
    "{poke|stick} <poss> nose {in|into}",
    "pull the rug {out|} from under <words> feet",
    "like a =bull in a china shop",
    "leave no stone unturned",
    "{let|put <poss>} {a|<poss>} hair down in {the|<poss>} bun",
]
_WORDS = [
    "bury",
    "buried",
    "the",
    "a",
    "hatchet",
    "nose",
    "his",
    "in",
    "poke",
    "stone",
    "no",
    "leave",
    "bull",
    "'",
    ",",
]


@pytest.mark.parametrize("line", _LINES)
def test_a_frame_fits_its_own_words(line: str) -> None:
    shown = {"poss": "his", "words": "her", "word": "new"}
    for frame in compile_frame(line):
        tokens = [shown.get(slot.kind, slot.written) for slot in frame.slots]
        assert any(not fit.missed and fit.end == len(tokens) for fit in lay(frame, tokens, 0))


def test_inflected_words_and_possessors_fit() -> None:
    (frame,) = compile_frame("poke <poss> nose into")
    for text in ("poked his nose into", "pokes the mayor's nose into", "poking one's noses into"):
        assert any(not fit.missed for fit in lay(frame, text.split(), 0)), text


def test_one_word_may_slip_and_two_may_not() -> None:
    (frame,) = compile_frame("bury the hatchet")
    (fit,) = lay(frame, ["buried", "the", "axe"], 0)
    assert rendered(frame, ["buried", "the", "axe"], fit) == "buried the hatchet"
    assert not list(lay(frame, ["hid", "the", "axe"], 0))


def test_two_words_may_have_changed_places() -> None:
    (frame,) = compile_frame("see the wood for the trees")
    tokens = ["see", "the", "trees", "for", "the", "wood"]
    (fit,) = lay(frame, tokens, 0)
    assert rendered(frame, tokens, fit) == "see the wood for the trees"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("by heart <nobody>", "no slot"),
        ("by heart", "two content words"),
        ("bury the {hatchet", "cannot read"),
        (" ".join(f"{{hat{'|cap' * n} one|hat two}}" for n in range(1, 10)), "spellings"),
    ],
)
def test_a_frame_that_cannot_be_read_says_why(line: str, reason: str) -> None:
    with pytest.raises(FrameError, match=reason):
        compile_frame(line)


@given(st.sampled_from(_LINES), st.lists(st.sampled_from(_WORDS), max_size=9), st.integers(0, 8))
def test_a_fit_lies_within_the_words(line: str, tokens: list[str], start: int) -> None:
    for frame in compile_frame(line):
        for fit in lay(frame, tokens, start):
            assert start == fit.start < fit.end <= len(tokens)
            assert len(fit.places) == len(frame.slots)
            assert list(fit.places) == sorted(fit.places)
            assert len(fit.missed) <= 2
            assert rendered(frame, tokens, fit)


@given(st.text(max_size=40))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        frames = compile_frame(line)
    except FrameError:
        return
    assert all(sum(slot.kind in ("content", "fixed") for slot in frame.slots) > 1 for frame in frames)


@pytest.mark.parametrize(
    ("model", "lemma", "right"),
    [("vicious", "cruel", "cruel"), ("iris", "flag", "flag"), ("loss", "gain", "gain"), ("dogs", "cat", "cats")],
)
def test_a_word_takes_the_ending_of_another_only_where_that_is_one(model: str, lemma: str, right: str) -> None:
    assert inflected_like(model, lemma) == right
