"""Spans, lines and columns: exact in every kind of line end and script."""

# ruff: noqa: E501 - a source stands beside what is read in it

from itertools import pairwise

import pytest

from lint.text import LineIndex, Position, Span, UndecodableError, decode

SOURCES = [
    "", "one line", "one\n", "one\ntwo", "one\r\ntwo\r\n", "one\rtwo\r", "a\n\rb\r\r\nc", "\ufefffirst\nsecond", "\ufeff", "nul\0 here\n\0",
    "astral 𝔘𝔫𝔦 👩‍👩‍👧\n👍 next", "Cafe\u0301 n\u0303\nx", "form\x0cfeed\u2028separator\x85next\n", "\n\n\n",
]  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
def test_a_position_leads_back_to_its_offset(source):
    lines = LineIndex(source)
    first = 1 if source.startswith("\ufeff") else 0
    for offset in range(first, len(source) + 1):
        position = lines.position(offset)
        assert lines.offset(position) == offset
        assert lines.line(position.line).start <= offset


@pytest.mark.parametrize("source", SOURCES)
def test_lines_and_their_ends_are_the_source(source):
    lines = LineIndex(source)
    spans = [lines.line(number) for number in range(1, len(lines) + 1)]
    ends = [source[a.end : b.start] for a, b in pairwise(spans)]
    assert set(ends) <= {"\n", "\r", "\r\n"}
    text = "".join(span.of(source) + end for span, end in zip(spans, [*ends, ""], strict=True))
    assert text == source.removeprefix("\ufeff")
    assert not any(c in span.of(source) for span in spans for c in "\r\n")


def test_columns_count_code_points_and_not_the_byte_order_mark():
    lines = LineIndex("\ufeffa👍b\r\ncafe\u0301!\rlast")
    assert lines.position(0) == Position(1, 1)
    assert lines.position(3) == Position(1, 3)
    assert lines.position(11) == Position(2, 6)
    assert lines.position(13) == Position(3, 1)
    assert lines.position(17) == Position(3, 5)


def test_the_end_of_a_file_is_a_place():
    assert LineIndex("").position(0) == Position(1, 1)
    assert LineIndex("a\n").position(2) == Position(2, 1)
    assert len(LineIndex("a\n")) == 2


@pytest.mark.parametrize("offset", [-1, 4])
def test_a_place_outside_is_refused(offset):
    with pytest.raises(IndexError, match="outside a source of 3"):
        LineIndex("abc").position(offset)


def test_only_line_ends_end_a_line():
    assert len(LineIndex("a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g")) == 1


@pytest.mark.parametrize("source", ["x" * 5_000_000, "x" * 2_500_000 + "\r" + "y" * 2_500_000])
def test_a_line_of_five_megabytes(source):
    lines = LineIndex(source)
    assert lines.position(len(source)).line == len(lines)


def test_spans():
    span = Span(2, 5)
    assert span.of("abcdefg") == "cde"
    assert span.overlaps(Span(4, 9))
    assert not span.overlaps(Span(5, 9))
    assert not span.overlaps(Span(0, 2))
    assert span.contains(span)
    assert span.contains(Span(3, 4))
    assert not span.contains(Span(1, 4))


@pytest.mark.parametrize("source", SOURCES)
def test_decoding_loses_nothing(source):
    data = source.encode()
    assert decode(data) == source
    assert decode(data).encode() == data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"one\ntwo\r\nth\xe9", "line 3: byte 0xE9 is not UTF-8"),
        (b"one\rtw\xffo", "line 2: byte 0xFF is not UTF-8"),
        (b"cut \xe2\x82", "line 1: byte 0xE2 is not UTF-8"),
        ("é".encode("utf-16"), "the file is UTF-16, not UTF-8; save it as UTF-8"),
        ("\ufeffx".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_other_encodings_are_refused_with_a_line(data, said):
    with pytest.raises(UndecodableError, match=said):
        decode(data)
