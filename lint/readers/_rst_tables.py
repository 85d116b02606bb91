"""Grid and simple tables of reStructuredText: the lines of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from lint.kept import expression
from lint.readers._rows import Row

GRID_TOP = expression(r"\+[-=]+(?:\+[-=]+)*\+")
SIMPLE_TOP = expression(r"=+(?: +=+)+")
_SIMPLE_RULE = expression(r"[-=]+(?: +[-=]+)*")
_EDGE = expression(r"[-=+]+")


def table_end(lines: Sequence[Row], at: int) -> int:
    """The line behind the table that begins in line `at`."""
    if GRID_TOP.fullmatch(lines[at].text):
        end = at
        while end < len(lines) and lines[end].text[:1] in ("+", "|"):
            end += 1
        return end
    borders = 0
    for end in range(at, len(lines)):
        if lines[end].text and lines[end].indent < lines[at].indent:
            return end
        if SIMPLE_TOP.fullmatch(lines[end].text):
            borders += 1
            closed = end + 1 == len(lines) or not lines[end + 1].text
            if borders == 3 or (borders == 2 and closed):
                return end + 1
    return len(lines)


def cells(table: Sequence[Row]) -> Iterator[list[Row]]:
    """The lines of each cell, in the order in which the cells end."""
    if table[0].text.startswith("+"):
        yield from _grid(table)
    else:
        yield from _simple(table)


def _slice(row: Row, base: int, start: int, end: int | None) -> Row:
    """The part of a line between two columns that count from column `base`."""
    shift = row.indent - base
    start, end = max(0, start - shift), len(row.text) if end is None else max(0, end - shift)
    part = row.text[start:end]
    text = part.strip()
    if not text:
        return Row(row.start, row.start, 0, "")
    start += len(part) - len(part.lstrip())
    return Row(row.start + start, row.start + start + len(text), base + shift + start, text)


def _grid(table: Sequence[Row]) -> Iterator[list[Row]]:
    """Each open cell collects lines until an edge closes it; the line below the edge shows which cells open."""
    opened: list[tuple[int, int, list[Row]]] = []
    ended = [(0, len(table[0].text) - 1)]
    for number, row in enumerate(table):
        still = []
        for left, right, held in opened:
            inside = row.text[left + 1 : right]
            if _EDGE.fullmatch(inside) and row.text[left] in "+|" and row.text[right : right + 1] in ("+", "|"):
                yield held
                ended.append((left, right))
            else:
                held.append(_slice(row, row.indent, left + 1, right))
                still.append((left, right, held))
        opened = still
        if ended and number + 1 < len(table):
            below = table[number + 1].text
            for left, right in _merged(ended):
                edges = [i for i in range(left, right + 1) if row.text[i] in "+|" and below[i : i + 1] in ("|", "+")]
                opened += [(a, b, []) for a, b in pairwise(edges)]
            opened.sort(key=lambda cell: cell[0])
        ended = []


def _merged(ended: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for left, right in sorted(ended):
        if merged and merged[-1][1] == left:
            merged[-1] = (merged[-1][0], right)
        else:
            merged.append((left, right))
    return merged


def _simple(table: Sequence[Row]) -> Iterator[list[Row]]:
    base = table[0].indent
    starts = [m.start() for m in regex.finditer("=+", table[0].text)]
    held: list[list[Row]] = [[] for _ in starts]
    for row in table:
        rule = _SIMPLE_RULE.fullmatch(row.text) is not None
        parts = [] if rule or not row.text else _columns(row, base, starts)
        if rule or not row.text or (parts and parts[0].text):
            yield from (cell for cell in held if cell)
            held = [[] for _ in starts]
        for cell, part in zip(held, parts, strict=False):
            if part.text:
                cell.append(part)
    yield from (cell for cell in held if cell)


def _columns(row: Row, base: int, starts: list[int]) -> list[Row]:
    """The parts of a line; a text that runs over the gap between two columns belongs to the first."""
    shift = row.indent - base
    parts: list[Row] = []
    begin = starts[0]
    for i, start in enumerate(starts):
        after = starts[i + 1] if i + 1 < len(starts) else None
        if after is not None and 0 < after - shift < len(row.text) and row.text[after - shift - 1] != " ":
            parts.append(Row(row.start, row.start, 0, ""))
            continue
        del start
        parts.append(_slice(row, base, begin, after))
        begin = after or 0
    return parts
