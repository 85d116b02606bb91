"""The kind `term`: right expressions whose words were swapped for synonyms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint import engine, readers, rulebook
from lint.kinds import term
from lint.lexicon import evidence
from lint.lexicon.garbling import garbles
from lint.lexicon.tortured import LONGEST
from lint.rule import mark, unmark

RULE = """\
id: my-terms
kind: term
languages: [en]
status: stable
severity: warning
summary: Swapped words.
why: Because.
message: "“{match}”: write “{meant}”"
fault: FAULT
terms: |
TERMS
examples:
  bad: [⟦x⟧]
  good: [Nothing.]
"""
TERMS = (
    "deep neural network",
    "mean square error",
    "artificial intelligence",
    "breast cancer",
    "immune system",
    "fossil fuel",
    "coronary artery disease",
    "irritable bowel syndrome",
    "lung cancer cell",
    "Premier League club",
    "machine learning",
    "protein structure",
    "protein structure prediction",
)
SPUN = """\
Dozing soundly is the base of excellent wellness, yet loads of grown ups battle to accomplish it. Specialists counsel to
retire to mattress at an identical hour every nighttime and to sidestep hefty suppers in the tardy evening. A shadowy,
noiseless bed chamber with a comfy cushion assists the physique to unwind. Luminous displays trick the cerebrum into
accepting that it is still daylight, so turn off your phone an hour prior to slumber.

Stimulants are another frequent offender. A mug of robust coffee in the afternoon can remain in the bloodstream until
the midnight, and liquor, regardless of its soothing repute, disrupts the profound phases of relaxation. Delicate
extending or perusing a pleasant tome is a superior custom. Individuals who workout frequently nod off quicker, although
strenuous drills directly preceding bedtime possess the contrary consequence. Pills ought to stay the final resort,
since the organism swiftly becomes accustomed to them.
"""
PLAIN = """\
The old abbey stood on a bend of the river, and its towers could be seen from every farm in the valley. Monks had lived
there for six centuries; they brewed a dark beer, kept a library of psalters, and gave bread to whoever knocked. After
the war the roof fell in. Ivy crept over the chapter house, and the village took what stone it needed for its barns.

