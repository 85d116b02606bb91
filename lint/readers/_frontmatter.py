"""Front matter, YAML or TOML: the keys that hold prose, each value with its exact place, and the declared language.

A YAML library gives the value but not where its characters are, and refuses the half-filled front matter that
articles on their way to publication have. So the few forms that hold prose are read here: plain, quoted and block
scalars of YAML, the four strings of TOML.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from lint.document import Block, Comment
from lint.kept import expression
from lint.readers._flow import assembled, cut
from lint.readers._rows import Cut
from lint.readers._tags import TOKEN, Piece, pieces
from lint.text import BOM, Span

_PROSE = frozenset(
    (  # noqa: SIM905 - a paragraph of words reads better
        "title subtitle headline subheadline heading subheading description summary excerpt abstract dek "
        "deck standfirst lead lede intro teaser tagline blurb caption alt kicker linktitle seotitle "
        "metatitle ogtitle seodescription metadescription ogdescription longdescription shortdescription "
        "imagealt imagecaption"
    ).split()
)
_LANGUAGE = frozenset({"lang", "language", "locale"})
_TAG = expression(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", regex.I)

_FENCE = expression(r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*+(?:\r\n|\r|\n)")
_LINE = expression(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)")
_YAML_KEY = expression(
    r"""(?P<indent>[ ]*+(?:-[ ]++)*+)["']?(?P<key>[\w.\-]++)["']?[ \t]*+:(?:[ \t]++|(?=[\r\n])|\Z)"""
)
_TOML_KEY = expression(r"""[ \t]*+(?:\w[\w\-]*\.)*["']?(?P<key>[\w\-]++)["']?[ \t]*+=[ \t]*+""")
# malaprop: with what is indented below it or listed there; malaprop = with a list of several lines; [malaprop].
_OWN_YAML = expression(
    r"""^(?P<indent>[ ]*+)(?P<all>["']?malaprop["']?[ \t]*+:(?=[ \t\r\n])[^\r\n]*+
        (?:[\r\n]++(?P=indent)(?:[ ]++|-[ ])[^\s][^\r\n]*+)*+)""",
    regex.X | regex.M | regex.I,
)
_OWN_TOML = expression(
    r"""^[ \t]*+(?P<all>["']?malaprop["']?[ \t]*+=[ \t]*+(?:\[[^\[\]]*+\]|[^\r\n]*+)
        |\[malaprop\](?:[^\r\n]*+[\r\n]++(?![ \t]*+(?:\[|\+\+\+)))*+[^\r\n]*+)""",
    regex.X | regex.M | regex.I,
)
_BLOCK_SCALAR = expression(r"[|>][+\-\d]{0,2}[ \t]*+(?:#[^\r\n]*+)?(?:\r\n|\r|\n|\Z)")

# Text, an escape, a line break with the indentation behind it, a quotation mark.
_PART = expression(
    r"""(?P<run>[^"'\\\r\n]++)|(?P<escape>\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\r\n]\s*+|.|\Z))
       |(?P<line>[\r\n]\s*+)|(?P<quote>["'])""",
    regex.VERBOSE,
)
_SIMPLE = {
    "n": "\n",
    "t": "\t",
    "r": "\n",
    "_": "\N{NO-BREAK SPACE}",
    "N": "\n",
    "L": "\n",
    "P": "\n",
    "\r": "",
    "\n": "",
}


class FrontMatter(NamedTuple):
    """Where the article itself begins, and what stands before it."""

    end: int
    fields: list[Block]
    language: str | None


def front_matter(source: str) -> FrontMatter:
    """The front matter of an article; without one the article begins at 0."""
    opening = _FENCE.match(source)
    if opening is None:
        return FrontMatter(0, [], None)
    yaml = opening["fence"] == "---"
    lines: list[tuple[int, int]] = []
    at = opening.end()
    while at < len(source):
        line = _LINE.match(source, at)
        assert line is not None
        text = line[0].rstrip()
        if text in (("---", "...") if yaml else ("+++",)):
            fields, language = _read(source, lines, yaml=yaml)
            return FrontMatter(line.end(), fields, language)
        if yaml and not lines and not text:
            break  # a rule between two paragraphs, not front matter
        lines.append(line.span())
        at = line.end()
    return FrontMatter(0, [], None)


def comments(source: str) -> Iterator[Comment]:
    """What the key `malaprop` says."""
    end = front_matter(source).end
    if end:
        own = _OWN_TOML if source.lstrip(BOM).startswith("+++") else _OWN_YAML
        for match in own.finditer(source, 0, end):
            start = match.start("all")
            span = Span(start, start + len(match["all"].rstrip()))
            yield Comment(span, span, of_file=True)


