"""How far a comment reaches: its line, the next block, from here to there, or the whole file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lint.document import Document
from lint.rule import Rule
from lint.suppress.notation import DISABLE, ENABLE, FILE, NEXT, Suppression
from lint.suppress.stretches import Stretches
from lint.text import Span

By = tuple[int, int]  # the number of a suppression, and that of the name in it; -1 for an `enable` without names


class Silence(NamedTuple):
    """A stretch of the source in which a rule is silent, and what silences it."""

    rule: str
    span: Span
    by: By


def silences(
    document: Document, said: Sequence[Suppression], named: Mapping[str, Sequence[Rule]]
) -> tuple[list[Silence], dict[By, set[By]]]:
    """The silences of a document, and for each name of an `enable` what it ends."""
    found: list[Silence] = []
    ended: dict[By, set[By]] = {}
    open_: dict[str, list[tuple[int, By]]] = defaultdict(list)
    places = _Places(document)
    for number, suppression in enumerate(said):
        if suppression.form == ENABLE:
            parts = [
                (part, [rule.id for rule in named[name.text]])
                for part, name in enumerate(suppression.names)
                if name.text in named
            ]
            for part, ids in parts if suppression.names else [(-1, list(open_))]:
                here = ended[number, part] = set()
                for id_ in ids:
                    for start, by in open_.pop(id_, ()):
                        found.append(Silence(id_, Span(start, suppression.comment.span.start), by))
                        here.add(by)
            continue
        span = places.reach(suppression) if suppression.form not in ("", DISABLE) else None
        for part, name in enumerate(suppression.names):
            for rule in named.get(name.text, ()):
                if span is not None:
                    found.append(Silence(rule.id, span, (number, part)))
                elif suppression.form == DISABLE:
                    open_[rule.id].append((suppression.comment.span.end, (number, part)))
    end = len(document.source)
    found += (Silence(id_, Span(start, end), by) for id_, starts in open_.items() for start, by in starts)
    return found, ended


class _Places:
    """Where the prose of a document stands."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        self._lines = document.lines
        self._blocks = Stretches(block.source for block in document.blocks)
        self._spoken = Stretches(
            segment.source for block in document.blocks for segment in block.segments if segment.text.strip()
        )

    def reach(self, suppression: Suppression) -> Span | None:
        """Where a suppression makes its rules silent; None where nothing is left to be silent about."""
        if suppression.form == FILE:
            return Span(0, len(self._source))
        span = suppression.comment.span
        line = self._whole_lines(span)
        if suppression.form != NEXT and self._spoken.meets(line):
            return line
        end = self._blocks.around(span.end)
        if end is None:
            block = self._blocks.after(span.end)
            if block is None:
                return None
            end = block.end
        return Span(span.end, self._whole_lines(Span(span.end, end)).end)

    def _whole_lines(self, span: Span) -> Span:
        first = self._lines.line(self._lines.position(span.start).line)
        last = self._lines.line(self._lines.position(max(span.start, span.end - 1)).line)
        return Span(first.start, last.end)
