"""Blocks and their way back, folding, words and sentences."""

import pytest

from lint.document import OPAQUE, Block, Document, assemble, fold
from lint.text import Span


def verbatim(source: str) -> Block:
    block = assemble("paragraph", [(source, Span(0, len(source)))])
    assert block is not None
    return block


SOURCE = "See `x` and R&amp;D\r\nnow."


def pieces():
    yield "See ", Span(0, 4)
    yield OPAQUE, Span(4, 7)
    yield " and R", Span(7, 13)
    yield "&", Span(13, 18)
    yield "D", Span(18, 19)
    yield "\n", Span(19, 21)
    yield "now.", Span(21, 25)


def test_a_block_leads_back_to_its_source():
    block = assemble("paragraph", pieces())
    assert block is not None
    assert block.text == f"See {OPAQUE} and R&D\nnow."
    at = block.text.index
    assert block.span(at("and"), at("and") + 3).of(SOURCE) == "and"
    assert block.span(at("R"), at("D") + 1).of(SOURCE) == "R&amp;D"
    assert block.span(at("&"), at("&") + 1).of(SOURCE) == "&amp;"
    assert block.span(at(OPAQUE), at(OPAQUE) + 1).of(SOURCE) == "`x`"
    assert block.span(at("D"), at("now") + 3).of(SOURCE) == "D\r\nnow"
    assert block.source == Span(0, len(SOURCE))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_a_stretch_that_is_none_is_refused(start, end):
    with pytest.raises(IndexError, match="is no stretch of a block of 4"):
        verbatim("text").span(start, end)


def test_assembling_joins_neighbours_and_strips_the_ends():
    block = assemble(
        "item", [("  ", Span(0, 2)), (" a", Span(2, 4)), ("b ", Span(4, 6)), ("", Span(6, 9)), ("\n", Span(6, 8))]
    )
    assert block is not None
    assert [tuple(segment) for segment in block.segments] == [(0, "ab", Span(3, 5))]


@pytest.mark.parametrize(
    "found", [[], [("", Span(0, 0))], [(" \t", Span(0, 2))], [(OPAQUE, Span(0, 9)), (" ", Span(9, 10))]]
)
def test_nothing_to_read_is_no_block(found):
    assert assemble("paragraph", found) is None


def test_many_pieces_are_joined_into_one():
    block = assemble("paragraph", ((c, Span(i, i + 1)) for i, c in enumerate("word " * 100_000)))
    assert block is not None
    assert len(block.segments) == 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“It’s” A\N{NO-BREAK SPACE}B\nc", '"it\'s" a b c'),
        ("co\N{NON-BREAKING HYPHEN}op", "co-op"),
        ("İSTANBUL ǅ", "İstanbul ǆ"),
        ("STRASSE Straße", "strasse straße"),
        ("𝔘 👍 É E\u0301", "𝔘 👍 é e\u0301"),
        ("a\0b\tc\rd", "a\0b c d"),
    ],
)
def test_folding_keeps_every_place(text, folded):
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It’s a well-known rule-of-thumb, isn't it?", ["It’s", "a", "well-known", "rule-of-thumb", "isn't", "it"]),
        ("Cafe\u0301 naïve n\u0303", ["Cafe\u0301", "naïve", "n\u0303"]),
        ("слово 日本語 𝔘𝔫𝔦", ["слово", "日本語", "𝔘𝔫𝔦"]),
        (f"a{OPAQUE}b 'quoted' -dash- 3.5", ["a", "b", "quoted", "dash", "3", "5"]),
    ],
)
def test_words(text, words):
    block = verbatim(text)
    assert [word.of(block.text) for word in block.words] == words


def test_the_vocabulary_is_folded_and_parted():
    assert verbatim("Well-Known IT’S").vocabulary == {"well", "known", "it", "s"}


@pytest.mark.parametrize(
    "sentences",
    [
        ["He spoke.", "She left!", "Did they?", "Yes."],
        ["“It is late,” he said.", "“Go home.”"],
        ["“Is it late?” she asked.", "No one knew."],
        ["J. R. R. Tolkien wrote it.", "George W. Bush did not."],
        ["The U.S. Senate met.", "It rose early."],
        ["They met on Jan. 5 in Rome.", "It rained."],
        ["The shop opens at 3 p.m. Friday.", "It shuts at 5 p.m. on Sunday."],
        ["It rose 3.5 percent to 1,200.75 points.", "Shares fell."],
        ["Dr. Ada Lovelace met Mr. Babbage.", "They talked."],
        ["See fig. 3 for details.", "The rest is known."],
        ["It was televised. .", "Then it was over."],
    ],
)
def test_sentences(sentences):
    text = " ".join(sentences)
    block = verbatim(text)
    document = Document("x", text, [block])
    assert [span.of(text) for span in document.sentences(block)] == sentences
    assert document.sentences(block) is document.sentences(block)


@pytest.mark.parametrize(
    "text", ["Привет всем. Пока!", "Ça marche. Où ?", "👍 One. 👩‍👩‍👧 Two.", "Line one.\nLine two.", "𝔘𝔫𝔦 one. Two."]
)
def test_sentences_keep_their_places_in_every_script(text):
    block = verbatim(text)
    found = [span.of(text) for span in Document("x", text, [block]).sentences(block)]
    assert len(found) == 2
    assert "".join("".join(found).split()) == "".join(text.split())
