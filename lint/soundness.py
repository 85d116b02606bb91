"""Whether fixes did harm: what an article was before them is held against what it is with them.

Two things must not happen. Every block that no fix touched must be there as it was, and those that one touched must say
the same around it, or markup was made or broken. And no error may stand in a block that a fix touched where none of
its rule stood before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lint.document import Block, Document
from lint.finding import Finding, Fix, Severity
from lint.inspection import Inspection
from lint.text import Span

_MARKUP = "it would change more of the article than its own words"
_ERROR = "it would make a new error: {}"


class Harm(NamedTuple):
    """What fixes did that they must not, and the numbers of those that may have done it."""

    why: str
    blamed: Sequence[int]


def harms(before: Document, findings: Sequence[Finding], after: Inspection, fixes: Sequence[Fix]) -> list[Harm]:
    """What is wrong in `after`, which is `before`, with its findings, mended by the fixes (in order, apart)."""
    if after.document is None:
        return [Harm(_MARKUP, range(len(fixes)))]
    broken = _broken(before, after.document, fixes)
    if broken is not None:
        return [Harm(_MARKUP, broken)]
    return list(_new_errors(findings, after.document, after.findings, _Places(fixes)))


class _Places:
    """Where fixes stand in the source and in the mended source."""

    def __init__(self, fixes: Sequence[Fix]) -> None:
        self.old = [fix.span for fix in fixes]
        self.new: list[Span] = []
        shift = 0
        for span, replacement, _ in fixes:
            start = span.start + shift
            self.new.append(Span(start, start + len(replacement)))
            shift += len(replacement) - (span.end - span.start)
        self._starts = [span.start for span in self.new]
        self._ends = [span.end for span in self.new]

    def within(self, span: Span) -> range:
        """The numbers of the fixes inside a span of the mended source, or beside it."""
        return range(bisect_left(self._ends, span.start), bisect_right(self._starts, span.end))

    def before(self, span: Span) -> Span:
        """What a span of the mended source was; all of what a fix replaced where it ends inside one."""
        return Span(self._back(span.start)[0], self._back(span.end)[1])

    def _back(self, place: int) -> tuple[int, int]:
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            return place, place
        if place <= self._ends[number]:
            first = bisect_left(self._ends, place)  # a fix may begin where another ends
            return self.old[min(first, number)].start, self.old[number].end
        moved = place - self._ends[number] + self.old[number].end
        return moved, moved


def _new_errors(
    findings: Sequence[Finding], document: Document, now: Sequence[Finding], places: _Places
) -> Iterator[Harm]:
    old: dict[str, list[Span]] = defaultdict(list)
    for finding in findings:
        old[finding.rule].append(finding.span)
    blocks = sorted(block.source for block in document.blocks)
    for finding in now:
        if finding.severity != Severity.error or finding.status == "preview":
            continue
        was = places.before(finding.span)
        known = old[finding.rule]
        number = bisect_right(known, (was.end, was.end))
        if any(span.start <= was.end and was.start <= span.end for span in known[max(0, number - 2) : number]):
            continue
        at = bisect_right(blocks, (finding.span.start, len(document.source)))
        block = blocks[at - 1] if at else finding.span
        touched = places.within(Span(min(block.start, finding.span.start), max(block.end, finding.span.end)))
        if touched:
            yield Harm(_ERROR.format(finding.rule), touched)


def _broken(before: Document, after: Document, fixes: Sequence[Fix]) -> Sequence[int] | None:
    """The numbers of the fixes at the first block that is not what it should be; None if there is no such block.

    In plain text there is no markup to break, and where a block begins there is a guess.
    """
    if before.format == "text":
        return None
    remaining = iter(after.blocks)
    starts, ends = [fix.span.start for fix in fixes], [fix.span.end for fix in fixes]
    for block in before.blocks:
        source = block.source
        inside = range(bisect_right(ends, source.start), bisect_left(starts, source.end))
        if any(fixes[n].span.contains(source) and not fixes[n].replacement for n in inside):
            continue
        now = next(remaining, None)
        same = now is not None and (now.kind, now.level, now.name) == (block.kind, block.level, block.name)
        if not same or now is None or not _holds(block, now.text, [fixes[n] for n in inside]):
            # Nothing inside: one beside it joined it to its neighbour, or took its mark.
            return inside or range(max(0, inside.start - 1), min(len(fixes), inside.start + 1))
    return None if next(remaining, None) is None else range(len(fixes))


def _holds(block: Block, text: str, fixes: Sequence[Fix]) -> bool:
    """Whether `text` holds what stood before, between and behind the fixes in a block."""
    if not fixes:
        return text == block.text
    bounds = [0, *(at for fix in fixes for at in (_offset(block, fix.span.start), _offset(block, fix.span.end)))]
    bounds.append(len(block.text))
    stretches = [block.text[a:b].strip() for a, b in list(pairwise(bounds))[::2]]
    if not text.startswith(stretches[0]) or not text.endswith(stretches[-1]):
        return False
    at = 0
    for stretch in stretches:
        found = text.find(stretch, at)
        if found < 0:
            return False
        at = found + len(stretch)
    return True


def _offset(block: Block, place: int) -> int:
    """How much of a block's text stands before a place of the source."""
    at = 0
    for segment in block.segments:
        if segment.source.end <= place:
            at = segment.at + len(segment.text)
        elif segment.source.start < place:
            return segment.at + (place - segment.source.start if segment.same_length else 0)
        else:
            break
    return at
