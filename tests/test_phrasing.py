"""The notation for phrases: what a phrase matches, what it does not, and which phrases are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document import fold
from lint.lexicon.phrasing import SLOTS, PhraseError, compile_phrase


def found(phrase, text):
    return [text[slice(*match.span())] for match in compile_phrase(phrase).pattern.finditer(fold(text))]


@pytest.mark.parametrize(
    ("phrase", "text", "wanted"),
    [
        ("take a gander at", "Take a\ngander  at it", ["Take a\ngander  at"]),
        ("~take a gander", "took a gander, taking a gander, takings a gander", ["took a gander", "taking a gander"]),
        ("{big|large|} data", "big data, large data, data", ["big data", "large data", "data"]),
        ("{a|} {b|} c", "c; a c; b c; a b c", ["c", "a c", "b c", "a b c"]),
        ("a {b|} {c|}", "a; a b; a c; a b c", ["a", "a b", "a c", "a b c"]),
        ("a {b|} c", "a c, a b c, ac", ["a c", "a b c"]),
        ("{~poke|~stick one's} nose", "poked nose; stuck one's nose", ["poked nose", "stuck one's nose"]),
        ("well, {yes|} no", "well, no; well, yes no", ["well, no", "well, yes no"]),
        ("can to", "can to; can't to", ["can to"]),
        ("we can", "we can; we can't; we can’t; we can's", ["we can", "we can"]),
        ("don't come", "don’t come; don't come", ["don’t come", "don't come"]),
        (
            "bosom disease",
            "bosom disease's; bosom-disease; bosom disease-free",
            ["bosom disease", "bosom-disease", "bosom disease"],
        ),
        ("t move", "don't move", []),
        ("new", "renew news new", ["new"]),
        ("cafe", "cafe\u0301 cafe", ["cafe"]),
        ("weigh <poss> nose", "weigh his nose", ["weigh his nose"]),
        ("weigh <poss> nose", "weigh the old minister’s nose", ["weigh the old minister’s nose"]),
        ("weigh <poss> nose", "weigh the ministers' nose", ["weigh the ministers' nose"]),
        ("weigh <poss> nose", "weigh it's nose", []),
        ("pay <num>", "pay 12.", ["pay 12"]),
        (
            "pay <num> euros",
            "pay 1,200.50 euros, pay twenty-five euros",
            ["pay 1,200.50 euros", "pay twenty-five euros"],
        ),
        ("<det> advices", "an advices, his advices", ["an advices"]),
        (
            "of <words> thing",
            "of a thing; of a very old thing; of a very old red thing",
            ["of a thing", "of a very old thing"],
        ),
        ("<word> end", "well-known end", ["well-known end"]),
        ("the <word>", "the well-known", ["the well-known"]),
    ],
)
def test_matches(phrase, text, wanted):
    assert found(phrase, text) == wanted


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("<poss>", "at least one word"),
        ("{a|}", "at least one word"),
        ("{|} a", "an empty"),
        ("<hand> a", "no slot <hand>"),
        ("{<det>|x} a", "no slot inside"),
        ("<name> and <name>", "only one <name>"),
        ("a {b c", "cannot read"),
        ("a|b", "cannot read"),
        ("", "at least one word"),
    ],
)
def test_refusals(phrase, reason):
    with pytest.raises(PhraseError, match=reason):
        compile_phrase(phrase)


def test_samples_show_the_first_and_the_last_choice():
    phrase = compile_phrase("~weigh <poss> nose {in|into|}")
    assert phrase.samples == ("weigh his nose in", "weighing his nose")


_ATOM = st.sampled_from(
    ["ash", "~take", "{oak|elm}", "{fir|}", "{~give up|}", "won't", *(f"<{slot}>" for slot in SLOTS if slot != "name")]
)


@given(st.lists(_ATOM, min_size=1, max_size=5))
def test_every_phrase_matches_its_samples(atoms):
    try:
        phrase = compile_phrase(" ".join(atoms))
    except PhraseError:
        assert not any(atom in ("ash", "~take", "{oak|elm}", "won't") for atom in atoms)
        return
    for sample in phrase.samples:
        assert phrase.pattern.fullmatch(fold(sample))
        assert all(any(word in fold(sample) for word in group) for group in phrase.groups)
