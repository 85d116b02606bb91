"""Where things are in a file: the only module that knows lines and columns.

Offsets are code points of the decoded source. Lines and columns count from 1. A byte order mark is
the first code point of the source (so that encoding it again gives the same bytes) and has no column.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Span(NamedTuple):
    """A half-open stretch of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of `text` under this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a code point in common."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Position(NamedTuple):
    """A place that an editor can jump to; both numbers count from 1, columns in code points."""

    line: int
    column: int


class UndecodableError(ValueError):
    """The bytes are not UTF-8; the message names the line and says what to do."""


class LineIndex:
    r"""The lines of one source. A line ends with LF, CRLF or a lone CR, and with nothing else.

    U+2028 and form feeds end no line here, because editors and git do not count them either.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        starts = [0]
        find = source.find
        if "\r" not in source:  # a line of 5 MB is one `find`
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
        else:
            for at, char in enumerate(source):
                if char == "\n" or (char == "\r" and source[at + 1 : at + 2] != "\n"):
                    starts.append(at + 1)
        self._starts = starts

    def __len__(self) -> int:
        """How many lines there are; text behind the last line end, even none, is a line."""
        return len(self._starts)

    def position(self, offset: int) -> Position:
        """The line and column of a code point; the offset just behind the last one is allowed.

        Raises IndexError for an offset outside the source.
        """
        if not 0 <= offset <= len(self._source):
            raise IndexError(f"offset {offset} is outside a source of {len(self._source)} code points")
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        if line == 1 and column > 1 and self._source.startswith(BOM):
            column -= 1
        return Position(line, column)

    def offset(self, position: Position) -> int:
        """The code point at a position; the inverse of `position`."""
        start = self._starts[position.line - 1]
        if position.line == 1 and self._source.startswith(BOM):
            start += 1
        return start + position.column - 1

    def line(self, number: int) -> Span:
        """The span of a line without its line end and without a byte order mark."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self._source)
        if number < len(self._starts):
            end -= 2 if self._source[end - 2 : end] == "\r\n" else 1
        if number == 1 and self._source.startswith(BOM):
            start += 1
        return Span(start, max(start, end))


def decode(data: bytes) -> str:
    """The text of a file, losing nothing: a byte order mark, NUL and every line end stay.

    Raises UndecodableError: guessing an encoding would guess the columns too.
    """
    for mark, name in ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if data.startswith(mark):
            raise UndecodableError(f"the file is {name}, not UTF-8; save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        raise UndecodableError(
            f"line {line}: byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8"
        ) from None
