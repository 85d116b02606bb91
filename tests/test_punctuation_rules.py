"""The punctuation rules together: what they mend, and good text of many kinds on which they are silent."""

import pytest

from lint import engine, readers, rulebook
from lint.rule import mark


@pytest.fixture(scope="module")
def book():
    return rulebook.load(rulebook.builtin()).select(["punctuation"], preview=True)


def run(book, text, format="text", language="en"):
    document = readers.read(text, "x", format=format, language=language)
    return document, engine.run(document, book).findings


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("He left. . She stayed.", "He left. She stayed."),
        ("He left , and she stayed .", "He left, and she stayed."),
        ("He left,, and she , she stayed ( at home ) .", "He left, and she, she stayed (at home)."),
        ("Why did he go ? Nobody knew !", "Why did he go? Nobody knew!"),
        ("He left ,then she left.", "He left, then she left."),
        ("One line\nended ;\nthe next began .", "One line\nended;\nthe next began."),
        ("He said “no” , then “yes” .", "He said “no”, then “yes”."),
        ("Il part , elle reste .", "Il part, elle reste."),
    ],
)
def test_safe_fixes_close_the_gaps(book, text, fixed):
    document, findings = run(book, text)
    assert engine.fixed(document, findings)[0] == fixed
    assert run(book, fixed)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "“Well . . . I never,” she said; “did you?”",
        "He was born c. 1850, d. 1901, and wrote “Oh!”, “Ah?” and “Hm…”.",
        "Acme Corp., of Mass., etc., et al., e.g., this one; J. R. R. Tolkien, Jr., too.",
        "Version 1.2.3, 10:30 a.m., 3:2, $1,000.50, .5 per cent, 1 000 000 and §3.2.1.",
        "Smile :) or :-( or ;) or :P, and <3 ... bye!",
        "See www.example.com/a,b;c?d=e, ./src, ../lib, .gitignore and .NET.",
        "What?! No!! Yes?? Well... perhaps.",
        "The notes are A, B, C; the marks are +, -, and =.",
        "pre- and post-war, two- to three-fold, mid-1990s, 9-to-5",
        "Items: (a) one, (b) two [see p. 3], {c} three.",
        "“Who’s there?” — “Me.” ‘Really?’, he asked.",
        "He scored 1, 2, 3, and 4 in that order; in 2010. 5 came later.",
        "Use f(x, y), a[i, j] and g( x ).",
        "I paid 3,50 € for it, and 1.000,00 in all.",
        "vs. them, i.e. us. No. 5 is alive.",
        "The poem:\n. . . and then\nthe sea",
        "Mr. A., Mrs. B., and Ph.D.s; U.S., U.K.: all fine.",
        "The file names a,b and c,d are odd; so are x,y pairs.",
    ],
)
def test_good_text_is_left_alone(book, text):
    _, findings = run(book, text)
    assert mark(text, tuple(f.span for f in findings)) == text


def test_french_keeps_its_spaces(book):
    text = "Pourquoi ? Parce que\u202f! Le prix : 5 € ; c’est « trop ».\n"
    assert run(book, text, language="fr")[1] == []
    assert [f.rule for f in run(book, "Why ? Because.")[1]] == ["space-before-mark"]


def test_code_links_and_emphasis_stand_between_marks(book):
    text = "Use `a` , **b**, [c](d.html), and `e`.\n\n![An image](x.png), then <kbd>F1</kbd>.\n\n- `x`.\n- y, `z`.\n"
    assert run(book, text.replace("`a` ,", "`a`,"), "markdown")[1] == []
    page = "<p>A <b>bold</b>, <i>slanted</i>. <code>x</code>, y.</p><p>One<br>, two</p>"
    assert [f.rule for f in run(book, page.replace("<br>, ", ", "), "html")[1]] == []


def test_a_fix_beside_markup_leaves_the_markup(book):
    document, findings = run(book, "<p>He <b>left </b>, she stayed.</p>", "html")
    assert [f.rule for f in findings] == ["space-before-stop"]
    assert engine.fixed(document, findings)[0] == "<p>He <b>left</b>, she stayed.</p>"
