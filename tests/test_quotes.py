"""Quotation marks and brackets: how they are read, what is right as it stands, and that long lines take no longer."""

import pytest

from lint import brackets, engine, quotation, readers, rulebook
from lint.rule import mark

FAMILY = rulebook.builtin() / "core" / "quotes"


@pytest.fixture(scope="module")
def book():
    return rulebook.load(FAMILY)


def flagged(book, rule, text, *, language="en", format="text"):
    document = readers.read(text, "x", format=format, language=language)
    findings = engine.run(document, book.select([rule])).findings
    return mark(text, tuple(f.span for f in findings))


def plain(text):
    return text.replace("⟦", "").replace("⟧", "")


@pytest.mark.parametrize(
    ("text", "language", "quotations"),
    [
        ("He said “yes” and “no”.", "en", ["“yes”", "“no”"]),
        ('He said "yes" and "no".', "en", ['"yes"', '"no"']),
        ('("yes")—"no"—["perhaps"]', "en", ['"yes"', '"no"', '"perhaps"']),
        ("„Ja“, sagte er, »nein«.", "de", ["„Ja“", "»nein«"]),
        ("The word „ja“ and «oui» and „tak”.", "en", ["„ja“", "«oui»", "„tak”"]),
        ("Il dit « oui » et « non ».", "fr", ["« oui »", "« non »"]),
        ("Han sade ”ja” och ”nej”.", "sv", ["”ja”", "”nej”"]),
        ("“He said “no” to me.”", "en", ["“He said “no” to me.”", "“no”"]),
        ('A 27" screen, 6\' 2" and 6’2” long, "said" he.', "en", ['"said"']),
        ("“‘Tis,’ he said.”", "en", ["“‘Tis,’ he said.”"]),
        ("»Ja«, sade hun.", "da", ["»Ja«"]),
        ('An empty "" string.', "en", ['""']),
        ('"Yes," he said. "No."', "xx", ['"Yes,"', '"No."']),
    ],
)
def test_quotations_are_found(text, language, quotations):
    reading = quotation.read(text, language)
    assert sorted(text[p.start : p.end] for p in reading.pairs) == sorted(quotations)
    assert reading.unclosed == reading.unopened == reading.reversed == reading.mismatched == []


def test_what_does_not_fit_is_told_apart():
    assert quotation.read("He said “yes.").unclosed == [8]
    assert quotation.read("He said yes”.").unopened == [11]
    assert quotation.read("He said ”yes”.").reversed == [8]
    assert quotation.read('He said “yes".').mismatched == [12]
    assert quotation.read('Press " to go.').loose == [6]


def test_no_text_upsets_the_reader():
    for text in ("", "“", "”", '"', "“”", "”“", "«»", '"""', "“““”””", "\u2028“\u0301", "“" * 50 + "”" * 49):
        for language in ("en", "de", "sv", "zxx", ""):
            reading = quotation.read(text, language)
            places = [at for pair in reading.pairs for at in (pair.start, pair.end - 1)]
            places += [*reading.unclosed, *reading.unopened, *reading.loose]
            assert sorted(places) == [m.start() for m in quotation.MARKS.finditer(text)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("(a [b] c)", ([], [])),
        ("(a [b c)", ([3], [])),
        ("(a b", ([0], [])),
        ("a) first b) second iv) fourth 2.1) fifth", ([], [])),
        ("in [0, 1) and (−∞, 0]", ([], [])),
        ("well :) and :-( or 8) so", ([], [])),
        ("(it works :) really)", ([], [])),
        ("the ] key and the [ command", ([], [])),
        ("so be it)", ([], [8])),
        ("see (\N{OBJECT REPLACEMENT CHARACTER} for more", ([], [])),
    ],
)
def test_brackets(text, places):
    assert brackets.unbalanced(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "It opens (the door⟦)⟧ ⟦)⟧.".replace("⟦)⟧ ⟦)⟧", "⟦)⟧ )").replace("the door⟦)⟧ )", "the ⟦door) )⟧"),
        "(one\n\n(two\n\nthree)\n\nfour)",
        "⟦(one⟧\n\n" + "word\n\n" * 9 + "⟦two)⟧",
    ],
)
def test_brackets_over_blocks(book, text):
    assert flagged(book, "unbalanced-bracket", plain(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "“One.\n\n“Two.\n\n“Three.”",
        "“One.\n“Two.\n“Three.”",
        "She wrote: “Dear all,\n\nthe house is sold.\n\nYours, Ann”",
        "‘“One” two’ and “three ‘four’”.",
        'Set x="1" and y="2 here.',
        "Don't say 'never', it's James' and the dogs' '90s rock 'n' roll.",
        'The 5" nail and the 3" bolt.',
        "“‘Yes,’” he said—“‘no’”…",
    ],
)
def test_balanced(book, text):
    assert flagged(book, "unbalanced-quote", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "It’s the boys’ ’90s ’n’ ’tis ’em.",
        "’Ardly a day, ’e said, an’ left the dogs’ bowl.",
        "She ’phoned from the officers’ mess.",
        "the ⟦’in person’⟧ meeting and ⟦’quite so’⟧",
        "He said ⟦”yes⟧ and no”.",
        "He said “so ⟦be it“⟧.".replace("so ⟦be it“⟧", "so be ⟦it“⟧"),
        "„So“ and “so”.",
    ],
)
def test_wrong_way(book, text):
    assert flagged(book, "wrong-way-quote", plain(text)) == text


def test_style_is_told_once(book):
    text = "It’s his. It’s hers. It’s ours. ⟦It's⟧ yours. It's theirs."
    assert flagged(book, "mixed-quotes", plain(text)) == text
    assert flagged(book, "mixed-quotes", plain(text), language="de") == plain(text)


@pytest.mark.parametrize(
    "text", ["“a ” ", '" ', "(", ")", "[(", "”” ", "“\n", "x” ", '“"', "’a b’ ", "“ab" * 3 + "\n\n", "(a\n\n", "a)\n\n"]
)
def test_long_lines_are_read_to_their_end(book, text):
    text = text * (60_000 // len(text))
    engine.run(readers.read(text, "x", format="text"), book)
