"""Where things are in a file: the only module that knows lines and columns.

Offsets are code points of the decoded source. Lines and columns count from 1. A byte order mark is
the first code point of the source (so that encoding it again gives the same bytes) and has no column.
An `Excerpt` tells the same places in the units that other programs count in; `visible` is for terminals.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Literal, NamedTuple

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


Unit = Literal["code points", "utf-16", "utf-8"]
_ENCODED: dict[Unit, tuple[str, int]] = {"utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1)}
_STRIDE = 4096  # code points that are counted anew for a place: a line of 5 MB may have a finding at every word


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

    def whole(self, number: int) -> Span:
        """The span of a line with its line end and with a byte order mark."""
        end = self._starts[number] if number < len(self._starts) else len(self._source)
        return Span(self._starts[number - 1], end)

    def line(self, number: int) -> Span:
        """The span of a line without its line end and without a byte order mark."""
        start, end = self.whole(number)
        if number < len(self._starts):
            end -= 2 if self._source[end - 2 : end] == "\r\n" else 1
        if number == 1 and self._source.startswith(BOM):
            start += 1
        return Span(start, max(start, end))


class _Line(NamedTuple):
    number: int
    start: int
    text: str  # with its end, and with a byte order mark
    sums: dict[Unit, list[int]]  # units before each stride, once they are asked for

    def before(self, count: int, unit: Unit) -> int:
        """How many units the first `count` code points take."""
        if unit == "code points" or self.text.isascii():
            return count
        encoding, size = _ENCODED[unit]
        sums = self.sums.get(unit)
        if sums is None:
            parts = (self.text[at : at + _STRIDE] for at in range(0, len(self.text), _STRIDE))
            sums = self.sums[unit] = [0, *accumulate(len(part.encode(encoding)) // size for part in parts)]
        stride = count // _STRIDE
        return sums[stride] + len(self.text[stride * _STRIDE : count].encode(encoding)) // size


class Excerpt:
    """The lines of a source that hold some places: enough to report what stands there when the source is let go.

    `offsets` are the places, in code points of the source.
    """

    def __init__(self, source: str, lines: LineIndex, offsets: Iterable[int]) -> None:
        self._lines: dict[int, _Line] = {}
        for number in sorted({lines.position(offset).line for offset in offsets}):
            whole = lines.whole(number)
            self._lines[number] = _Line(number, whole.start, whole.of(source), {})
        self._starts = [line.start for line in self._lines.values()]
        self._numbers = list(self._lines)

    def position(self, offset: int, unit: Unit = "code points") -> Position:
        """The line and column of a place, the column in that unit.

        A byte order mark has no column, except that its three bytes count where columns are UTF-8 bytes of the file.
        Raises IndexError for a place on none of the lines.
        """
        at = bisect_right(self._starts, offset) - 1
        line = self._lines[self._numbers[at]] if at >= 0 else None
        if line is None or offset - line.start > len(line.text):
            raise IndexError(f"offset {offset} is on no line of the excerpt")
        column = line.before(offset - line.start, unit) + 1
        if line.number == 1 and column > 1 and unit != "utf-8" and line.text.startswith(BOM):
            column -= 1
        return Position(line.number, column)

    def line(self, number: int) -> str:
        """The text of a line without its end and a byte order mark. Raises KeyError for one that is not kept."""
        text = self._lines[number].text.rstrip("\r\n")
        return text.removeprefix(BOM) if number == 1 else text


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


def visible(text: str) -> str:
    """`text` on one line with everything that a terminal would obey shown as U+…"""
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in "\n\r\t\N{NO-BREAK SPACE}":
        return " "
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"<U+{ord(char):04X}>"
    return char
