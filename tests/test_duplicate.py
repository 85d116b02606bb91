"""The kind `duplicate`: what is the same, which of the two is flagged, and what may be said twice."""

import pytest

from lint import engine, readers, rulebook
from lint.rule import mark

BOOK = rulebook.load(rulebook.builtin() / "core" / "structure")


def flagged(text, rule, format="text"):
    findings = engine.run(
        readers.read(text, "x", format=format, language="en"), BOOK.select([rule], preview=True)
    ).findings
    return mark(text, tuple(f.span for f in findings))


def plain(marked):
    return marked.replace("⟦", "").replace("⟧", "")


HEADLINES = [
    "Pier is sold to the anglers\n\n⟦Pier is sold to the anglers⟧\n\nThe club paid a crown for it.",
    'Pier’s sale “delayed again”\n\n⟦Pier\'s sale "Delayed Again"⟧\n\nNobody said why.',
    "Pier is sold to the anglers\r\n\r\n⟦Pier is sold to the anglers⟧\r\n\r\nThe club paid.",
    "Pier sold\n\n⟦Pier sold⟧\n\nThe club paid a crown for it.",
    "Pier is sold to the anglers\n\nThe club paid.\n\n⟦Pier is sold to the anglers.⟧\n\nIt is old.",
    "Pier is sold to the anglers\n\n⟦Pier is sold to the anglers⟧ LUND (AP) - The club paid a crown.",
    "Pier is sold to the anglers\n\n⟦Pier is sold to the anglers⟧The club paid a crown for it.",
    "Pier is sold to the anglers\n\n⟦Pier is sold to the anglers.⟧ The club paid a crown for it.",
    "Pier is sold to the anglers ⟦Pier is sold to the anglers⟧\n\nThe club paid.",
]


@pytest.mark.parametrize("text", HEADLINES)
def test_a_headline_said_again(text):
    assert flagged(plain(text), "repeated-headline") == text


@pytest.mark.parametrize(
    "text",
    [
        "Pier is sold to the anglers\n\nPier is sold to the anglers of Lund, the paper says.",
        "Pier is sold to the anglers\n\nPier is sold to the anglers\nof Lund, the paper says.",
        "Pier sold\n\nThe club paid.\n\nPier sold\n\nIt is old.",
        "Ducks in the park\n\nDucks in the park are fed by Ann Lee: she has the key.",
        "Only a headline here",
        "",
    ],
)
def test_a_headline_that_goes_on_is_the_beginning_of_the_story(text):
    assert flagged(text, "repeated-headline") == text


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("markdown", "---\ntitle: The history of the spade\n---\n\n# The history of the spade\n\nOxen had blades.\n"),
        ("markdown", "---\ntitle: The history of the spade\n---\n\n### The history of the spade\n\nOxen had blades.\n"),
        ("markdown", "# The history of the spade\n\n- The history of the spade\n- The history of the fork\n"),
        ("markdown", "# The history of the spade\n\n[The history of the spade](spade.md)\n\nOxen had blades.\n"),
        ("html", "<title>The history of the spade</title><h1>The history of the spade</h1><p>Oxen.</p>"),
        ("html", "<title>The history of the spade</title><h2>The history of the spade</h2><p>Oxen.</p>"),
    ],
)
def test_a_title_in_each_of_its_places_is_right(format, text):
    assert flagged(text, "repeated-headline", format) == text


def test_the_message_names_the_line_of_the_first():
    text = "\n\nPier is sold to the anglers\n\nPier is sold to the anglers\n\nThe club paid.\n"
    findings = engine.run(readers.read(text, "x", format="text"), BOOK.select(["repeated-headline"])).findings
    assert [(f.position.line, f.text) for f in findings] == [(5, "Pier is sold to the anglers")]
    assert "line 3" in findings[0].message


LONG = "The wall moved by less than a millimetre in the night of the earthquake, says the report."


def test_a_paragraph_again_is_flagged_each_time():
    text = f"Dam holds\n\n{LONG}\n\nIt rained.\n\n⟦{LONG}⟧\n\nIt snowed.\n\n⟦{LONG.upper()}⟧\n"
    assert flagged(plain(text), "repeated-paragraph") == text


