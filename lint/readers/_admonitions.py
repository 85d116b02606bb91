r"""Admonitions in Markdown, which no parser of CommonMark knows.

`!!! note "Title"`, `:::tip[Title]`, `/// note | Title` and Obsidian's `> [!tip] Title`.

Their markers are covered by markup of the same length that the parser does know: a heading for the title, and a list
item around content that is indented under `!!!`, since it would be a block of code otherwise.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from lint.kept import expression
from lint.readers._fences import Fences


class Cover(NamedTuple):
    """A stretch of source and what the parser shall see in its place; both are as long in UTF-8."""

    start: int
    end: int
    text: str


class Admonitions(NamedTuple):
    """The covers of markers, the places of the headings made of titles, and of items made around content."""

    covers: list[Cover]
    titles: set[int]
    wrappers: set[int]


_INDENTED = expression(
    r"""(?:^|(?<=\r))(?P<indent>[ \t>]*+)(?P<mark>(?:!!!|\?\?\?\+?)[ ]*+[a-zA-Z][\w\- ]*?)
        (?:[ ]++"(?P<title>[^"\r\n]*+)")?(?P<rest>[ \t]*+)(?=[\r\n]++(?:[ \t>]*[\r\n])?(?P=indent)(?:[ ]{4}|\t))""",
    regex.VERBOSE | regex.M,
)
_FENCED = expression(
    r"""(?:^|(?<=\r))[ \t>]*+(?:[-*+][ ]++|\d++\.[ ]++)?+
        (?P<mark>(?::{3,}|/{3,})[ \t]*+(?:[\w.\-]++[ \t]*+)?+(?:\|[ \t]*+)?+(?:\{[^}\r\n]*+\}[ \t]*+)?+\[?+)
        (?P<title>[^\r\n]*+)""",
    regex.VERBOSE | regex.M,
)
_CALLOUT = expression(
    r"""(?:^|(?<=\r))[ \t]*+(?:[-*+][ ]++)?+(?:>[ \t]?)++
        (?P<mark>\[![a-zA-Z][\w\- |]*+\][+\-]?+)(?P<title>[^\r\n]*+)""",
    regex.VERBOSE | regex.M,
)
_GITHUB = frozenset({"[!note]", "[!tip]", "[!important]", "[!warning]", "[!caution]"})


def admonitions(source: str, fences: Fences) -> Admonitions:
    """The admonitions of an article."""
    found = Admonitions([], set(), set())
    if "!!!" in source or "???" in source:
        for match in _INDENTED.finditer(source):
            start, end = match.span("mark")
            if start in fences:
                continue
            titled = match["title"] is not None
            _cover(found, source, start, match.start("title") if titled else end, "-   # ")
            if titled:
                found.covers.append(Cover(match.end("title"), match.end("title") + 1, " "))
            found.wrappers.add(start)
            found.titles.add(start + 4)
    if ":::" in source or "///" in source:
        for match in _FENCED.finditer(source):
            start, end = match.span("mark")
            if start in fences:
                continue
            _cover(found, source, start, end, "# ")
            if source[end - 1] == "[" and (close := source.rfind("]", end, match.end())) >= 0:
                _cover(found, source, close, match.end(), "")
            found.titles.add(start)
    if "[!" in source:
        for match in _CALLOUT.finditer(source):
            start, end = match.span("mark")
            if start in fences or (match["mark"].lower() in _GITHUB and not match["title"].strip()):
                continue
            _cover(found, source, start, end, "# ")
            found.titles.add(start)
    found.covers.sort()
    return found


def _cover(found: Admonitions, source: str, start: int, end: int, text: str) -> None:
    length = len(source[start:end].encode())
    found.covers.append(Cover(start, end, text.ljust(length)))
