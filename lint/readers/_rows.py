"""Lines of a source, and runs of them as prose with a way back: the common ground of the line-minded formats."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from lint.document import OPAQUE
from lint.kept import expression
from lint.text import LineIndex, Span

# Each part begins where no earlier attempt could have begun, so that a line of 5 MB is read once.
ADDRESS = expression(
    r"""(?:(?:https?|ftps?|sftp|ssh|git|file)://|(?<![\w.@-])www\.(?=\w))[^\s<>"“”„«»\uFFFC]++
      |(?<![\w.+-])(?:mailto:)?[\w.+-]++@\w[\w-]*+(?:\.\w[\w-]*+)++
    """,
    regex.X | regex.I,
)
_TRAILING = ".,;:!?'’*_…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


class Row(NamedTuple):
    """One line, or the part of it that a container leaves over, without white space around it.

    `indent` is the column of its first character from 0, a tab reaching to the next eighth column.
    """

    start: int
    end: int
    indent: int
    text: str

    def tail(self, offset: int) -> Row:
        """What follows the first `offset` characters and the blanks behind them."""
        rest = self.text[offset:]
        gap = len(rest) - len(rest.lstrip())
        text = rest[gap:]
        skipped = offset + gap if text else len(self.text)
        column = self.indent + _width(self.text[:skipped], self.indent)
        return Row(self.start + skipped, self.end, column, text)


def rows(source: str) -> list[Row]:
    """The lines of a source; a blank one has no text."""
    lines = LineIndex(source)
    found = []
    for number in range(1, len(lines) + 1):
        start, end = lines.line(number)
        line = source[start:end]
        text = line.strip()
        if not text:
            found.append(Row(start, start, 0, ""))
            continue
        lead = len(line) - len(line.lstrip())
        start += lead
        found.append(Row(start, start + len(text), _width(line[:lead], 0), text))
    return found


def _width(text: str, column: int) -> int:
    if "\t" not in text:
        return len(text)
    at = column
    for char in text:
        at = at + 8 - at % 8 if char == "\t" else at + 1
    return at - column


class Cut(NamedTuple):
    """A stretch of joined rows that reads otherwise than it is written: `text` stands in its place."""

    start: int
    end: int
    text: str = ""


class Joined:
    """Rows as one text, parted by line feeds."""

    def __init__(self, parts: Sequence[Row]) -> None:
        self.rows = parts
        self.text = "\n".join(row.text for row in parts)
        self._starts = [0]
        for row in parts[:-1]:
            self._starts.append(self._starts[-1] + len(row.text) + 1)

    def span(self, start: int, end: int) -> Span:
        """The source span of a stretch that is not empty."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        begin = self.rows[first].start + start - self._starts[first]
        if self.text[end - 1] == "\n":
            return Span(begin, self.rows[last + 1].start)
        return Span(begin, self.rows[last].start + end - self._starts[last])

    def verbatim(self, start: int, end: int) -> Iterator[tuple[str, Span]]:
        """The pieces of a stretch; a line end with the indent behind it is one of them."""
        number = bisect_right(self._starts, start) - 1
        while start < end:
            row, begin = self.rows[number], self._starts[number]
            stop = min(end, begin + len(row.text))
            if start < stop:
                yield self.text[start:stop], Span(row.start + start - begin, row.start + stop - begin)
            if stop < end:
                yield "\n", Span(row.end, self.rows[number + 1].start)
            start = stop + 1
            number += 1

    def pieces(self, cuts: Iterable[Cut], start: int = 0, end: int | None = None) -> Iterator[tuple[str, Span]]:
        """The pieces of a stretch, with the cuts (in order, apart from each other) made."""
        at = start
        for cut in cuts:
            yield from self.verbatim(at, cut.start)
            if cut.text:
                yield cut.text, self.span(cut.start, cut.end)
            at = cut.end
        yield from self.verbatim(at, len(self.text) if end is None else end)


def address_end(text: str, start: int, end: int) -> int:
    """Where the address matched at `start` ends, without the punctuation of the sentence it stands in."""
    open_ended: dict[str, int] = {}  # how many of a closing bracket have no partner in the address
    while end > start:
        last = text[end - 1]
        if last in _PAIRS:
            if last not in open_ended:
                open_ended[last] = text.count(last, start, end) - text.count(_PAIRS[last], start, end)
            if open_ended[last] <= 0:
                break
            open_ended[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return end


def addresses(text: str, start: int = 0, end: int | None = None) -> Iterator[Cut]:
    """URLs and e-mail addresses: not prose."""
    end = len(text) if end is None else end
    part = text[start:end]
    if "@" not in part and "://" not in part and "www." not in part.lower():
        return
    for match in ADDRESS.finditer(text, start, end):
        stop = address_end(text, *match.span())
        if stop > match.start():
            yield Cut(match.start(), stop, OPAQUE)
