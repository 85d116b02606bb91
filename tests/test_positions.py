"""Whatever a file holds, every reader's blocks lead back to the very characters that they came from."""

# ruff: noqa: E501 - atoms stand side by side

import html
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from markup_strategies import MARKUP, _inline, _sources, html_sources, markdown_sources

from lint import readers
from lint.document import OPAQUE, Block
from lint.text import Span

TEXT_STARTS = (
    "", "", "", "> ", ">> ", "- ", "* ", "• ", "1. ", "(a) ", "2.1 ", "    ", "\t", "-----", "* * *", "=====", "| a | b |", "+--+--+",
    "a\tb", "a   b   c", "CAPITALS", "Chapter 1", "-- \n",
)  # fmt: skip
RST_STARTS = (
    "", "", "", "  ", "    ", "\t", "- ", "* ", "#. ", "1. ", "a) ", "(i) ", ":field: ", ":lang: de", "-o FILE  ", "--opt\n  ", ">>> x", "| ",
    "====", "----", "~~~~~~~~", "\"\"\"\"", ".. ", "..", ".. note:: ", ".. note::\n   ", ".. image:: x.png\n   :alt: ", ".. code-block:: py\n\n   ",
    ".. figure:: x\n\n   ", ".. [1] ", ".. [#a] ", ".. _t: ", ".. |s| replace:: ", ".. list-table:: T\n\n   * - a\n     - ", ".. csv-table::\n\n   a, \"b\", ",
    ".. versionadded:: 3.1 ", ".. title: ", "__ x", "::", "+---+---+\n| a | b |\n+---+---+", "+---+---+\n| a     |\n+---+---+", "=== ===\na   b\n=== ===",
    "+--+--+\n|a |b |\n|  +--+\n|  |c |\n+--+--+", "=== ===", "+---+---+", "| a | b |", "term : class\n  ",
)  # fmt: skip
RST_MARKUP = (
    "*", "**", "``", "`", ":ref:`", ":code:`", "`t <u>`_", ":ref:`t <u>`", "`a b`", "_`", "`_", "`__", "word_", "a__", "|s|", "|", "[1]_", "[#a]_", "\\ ",
    "\\*", "\\", "\\\n", "::", " ::", ":sub:`2`", "<", ">`_",
)  # fmt: skip
ADOC_STARTS = (
    "", "", "", "= ", "== ", "# ", "* ", "** ", "- ", ". ", "1. ", "* [x] ", "<1> ", "term:: ", "term::\n", "a;; ", "+", "+\n", "|", "| ", "2+|", "a|", "|===",
    "|===\n|a |", "[cols=\"1m,a\"]", "----", "....", "++++", "====", "****", "____", "--", "////", "```", "// ", "//", "[source]", "[quote, a]", "[verse]",
    "[NOTE]", "[[a]]", "[", ".Title ", ".", "NOTE: ", "> ", "-- ", "'''", "<<<", "image::x.png[", "image::x.png[\"a, b\",title=c]", "include::a[]", "ifdef::a[]",
    ":description: ", ":lang: de", ":x: ", ":description: a \\", " ", "  ", "\t", "---\ntitle: \"a\"\n---", "Title\n-----", "!===", ",===",
)  # fmt: skip
ADOC_MARKUP = (
    "*", "**", "_", "__", "`", "``", "#", "##", "^", "~", "+", "++", "+++", "$$", "\"`", "`\"", "'`", "`'", "<<", ">>", "<<a,", "[[a]]", "((", "))", "(((", ")))",
    "footnote:[", "footnote:a[", "]", "link:x[", "https://a.example[", "https://a.example[\"t, u\",role=x]", "xref:a[", "mailto:a@b[", "image:x[", "kbd:[x]",
    "stem:[", "pass:[", "indexterm:[", "{nbsp}", "{a}", "{counter:x}", "{", "[.a]#", "[#b]*", "\\", "\\*", "\\{a}", " +", " +\n", "|", "\\|", "&nbsp;", "^]",
)  # fmt: skip

SOURCES = {
    "asciidoc": _sources(ADOC_STARTS, _inline(ADOC_MARKUP, ADOC_MARKUP), ("", "= T\nA <a@b.c>\nv1\n:x: y\n\n")),
    "html": html_sources(),
    "markdown": markdown_sources(),
    "rst": _sources(RST_STARTS, _inline(RST_MARKUP, RST_MARKUP), ("", "Title\n=====\n\n")),
    "text": _sources(TEXT_STARTS, _inline(MARKUP), ("", "Some title here\n\n")),
}
FORMATS = sorted(SOURCES)
CASES = 10_000

# What may stand in the source where the block has something else: an entity, an escape, a character attribute.
DECODED = ("&", "\\", "{", "''", "\x00", "\r", "\n")


def check(source: str, format_: str) -> None:
    for block in readers.read(source, "x", format=format_).blocks:
        in_order(block, source)
        for word in block.words:
            exact(block, source, word)
        if block.text:
            whole = block.source
            assert 0 <= whole.start < whole.end <= len(source)


def in_order(block: Block, source: str) -> None:
    at = behind = 0
    for segment in block.segments:
        assert segment.at == at, "segments follow one another in the block"
        assert behind <= segment.source.start <= segment.source.end <= len(source), "and in the source"
        at, behind = at + len(segment.text), segment.source.end
        there = segment.source.of(source)
        if segment.same_length:
            for mine, theirs in zip(segment.text, there, strict=True):
                assert mine in (theirs, OPAQUE) or (mine == "\n" and theirs == "\r")
        elif segment.text != OPAQUE:
            decoded = html.unescape(there) == segment.text or any(sign in there for sign in DECODED)
            assert segment.text.isspace() or decoded, (segment, there)


def exact(block: Block, source: str, word: Span) -> None:
    place = block.span(*word)
    assert 0 <= place.start < place.end <= len(source)
    around = [s for s in block.segments if s.at < word.end and word.start < s.at + len(s.text)]
    touching = all(a.source.end == b.source.start for a, b in pairwise(around))
    if touching and all(s.same_length for s in around):
        assert place.of(source) == block.text[word.start : word.end]


def hold(format_: str, cases: int) -> None:
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(SOURCES[format_])
    def every(source: str) -> None:
        check(source, format_)

    every()


def test_every_reader_is_tried():
    assert tuple(FORMATS) == readers.formats()


@pytest.mark.parametrize("format_", FORMATS)
def test_places_in_shuffled_markup(format_):
    hold(format_, 60)


@pytest.mark.slow
@pytest.mark.parametrize("format_", FORMATS)
def test_places_in_ten_thousand_sources(format_):
    hold(format_, CASES // len(FORMATS))


def test_a_place_that_is_off_by_one_is_noticed(monkeypatch):
    from lint.readers import _rows

    honest = _rows.rows
    monkeypatch.setattr(
        "lint.readers.text.rows", lambda source: [row._replace(start=row.start + 1) for row in honest(source)]
    )
    with pytest.raises(AssertionError):
        check("Two words here.\n\nAnd more words.\n", "text")
