"""Tables of AsciiDoc: the lines of each cell and how the cell is to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from lint.kept import expression
from lint.readers._rows import Row

# What may stand before the bar of a cell: spans or a count of copies, alignment, a style.
_BAR = expression(
    r"(?<![^\s|])(?P<spec>(?:\d{1,4}(?:\.\d{1,4})?[*+]|\.\d{1,4}\+)?(?:[<^>](?:\.[<^>])?|\.[<^>])?(?P<style>[aehlmdsv])?)\|"
    r"|(?<!\\)(?P<bare>\|)"
)
_COLUMNS = expression(r"\bcols\s*=\s*(?:\"([^\"]*)\"|([^\s,\]]+))")
_COLUMN = expression(r"(?:(\d+)\*)?[^a-z]*([aehlmdsv])?")


def column_styles(attributes: str) -> list[str]:
    """The style letter of each column that `[cols=...]` declares, "" where it has none."""
    found = _COLUMNS.search(attributes)
    if found is None:
        return []
    styles: list[str] = []
    for column in regex.split(r"[,;]", found[1] or found[2] or ""):
        match = _COLUMN.match(column.strip())
        copies, style = (match[1], match[2]) if match else (None, None)
        styles += [style or ""] * min(int(copies or 1), 100)
    return styles


def cells(table: Sequence[Row], styles: Sequence[str]) -> Iterator[tuple[str, list[Row]]]:
    """The style and the lines of each cell; what stands before the first bar is no cell."""
    style, count = "", 0
    held: list[Row] | None = None
    for row in table:
        at = 0
        for bar in _BAR.finditer(row.text):
            if held is not None:
                _keep(held, row, at, bar.start())
                yield style, held
            style = bar["style"] or (styles[count % len(styles)] if styles else "")
            held, count, at = [], count + 1, bar.end()
        if held is not None:
            _keep(held, row, at, len(row.text))
    if held is not None:
        yield style, held


def _keep(held: list[Row], row: Row, start: int, end: int) -> None:
    part = row.text[start:end]
    text = part.strip()
    start += len(part) - len(part.lstrip()) if text else 0
    held.append(Row(row.start + start, row.start + start + len(text), 0, text))
