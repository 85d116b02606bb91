"""Whether the lines of a plain text are the lines of a page or paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lint.kept import expression
from lint.readers._rows import Row

_WIDEST = 130  # no text that people wrap by hand or by `fill` is wider; paragraphs of a line mostly are
_NARROWEST = 60
_ENDING = expression(r"[.!?:…][\"'”’»)\]]*$")
_STARTING = expression(r"[\"'“‘„«(\[]*[\p{Lu}\p{N}]")
_CONTINUING = expression(r"[\"'“‘„«(]*\p{Ll}")


class Lineation:
    """How a whole text uses its line ends: long lines that are paragraphs, or a page of some width."""

    def __init__(self, lines: Sequence[Row]) -> None:
        long = sum(len(row.text) > _WIDEST and " " in row.text for row in lines)
        wrapped = 0
        widths = []
        for above, below in _touching(lines):
            widths.append(len(above.text))
            wrapped += _CONTINUING.match(below.text) is not None and _ENDING.search(above.text[-4:]) is None
        self.a_line_each = long > wrapped
        widths = sorted(width for width in widths if width <= _WIDEST)
        widest = widths[-1] if widths else 0
        # Ragged text fills its lines to three quarters and more; anything else has no width of its own.
        page = len(widths) > 2 and widths[len(widths) // 2] >= 0.75 * widest and widest > 30
        self._width = widest if page else max(widest, _NARROWEST)

    def parted(self, group: Sequence[Row], number: int) -> bool:
        """Whether a paragraph ends between line `number` of a group and the one before."""
        if self.a_line_each:
            return True
        above, below = group[number - 1], group[number]
        ended = _ENDING.search(above.text[-4:]) is not None
        starts = _STARTING.match(below.text) is not None
        if not starts:
            return False
        if ended and below.indent >= above.indent + 2:
            return True  # the first line of a paragraph is indented
        first, _, _ = below.text.partition(" ")
        room = self._width - len(above.text) - 1 - len(first)
        if ended:
            # A line that the next word would have fitted on was ended on purpose; 90 columns and more are no page.
            return room >= 0 or len(above.text) > 90
        return room > 0.2 * self._width


def _touching(lines: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    for above, below in pairwise(lines):
        if above.text and below.text:
            yield above, below
