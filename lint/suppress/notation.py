"""How a comment speaks to malaprop: `malaprop: ignore doubled-stop, mixed-quotes -- why`.

Between names stand commas or blanks; a reason follows two hyphens or a dash. What a blank line parts from it is another
remark. In front matter a list of YAML or TOML is read too, and # begins a reason, to the end of its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from lint.document import Comment, Document
from lint.kept import expression
from lint.sheet import near
from lint.text import Span

LINE, NEXT, FILE, DISABLE, ENABLE = "ignore", "ignore-next", "ignore-file", "disable", "enable"
FORMS = (LINE, NEXT, FILE, DISABLE, ENABLE)

# What other linters call these.
_ELSEWHERE = {
    "allow": LINE,
    "begin": DISABLE,
    "disable-file": FILE,
    "disable-line": LINE,
    "disable-next": NEXT,
    "disable-next-line": NEXT,
    "end": ENABLE,
    "file-ignore": FILE,
    "ignore-end": ENABLE,
    "ignore-line": LINE,
    "ignore-next-line": NEXT,
    "ignore-start": DISABLE,
    "noqa": LINE,
    "off": DISABLE,
    "on": ENABLE,
    "skip": LINE,
    "start": DISABLE,
}

_CALL = expression(r"""[\s>\["']*+malaprop(?:["']?\s*+(?<own>[:=\]])|(?<other>-|\s++))""", regex.I)
_FORM = expression(r"""[\s"'\[{>]*+([^\s,:="'\[\]{}>]*+)["']?\s*+[:=]?""")
_REASON = expression(r"(?:(?<=\s)|^)(?:--+|[—–])(?=\s|$)|(?:\r\n|\r|\n)[ \t]*+(?:\r\n|\r|\n)")
_NAME = expression(r"""(?P<aside>(?<=\s)\#[^\r\n]*+)|[^\s,"'\[\]{}>]++""")
_MARKS = frozenset({"-", "*"})  # of lists


class Name(NamedTuple):
    """A name in a comment, and where it stands."""

    text: str
    span: Span


class Suppression(NamedTuple):
    """A comment that speaks to malaprop.

    `form` is one of FORMS, or empty where it is none; then `wrong` is where the wrong word stands and `hint` what may
    have been meant.
    """

    comment: Comment
    form: str
    names: tuple[Name, ...]
    wrong: Span | None = None
    hint: str = ""

    @property
    def silences(self) -> bool:
        """Whether its names make rules silent."""
        return self.form not in ("", ENABLE)


def suppressions(document: Document) -> list[Suppression]:
    """The comments of a document that speak to malaprop, as they stand in it."""
    return list(_suppressions(document))


def _suppressions(document: Document) -> Iterator[Suppression]:
    source = document.source
    for comment in sorted(document.comments):
        start, end = comment.text
        call = _CALL.match(source, start, end)
        if call is None and not comment.of_file:
            continue
        begin = start if call is None else call.end()
        form = _FORM.match(source, begin, end)
        assert form is not None
        word = form[1].lower()
        if call is not None and not call["own"]:
            if word in FORMS or word in _ELSEWHERE:  # anything else is a remark about malaprop
                wrong = Span(call.start() + len(call[0]) - len(call[0].lstrip(" \t\r\n>")), form.end(1))
                yield Suppression(comment, "", (), wrong, f"; write “malaprop: {_ELSEWHERE.get(word, word)} …”")
            continue
        if comment.of_file and word == LINE:
            word = FILE
        names = tuple(_names(source, form.end(), end, asides=comment.of_file))
        if word in FORMS and not (comment.of_file and word != FILE):
            yield Suppression(comment, word, names)
        elif word:
            yield Suppression(comment, "", names, Span(*form.span(1)), _hint(word, names, of_file=comment.of_file))
        else:
            yield Suppression(comment, LINE, ())


def _hint(word: str, names: tuple[Name, ...], *, of_file: bool) -> str:
    if of_file:
        return "; write “ignore” and the names of rules"
    if word in _ELSEWHERE:
        return f"; write “{_ELSEWHERE[word]}”"
    return near(word, FORMS) or (f"; write one of {', '.join(FORMS)}" if names else "; write “malaprop: ignore RULE”")


def _names(source: str, start: int, end: int, *, asides: bool) -> Iterator[Name]:
    reason = _REASON.search(source, start, end)
    for found in _NAME.finditer(source, start, reason.start() if reason else end):
        if found[0] not in _MARKS and not (asides and found["aside"]):
            yield Name(found[0], Span(*found.span()))
