"""Inline markup of reStructuredText: which stretches of a text block read otherwise than they are written."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from lint.document import OPAQUE
from lint.kept import expression
from lint.readers._rows import Cut, addresses

_BEFORE = r"(?<![^\s\-:/'\"<(\[{‘“«„¿¡–—\p{Ps}\p{Pi}])"
_AFTER = r"(?=$|[\s\-.,:;!?\\/'\")\]}>’”»…–—\p{Pe}\p{Pf}])"

# The repetition is possessive and stops at the character that could end the markup, so that text without an
# end is given up where it stands; `_markup` remembers that none follows.
_TOKEN = expression(
    rf"""
      (?P<escape>\\(?:.|\n))
    | (?P<literal>(?<!`)``(?=\S))
    | {_BEFORE}(?P<role>:[A-Za-z][\w+.-]{{0,60}}+(?::[\w+.-]{{1,60}}+){{0,3}}+:(?=`))?(?P<tick>`)(?=[^\s`])
    | {_BEFORE}(?P<target>_`)(?=\S)
    | {_BEFORE}(?P<strong>\*\*)(?=[^\s*])
    | {_BEFORE}(?P<emphasis>\*)(?=[^\s*])
    | {_BEFORE}(?P<substitution>\|(?=\S)[^|]*+(?<=\S)\|_{{0,2}}){_AFTER}
    | {_BEFORE}(?P<note>\[(?:\#?[\w.-]*+|\*)\]_){_AFTER}
    | (?<![\p{{L}}\p{{N}}_`\-.:+])(?P<reference>[\p{{L}}\p{{N}}]++(?:[-_.:+][\p{{L}}\p{{N}}]++)*+)(?P<tail>__?){_AFTER}
    """,
    regex.X,
)
_ENDS = {
    "literal": expression(rf"(?<=[^\s])``{_AFTER}"),
    "tick": expression(rf"(?<=[^\s\\])`(?P<suffix>__?|:[A-Za-z][\w+.:-]*+:)?{_AFTER}"),
    "target": expression(rf"(?<=[^\s\\])`{_AFTER}"),
    "strong": expression(rf"(?<=[^\s\\])\*\*{_AFTER}"),
    "emphasis": expression(rf"(?<=[^\s\\*])\*{_AFTER}"),
}
_LINKED = expression(r"(?P<title>.*?)\s*<[^<>]*>", regex.S)
_WORDS = expression(r"[\p{L}\p{M}\p{N}’'\-,;:.!?&()“”\"]+(?:\s+[\p{L}\p{M}\p{N}’'\-,;:.!?&()“”\"]+)+")
# Roles whose text a reader reads as part of the sentence. The others show code, keys, paths or a label.
_PROSE = {"abbr", "dfn", "emphasis", "strong", "sub", "subscript", "sup", "superscript", "t", "term", "title"}
# Roles that look a thing up; they show their own text where one is written: :ref:`that chapter <label>`.
_LOOKUPS = {"abbr", "any", "doc", "download", "numref", "ref", "term"}


def cuts(text: str) -> Iterator[Cut]:
    """The cuts that leave the prose of `text`; code, addresses and labels become OPAQUE."""
    at = 0
    for cut in _markup(text):
        if cut.start > at:
            yield from addresses(text, at, cut.start)
        yield cut
        at = cut.end
    yield from addresses(text, at)


def _markup(text: str) -> Iterator[Cut]:
    at = 0
    hopeless: set[str] = set()  # markup that has no end in the rest of the text
    while (token := _TOKEN.search(text, at)) is not None:
        name = token.lastgroup or ""
        start, at = token.span()
        if name == "escape":
            hidden = token[0][1]
            yield Cut(start, at, "" if hidden.isspace() else hidden)
        elif name in ("substitution", "note"):
            yield Cut(start, at, OPAQUE)
        elif name == "tail":
            yield Cut(token.start("tail"), at)
        elif name in hopeless:
            continue
        elif (end := _ENDS[name].search(text, at + 1)) is None:
            hopeless.add(name)
        else:
            at = end.end()
            yield from _span(text, name, token["role"], end, start, token.end())


def _span(text: str, name: str, role: str | None, end: regex.Match[str], start: int, inside: int) -> Iterator[Cut]:
    """The cuts of markup that begins at `start`, with its text from `inside` to the beginning of `end`."""
    suffix = end["suffix"] if name == "tick" else None
    if suffix is not None and suffix.startswith(":"):
        role = suffix
    content = text[inside : end.start()]
    last = end.start()
    if name == "literal":
        shown = False
    elif name != "tick":
        shown = True
    else:
        linked = _LINKED.fullmatch(content)
        if linked is not None:
            last = inside + linked.end("title")
        shown = _shown(role, suffix, content, linked)
    if not shown or last <= inside:
        yield Cut(start, end.end(), OPAQUE)
        return
    yield Cut(start, inside)
    for match in regex.finditer(r"\\(.|\n)", text, 0, inside, last):
        yield Cut(*match.span(), "" if match[1].isspace() else match[1])
    yield Cut(last, end.end())


def _shown(role: str | None, suffix: str | None, content: str, linked: regex.Match[str] | None) -> bool:
    """Whether the text in backquotes is prose."""
    if role is None:
        # `text <address>`_ and `name`_ are links; a bare `text` is a title, or code by a writer of Markdown.
        return suffix is not None or _WORDS.fullmatch(content) is not None
    name = role.strip(":").lower()
    if name in _PROSE:
        return True
    if linked is None:
        return False
    return name.rpartition(":")[2] in _LOOKUPS or _WORDS.fullmatch(linked["title"]) is not None