In 1961 a retired teacher bought the ruin for the price of a car. She had no plan and hardly any savings, but she had a
ladder and a stubborn temper. Each summer she cleared another cell of brambles and nettles. Students came to help and
slept in the hay. By the time she died, at ninety, the cloister had a roof again, and a small museum sold postcards.
"""


def load(folder, *terms, fault="expression"):
    text = RULE.replace("FAULT", fault).replace("TERMS", "\n".join(f"  {line}" for line in terms or TERMS))
    (folder / "my-terms.yaml").write_text(text, "utf-8")
    return rulebook.load(folder, build=True)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return load(tmp_path_factory.mktemp("rules"))


def findings(book, text, format="text"):
    return engine.run(readers.read(text, "x", format=format, language="en"), book).findings


def flagged(book, text, format="text"):
    return mark(text, tuple(f.span for f in findings(book, text, format)))


@pytest.mark.parametrize(
    "text",
    [
        "We trained a ⟦profound neural organization⟧ on it.",
        "⟦Profound neural organization⟧ it is.",
        "It lowers the ⟦cruel square blunder⟧.",
        "Patients with ⟦peevish entrails syndrome⟧ were asked.",
        "A ⟦coronary corridor malady⟧ killed him.",
        "A ⟦coronary-corridor malady⟧ killed him.",
        "The ⟦profound neural organizations⟧ of today.",
        "The ⟦profound neural organisations⟧ of today.",
        "The ⟦bosom malignant growth⟧ was found early.",  # one word put as two
        "A ⟦gadget getting to know⟧ took a week.",  # and as three, with a function word
        "The ⟦protein structure expectation⟧ was right.",  # what stands as it should within is no reason for silence
    ],
)
def test_swapped_words_are_flagged(book, text):
    assert flagged(book, unmark(text)[0]) == text


@pytest.mark.parametrize(
    "text",
    [
        "We trained a deep neural network on it.",
        "Deep neural networks, the mean square error and breast cancer.",
        "It was a cruel blunder in the square, and a profound one for the organization.",
        "A profound, neural organization.",  # a sign parts words
        "The term “profound neural organization” is a known garble.",
        "He founded the Profound Neural Organization in March.",
        "leading league cudgel",  # a name whose words are nowhere capitalised is not meant
        "A profound\N{EM DASH}neural organization.",
        "",
        "Organization.",
    ],
)
def test_good_text_is_left_alone(book, text):
    assert flagged(book, text) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A profound neural organization is slow.", "deep neural network"),
        ("Both profound neural organizations are slow.", "deep neural networks"),
        ("The cruel square blunder fell.", "mean square error"),
        ("All Leading League cudgels agreed.", "Premier League clubs"),
    ],
)
def test_what_was_meant_follows_the_form_that_stands_there(book, text, meant):
    (found,) = findings(book, text)
    assert found.meant == meant
    assert meant in found.message


def test_a_heading_may_capitalise_all_words(book):
    assert flagged(book, "# A Profound Neural Organization\n\nText.\n", "markdown") == (
        "# A ⟦Profound Neural Organization⟧\n\nText.\n"
    )


def test_markup_and_line_breaks_inside(book):
    (found,) = findings(book, "A *profound* neural\norganization is slow.\n", "markdown")
    assert found.text.split() == ["profound*", "neural", "organization"]


def test_a_term_that_stands_there_silences_what_crosses_it(tmp_path):
    garble = "It lowers the cruel square blunder."
    assert flagged(load(tmp_path, "mean square error"), garble) != garble
    assert flagged(load(tmp_path, "mean square error", "cruel square"), garble) == garble


def test_the_abbreviation_in_brackets_tells(book):
    for text in ("A phony intelligence wrote it.", "A phony intelligence (PI) wrote it.", "A phony intelligence, AI."):
        assert flagged(book, text) == text  # too little by itself
    for short in ("AI", "AIs"):
        assert (
            flagged(book, f"A phony intelligence ({short}) wrote it.") == f"A ⟦phony intelligence⟧ ({short}) wrote it."
        )


def test_company_lowers_what_a_candidate_needs(book):
    weak = "It is phony intelligence."
    assert flagged(book, weak) == weak
    assert "⟦phony intelligence⟧" in flagged(book, SPUN.replace("Pills ought", f"{weak} Pills ought"))
    assert "⟦" not in flagged(book, PLAIN.replace("Students", weak + " Students"))


def test_right_words_nearby_speak_against_a_swap(book):
    def score(text):
        document = readers.read(text, "x", format="text", language="en")
        engine.run(document, book)
        found = term.surveyed(document).scored
        return max(s.score for s in found if s.candidate.right == ("artificial", "intelligence"))

    alone = score("It is phony intelligence, they said.")
    assert score("It is phony intelligence, they said. The light is artificial.") == pytest.approx(alone - 1)
    assert score("It is phony intelligence, they said. The light is yellow.") == pytest.approx(alone)


def test_windows_of_clean_and_of_spun_text(book):
    windows = {}
    for name, text in (("plain", PLAIN), ("spun", SPUN)):
        document = readers.read(text, "x", format="text", language="en")
        engine.run(document, book)
        windows[name] = term.surveyed(document).windows
    assert [len(found) for found in windows.values()] == [1, 1]
    assert windows["plain"][0].score < 0 < 10 < windows["spun"][0].score
    assert 120 < windows["plain"][0].words < 140


def test_a_document_that_was_not_checked_was_not_surveyed():
    assert term.surveyed(readers.read("Text.", "x", format="text", language="en")) is None


def test_an_empty_document(book):
    assert findings(book, "") == []


def test_pairs_and_runs_need_no_terms(tmp_path):
    pairs = load(tmp_path, "# none", fault="pair")
    assert flagged(pairs, "Our fiscal twelvemonth ends in June.") == "Our ⟦fiscal twelvemonth⟧ ends in June."
    runs = load(tmp_path, "# none", fault="unlikely-pair")
    assert "⟦invulnerable framework⟧" in flagged(runs, SPUN + "\nIt weakens the invulnerable framework.\n")
    assert flagged(runs, PLAIN) == PLAIN
    assert flagged(runs, SPUN[:200]) == SPUN[:200], "a few words are no passage"


def test_rules_share_one_walk_and_tell_their_own_terms(tmp_path):
    load(tmp_path, "mean square error")
    other = (tmp_path / "my-terms.yaml").read_text("utf-8").replace("my-terms", "other-terms")
    (tmp_path / "other-terms.yaml").write_text(other.replace("mean square error", "deep neural network"), "utf-8")
    both = rulebook.load(tmp_path, build=True)
    found = findings(both, "A profound neural organization has a cruel square blunder.")
    assert [(f.rule, f.text) for f in found] == [
        ("other-terms", "profound neural organization"),
        ("my-terms", "cruel square blunder"),
    ]


def test_a_comment_a_hyphen_and_a_plurals_apostrophe(tmp_path):
    book = load(tmp_path, "# of networks", "end-to-end encryption", "Achilles' heel")
    assert flagged(book, "It has finish to end secret writing.") == "It has ⟦finish to end secret writing⟧."
    assert term.classes("Achilles' heel") == term.classes("achilles heel")
    assert term.classes("end-to-end Networks") == ("end", "to", "end", "network")


@pytest.mark.parametrize(
    ("terms", "fault", "message"),
    [
        (["network"], "expression", "two to 5 words"),
        (["one two three four five six"], "expression", "two to 5 words"),
        (["# nothing but this"], "expression", "at least one expression"),
        (["deep learning"], "wording", "fault"),
    ],
)
def test_bad_rules(tmp_path, terms, fault, message):
    with pytest.raises(rulebook.RulebookError, match=message):
        load(tmp_path, *terms, fault=fault)


def test_rows_make_examples_that_fire(book):
    rule = book.rules[0]
    made = [shown for line in TERMS for shown in garbles(line)]
    assert len(made) == len(set(made)) > len(TERMS)
    for shown in term.generated(rule):
        text, spans = unmark(shown.text)
        assert tuple(f.span for f in findings(book, text)) == spans


def test_a_garble_keeps_the_rest():
    assert "Paramount Battle bar" not in list(garbles("Premier League club"))
    for text in garbles("right to a fair trial"):
        assert " to a " in text
    assert list(garbles("qwzx vbnm")) == []


WORDS = st.sampled_from(
    [
        *("profound", "neural", "organization", "Deep", "network", "cruel", "square", "blunder", "Square", "error"),
        *(
            "bosom",
            "malignant",
            "growth",
            "fossil",
            "petrified",
            "fuel",
            "coronary",
            "corridor",
            "It",
            "is",
            "the",
            "a",
        ),
        *("of", ",", ".", "(", ")", "“", "”", "-", "’"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_findings_lie_in_the_text_and_do_not_cross(book, words):
    text = " ".join(words)
    found = findings(book, text)
    ends = 0
    for finding in found:
        assert finding.span.start >= ends
        assert finding.span.end <= len(text)
        assert finding.text.strip() == finding.text
        assert 2 <= len(finding.text.replace("-", " ").split()) <= LONGEST
        ends = finding.span.end
    assert [f.text for f in findings(book, text)] == [f.text for f in found]


def test_a_pair_that_outnumbers_its_words_was_taken_for_another(tmp_path):
    pairs = load(tmp_path, "# none", fault="pair")
    assert flagged(pairs, "My father kept bees, and keeping bees is fun.") == (
        "My father kept bees, and keeping bees is fun."
    )


def test_trees_cannot_save_what_the_weights_hold_hopeless():
    assert sum(max(values) for _, values in evidence.model().trees) < -3.5 - evidence.HOPELESS
