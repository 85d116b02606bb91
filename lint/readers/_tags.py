r"""The tokens of HTML: where text, tags, comments and raw elements begin and end, and what a character reference says.

One expression follows the tokenizer of the HTML standard as far as prose needs it: `>` in quoted attributes, raw
text, comments that end early or never. Every repeat in it is possessive, so a page is read in one pass however
broken it is. It was chosen after trying these on 1.5 MB of manual pages (a tag every 36 characters), one core:

    this expression             19 MB/s   offsets in code points, as they are needed
    turbohtml 1.15 tokenize    112 MB/s   line and column; exact, but for CPython 3.11 and later only
    html.parser (3.11)         9.5 MB/s   line and column; raw text, comments and unclosed tags were changed in
                                          security releases, so one page gives other tokens on other Pythons
    tree-sitter-html 0.23      8.6 MB/s   octets; the sound pages of the trial came out with errors in the tree

Against turbohtml, 20,000 shuffled pages of tags, quotes and comments gave the same text and tags, but for one choice:
an attribute value whose quotation mark is never closed ends with its tag, so that it hides no prose behind it.
What is made of the tokens takes five times as long, so that a faster tokenizer would gain little.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from html.entities import html5

import regex

from lint.document import Comment
from lint.kept import expression
from lint.text import Span

Piece = tuple[str, int, int]
"""Text of a block, and the start and end of the source it stands for."""

# A quote opens a value only behind `=`; anywhere else it is a part of a name, as in <p title=it's>.
ATTRIBUTES = r"""(?:[\s/=]++|[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+)*+"""

TOKEN = expression(
    rf"""
      (?P<text> [^<]++ )
    | <(?P<raw> script|style|textarea|xmp|iframe|noembed|noframes|title )(?=[\s/>])(?P<rawattrs>{ATTRIBUTES})>
      (?P<content> (?:[^<]++|<(?!/(?P=raw)[\s/>]))*+ )(?:</(?P=raw)[^>]*+(?:>|\Z)|\Z)
    | <(?P<end>/?)(?P<name> [a-z][^\s/>]*+ )(?P<attrs> {ATTRIBUTES} )>
    | <!-- (?: -?> | (?:[^-]++|-(?!-!?>))*+ (?:--!?>|\Z) )
    | <[!?][^>]*+(?:>|\Z)            # doctype, processing instruction; <![CDATA[ too is a comment to a browser
    | </[^a-z>][^>]*+(?:>|\Z)
    | </>
    | </?[a-z][\s\S]*+              # a tag that never ends takes the rest with it, as in a browser
    | (?P<lone> < )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)

_ATTRIBUTE = expression(r"""([^\s/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+))?+)?+""")


def attributes(source: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """The attributes between `start` and `end`, each with the place of its value; the first of a name counts."""
    found: dict[str, tuple[int, int]] = {}
    for match in _ATTRIBUTE.finditer(source, start, end):
        place = next((match.span(n) for n in (2, 3, 4) if match.start(n) >= 0), (match.end(), match.end()))
        found.setdefault(match[1].lower(), place)
    return found


def comments(source: str, start: int, end: int, base: int = 0) -> Iterator[Comment]:
    """The comments between `start` and `end`, and what <meta name="malaprop"> says; `base` is added to every place."""
    for token in TOKEN.finditer(source, start, end):
        begin, finish = token.span()
        if token.lastgroup is None and source.startswith("<!--", begin):
            close = finish - 3 if source.endswith("-->", begin + 4, finish) else finish
            yield Comment(Span(begin + base, finish + base), Span(begin + 4 + base, close + base))
        elif token.lastgroup == "attrs" and token["name"].lower() == "meta":
            found = attributes(source, *token.span("attrs"))
            name, content = found.get("name", (0, 0)), found.get("content")
            if content and source[slice(*name)].strip().lower() == "malaprop":
                inside = Span(content[0] + base, content[1] + base)
                yield Comment(Span(begin + base, finish + base), inside, of_file=True)


# A reference, or white space that a browser shows as one space: a line break with its indentation, a run of spaces.
_SPECIAL = expression(
    r"&(?:\#(?:[0-9]{1,20}|[xX][0-9a-fA-F]{1,20});?|[A-Za-z][A-Za-z0-9]{1,31};?)"
    r"|(?:[\r\n\t\f]|\ [\ \r\n\t\f])[\ \r\n\t\f]*+"
)


def pieces(source: str, start: int, end: int, base: int = 0) -> Iterator[Piece]:
    """The text between `start` and `end` with references decoded and white space as it is shown.

    `base` is added to every place. A soft hyphen written as a reference is a hint to the browser and is left out.
    """
    at = start
    for match in _SPECIAL.finditer(source, start, end):
        begin, finish = match.span()
        found = match[0]
        if found[0] == "&":
            text, length = _resolved(found)
            if not length:
                continue
            finish = begin + length
        else:
            text = "\n" if "\n" in found or "\r" in found else " " if len(found) > 1 else found
        if at < begin:
            yield source[at:begin], base + at, base + begin
        if text and text != "\N{SOFT HYPHEN}":
            yield text, base + begin, base + finish
        at = finish
    if at < end:
        yield source[at:end], base + at, base + end


def _resolved(reference: str) -> tuple[str, int]:
    """What a reference stands for, and how much of it is one: `&notit;` is `¬` and `it;`."""
    if reference[1] == "#":
        return html.unescape(reference), len(reference)
    name = reference[1:]
    for length in range(len(name), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], length + 1
    return "", 0
