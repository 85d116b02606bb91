"""Other words for a stretch of a block, in the form in which its format writes them.

A block's text may stand in the source as it reads, decoded (`&amp;`), or parted by the marks of a quotation. Words are
put there only if no markup stands between those that they replace, and if they are no markup themselves.
"""

from __future__ import annotations

import html
from bisect import bisect_right

from lint.document import OPAQUE, Block, Document, Segment
from lint.text import Span

# What is, or may be, markup in prose; in HTML and Markdown `&`, `<` and `>` can be written as references.
_SIGNS = {
    "text": "",
    "html": "&<>",
    "markdown": "&<>\\`*_[]~|$^{}",
    "rst": "\\`*_|",
    "asciidoc": "&<>\\`*_[]~|#+^{}",
}
_BACKSLASHES = frozenset({"markdown", "rst", "asciidoc"})
_FIELD_SIGNS = "\"'\\:#{}[]&*!|>%@`\n"  # of YAML and TOML


def rewritten(document: Document, block: Block, start: int, end: int, words: str) -> tuple[Span, str] | None:
    """The source span and the source text that put `words` for block text `start` to `end`.

    None where that cannot be done without touching markup.
    """
    text = block.text[start:end]
    signs = _signs(document, block)
    span = block.span(start, end)
    if span.of(document.source) == text and not any(sign in words for sign in signs):
        return (
            (_escaped(document, block, start, span), words)
            if words or not _alone(document, block, start, end)
            else None
        )
    # What stays as it is keeps the form that it has; only the rest is written anew.
    head = _shared(text, words)
    tail = _shared(text[head:][::-1], words[head:][::-1])
    start, end, words = start + head, end - tail, words[head : len(words) - tail]
    if start == end or OPAQUE in words or not touching(document, block, start, end):
        return None
    if not words and _alone(document, block, start, end):
        return None
    if any(sign in words for sign in signs):
        refers = document.format == "html" or (document.format == "markdown" and block.kind != "field")
        if not refers or any(sign in words for sign in signs if sign not in "&<>\"'"):
            return None
        words = html.escape(words, quote='"' in signs)
    return _escaped(document, block, start, block.span(start, end)), words


def _escaped(document: Document, block: Block, start: int, span: Span) -> Span:
    """The span with the backslash before it, where one takes the meaning from its first character."""
    before = block.span(start - 1, start).end if start else 0
    if document.format in _BACKSLASHES and before < span.start and document.source[span.start - 1] == "\\":
        return Span(span.start - 1, span.end)
    return span


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def touching(document: Document, block: Block, start: int, end: int) -> bool:
    """Whether the characters of a stretch, which is not empty, stand side by side in the source.

    White space may part them, and a quotation's mark at the head of a line. It is not so either if the stretch holds
    what is no prose, or begins or ends inside something that was decoded.
    """
    if OPAQUE in block.text[start:end]:
        return False
    before: Segment | None = None
    segments = block.segments
    for segment in segments[bisect_right(segments, start, key=lambda s: s.at) - 1 :]:
        last = segment.at + len(segment.text)
        if segment.at >= end:
            break
        if not segment.same_length and (segment.at < start or last > end):
            return False
        if before is not None:
            gap = document.source[before.source.end : segment.source.start]
            if gap.strip(" \t>" if before.text.endswith("\n") else None):
                return False
        before = segment
    return True


def _alone(document: Document, block: Block, start: int, end: int) -> bool:
    """Whether markup stands on both sides of a stretch: it would be left around nothing."""
    before = start > 0 and touching(document, block, start - 1, end)
    return not before and not (end < len(block.text) and touching(document, block, start, end + 1))


def _signs(document: Document, block: Block) -> str:
    signs = _SIGNS.get(document.format, _SIGNS["asciidoc"])
    if document.format == "html":
        return signs + "\"'" if block.kind in ("field", "caption") else signs  # those may be attributes
    return signs + _FIELD_SIGNS if block.kind == "field" else signs
