"""AsciiDoc: titles, paragraphs, lists, quotes, tables, captions, admonitions and notes.

A scanner of our own: no parser of AsciiDoc that Python can install tells where a text begins, and the language is
made of lines. Listings, literal and passthrough blocks, directives, comments and attribute values are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from lint.document import Block, BlockKind, Comment, assemble
from lint.kept import expression
from lint.readers import _frontmatter
from lint.readers._asciidoc_inline import Inline
from lint.readers._asciidoc_tables import cells, column_styles
from lint.readers._frontmatter import front_matter
from lint.readers._rows import Joined, Row, rows
from lint.text import Span

EXTENSIONS = (".adoc", ".asciidoc", ".asc")

_HEADING = expression(r"(?P<marks>={1,6}|#{1,6})\s+(?=\S)")
_TRAILING_MARKS = expression(r"\s+(=+|#+)$")
_ATTRIBUTE = expression(r":(?P<name>!?\w[\w-]*!?):(?:\s+|$)")
_DELIMITER = expression(r"-{4,}|\.{4,}|\+{4,}|={4,}|\*{4,}|_{4,}|/{4,}|--|[|,:!]={3,}")
_FENCE = expression(r"```+[^`\s]*")
_BLOCK_LINE = expression(r"\[(?:[\w.#%\"'{*^<>,][^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*|\[[^\[\]]*\]|)\]")
_CAPTION = expression(r"\.(?=[^\s.])")
_MACRO = expression(r"(?P<name>[a-z][\w-]*)::(?P<target>[^\s\[]*)\[(?P<attributes>.*)\]")
_DIRECTIVE = expression(r"(?:include|ifdef|ifndef|ifeval|endif)::\S*\[.*\]")
_BREAK = expression(r"'{3,}|<{3,}|-{3}|\*{3}|- - -|\* \* \*|_{3}")
_MARKER = expression(
    r"(?:\*{1,6}|-|•|\.{1,6}|\d{1,5}\.|[a-zA-Z]\.|[IVXivx]{1,5}\)|<(?:\d{1,3}|\.)>)\s+(?:\[[ xX*]\]\s+)?(?=\S)"
)
_TERM = expression(r"(?!//)(?P<term>\S(?:.*?\S)??)(?P<mark>:{2,4}|;;)(?:\s+|$)")
_ADMONITION = expression(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+")
_ALT = expression(r"\s*(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<plain>[^,=\"]*))\s*(?:,|$)")
_NAMED = expression(r"\b(?:alt|title|caption)\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|'(?P<single>[^']*)'|(?P<plain>[^,\]]*))")
_LANGUAGE = expression(r"^:lang:[ \t]+([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)[ \t]*$", regex.M)
_FIELDS = {"description", "doctitle", "page-description", "page-title", "subtitle", "summary", "title"}
# Styles that make a block something other than prose, whatever delimits it.
_CODE_STYLE_NAMES = """
    a2s ascii asciimath blockdiag bytefield comment d2 diagrams ditaa erd gnuplot graphviz latexmath listing literal
    mermaid nomnoml pass pikchr plantuml seqdiag source stem svgbob vega vegalite wavedrom
