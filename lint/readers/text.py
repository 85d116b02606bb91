"""Plain text: paragraphs parted by blank lines, hard-wrapped or one a line; a short first line is the title."""

from __future__ import annotations

from lint.document import Block, assemble
from lint.text import LineIndex, Span

EXTENSIONS = (".txt", ".text")


def read(source: str) -> list[Block]:
    """The blocks of a plain text."""
    lines = LineIndex(source)
    paragraphs: list[list[Span]] = [[]]
    for number in range(1, len(lines) + 1):
        span = lines.line(number)
        if span.of(source).strip():
            paragraphs[-1].append(span)
        elif paragraphs[-1]:
            paragraphs.append([])
    blocks: list[Block] = []
    found = [p for p in paragraphs if p]
    for number, rows in enumerate(found):
        pieces: list[tuple[str, Span]] = []
        for i, row in enumerate(rows):
            if i:
                pieces.append(("\n", Span(rows[i - 1].end, row.start)))
            pieces.append((row.of(source), row))
        text = rows[0].of(source).strip()
        title = number == 0 and len(found) > 1 and len(rows) == 1 and len(text) < 150 and text[-1] not in '.!?:;,”"'
        block = assemble("title" if title else "paragraph", pieces, level=1 if title else 0)
        if block is not None:
            blocks.append(block)
    return blocks
