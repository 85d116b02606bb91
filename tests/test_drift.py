"""The kind drift: names, given names and acronyms under two spellings."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import readers
from lint.kinds import drift
from lint.lexicon.acronyms import expansions
from lint.lexicon.common_words import commonness
from lint.lexicon.distil_common_words import distil
from lint.lexicon.names import bare, is_running_text, names, sound
from lint.lexicon.spelling import distance
from lint.rule import Examples, Rule


def rule(fault, **params):
    return Rule(
        id=fault,
        kind="drift",
        severity="error",
        summary="x",
        why="x",
        message="x",
        examples=Examples(bad=(), good=()),
        params=drift.Params(fault=fault, **params),
    )


CHECK = drift.build([rule(f) for f in ("surname", "stray", "lone", "full", "given", "accent", "acronym")])


def found(text, check=CHECK):
    document = readers.read(text, "a.txt", format="text")
    return [(h.rule, h.block.text[h.start : h.end], h.meant) for h in check(document)]


def names_in(text):
    document = readers.read(text, "a.txt", format="text")
    return [(n.words, n.titled, n.owns) for block in document.blocks for n in names(block)]


INTRODUCED = "Valentin Torbeskin, who keeps the lighthouse, met the guests.\n\n"


@pytest.mark.parametrize(
    "spelling",
    [
        "Torbseskin",
        "Torbekin",
        "Torbesskin",
        "Torbeskyn",
        "Torbesking",
        "Tobreskin",
        "Torbescin",
        "Thorbeskin",
        "Torbeskinn",
    ],
)
def test_a_surname_that_comes_back_changed_is_flagged_wherever_it_stands(spelling):
    text = INTRODUCED + f"{spelling} said the lamp was new. The guests thanked Mr {spelling}."
    assert found(text) == [("surname", spelling, "Torbeskin")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Torbeskin said the lamp was new.",
        "Torbeskin’s lamp was new, and the Torbeskins were proud of it.",
        "His wife, Torbeskina, said the lamp was new.",
        "The Torbeskinites said that Torbeskinism was dead.",
        "Marta Torbeckin said she was no relation. Torbeckin laughed.",
        "Torbeskin, also spelled Torbesskin, said the lamp was new.",
        "See https://example.org/Torbesskin or write to Torbesskin@example.org.",
        "The torbesskin is a bird. Torbesskin said nothing.",
    ],
)
def test_what_belongs_to_a_name_or_to_somebody_else_is_no_drift(text):
    assert found(INTRODUCED + text) == []


def test_the_spelling_of_the_introduction_is_wrong_if_the_rest_is_against_it():
    text = INTRODUCED + "Torbesskin said so. Torbesskin’s lamp is new. Torbesskin told us. We thanked Mr Torbesskin."
    assert found(text) == [("surname", "Torbeskin", "Torbesskin")]


def test_a_surname_without_a_cue_is_a_stray():
    assert found(INTRODUCED + "Beyond the rocks Torbesskin Bay lies."[:28] + " lies.") == [
        ("stray", "Torbesskin", "Torbeskin")
    ]


def test_a_rare_name_is_held_against_a_frequent_one():
    often = "Kuznarovo is small. Nobody leaves Kuznarovo. We like Kuznarovo.\n\n"
    assert found(often + "The bus to Kusnarovo is late.") == [("lone", "Kusnarovo", "Kuznarovo")]
    assert found(often + "The bus to Kuzmalovo is late.") == []
    assert found(often.replace("We like Kuznarovo.", "") + "The bus to Kusnarovo is late.") == []


def test_full_and_given_names_and_acronyms():
    again = "Valentin Torbesskin left. Valentyn Torbeskin stayed."
    assert sorted(found(INTRODUCED + again)) == [
        ("full", "Torbesskin", "Torbeskin"),
        ("given", "Valentyn", "Valentin"),
    ]
    assert found("A heat pump (HP) hums.\n\nEach heat pipe (HP) leaks.") == [("acronym", "heat pipe", "heat pump")]
    assert found("A heat pump (HP) hums.\n\nEach high point (HP) counts.") == []


def test_no_more_places_are_flagged_than_the_rule_says():
    check = drift.build([rule("surname", at_most=2)])
    assert len(found(INTRODUCED * 9 + "Torbesskin said so. " * 6, check)) == 2


def test_the_message_can_cite_the_line_of_the_other_spelling():
    document = readers.read(INTRODUCED + "Torbesskin said so.", "a.txt", format="text")
    (hit,) = CHECK(document)
    block, start, end = hit.related
    assert block.text[start:end] == "Torbeskin"
    assert hit.values["name"] == "Valentin Torbeskin"


def test_capitals_mean_nothing_in_a_headline():
    assert found(INTRODUCED + "Torbesskin Has Big New Lamp At Last\n\nIt shines.") == []


def test_names_part_at_titles_openers_and_possessives():
    text = (
        "But Turkish President Recep Erdogan told Dmitri Trenin’s aide J. K. Rowling and Ludwig van Beethoven of NATO."
    )
    assert names_in(text) == [
        (("Turkish",), False, False),
        (("Recep", "Erdogan"), True, False),
        (("Dmitri", "Trenin"), False, True),
        (("J.", "K.", "Rowling"), False, False),
        (("Ludwig", "Beethoven"), False, False),
    ]


def test_running_text():
    headline, prose = (readers.read(t, "a.txt", format="text").blocks[0] for t in ("Big Lamp At Last", "a big lamp at"))
    assert not is_running_text(headline)
    assert is_running_text(prose)


@pytest.mark.parametrize(
    "group",
    [
        ("Sergei", "Sergey"),
        ("Dmitri", "Dmitry", "Dmitriy"),
        ("Alexei", "Aleksei", "Alexey"),
        ("Yuri", "Yury"),
        ("Catherine", "Katherine"),
        ("Zelensky", "Zelenskyy", "Zelenskiy"),
        ("Lavrov", "Lavroff"),
        ("Johnson", "Jonson"),
    ],
)
def test_spellings_that_sound_alike(group):
    assert len({sound(word) for word in group}) == 1


def test_names_that_do_not_sound_alike():
    assert len({sound(w) for w in ("Erik", "Erika", "Paul", "Paula", "Maria", "Marta")}) == 6


def test_bare():
    assert [bare(w) for w in ("Erdoğan", "Łódź", "Großmann", "Bjørn")] == ["erdogan", "lodz", "grossmann", "bjorn"]


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [("trenin", "trenning", 2), ("abcd", "acbd", 1), ("abc", "abc", 0), ("abc", "", 3), ("abcdef", "uvwxyz", 4)],
)
def test_distance(a, b, edits):
    assert distance(a, b, 3) == edits


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_symmetric_and_bounded(a, b):
    edits = distance(a, b, 3)
    assert edits == distance(b, a, 3)
    assert 0 <= edits <= 4
    assert (edits == 0) == (a == b)


def test_acronyms_are_expanded_by_the_words_before_them():
    text = "Department of Defense (DOD), the Office of Harbour Affairs (OHA) and a heat pump unit (HPUs) but (see GPU)."
    (block,) = readers.read(text, "a.txt", format="text").blocks
    assert [(e.acronym, e.words, block.text[e.start : e.end]) for e in expansions(block)] == [
        ("DOD", ("department", "defense"), "Department of Defense"),
        ("OHA", ("office", "harbour", "affairs"), "Office of Harbour Affairs"),
        ("HPU", ("heat", "pump", "unit"), "heat pump unit"),
    ]


def test_common_words_are_in_bands():
    assert [commonness(w) for w in ("the", "explain", "achievement", "torbeskin")] == [4.8, 4.2, 3.6, 0.0]
    rows = ["the\t900000\t50", "lamp\t20\t12", "kspid\t99\t1", "to\t900\t50"]
    assert distil(rows) == "# 4.8\nthe\n# 4.2\nlamp\n# 3.6\n\n"


def test_thousands_of_names_take_seconds():
    dice = random.Random(1)

    def word():
        return "".join(dice.choice("abcdefghijklmnoprstuvw") for _ in range(dice.randrange(5, 10))).capitalize()

    for gap in ("\n\n", " "):
        text = gap.join(f"{word()} {word()} said the thing was good. Later {word()} came home." for _ in range(10_000))
        document = readers.read(text, "a.txt", format="text")
        list(CHECK(document))
