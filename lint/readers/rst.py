"""reStructuredText: sections, paragraphs, lists, quotes, tables, notes and the text of directives.

A scanner of our own, since nothing else knows places: docutils tells the line of a block at best and no column, and
tree-sitter-rst (0.2) reads every table as a paragraph. It takes what docutils takes and is more patient with
indents, because a finding must not depend on a warning that the writer never saw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from lint.document import Block, BlockKind, Comment, assemble
from lint.kept import expression
from lint.readers._rows import Joined, Row, rows
from lint.readers._rst_directives import holds
from lint.readers._rst_inline import cuts
from lint.readers._rst_tables import GRID_TOP, SIMPLE_TOP, cells, table_end
from lint.text import Span

EXTENSIONS = (".rst", ".rest")

_BULLET = expression(r"[*+\-•‣⁃](?:\s+|$)")
_NUMBER = expression(r"\(?(?:#|\d+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+)[.)](?:\s+|$)")
_FIELD = expression(r":(?![: ])(?P<name>(?:[^:\\]|\\.|:(?![ `]|$))*)(?<! ):(?:\s+|$)")
_OPTION = expression(
    r"(?:--?[A-Za-z0-9?][\w-]*|/[A-Za-z]\b)(?:[ =][<\w][\w<>.-]*)?"
    r"(?:, (?:--?[A-Za-z0-9?][\w-]*|/[A-Za-z]\b)(?:[ =][<\w][\w<>.-]*)?)*(?:\s{2,}|$)"
)
_EXPLICIT = expression(r"\.\.(?:\s+|$)")
_DIRECTIVE = expression(r"(?P<name>\w(?:[\w+.:-]*\w)?) ?::(?:\s+|$)")
_NOTE = expression(r"\[(?:#?[\w.-]+|#|\*)\](?:\s+|$)")
_OPTION_LINE = expression(r":(?P<name>\w[\w -]*):(?:\s+|$)")
_PAGE_FIELD = expression(r"(?P<name>title|description):\s+")  # Nikola keeps a page's data in comments
_LINE = expression(r"([!-/:-@\[-`{-~])\1*")
_CLASSIFIER = expression(r"\s:\s")
_CSV = expression(r'\s*(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<plain>[^,]*))\s*(?:,|$)')
_LANGUAGE = expression(r"^:lang(?:uage)?:[ \t]+([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)[ \t]*$", regex.M)
# Fields that name things: a page's data in Sphinx, Pelican and docutils, and types in docstrings.
_DATA_FIELDS = """
    address author authors category class contact copyright date id image keywords lang language meta modified name
    no-search nocomments nosearch organization orphan revision rst-class rtype save_as slug status tag tags template
    tocdepth type url vartype version
