"""Sentences torn apart or run together: what each fault flags, what ordinary writing it leaves alone."""

from typing import get_args

import pytest

from lint import engine, readers, rulebook
from lint.kinds import sentence
from lint.rule import mark

FAMILY = rulebook.builtin() / "english" / "sentences"


@pytest.fixture(scope="module")
def book():
    return rulebook.load(FAMILY)


def flagged(book, rule, text, *, format="text"):
    findings = engine.run(readers.read(text, "x", format=format, language="en"), book.select([rule])).findings
    return mark(text, tuple(f.span for f in findings))


CASES = {
    "orphaned-attribution": [
        "“We go⟦.” He said.⟧",
        "“We go⟦”. The group’s founder, Ann Lee, said.⟧".replace("⟦", "").replace("⟧", ""),
        "“We go⟦”. The group’s founder Ann Lee said.⟧ It rained.",
        "“We go⟦.” Mr. Lee told reporters.⟧",
        "They go⟦. Two witnesses said on Friday.⟧",
        "“The ward was closed for a week and nobody can say when it will\nbe open again⟦.” A deputy\nminister said.⟧",
        "They saw Sen. Burke said. J. Lee said.",
        "“We go.” He said so. “We go.” He said it was late. “We go.” She smiled.",
        "“We go,” he said. The clock said ten. Enough said.",
        "It is as he said. All that she said. Simon says.",
        "Much was said. More was added. Nothing was announced.",
    ],
    "orphaned-quote": [
        "He said: “We ⟦go.” “They⟧ stay here for now.”",
        "He said on Monday, at the end of a long talk in town: “We ⟦go.”\n“They⟧ stay here for now.” It rained.",
        "He said: “We go.” She said: “They stay here for now.”",
        "“We go.” “They stay here for now.”",
        "He said: “We go.” “They stay here for now,” she replied.",
        "He said: “We go?” “They stay here for now.”",
        "He asked “Why?” “Because it is so.”",
    ],
    "torn-fragment": [
        "They watch. ⟦Any serious fire broke out at night.⟧ It rained.",
        "⟦Any incident happened.⟧",
        "Any incident that occurred was noted. Any who came arose early.",
    ],
    "cut-sentence": [
        "It is lighter ⟦than.⟧ Buy it.",
        "It is greater than. Less than. He bit the end.",
        "See the house at the end ⟦of the.⟧",
    ],
    "capital-mid-sentence": [
        "We drove along the coast for three long days and then we saw the ⟦lighthouse It⟧ was white.",
        "We drove along the coast for three long days and listened to The Beatles and The Who.",
        "Over the last twenty years people of the town have come to call this part of it The\nHill.",
        "We drove along the coast for three long days—The driver slept.",
        "WE DROVE ALONG THE COAST FOR THREE LONG DAYS AND THEN The rain came.",
        "All of us in the choir know that it is God who gives and that He alone takes away.",
    ],
    "lower-case-start": [
        "It was ⟦late. we⟧ left.",
        "It was ⟦late. then,⟧ we left.".replace("then,⟧", "then⟧,"),
        "It was late... we left. It was late . . . we left.",
        "See etc. and so on, approx. ten, Inc. and Co. have it, Jan. to Feb. is cold.",
        "At 5 p.m. we left; the U.S. is big; e.g. this; cf. that; vs. them; Dr. van Dam.",
        "Yahoo! is a site. iPads are flat. 1. one 2. two a. first",
        "Use foo.bar and x. y here. Write to a. lee@example.org today.",
    ],
    "missing-space": [
        "It was ⟦late.We⟧ left.",
        "It was ⟦late!The⟧ bus had gone. Was it ⟦so?Yes⟧ it was.",
        "Node.js, ASP.NET, U.S.A. and e.g.This, readme.The, a.The, v2.The, 3.The.".replace(
            "e.g.This, readme.The, ", ""
        ),
        "Call Direction.In first, os.path.It later, #x.The or @x.The or http://x.The now.",
        "It is free on ⟦weekends.Groups⟧ may book.",
        "The names path.Base and path.Clean are there; use errors.As or time.After too.",
        "Mr.Smith and St.John and No.One and J.R.R.Tolkien.",
    ],
    "space-in-contraction": [
        "It ⟦doesn’ t⟧ and it ⟦don' t⟧; ⟦Ann’ s⟧ and ⟦we’ ve⟧ and ⟦it ’s⟧ so.",
        "‘yes’ s and 'no' t and the dogs’ day and rock ’n’ roll.",
        "A text “ that a machine took to pieces ” isn ’t to be told of every mark.",
    ],
    "torn-relative": ["It fell. ⟦Which⟧ led to this. Which is why. Who knows."],
}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in CASES.items() for text in texts])
def test_a_fault(book, rule, text):
    assert flagged(book, rule, text.replace("⟦", "").replace("⟧", "")) == text


def test_every_fault_has_a_case(book):
    assert {rule.id for rule in book.rules} == set(CASES)


def test_titles_of_works_in_markup_are_left_alone(book):
    text = "Of all the books that she had bought that year we liked *{}The long road home{}* best of all."
    assert flagged(book, "capital-mid-sentence", text.format("", ""), format="markdown") == text.format("", "")


def test_exceptions(tmp_path):
    rule = (FAMILY / "lower-case-start.yaml").read_text("utf-8")
    (tmp_path / "lower-case-start.yaml").write_text(
        rule.replace("fault: lower-case-start\n", "fault: lower-case-start\nexceptions: [late. Then]\n"), "utf-8"
    )
    text = "It was late. then we left. It was ⟦early. then⟧ we left."
    assert flagged(rulebook.load(tmp_path), "lower-case-start", text.replace("⟦", "").replace("⟧", "")) == text


def test_a_fix_of_a_missing_space(book):
    document = readers.read("It was late.We left.", "x", format="text")
    findings = engine.run(document, book.select(["missing-space"])).findings
    assert engine.fixed(document, findings, unsafe=True)[0] == "It was late. We left."


@pytest.mark.parametrize(
    "text",
    [
        "He said. ",
        "The minister of the of the of the of the said ",
        ". The minister of health in the of the of the said on the said on the said.",
        "a.The",
        "word The word ",
        "he said “A b c.” “D e f.” ",
        "x. y",
        "a. ",
        "it’ s ",
        "Any x y z ",
        "Any x\n\n",
        "we saw that He is so\n\n",
    ],
)
def test_long_lines_are_read_to_their_end(book, text):
    text = text * (60_000 // len(text))
    engine.run(readers.read(text, "x", format="text"), book)


def test_every_fault_has_a_finder():
    assert set(sentence._FINDERS) == set(get_args(sentence.Fault))