"""
_CODE_STYLES = frozenset(_CODE_STYLE_NAMES.split())
_QUOTES = ("quote", "verse")
_STICKY = ("cell", "caption", "field", "quote")
_DEEPEST = 20


def language(source: str) -> str | None:
    """The language that the header declares."""
    found = _LANGUAGE.search(source, 0, 4000)
    return found[1].replace("_", "-") if found else front_matter(source).language


def read(source: str) -> list[Block]:
    """The blocks of an AsciiDoc document."""
    return _reader(source).blocks


def comments(source: str) -> Iterator[Comment]:
    """The comments of a document, and what its front matter and attributes say to malaprop."""
    yield from _frontmatter.comments(source)
    yield from _reader(source).comments


def _reader(source: str) -> _Reader:
    """A reader that is through."""
    front = front_matter(source)
    lines = rows(source)
    if front.end:
        lines = [row for row in lines if row.start >= front.end]
    reader = _Reader()
    reader.blocks += front.fields
    reader.parse(lines, "paragraph")
    return reader


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self._titled = False
        self._depth = 0

    def add(self, kind: BlockKind, parts: Sequence[Row], name: str = "", level: int = 0) -> None:
        """One block of these lines, if there is prose in them, and one for each footnote."""
        parts = [row for row in parts if row.text]
        if not parts:
            return
        joined = Joined(parts)
        inline = Inline(joined.text)
        block = assemble(kind, joined.pieces(inline.cuts()), name=name, level=level)
        if block is not None:
            self.blocks.append(block)
        for note in inline.footnotes:
            inside = Inline(joined.text, *note)
            block = assemble("paragraph", joined.pieces(inside.cuts(), *note))
            if block is not None:
                self.blocks.append(block)

    def parse(self, lines: Sequence[Row], kind: BlockKind) -> None:
        """Read a run of lines whose paragraphs are of this kind."""
        self._depth += 1
        at, style, attributes, listed = 0, "", "", False
        while at < len(lines):
            row = lines[at]
            text = row.text
            if not text or text == "+" or self._comment(row):
                listed = listed and (not text or text == "+")
                at += 1
            elif _BLOCK_LINE.fullmatch(text) and at + 1 < len(lines):
                if not text.startswith("[["):
                    attributes = text[1:-1]
                    style = regex.split(r"[,.#%]", attributes, maxsplit=1)[0].strip().lower() or style
                at += 1
            elif _CAPTION.match(text) and self._captions(lines, at):
                self.add("caption", [row.tail(1)])
                at += 1
            else:
                at, listed = self._block(lines, at, kind, style, attributes, listed=listed)
                style = attributes = ""
        self._depth -= 1

    def _comment(self, row: Row) -> bool:
        """Whether a line is a comment; if so, it has been taken in."""
        comment = row.text.startswith("//") and not row.text.startswith("///")
        if comment:
            self.comments.append(Comment(Span(row.start, row.end), Span(row.start + 2, row.end)))
        return comment

    def _spoken(self, parts: list[Row]) -> list[Row]:
        """The lines without comments and directives."""
        return [row for row in parts if not self._comment(row) and not _DIRECTIVE.fullmatch(row.text)]

    def _captions(self, lines: Sequence[Row], at: int) -> bool:
        """Whether a line that begins with a stop titles the block below it; ".5 of them" in a paragraph does not."""
        return at + 1 < len(lines) and bool(lines[at + 1].text) and not lines[at].text[1:2].isdigit()

    def _block(
        self, lines: Sequence[Row], at: int, kind: BlockKind, style: str, attributes: str, *, listed: bool
    ) -> tuple[int, bool]:
        """Read one block; returns the line behind it, and whether it is a list item."""
        row = lines[at]
        text = row.text
        if style in _QUOTES and kind == "paragraph":
            kind = "quote"
        if _FENCE.fullmatch(text):
            return _closed(lines, at, regex.match("`+", text)[0]) + 1, listed  # type: ignore[index]
        if _DELIMITER.fullmatch(text) and self._depth <= _DEEPEST:
            end = _closed(lines, at, text)
            self._delimited(lines[at : end + 1], kind, style, attributes)
            return end + 1, listed
        if mark := _HEADING.match(text):
            if row.indent == 0 or kind != "paragraph":
                return self._heading(row.tail(mark.end()), lines, at, len(mark["marks"])), False
        if mark := _ATTRIBUTE.match(text):
            return self._attribute(mark, lines, at), listed
        if _DIRECTIVE.fullmatch(text) or _BREAK.fullmatch(text):
            return at + 1, False
        if mark := _MACRO.fullmatch(text):
            if mark["name"] == "image":
                self._image(row, mark)
            return at + 1, listed
        if style in _CODE_STYLES:
            return _to_blank(lines, at), listed
        if _two_lined(lines, at):
            self.add("heading", [row], level=2)
            return at + 2, False
        if mark := _MARKER.match(text):
            return self._item(row.tail(mark.end()), lines, at + 1, kind), True
        if (mark := _term(text)) and (mark.end() < len(text) or at + 1 < len(lines)):
            term = Row(row.start, row.start + mark.end("term"), row.indent, mark["term"])
            self.add("item" if kind not in _STICKY else kind, [term])
            if mark.end() < len(text):
                return self._item(row.tail(mark.end()), lines, at + 1, kind), True
            return at + 1, True
        attached = listed and bool(lines[at - 1].text)
        if row.indent > 0 and kind != "cell" and not attached:
            return _to_blank(lines, at), listed
        return self._paragraph(lines, at, "item" if attached and kind == "paragraph" else kind), attached

    def _delimited(self, lines: Sequence[Row], kind: BlockKind, style: str, attributes: str) -> None:
        mark = lines[0].text
        sign = mark[0]
        closed = len(lines) > 1 and lines[-1].text == mark
        body = lines[1:-1] if closed else lines[1:]
        if sign == "/":
            span = Span(lines[0].start, lines[-1].end)
            self.comments.append(Comment(span, Span(lines[0].end, lines[-1].start if closed else span.end)))
        if style in _CODE_STYLES or (sign in "-.+/" and mark != "--") or sign in ",:!":
            return
        if sign == "|":
            if not regex.search(r"format\s*=\s*\"?[cdt]sv", attributes):
                for cell_style, cell in cells(body, column_styles(attributes)):
                    if cell_style not in ("l", "m"):
                        self.parse(cell, "cell")
            return
        if style == "verse":
            self.add("quote", body)
        elif kind in _STICKY or not (sign == "_" or style == "quote"):
            self.parse(body, kind)
        else:
            self.parse(body, "quote")

    def _heading(self, row: Row, lines: Sequence[Row], at: int, level: int) -> int:
        trailing = _TRAILING_MARKS.search(row.text)
        if trailing is not None:
            row = row._replace(text=row.text[: trailing.start()], end=row.start + trailing.start())
        if level > 1 or self._titled:
            self.add("heading", [row], level=level)
            return at + 1
        self._titled = True
        self.add("title", [row], level=1)
        at += 1
        while at < len(lines) and lines[at].text:  # the header: authors, revision, attributes
            mark = _ATTRIBUTE.match(lines[at].text)
            if not mark:
                self._comment(lines[at])
            at = self._attribute(mark, lines, at) if mark else at + 1
        return at

    def _attribute(self, mark: regex.Match[str], lines: Sequence[Row], at: int) -> int:
        start = lines[at].start
        parts = [lines[at].tail(mark.end())]
        while parts[-1].text.endswith("\\") and at + 1 < len(lines):
            last = parts[-1]
            text = last.text[:-1].removesuffix("+").rstrip()
            at += 1
            parts[-1:] = [last._replace(text=text, end=last.start + len(text)), lines[at]]
        if mark["name"].lower() == "malaprop":
            span = Span(start, lines[at].end)
            self.comments.append(Comment(span, Span(start + 1, span.end), of_file=True))
        elif mark["name"].lower() in _FIELDS:
            self.add("field", parts, name=mark["name"].lower())
        return at + 1

    def _image(self, row: Row, macro: regex.Match[str]) -> None:
        base, attributes = macro.start("attributes"), macro["attributes"]
        for found in (_ALT.match(attributes), *_NAMED.finditer(attributes)):
            group = found.lastgroup if found is not None else None
            if found is not None and group is not None and found[group]:
                start, end = base + found.start(group), base + found.end(group)
                self.add("caption", [Row(row.start + start, row.start + end, 0, row.text[start:end])])

    def _item(self, first: Row, lines: Sequence[Row], at: int, kind: BlockKind) -> int:
        parts = [first]
        while at < len(lines) and lines[at].text and not _interrupts(lines, at, listed=True):
            parts.append(lines[at])
            at += 1
        self.add("item" if kind == "paragraph" else kind, self._spoken(parts))
        return at

    def _paragraph(self, lines: Sequence[Row], at: int, kind: BlockKind) -> int:
        start = at
        at += 1
        while at < len(lines) and lines[at].text and not _interrupts(lines, at, listed=kind == "item"):
            at += 1
        parts = list(lines[start:at])
        if label := _ADMONITION.match(parts[0].text):
            parts[0] = parts[0].tail(label.end())
        elif parts[0].text.startswith("> "):
            kind = "quote"
            parts = [row.tail(1) if row.text.startswith(">") else row for row in parts]
        if kind == "quote" and len(parts) > 1 and parts[-1].text.startswith("-- "):
            parts.pop()  # who said it
        self.add(kind, self._spoken(parts))
        return at


def _term(text: str) -> regex.Match[str] | None:
    return _TERM.match(text) if "::" in text or ";;" in text else None


def _interrupts(lines: Sequence[Row], at: int, *, listed: bool) -> bool:
    """Whether a line ends the paragraph above it without a blank line between."""
    text = lines[at].text
    if text == "+" or _DELIMITER.fullmatch(text) or _FENCE.fullmatch(text):
        return True
    if text[0] == "[" and _BLOCK_LINE.fullmatch(text):
        return True
    return listed and bool(
        _MARKER.match(text) or _term(text) or (text[0] == "." and _CAPTION.match(text) and not text[1].isdigit())
    )


def _closed(lines: Sequence[Row], at: int, mark: str) -> int:
    """The line that closes the block that opens in line `at`, or the end of the lines."""
    for end in range(at + 1, len(lines)):
        if lines[end].text == mark:
            return end
    return len(lines)


def _to_blank(lines: Sequence[Row], at: int) -> int:
    while at < len(lines) and lines[at].text:
        at += 1
    return at


def _two_lined(lines: Sequence[Row], at: int) -> bool:
    """Whether the next line underlines this one: a title in the old way."""
    if at + 1 >= len(lines):
        return False
    text, under = lines[at].text, lines[at + 1].text
    return (
        len(under) > 3
        and under[0] in "=-~^+"
        and under == under[0] * len(under)
        and abs(len(under) - len(text)) < 2
        and any(c.isalnum() for c in text)
    )