"""
_DATA = frozenset(_DATA_FIELDS.split())
_STICKY = ("cell", "caption", "field")
_DEEPEST = 40


def language(source: str) -> str | None:
    """The language that the fields at the top declare."""
    found = _LANGUAGE.search(source, 0, 4000)
    return found[1] if found else None


def read(source: str) -> list[Block]:
    """The blocks of a reStructuredText document."""
    reader = _Reader()
    reader.parse(rows(source), "paragraph")
    return reader.blocks


def comments(source: str) -> Iterator[Comment]:
    """The comments of a document, and what its fields say to malaprop."""
    reader = _Reader()
    reader.parse(rows(source), "paragraph")
    yield from reader.comments


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self._styles: list[tuple[str, bool]] = []
        self._depth = 0

    def parse(self, lines: Sequence[Row], kind: BlockKind, name: str = "") -> None:
        """Read a run of lines whose paragraphs are of this kind."""
        base = min((row.indent for row in lines if row.text), default=0)
        self._depth += 1
        at = 0
        while at < len(lines):
            if not lines[at].text:
                at += 1
            elif self._depth > _DEEPEST:
                at = self._paragraph(lines, at, lines[at].indent, kind, name)
            else:
                at = self._block(lines, at, base, kind, name)
        self._depth -= 1

    def add(self, kind: BlockKind, parts: Sequence[Row], name: str = "", level: int = 0) -> None:
        """One block of these lines, if there is prose in them."""
        if parts:
            joined = Joined(parts)
            block = assemble(kind, joined.pieces(cuts(joined.text)), name=name, level=level)
            if block is not None:
                self.blocks.append(block)

    def _block(self, lines: Sequence[Row], at: int, base: int, kind: BlockKind, name: str) -> int:
        row = lines[at]
        text = row.text
        body_end = _indented(lines, at + 1, base)
        inner: BlockKind = kind if kind in _STICKY else "item"
        if row.indent > base:
            self.parse(lines[at:body_end], "quote" if kind == "paragraph" else kind, name)
            return body_end
        if (mark := _BULLET.match(text)) or (mark := _enumerator(lines, at, base)):
            self.parse(_body(row.tail(mark.end()), lines[at + 1 : body_end], hanging=True), inner, name)
            return body_end
        if mark := _FIELD.match(text):
            if mark["name"].lower() == "malaprop":
                span = Span(row.start, lines[body_end - 1].end)
                self.comments.append(Comment(span, Span(row.start + 1, span.end), of_file=True))
            elif mark["name"].lower().partition(" ")[0] not in _DATA:
                key = name or mark["name"].lower()
                self.parse(_body(row.tail(mark.end()), lines[at + 1 : body_end]), "field", key)
            return body_end
        if (mark := _OPTION.match(text)) and (mark.end() < len(text) or body_end > at + 1):
            self.parse(_body(row.tail(mark.end()), lines[at + 1 : body_end]), inner, name)
            return body_end
        if text.startswith(">>>") and text[3:4] in ("", " "):
            return _to_blank(lines, at)
        if text.startswith("|") and text[1:2] in ("", " "):
            return self._verse(lines, at, kind, name)
        if GRID_TOP.fullmatch(text) or SIMPLE_TOP.fullmatch(text):
            end = table_end(lines, at)
            for cell in cells(lines[at:end]):
                self.parse(cell, "cell")
            return end
        if mark := _EXPLICIT.match(text):
            return self._explicit(lines, at, body_end, row.tail(mark.end()), kind)
        if text == "__" or text.startswith("__ "):
            return body_end
        if behind := self._section(lines, at):
            return behind
        if at + 1 < body_end and lines[at + 1].text and not text.endswith("::"):
            self._term(row, inner, name)
            self.parse(lines[at + 1 : body_end], inner, name)
            return body_end
        return self._paragraph(lines, at, base, kind, name)

    def _paragraph(self, lines: Sequence[Row], at: int, base: int, kind: BlockKind, name: str) -> int:
        end = at + 1
        while end < len(lines) and lines[end].text and lines[end].indent == base:
            end += 1
        parts = list(lines[at:end])
        if parts[-1].text.endswith("::"):
            parts[-1] = _announcing(parts[-1])
            end = _literal_end(lines, end, base)
        self.add(kind, [part for part in parts if part.text], name)
        return end

    def _verse(self, lines: Sequence[Row], at: int, kind: BlockKind, name: str) -> int:
        parts = []
        base = lines[at].indent
        while at < len(lines) and lines[at].text:
            row = lines[at]
            if row.text.startswith("|") and row.text[1:2] in ("", " "):
                row = row.tail(1)
            elif row.indent <= base:
                break
            if row.text:
                parts.append(row)
            at += 1
        self.add(kind, parts, name)
        return at

    def _section(self, lines: Sequence[Row], at: int) -> int:
        """The line behind a title or a transition that begins here, or 0."""
        text = lines[at].text
        after = lines[at + 1].text if at + 1 < len(lines) else ""
        if _LINE.fullmatch(text):
            under = lines[at + 2].text if at + 2 < len(lines) else ""
            if after and under and under[0] == text[0] and _LINE.fullmatch(under) and len(under) >= len(text) >= 3:
                self._title(lines[at + 1], (text[0], True))
                return at + 3
            return at + 1 if len(text) >= 4 else 0
        if after and _LINE.fullmatch(after) and len(after) >= min(4, len(text)) and after != "::":
            self._title(lines[at], (after[0], False))
            return at + 2
        return 0

    def _title(self, row: Row, style: tuple[str, bool]) -> None:
        first = not self._styles
        if style not in self._styles:
            self._styles.append(style)
        self.add("title" if first else "heading", [row], level=self._styles.index(style) + 1)

    def _term(self, row: Row, kind: BlockKind, name: str) -> None:
        classified = _CLASSIFIER.search(row.text)
        if classified is not None:
            row = row._replace(text=row.text[: classified.start()], end=row.start + classified.start())
        self.add(kind, [row], name)

    def _explicit(self, lines: Sequence[Row], at: int, end: int, rest: Row, kind: BlockKind) -> int:
        if not rest.text and (at + 1 >= len(lines) or not lines[at + 1].text):
            return at + 1  # an empty comment; what is indented below it is a quotation
        rest_lines = lines[at + 1 : end]
        if mark := _DIRECTIVE.match(rest.text):
            self._directive(
                mark["name"], _body(rest.tail(mark.end()), rest_lines), bool(mark.end() < len(rest.text)), kind
            )
        elif mark := _NOTE.match(rest.text):
            self.parse(_body(rest.tail(mark.end()), rest_lines), kind)
        elif mark := _PAGE_FIELD.match(rest.text):
            self.add("field", [rest.tail(mark.end())], name=mark["name"])
        else:
            last = lines[end - 1].end
            self.comments.append(Comment(Span(lines[at].start, last), Span(min(rest.start, last), last)))
        return end

    def _directive(self, directive: str, body: list[Row], argued: bool, kind: BlockKind) -> None:  # noqa: FBT001
        holding = holds(directive)
        argument, options, content = _parts(body, argued)
        for option, parts in options:
            if option == "caption" or (option == "alt" and holding == "figure"):
                self.add("caption", parts)
            elif holding == "meta" and option.partition(" ")[0] in ("description", "title"):
                self.add("field", parts, name=option.partition(" ")[0])
        if holding == "prose":
            self.parse([*argument, Row(0, 0, 0, ""), *content] if options else body, kind)
        elif holding == "titled":
            self.add("heading", argument, level=len(self._styles) + 1)
            self.parse(content, kind)
        elif holding == "heading":
            self.add("heading", argument, level=len(self._styles) + 1)
        elif holding == "versioned":
            version = regex.match(r"\S+\s*", argument[0].text) if argument else None
            if version is not None:
                argument[0] = argument[0].tail(version.end())._replace(indent=argument[0].indent)
            self.parse([*argument, *content], kind)
        elif holding in ("content", "quote", "terms"):
            inner: BlockKind = "quote" if holding == "quote" else "item" if holding == "terms" else kind
            self.parse([*argument, Row(0, 0, 0, ""), *content] if holding == "quote" else content, inner)
        elif holding == "figure":
            self.parse(content, "caption")
        elif holding == "table":
            self.add("caption", argument)
            self.parse(content, "cell")
        elif holding == "csv":
            self.add("caption", argument)
            for row in content:
                self._values(row)

    def _values(self, row: Row) -> None:
        at = 0
        while at < len(row.text) and (match := _CSV.match(row.text, at)):
            group = "quoted" if match["quoted"] is not None else "plain"
            start, end = match.span(group)
            self.add("cell", [Row(row.start + start, row.start + end, 0, row.text[start:end])])
            at = match.end()


def _indented(lines: Sequence[Row], at: int, base: int) -> int:
    """The line behind the lines from `at` on that are indented more than `base`, without blank ones at the end."""
    end = at
    while at < len(lines) and (not lines[at].text or lines[at].indent > base):
        at += 1
        if lines[at - 1].text:
            end = at
    return end


def _to_blank(lines: Sequence[Row], at: int) -> int:
    while at < len(lines) and lines[at].text:
        at += 1
    return at


def _body(first: Row, rest: Sequence[Row], *, hanging: bool = False) -> list[Row]:
    """The lines of a container whose first line stands behind its mark; that line sets no indent, unless it hangs."""
    if not first.text:
        return list(rest)
    base = min((row.indent for row in rest if row.text), default=first.indent)
    return [first._replace(indent=min(base, first.indent) if hanging else base), *rest]


def _enumerator(lines: Sequence[Row], at: int, base: int) -> regex.Match[str] | None:
    """A list number; "A. Person" over a line that is not indented is none."""
    mark = _NUMBER.match(lines[at].text)
    if mark is None or at + 1 == len(lines):
        return mark
    after = lines[at + 1]
    return mark if not after.text or after.indent != base or _NUMBER.match(after.text) else None


def _announcing(row: Row) -> Row:
    """The last line of a paragraph that announces a literal block, as it is shown: with one colon, or none."""
    text = row.text[:-1] if not row.text[:-2].endswith(" ") else row.text[:-2].rstrip()
    if text == ":":
        text = ""
    return row._replace(text=text, end=row.start + len(text))


def _literal_end(lines: Sequence[Row], at: int, base: int) -> int:
    """The line behind the literal block after `::`: indented lines, or lines that all begin with one sign."""
    start = at
    while at < len(lines) and not lines[at].text:
        at += 1
    if at == len(lines) or lines[at].indent > base:
        return _indented(lines, at, base)
    sign = lines[at].text[0]
    if lines[at].indent < base or sign.isalnum() or at == start or not _LINE.fullmatch(sign):
        return at
    while at < len(lines) and lines[at].text[:1] == sign:
        at += 1
    return at


def _parts(body: list[Row], argued: bool) -> tuple[list[Row], list[tuple[str, list[Row]]], list[Row]]:  # noqa: FBT001
    """The argument, the options and the content of a directive."""
    at = 0
    if argued:
        while at < len(body) and body[at].text and not _OPTION_LINE.match(body[at].text):
            at += 1
    argument = body[:at]
    options: list[tuple[str, list[Row]]] = []
    while at < len(body) and body[at].text:
        mark = _OPTION_LINE.match(body[at].text)
        if mark is not None:
            options.append((mark["name"].lower(), [row for row in [body[at].tail(mark.end())] if row.text]))
        elif options:
            options[-1][1].append(body[at])
        else:
            break
        at += 1
    return argument, options, body[at:]
