"""Markdown with its common extensions: CommonMark, GitHub's tables, footnotes, definition lists, front matter,
admonitions, shortcodes of site generators, HTML and MDX.

pyromark (pulldown-cmark) gives the octets of the source that each piece of inline text stands on. What it does not
know is covered before it reads: constructs of site generators by marks, markers of admonitions by markup that it does
know, each as long as what it covers, so that its places stay true.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pyromark
import regex

from lint.document import OPAQUE, Block, BlockKind, Comment
from lint.kept import expression
from lint.readers import _frontmatter, _tags
from lint.readers._admonitions import Cover, admonitions
from lint.readers._fences import Fences
from lint.readers._flow import Flow
from lint.readers._frontmatter import front_matter
from lint.readers._jsx import components, expressions
from lint.readers._page import Page
from lint.readers._shortcodes import MARKS, constructs, marks, merged, veiled
from lint.readers._tags import TOKEN, Piece
from lint.text import BOM, Span

EXTENSIONS = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")

_O = pyromark.Options
# No metadata blocks: to pulldown-cmark a paragraph between two rules (---) anywhere is one, and would be lost.
_OPTIONS = (
    _O.ENABLE_TABLES
    | _O.ENABLE_FOOTNOTES
    | _O.ENABLE_STRIKETHROUGH
    | _O.ENABLE_TASKLISTS
    | _O.ENABLE_MATH
    | _O.ENABLE_GFM
    | _O.ENABLE_HEADING_ATTRIBUTES
    | _O.ENABLE_DEFINITION_LIST
)
_CONTAINERS: dict[str, BlockKind] = {
    "BlockQuote": "quote",
    "Item": "item",
    "TableCell": "cell",
    "DefinitionListTitle": "item",
    "DefinitionListDefinition": "item",
}
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript"})
# "$5-$6" and "$3,000–$4,000" are sums of money, not formulas; so is "$5 million, or US$".
_MONEY = expression(r"\$\d[^$\\^_{}=]*\p{L}{3}[^$\\^_{}=]*\$")
_LINE_END = expression(r"(?<![ \t])[ \t]*+[\r\n]++[ \t>]*+")
_LONE_CR = expression(r"\r(?!\n)")
_CONTENTS = expression(r"(?:^|(?<=\r))[ ]{0,3}(?:\[TOC\]|\[\[_?TOC_?\]\])[ \t]*$", regex.M | regex.I)


def read(source: str) -> list[Block]:
    """The blocks of an article."""
    return _Reader(source).blocks()


def language(source: str) -> str | None:
    """The language that the front matter declares."""
    return front_matter(source).language


def comments(source: str) -> Iterator[Comment]:
    """The comments of HTML and MDX, and what the front matter says to malaprop."""
    yield from _frontmatter.comments(source)
    reader = _Reader(source)
    reader.blocks()
    yield from sorted(reader.comments)


class _Places:
    """Turns octets of the UTF-8 form into code points of the source; cheap where one place follows another."""

    def __init__(self, text: str, base: int) -> None:
        self._data = b"" if text.isascii() else text.encode()
        self._base = base
        self._octet = 0
        self._point = 0

    def __call__(self, octet: int) -> int:
        """The place of an octet."""
        if not self._data:
            return self._base + octet
        if octet >= self._octet:
            self._point += len(self._data[self._octet : octet].decode())
        else:
            self._point -= len(self._data[octet : self._octet].decode())
        self._octet = octet
        return self._base + self._point


class _Reader:
    """Takes the events of one article in order."""

    def __init__(self, source: str) -> None:
        head = front_matter(source)
        self._source = source
        start = head.end or (len(BOM) if source.startswith(BOM) else 0)
        self._places = _Places(source[start:], start)
        fences = Fences(source)
        found = merged([*constructs(source, attribute_lists=True, code=fences), *expressions(source, fences)])
        found = [c for c in found if c.start >= start]
        self._flow = Flow(marked=bool(found))
        self._flow.blocks += head.fields
        self._veiled = veiled(source, found)
        self.comments = [
            Comment(Span(c.start, c.end), Span(c.start + 3, c.end - 3))
            for c in found
            if source.startswith("{/*", c.start)
        ]
        marked = admonitions(source, fences)
        self._titles, self._wrappers = marked.titles, marked.wrappers
        self._marked_up = bool(found)
        covers = [*marked.covers, *(Cover(s, e, marks(len(source[s:e].encode()), dropped=d)) for s, e, d in found)]
        covers += (Cover(s, e, " " * len(source[s:e].encode())) for s, e in components(self._veiled, fences))
        if "TOC]" in source or "toc]" in source:
            covers += (Cover(*m.span(), " " * len(m[0])) for m in _CONTENTS.finditer(source) if m.start() not in fences)
        self._covered = _covered(source, covers, start)
        self._kinds: list[BlockKind] = ["paragraph"]
        self._at = start
        self._code = 0  # depth of code blocks
        self._alt: list[Piece] | None = None  # of the image being read
        self._images = 0
        self._address = False  # in an autolink
        self._html: list[tuple[int, int]] | None = None
        self._level = 0

    def blocks(self) -> list[Block]:
        """Every block in order."""
        for event, place in pyromark.events_with_range(self._covered, options=_OPTIONS):
            start, end = place["start"], place["end"]
            if isinstance(event, str):
                if event != "Rule":
                    self._line(start, end)
                continue
            sort, value = next(iter(event.items()))
            if sort == "Text":
                self._text(str(value), start, end)
            elif sort == "Start":
                self._start(value, start, end)
            elif sort == "End":
                self._end(value, start, end)
            else:
                self._inline(sort, start, end)
        self._close()
        return self._flow.blocks

    def _close(self, kind: BlockKind | None = None, level: int = 0) -> None:
        self._flow.close(kind or self._kinds[-1], self._at, level=level)

    def _line(self, start: int, end: int) -> None:
        begin, finish = self._places(start), self._places(end)
        self._put("\n", begin, finish)
        self._at = finish

    def _text(self, text: str, start: int, end: int) -> None:
        if self._code or self._address:
            return
        if self._marked_up and MARKS.search(text):
            self._marked(text, start)
            return
        begin = self._places(start)
        finish = self._at = self._places(end)
        if finish - begin == len(text):
            text = self._source[begin:finish]
        self._put(text, begin, finish)

    def _put(self, text: str, begin: int, finish: int) -> None:
        if self._alt is not None:
            self._alt.append((text, begin, finish))
        else:
            self._flow.text(text, begin, finish)

    def _marked(self, text: str, start: int) -> None:
        """Take in text with marks, which are as many as the octets that they cover."""
        at = 0
        for match in [*MARKS.finditer(text), None]:
            run = text[at : match.start() if match else len(text)]
            if run:
                self._text(run, start, start + len(run.encode()))
                start += len(run.encode())
            if match:
                end = start + len(match[0].encode())
                if match["opaque"]:
                    self._opaque(self._places(start), self._places(end))
                start = end
                at = match.end()

    def _opaque(self, begin: int, finish: int) -> None:
        if self._alt is not None:
            self._alt.append((OPAQUE, begin, finish))
        else:
            self._flow.opaque(begin, finish)

    def _inline(self, sort: str, start: int, end: int) -> None:
        begin = self._places(start)
        finish = self._at = self._places(end)
        if sort == "Html":
            if self._html is not None:
                self._html.append((begin, finish))
        elif sort in ("Code", "DisplayMath") or (sort == "InlineMath" and not self._is_money(begin, finish)):
            self._opaque(begin, finish)
        elif sort == "InlineMath":
            self._money(begin, finish)
        elif self._alt is not None:
            return
        elif sort == "InlineHtml":
            token = TOKEN.match(self._veiled, begin, finish)
            if token is not None and token.lastgroup == "attrs":
                name = ("/" if token["end"] else "") + token["name"].lower()
                self._flow.tag(name, self._veiled, token.span(), token.span("attrs"))
            elif token is not None and token.lastgroup is None:
                self.comments += _tags.comments(self._veiled, begin, finish)
            elif token is not None and token.lastgroup == "content":
                self._flow.tag(token["raw"].lower(), self._veiled, token.span(), token.span("rawattrs"))

    def _money(self, begin: int, finish: int) -> None:
        """Take in what was no formula: text, perhaps of several lines with the marks of a quotation between them."""
        at = begin
        for match in _LINE_END.finditer(self._source, begin, finish):
            self._put(self._source[at : match.start()], at, match.start())
            self._put("\n", *match.span())
            at = match.end()
        self._put(self._source[at:finish], at, finish)

    def _is_money(self, begin: int, finish: int) -> bool:
        return self._source[finish : finish + 1].isdigit() or bool(_MONEY.fullmatch(self._source, begin, finish))

    def _start(self, value: Any, start: int, end: int) -> None:
        name = value if isinstance(value, str) else next(iter(value))
        if name in _INLINE:
            return
        if name == "Link":
            begin = self._places(start)
            if value["Link"]["link_type"] in ("Autolink", "Email"):
                self._address = True
                self._opaque(begin, self._places(end))
            self._flow.link(True)  # noqa: FBT003
            return
        if name == "Image":
            self._images += 1
            if self._alt is None:
                self._alt = []
            return
        self._close()
        self._at = self._places(start)
        if name == "CodeBlock":
            self._code += 1
            if self.comments:
                code = Span(self._at, self._places(end))
                self.comments = [comment for comment in self.comments if not comment.span.overlaps(code)]
        elif name == "HtmlBlock":
            self._html = []
        elif name == "Heading":
            self._level = int(value["Heading"]["level"][1])
            if self._at in self._titles and len(self._kinds) > 1 and self._kinds[-1] == "quote":
                self._kinds[-1] = self._kinds[-2]
        elif name in _CONTAINERS:
            plain = self._at in self._wrappers or (name == "BlockQuote" and value["BlockQuote"] is not None)
            self._kinds.append(self._kinds[-1] if plain else _CONTAINERS[name])

    def _end(self, value: Any, start: int, end: int) -> None:
        name = value if isinstance(value, str) else next(iter(value))
        if name in _INLINE:
            return
        if name == "Link":
            self._address = False
            self._flow.link(False)  # noqa: FBT003
            self._at = self._places(end)
            return
        if name == "Image":
            self._images -= 1
            if not self._images:
                alt, self._alt = self._alt or [], None
                begin = self._places(start)
                self._at = self._places(end)
                self._flow.image(alt, begin, self._at)
            return
        if name == "CodeBlock":
            self._code -= 1
        elif name == "HtmlBlock":
            self._page()
        elif name == "Heading":
            self._heading(start)
        self._close()
        if name in _CONTAINERS:
            self._kinds.pop()

    def _heading(self, start: int) -> None:
        begin = self._places(start)
        if begin in self._titles:
            self._close("heading")
            return
        first = self._level == 1 and not self._flow.titled
        self._flow.titled = True
        self._close("title" if first else "heading", self._level)

    def _page(self) -> None:
        """Read a block of HTML, whose lines may stand behind the marks of a quotation."""
        lines, self._html = self._html or [], None
        if not lines:
            return
        begin, finish = lines[0][0], lines[-1][1]
        text = self._veiled[begin:finish]
        if any(left[1] != right[0] for left, right in pairwise(lines)):
            parts: list[str] = []
            at = begin
            for start, end in lines:
                parts += (" " * (start - at), self._veiled[start:end])
                at = end
            text = "".join(parts)
        Page(self._flow, self._kinds[-1]).read(text, 0, len(text), begin)
        if "<!--" in text:
            self.comments += _tags.comments(text, 0, len(text), begin)


def _covered(source: str, covers: list[Cover], start: int) -> str:
    """What the parser shall see of the source from `start` on."""
    parts: list[str] = []
    at = start
    for cover in sorted(covers):
        if cover.start >= at:
            parts += (source[at : cover.start], cover.text)
            at = cover.end
    parts.append(source[at:])
    text = "".join(parts)
    # To pulldown-cmark a lone CR ends the lines of a paragraph, but not a heading.
    return _LONE_CR.sub("\n", text) if "\r" in text else text
