"""Taking a stretch out of an article so that no trace of it is left: its line, its blank line, its heading's underline.

What stands beside prose decides. A block goes with the marks that make it a block (`## `, `> `, `- `, an underline,
`<p>` and `</p>`) and with one of the blank lines around it; a part of a block goes with the white space before it.
Titles that are marked as such, cells, captions and the fields of front matter stay: without them a page, a table or a
picture would be broken.
"""

from __future__ import annotations

from bisect import bisect_right

import regex

from lint.document import OPAQUE, Block, Document
from lint.kept import expression
from lint.rewriting import touching
from lint.text import Span

_STAY = frozenset({"title", "field", "cell", "caption"})

_HEAD = expression(
    r"[ \t]*(?P<quote>(?:>[ \t]?)*)(?:(?P<heading>(?:\#{1,6}|={2,6})[ \t]+)|(?P<bullet>[-*+•][ \t]+))?"
    r"(?:\*{1,3}|_{1,3}|\[|[\"“„«'‘(])*+"
)
_TAIL = expression(
    r"(?:[\"”»’').!?…]|\](?:\([^()\s]*\)|\[[^\[\]]*\])|\*{1,3}|_{1,3})*+[ \t]*(?:[ \t](?:\#{1,6}|={2,6})[ \t]*)?"
)
_BLANK = expression(r"[ \t>]*")
_RULER = expression(r"([=\-~^\"'`:.*+#_])\1+[ \t]*")
_HEADING = expression(r"[ \t>]*(?:#{1,6}|={2,6})[ \t]")
_TARGET = expression(r"\.\. _")

_STYLES = "b|strong|em|i|u|a|span|small|big|font"
_OPENING = expression(rf"<(?P<name>p|h[1-6]|div)(?:\s[^<>]*)?>\s*(?P<inner>(?:<(?:{_STYLES})\b[^<>]*>\s*)*)\Z", regex.I)
_CLOSING = expression(rf"\s*(?P<inner>(?:</(?:{_STYLES})\s*>\s*)*)</(?P<name>p|h[1-6]|div)\s*>", regex.I)
_OTHER_TAG = expression(rf"<(?!/?(?:{_STYLES}|br)\b)", regex.I)
_ANCHOR = expression(r"(?<![\w-])id\s*=", regex.I)
_FAR = 2000  # code points of a start tag


def removed(document: Document, block: Block, start: int, end: int) -> tuple[Span, str] | None:
    """The stretch of source that goes when block text `start` to `end` is taken out, and what takes its place.

    That is nothing, or a space between two words. None where the stretch has to stay.
    """
    if OPAQUE in block.text[start:end]:
        return None
    if start > 0 or end < len(block.text):
        return _part(document, block, start, end)
    if block.kind in _STAY and (block.kind != "title" or document.format != "text"):  # there it is a guess
        return None
    span = block.source
    if "<!--" in span.of(document.source):
        return None
    found = _lines(document, block, span)
    if found is None:
        found = _element(document, block, span)
    return (found, "") if found is not None else None


def _part(document: Document, block: Block, start: int, end: int) -> tuple[Span, str] | None:
    text = block.text
    words = ""
    if not any(map(str.isalnum, text[:start] + text[end:])):
        return None  # a stop or a bracket would be left alone
    if start == 0:
        while text[end].isspace():
            end += 1
    else:
        if text[start - 1] == "\n" and end < len(text):
            while text[end].isspace():
                end += 1
        elif text[start - 1].isspace():
            while text[start - 1].isspace():
                start -= 1
        elif text[end : end + 1].isalnum():
            words = " "
    # With its neighbours: markup that begins or ends there would be left around nothing.
    if not touching(document, block, max(0, start - 1), min(len(text), end + 1)):
        return None
    return block.span(start, end), words


def _lines(document: Document, block: Block, span: Span) -> Span | None:
    """The lines of a block that has them to itself, in a format that is made of lines."""
    if document.format == "html":
        return None
    source, lines = document.source, document.lines
    first, last = lines.position(span.start).line, lines.position(span.end).line
    whole = Span(lines.line(first).start, lines.line(last).end)
    head = _HEAD.fullmatch(source, whole.start, span.start)
    if head is None or not _TAIL.fullmatch(source, span.end, whole.end) or not _alone(document, block, whole):
        return None
    if document.format == "rst" and source[whole.start : whole.end].rstrip().endswith("::"):
        return None  # it announces the literal block behind it
    item = bool(head["bullet"])
    if (block.kind == "item") != item or (item and _goes_on(document, last, head.end("bullet") - whole.start)):
        return None
    marked = bool(head["heading"])
    if block.kind == "heading" and not marked:
        under = _line(document, last + 1)
        if _RULER.fullmatch(under):
            last += 1
            if document.format == "rst" and first > 1 and _line(document, first - 1).strip() == under.strip():
                first -= 1
        elif document.format != "text":
            return None
    if not _parted(document, first, last, item=item, marked=marked):
        return None
    return _with_blanks(document, first, last, head["quote"].count(">"))