def test_a_short_paragraph_only_next_to_the_first():
    text = "Talk\n\nHe did not say so.\n\n⟦He did not say so.⟧\n"
    assert flagged(plain(text), "repeated-paragraph") == text
    text = "Talk\n\nHe did not say so.\n\nShe asked again.\n\nHe did not say so.\n"
    assert flagged(text, "repeated-paragraph") == text


def test_code_tells_paragraphs_apart():
    text = (
        "# Keys\n\nPress `a` and wait until the lamp on the left side of the frame is green.\n\n"
        "Press `b` and wait until the lamp on the left side of the frame is green.\n"
    )
    assert flagged(text, "repeated-paragraph", "markdown") == text


def test_a_manual_may_say_a_step_again_under_another_heading():
    step = "Open the lid, take the old filter out and put the new one in with the arrow up."
    text = f"# Filters\n\n## Small\n\n{step}\n\n```\nstart\n```\n\n## Large\n\n{step}\n"
    assert flagged(text, "repeated-paragraph", "markdown") == text
    assert flagged(text.replace("```\nstart\n```\n\n", ""), "repeated-paragraph", "markdown") != text


def test_a_sentence_again():
    text = f"Dam holds\n\n{LONG} It rained on Monday.\n\nIt snowed on Friday. ⟦{LONG}⟧\n"
    assert flagged(plain(text), "repeated-sentence") == text


def test_a_whole_paragraph_is_told_once():
    text = f"Dam holds\n\n{LONG}\n\nIt rained.\n\n{LONG}\n"
    rules = BOOK.select(["repeated-sentence", "repeated-paragraph"])
    assert [f.rule for f in engine.run(readers.read(text, "x", format="text"), rules).findings] == [
        "repeated-paragraph"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Speech\n\nWe shall not rest. We worked. We shall not rest. We waited. We shall not rest.",
        "Talk\n\nNo, no, no, no, no, no. No, no, no, no, no, no.",
        f"Talk\n\nShe said much. “{LONG}” Then she left.\n\n“{LONG}”\n\nHe stayed.",
    ],
)
def test_refrains_and_pull_quotes_are_right(text):
    assert flagged(text, "repeated-sentence") == text


def test_a_picture_may_say_in_its_alternative_text_what_its_caption_says():
    alike = "The old mill by the river in May"
    text = f'<h1>Mills</h1><figure><img src="a" alt="{alike}"><figcaption>{alike}</figcaption></figure>'
    assert flagged(text, "repeated-caption", "html") == text


def test_ten_thousand_blocks():
    paragraphs = [f"Paragraph {n} says that the tide of day {n} was as high as any that year." for n in range(10_000)]
    text = "A year of tides\n\n" + "\n\n".join(paragraphs + paragraphs[:50]) + "\n"
    document = readers.read(text, "x", format="text")
    rules = BOOK.select(["repeated-headline", "repeated-paragraph", "repeated-caption", "reworded-headline"])
    assert len(engine.run(document, rules).findings) == 50


@pytest.mark.parametrize(
    ("source", "safety"),
    [
        ("# Storm over Port Selma today\n\n## Storm over Port Selma today\n\nThe ferry left.\n", "safe"),
        ("# Storm over Port Selma today\n\nThe ferry left.\n\n## Storm over Port Selma today\n\nIt sank.\n", "suggest"),
        ("# Storm over Port Selma today\n\nThe ferry left.\n\n**Storm over Port Selma today**\n", "safe"),
    ],
)
def test_a_heading_with_text_of_its_own_is_taken_out_only_when_asked_for(source, safety):
    document = readers.read(source, "a.md")
    (found,) = engine.run(document, rulebook.load(rulebook.builtin() / "core" / "structure")).findings
    assert found.fix is not None
    assert (found.rule, found.fix.safety) == ("repeated-headline", safety)
    assert engine.fixed(document, [found], unsafe=True)[0].count("Storm") == 1
