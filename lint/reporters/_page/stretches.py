"""The source of an article cut where anything changes: at the ends of findings, of prose, and of parts.

Findings overlap and nest, and marks of a page must not; so every stretch knows all the findings that cover it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lint.document import OPAQUE, Document
from lint.finding import Finding, Severity
from lint.reporters._page.signs import runs
from lint.text import BOM, Span

_PART = 3_000  # code points from which a part ends with the next line end: a browser lays out only those in sight
_LINE = 12_000  # code points at which a longer line is parted, at a space if there is one


class Stretch(NamedTuple):
    """A piece of source that looks the same throughout.

    `style` is "dim" for what was not checked, "head" for headings, else "". The findings that cover it are numbers from
    1, the shortest first; `begins` and `ends` are those whose first or last stretch it is; `level` is the gravest.
    """

    runs: Sequence[tuple[str, str]]
    style: str
    findings: Sequence[int] = ()
    begins: Sequence[int] = ()
    ends: Sequence[int] = ()
    level: str = ""


def parts(document: Document, findings: Sequence[Finding]) -> list[list[Stretch]]:
    """The whole source as parts of stretches, in order. `findings` are numbered as they come."""
    source = document.source
    start = 1 if source.startswith(BOM) and all(finding.span.start for finding in findings) else 0
    ends = list(_part_ends(source, start))
    styles = list(_styles(document))
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number, finding in enumerate(findings, 1):
        opening.setdefault(finding.span.start, []).append(number)
        closing.setdefault(finding.span.end, []).append(number)
    cuts = {start, len(source), *ends, *opening, *closing}
    for span, _ in styles:
        cuts |= {max(start, span.start), max(start, span.end)}
    places = sorted(cuts)
    done: list[list[Stretch]] = [[]]
    active: list[int] = []
    style = 0
    borders = set(ends)
    for at, end in pairwise(places):
        active = sorted(
            {*active, *opening.get(at, ())} - set(closing.get(at, ())),
            key=lambda n: (findings[n - 1].span.end - findings[n - 1].span.start, n),
        )
        while style < len(styles) and styles[style][0].end <= at:
            style += 1
        look = styles[style][1] if style < len(styles) and styles[style][0].start <= at else ""
        level = max((findings[n - 1].severity for n in active), default=None)
        done[-1].append(
            Stretch(
                tuple(runs(_text(source, at, end))),
                look,
                tuple(active),
                tuple(n for n in opening.get(at, ()) if n in active),
                tuple(n for n in closing.get(end, ()) if n in active),
                Severity(level).name if level else "",
            )
        )
        if end in borders:
            done.append([])
    return [part for part in done if part]


def _text(source: str, at: int, end: int) -> str:
    """The piece of source, without a CR whose LF stands in the next one: together they are one line end."""
    return source[at : end - 1] if source.startswith("\r\n", end - 1) else source[at:end]


def _part_ends(source: str, at: int) -> Iterator[int]:
    while len(source) - at > _PART:
        end = source.find("\n", at + _PART, at + _LINE) + 1
        if not end and len(source) - at <= _LINE:
            return
        end = end or source.rfind(" ", at + _PART, at + _LINE) + 1 or at + _LINE
        yield end
        at = end


def _styles(document: Document) -> Iterator[tuple[Span, str]]:
    """Stretches of the source that are not plain prose, in order and apart from each other."""
    prose = sorted(
        (segment.source, block.kind in ("title", "heading"))
        for block in document.blocks
        for segment in block.segments
        if segment.text != OPAQUE
    )
    at = 0
    for span, heading in [*prose, (Span(len(document.source), len(document.source)), False)]:
        if span.start > at and not document.source[at : span.start].isspace():
            yield Span(at, span.start), "dim"
        if heading and span.end > max(at, span.start):
            yield Span(max(at, span.start), span.end), "head"
        at = max(at, span.end)