def _line(document: Document, number: int) -> str:
    """A line of the source; beyond both ends an empty one."""
    return document.lines.line(number).of(document.source) if 1 <= number <= len(document.lines) else ""


def _blank(document: Document, number: int) -> bool:
    return _BLANK.fullmatch(_line(document, number)) is not None


def _alone(document: Document, block: Block, whole: Span) -> bool:
    """Whether no other block has a part of this stretch of source."""
    spans = document.memo.get("spans")
    if spans is None:
        spans = document.memo["spans"] = sorted(b.source for b in document.blocks)
    assert isinstance(spans, list)
    at = bisect_right(spans, block.source)
    near = spans[max(0, at - 4) : at + 3]
    return not any(other.overlaps(whole) for other in near if other != block.source)


def _goes_on(document: Document, last: int, column: int) -> bool:
    """Whether more belongs to the item that ends in line `last` and whose text begins at `column`."""
    number = last + 1
    while number <= len(document.lines) and _blank(document, number):
        number += 1
    line = _line(document, number).expandtabs(4)
    return len(line) - len(line.lstrip()) >= min(column, 2) > 0


def _parted(document: Document, first: int, last: int, *, item: bool, marked: bool) -> bool:
    """Whether the lines beside do not join when these go, and nothing there belongs to them."""
    before, after = _line(document, first - 1), _line(document, last + 1)
    if document.format == "rst" and any(_TARGET.match(_line(document, n)) for n in (first - 1, first - 2)):
        return False
    if after.lstrip().startswith("{:"):
        return False
    if document.format == "text" or item:
        return True
    closed = _blank(document, first - 1)
    opened = _blank(document, last + 1)
    if document.format == "markdown":
        if marked:  # it parts the lines beside it
            return closed or opened
        closed = closed or bool(_HEADING.match(before))
        opened = opened or bool(_HEADING.match(after))
    return closed and opened


def _with_blanks(document: Document, first: int, last: int, depth: int = 0) -> Span | None:
    """The span of whole lines, in quotations of some depth, with one of the runs of blank lines around them."""
    lines = document.lines
    above, below = first - 1, last + 1
    while above >= 1 and _blank(document, above):
        above -= 1
    while below <= len(lines) and _blank(document, below):
        below += 1
    spaced_above, spaced_below = above < first - 1 or not above, below > last + 1
    # With the blank lines above, so that the file ends as it did and neighbours can go together; but a quotation's own
    # go, and not those between it and the text.
    inner = depth and _depth(document, last + 1) == depth > _depth(document, first - 1)
    if above and (below > len(lines) or (spaced_above and spaced_below and not inner)):
        return Span(lines.line(above).end, lines.line(last).end)
    if below > len(lines):
        return None
    return Span(lines.line(first).start, lines.line(below if spaced_above else last + 1).start)


def _depth(document: Document, number: int) -> int:
    return _line(document, number).count(">")


def _element(document: Document, block: Block, span: Span) -> Span | None:
    """The element that holds the block and nothing else, with its lines if it has them to itself."""
    source, lines = document.source, document.lines
    if document.format not in ("html", "markdown"):
        return None
    opening = _OPENING.search(source, max(0, span.start - _FAR), span.start)
    closing = _CLOSING.match(source, span.end)
    if opening is None or closing is None or opening["name"].lower() != closing["name"].lower():
        return None
    if opening["inner"].count("<") != closing["inner"].count("<") or _OTHER_TAG.search(source, *span):
        return None
    whole = Span(opening.start(), closing.end())
    if _ANCHOR.search(source, opening.start(), opening.end()) or not _alone(document, block, whole):
        return None  # a link may lead to it
    first, last = lines.position(whole.start).line, lines.position(whole.end).line
    beside = source[lines.line(first).start : whole.start] + source[whole.end : lines.line(last).end]
    return whole if beside.strip() else _with_blanks(document, first, last) or whole
