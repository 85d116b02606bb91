"""What is told of comments that speak to malaprop and should say something else, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from lint.document import Document
from lint.kept import expression
from lint.rule import Rule
from lint.sheet import near
from lint.suppress.notation import ENABLE, Name, Suppression
from lint.suppress.reach import By
from lint.text import LineIndex, Span

KIND = "suppression"  # whose rules say these

_LISTED = expression(r"[\w, \t-]+")  # names that stand one after another, and not in a list of YAML
_BLANK_LINE = expression(r"(?:\r\n|\r|\n)[ \t]*+(?:\r\n|\r|\n)")
_PAGES = ("html",)  # formats in which lines mean nothing


class Remark(NamedTuple):
    """One thing that is wrong: which (as rules of the kind call it), where, what messages quote, and how to mend it."""

    fault: str
    span: Span
    values: Mapping[str, str] = {}
    fix: tuple[Span, str] | None = None


def remarks(
    document: Document,
    said: Sequence[Suppression],
    unused: Collection[By],
    named: Mapping[str, Sequence[Rule]],
) -> list[Remark]:
    """All that is wrong with the comments; `unused` are the names that silence nothing."""
    found: list[Remark] = []
    for number, suppression in enumerate(said):
        found += _misnamed(suppression, named)
        names = suppression.names
        idle = [name for part, name in enumerate(names) if (number, part) in unused]
        if (number, -1) in unused or (idle and len(idle) == len(names)):
            told = " ".join([suppression.form, ", ".join(name.text for name in names)]).strip()
            found.append(Remark("unused", suppression.comment.span, {"names": told}, _removal(document, suppression)))
        elif idle:
            told = ", ".join(name.text for name in idle)
            span = Span(idle[0].span.start, idle[-1].span.end)
            found.append(Remark("unused", span, {"names": told}, _rest(document.source, names, idle)))
    return found


def _misnamed(suppression: Suppression, named: Mapping[str, Sequence[Rule]]) -> Iterator[Remark]:
    if suppression.wrong is not None:
        yield Remark("unknown", suppression.wrong, {"what": "order", "hint": suppression.hint})
        return
    if not suppression.names and suppression.form != ENABLE:
        yield Remark("bare", suppression.comment.span)
    strange = [name for name in suppression.names if name.text not in named]
    reason = "; a reason stands behind --" if len(strange) > 1 else ""
    for name in strange:
        if name.text == "all":
            yield Remark("bare", suppression.comment.span)
        else:
            hint = near(name.text, named) or reason
            yield Remark("unknown", name.span, {"what": "rule, family or kind", "hint": hint})


def _rest(source: str, names: Sequence[Name], idle: Sequence[Name]) -> tuple[Span, str] | None:
    """The names without those that are idle."""
    whole = Span(names[0].span.start, names[-1].span.end)
    if not _LISTED.fullmatch(whole.of(source)):
        return None
    return whole, ", ".join(name.text for name in names if name not in idle)


def _removal(document: Document, suppression: Suppression) -> tuple[Span, str] | None:
    """How to take a comment out: with its line, or with one of the blanks around it, so that no other text changes."""
    source, lines = document.source, document.lines
    comment = suppression.comment
    start, end = comment.span
    if not comment.of_file and _BLANK_LINE.search(source, start, end):
        return None  # another remark stands in it, or in reStructuredText a paragraph that would become prose
    first, last = lines.position(start).line, lines.position(max(start, end - 1)).line
    begin, stop = lines.line(first).start, lines.line(last).end
    if source[begin:start].strip() or source[end:stop].strip():
        quoted = not source[begin:start].strip(" \t>")
        if not quoted and (not source[end:stop] or source[end] in " \t"):
            while start > begin and source[start - 1] in " \t":
                start -= 1
                if source[end:stop]:
                    break
        return Span(start, end), ""
    above, below = _blank(source, lines, first - 1), _blank(source, lines, last + 1)
    if (
        not above
        and not below
        and document.format not in _PAGES
        and not comment.of_file
        and not _between(source, start)
    ):
        return Span(begin, stop), ""  # the line stays, empty, between two paragraphs
    if above and below and not comment.of_file:  # of two empty lines one is enough
        if last + 1 < len(lines):
            last += 1
        elif first > 1:
            begin = lines.line(first - 1).start
    return Span(begin, lines.line(last + 1).start if last < len(lines) else len(source)), ""


def _blank(source: str, lines: LineIndex, number: int) -> bool:
    """Whether a line is empty; what is before the first or behind the last is."""
    return not 1 <= number <= len(lines) or not lines.line(number).of(source).strip()


def _between(source: str, start: int) -> bool:
    """Whether the comment is a line of AsciiDoc, which may stand between two lines of a paragraph."""
    return source.startswith("//", start) and not source.startswith("////", start)
