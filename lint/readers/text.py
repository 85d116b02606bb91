"""Plain text: paragraphs parted by blank lines, hard-wrapped or one a line.

Nothing in a plain text says what a line is, so the reader goes by what is certain: a short first line without
closing punctuation and a blank line behind it is the title; a line that is underlined, in capitals throughout or
numbered like a section is a heading. Bullets, numbers, `>` quotes and tables are read as they are in e-mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lint.document import Block, BlockKind, assemble
from lint.kept import expression
from lint.readers._lineation import Lineation
from lint.readers._rows import Joined, Row, addresses, rows

EXTENSIONS = (".txt", ".text")

_QUOTED = expression(r"(?:>[ \t]?)+")
# A line of one sign again and again, blanks between or not; an ellipsis is none.
_RULER = expression(r"([-=_*~#+•·—–―─═.])(?:[ \t]*\1){2,}")
_BULLET = expression(r"(?:[-*+•‣▪▫●○■□◦·∙]|\(?(?:\d{1,2}|[a-z])[.)](?!\d))[ \t]+(?=\S)")
_FRAME = expression(r"[|+│┃┌┬┐├┼┤└┴┘\-=─━═: \t]+")
_BAR = expression(r"[|│┃]")
_GAP = expression(r"\t+|[ ]{3,}")
_SECTION = expression(
    r"(?:(?:\d{1,2}\.)+\d{1,2}\.?|(?:Chapter|Part|Section|Appendix) (?:\d+|[IVXLC]+|[A-Z])\b[.:]?)(?: *\p{Lu}.*)?"
)
_CLOSED = ".!?:;,…”\"’'»)"
_LONGEST_TITLE, _LONGEST_HEADING = 150, 80


def read(source: str) -> list[Block]:
    """The blocks of a plain text."""
    lines = rows(source)
    lineation = Lineation(lines)
    blocks: list[Block] = []
    for kind, parts in _grouped(lines):
        if kind == "quote":
            for _, inner in _grouped(parts):
                _add(blocks, _prose("quote", inner, lineation))
        elif kind == "cell":
            _add(blocks, (_block("cell", [part]) for row in parts for part in _cells(row)))
        else:
            _add(blocks, _prose("paragraph", parts, lineation))
    if len(blocks) > 1 and blocks[0].kind in ("paragraph", "heading"):
        first = blocks[0]
        if first.kind == "heading" or _titular(first, lines):
            blocks[0] = Block("title", first.segments, level=1)
    return blocks


def _add(blocks: list[Block], found: Iterable[Block | None]) -> None:
    blocks.extend(block for block in found if block is not None)


def _block(kind: BlockKind, parts: Sequence[Row], *, level: int = 0) -> Block | None:
    joined = Joined(parts)
    return assemble(kind, joined.pieces(addresses(joined.text)), level=level)


def _grouped(lines: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Runs of lines that belong together: text, `>` quotes without their marks, and the rows of tables."""
    group: list[Row] = []
    kind = "text"
    for number, row in enumerate(lines):
        mark = _QUOTED.match(row.text)
        if mark is not None:
            row_kind, row = "quote", row.tail(mark.end())
        elif not row.text or (_RULER.fullmatch(row.text) and not _underlines(lines, number)):
            row_kind = "blank"
        elif _tabular(lines, number):
            row_kind = "cell"
        else:
            row_kind = "text"
        if group and row_kind != kind:
            yield kind, group
            group = []
        kind = row_kind
        if row_kind != "blank":
            group.append(row)
    if group:
        yield kind, group


def _underlines(lines: Sequence[Row], number: int) -> bool:
    """Whether the ruler in this line underlines the one before: about as long, and that line stands alone."""
    if number == 0 or not _underline(lines[number].text):
        return False
    above = lines[number - 1].text
    alone = number < 2 or not lines[number - 2].text or _RULER.fullmatch(lines[number - 2].text) is not None
    return alone and 0 < len(above) <= _LONGEST_HEADING and abs(len(above) - len(lines[number].text)) <= 3


def _underline(text: str) -> bool:
    return text[0] in "-=~_*#" and text == text[0] * len(text)


def _tabular(lines: Sequence[Row], number: int) -> bool:
    """Whether a line is a row of a table: its neighbour above or below is parted in the same way."""
    parted = _columns(lines[number].text)
    if parted < 2:
        return False
    near = [lines[i].text for i in (number - 1, number + 1) if 0 <= i < len(lines)]
    return any(_columns(text) == parted or (_BAR.search(text) and _FRAME.fullmatch(text)) for text in near)


def _columns(text: str) -> int:
    bars = len(_BAR.findall(text))
    if bars > 1:
        return bars + 1
    return len(_GAP.findall(text)) + 1 if "\t" in text or "   " in text else 0


def _cells(row: Row) -> Iterator[Row]:
    if _FRAME.fullmatch(row.text):
        return
    at = 0
    rule = _BAR if len(_BAR.findall(row.text)) > 1 else _GAP
    for match in rule.finditer(row.text):
        yield _part(row, at, match.start())
        at = match.end()
    yield _part(row, at, len(row.text))


def _part(row: Row, start: int, end: int) -> Row:
    return Row(row.start + start, row.start + end, 0, row.text[start:end])


def _prose(kind: BlockKind, group: list[Row], lineation: Lineation) -> Iterator[Block | None]:
    """The paragraphs, items and headings in lines without a blank one between."""
    if len(group) == 2 and _underline(group[1].text) and kind == "paragraph":
        yield _block("heading", group[:1], level=2)
        return
    current: list[Row] = []
    item = False
    for number, row in enumerate(group):
        mark = _BULLET.match(row.text)
        if mark is not None and (
            not current or item or lineation.parted(group, number) or group[number - 1].text[-1] in ".:;!?"
        ):
            yield _paragraph(kind, current, item=item, alone=False)
            current, item = [row.tail(mark.end())], True
            continue
        if current and lineation.parted(group, number) and not (item and row.indent > group[number - 1].indent):
            yield _paragraph(kind, current, item=item, alone=lineation.a_line_each)
            current, item = [], False
        current.append(row)
    yield _paragraph(kind, current, item=item, alone=len(group) == len(current) or lineation.a_line_each)


def _paragraph(kind: BlockKind, parts: list[Row], *, item: bool, alone: bool) -> Block | None:
    if not parts:
        return None
    if item and kind == "paragraph":
        return _block("item", parts)
    if alone and len(parts) == 1 and kind == "paragraph" and _heading(parts[0].text):
        return _block("heading", parts, level=2)
    return _block(kind, parts)


def _heading(text: str) -> bool:
    """Whether a line that stands alone is certainly a heading."""
    if len(text) > _LONGEST_HEADING or text[-1] in _CLOSED:
        return False
    if _SECTION.fullmatch(text):
        return True
    return text.isupper() and sum(c.isalpha() for c in text) > 3 and len(text.split()) < 12


def _titular(block: Block, lines: Sequence[Row]) -> bool:
    """Whether the first block is a title: one short line of words, without a closing mark, with a blank line behind."""
    text = block.text
    if "\n" in text or len(text) >= _LONGEST_TITLE or text[0] in "#*<{[(" or text[-1] in '.!?:;,…”"':
        return False
    if sum(text[word.start].isalpha() for word in block.words) < 2:
        return False  # a date line: "May 16, 2021"
    first = next(i for i, row in enumerate(lines) if row.text)
    return first + 1 < len(lines) and not lines[first + 1].text