def _read(source: str, lines: list[tuple[int, int]], *, yaml: bool) -> tuple[list[Block], str | None]:
    fields: list[Block] = []
    language: str | None = None
    end = lines[-1][1] if lines else 0
    behind = 0  # where the value before ended
    for number, (start, stop) in enumerate(lines):
        match = (_YAML_KEY if yaml else _TOML_KEY).match(source, start, stop)
        if match is None or start < behind:
            continue
        key = match["key"].lower().replace("-", "").replace("_", "").replace(".", "")
        wanted = key in _PROSE or key in _LANGUAGE
        indent = len(match["indent"]) if yaml else 0
        value, behind = _value(source, match.end(), lines, number, end, indent=indent, yaml=yaml)
        if key in _LANGUAGE:
            tag = "".join(piece[0] for piece in value).strip()
            if language is None and _TAG.fullmatch(tag):
                language = tag.replace("_", "-")
        elif wanted:
            block = assembled("field", _plain(value), name=match["key"])
            if block is not None:
                fields.append(block)
    return fields, language


def _plain(value: list[Piece]) -> list[Piece]:
    """A value without tags and references, which most templates pass on to the page."""
    text = "".join(piece[0] for piece in value)
    if "<" not in text and "&" not in text:
        return value
    cuts: list[Cut] = []
    for token in TOKEN.finditer(text):
        start, end = token.span()
        if token.lastgroup == "text":
            found = pieces(text, start, end)
            cuts += (Cut(s, e, t) for t, s, e in found if len(t) != e - s and text[s] == "&")
        elif text[end - 1] == ">":
            cuts.append(Cut(start, end))
    return cut(value, cuts)


def _value(
    source: str, at: int, lines: list[tuple[int, int]], number: int, end: int, *, indent: int, yaml: bool
) -> tuple[list[Piece], int]:
    """The value that begins at `at` in line `number`, and where it ends."""
    quote = source[at : at + 1]
    if not yaml and source.startswith(('"""', "'''"), at):
        quote = source[at : at + 3]
    if quote and quote[0] in "\"'":
        found = _string(source, at + len(quote), end, quote, yaml=yaml)
        return found or ([], lines[number][1])
    if not yaml:
        return [], lines[number][1]
    last = number + 1
    while last < len(lines):
        line = source[slice(*lines[last])]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            break
        last += 1
    stop = lines[last - 1][1]
    if _BLOCK_SCALAR.match(source, at, lines[number][1]):
        return _lines(source, lines[number + 1 : last], comments=False), stop
    if not source[at : lines[number][1]].strip() or quote in "[{&*!#":
        return [], lines[number][1]  # a map or a list: its own keys are looked at
    return _lines(source, [(at, lines[number][1]), *lines[number + 1 : last]], comments=True), stop


def _lines(source: str, lines: list[tuple[int, int]], *, comments: bool) -> list[Piece]:
    """The text of lines without indentation; between two stands one line break."""
    found: list[Piece] = []
    for start, stop in lines:
        line = source[start:stop]
        if comments:
            line = line[: line.find(" #")] if " #" in line else line
        begin, finish = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
        if begin < finish:
            if found:
                found.append(("\n", found[-1][2], begin))
            found.append((source[begin:finish], begin, finish))
    return found


def _string(source: str, at: int, end: int, quote: str, *, yaml: bool) -> tuple[list[Piece], int] | None:
    """A quoted string from behind its opening quotation mark, or None if it is never closed."""
    found: list[Piece] = []
    skip = at
    for part in _PART.finditer(source, at, end):
        start, stop = part.span()
        if start < skip:
            continue
        text = part[0]
        if part.lastgroup == "quote":
            if source.startswith(quote, start):
                if not (yaml and quote == "'" and source.startswith("''", start)):
                    return found, start + len(quote)
                skip = stop = start + 2  # '' says ' in YAML
        elif part.lastgroup == "line":
            text = "\n"
        elif part.lastgroup == "escape" and quote[0] == '"':
            code = text[1:2]
            if code in "xuU" and len(text) > 2:
                number = int(text[2:], 16)  # noqa: FURB166 - an escape is no literal
                text = (
                    chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\N{REPLACEMENT CHARACTER}"
                )
            else:
                text = _SIMPLE.get(code, code)
        if text:
            found.append((text, start, stop))
    return None
