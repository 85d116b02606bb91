"""Fixes applied to an article pass after pass until none is left, and none kept that does harm.

A pass takes the fixes that do not overlap, and the next one those that are still to be made. What a pass gives is read
and checked again: every block that no fix touched must be there as it was, and no error may stand in a block that was
not there before. Where one of these fails the fixes are tried by halves until those at fault are found, and those are
left out. Only the octets under a fix change; the rest of the file is never decoded and encoded again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lint.document import Block, Document
from lint.engine import chosen
from lint.finding import Finding, Fix, Severity
from lint.inspection import Inspection
from lint.text import Span

PASSES = 20  # rules whose fixes undo each other would go on for ever
_GROWTH = 4  # times its length: a fix that holds what it replaces has no end either
_TRIALS = 200  # inspections of one article: a thousand fixes at fault are not told apart

OVERLAP = "it overlaps another fix"
_MARKUP = "it would change more of the article than its own words"
_ERROR = "it would make a new error: {}"
_MANY = "too many other fixes of this file could not be made"

Inspect = Callable[[bytes], Inspection]


class LeftOut(NamedTuple):
    """A fix that was not made, and why."""

    finding: Finding
    why: str


class Mending(NamedTuple):
    """What came of mending an article: its octets, their inspection, what was fixed and what was left out.

    The findings are those of the pass in which they were met. An article whose fixes do not come to an end is not
    `settled`; it is left as it was, and `fixed` are the fixes that come round again and again.
    """

    data: bytes
    inspection: Inspection
    fixed: Sequence[Finding] = ()
    left_out: Sequence[LeftOut] = ()
    settled: bool = True


def mended(data: bytes, inspect: Inspect, *, unsafe: bool = False) -> Mending:
    """The article with its safe fixes made, and with suggested ones too if `unsafe`."""
    first = now = inspect(data)
    current = data
    seen = {data: 0}  # with how many fixes had been made
    fixed: list[Finding] = []
    refused: dict[str, LeftOut] = {}  # by fingerprint, as places move from pass to pass
    put_off: list[Finding] = []
    taken: list[Finding] = []
    for _ in range(PASSES):
        if now.document is None:
            break
        source = now.document.source
        wanted = [f for f in now.findings if f.fingerprint not in refused and _changes(f.fix, source)]
        taken, overlapping = chosen(wanted, unsafe=unsafe)
        made = Counter(map(_said, taken))
        put_off = [f for f in put_off if not made[_said(f)]]
        if not taken:
            break
        put_off += overlapping
        trial = _Trial(current, now.document, now.findings, inspect)
        kept = trial.kept(taken)
        refused.update((left.finding.fingerprint, left) for left in trial.refused)
        if trial.found is None:
            continue
        current, now = trial.found
        fixed += kept
        if current in seen or len(current) > _GROWTH * len(data) + _GROWTH:
            return Mending(data, first, fixed[seen.get(current, 0) :], settled=False)
        seen[current] = len(fixed)
    else:
        if taken:
            return Mending(data, first, taken, settled=False)
    # A rule that failed is not tried again in a run, so that later inspections do not tell of it.
    faults = tuple(dict.fromkeys((*first.faults, *now.faults)))
    left = [refused[f.fingerprint] for f in now.findings if f.fingerprint in refused]
    left += (LeftOut(finding, OVERLAP) for finding in put_off)
    return Mending(current, now._replace(faults=faults), fixed, left)


def patched(data: bytes, source: str, fixes: Sequence[Fix]) -> bytes:
    """`data`, which decodes to `source`, with the fixes (in order, apart from each other) in it."""
    parts: list[bytes] = []
    point = octet = 0
    for span, replacement, _ in fixes:
        start = octet + len(source[point : span.start].encode())
        parts += (data[octet:start], replacement.encode())
        octet = start + len(span.of(source).encode())
        point = span.end
    parts.append(data[octet:])
    return b"".join(parts)


def _changes(fix: Fix | None, source: str) -> bool:
    return fix is not None and fix.span.of(source) != fix.replacement


class _Trial:
    """One pass: which of the fixes can be made together."""

    def __init__(self, data: bytes, document: Document, findings: Sequence[Finding], inspect: Inspect) -> None:
        self._data = data
        self._document = document
        self._errors = Counter(map(_said, filter(_grave, findings)))
        self._inspect = inspect
        self._left = _TRIALS
        self.found: tuple[bytes, Inspection] | None = None  # with all the fixes that were found to be good
        self.refused: list[LeftOut] = []

    def kept(self, more: list[Finding], base: Sequence[Finding] = ()) -> list[Finding]:
        """Those of `more` that do no harm on top of `base`, which does none."""
        why = self._harm([*base, *more])
        if why is None:
            return more
        if len(more) == 1 or self._left <= 0:
            self.refused += (LeftOut(finding, why) for finding in more)
            return []
        half = len(more) // 2
        left = self.kept(more[:half], base)
        return [*left, *self.kept(more[half:], [*base, *left])]

    def _harm(self, findings: Sequence[Finding]) -> str | None:
        if self._left <= 0:
            return _MANY
        self._left -= 1
        fixes = [finding.fix for finding in findings if finding.fix is not None]
        data = patched(self._data, self._document.source, fixes)
        inspection = self._inspect(data)
        if inspection.document is None or not _sound(self._document, inspection.document, fixes):
            return _MARKUP
        error = self._new_error(inspection, fixes)
        if error is not None:
            return _ERROR.format(error.rule)
        self.found = data, inspection
        return None

    def _new_error(self, inspection: Inspection, fixes: Sequence[Fix]) -> Finding | None:
        """An error that was not there before, in a block that a fix touched."""
        assert inspection.document is not None
        more = Counter(map(_said, filter(_grave, inspection.findings))) - self._errors
        if not more:
            return None
        touched = list(_touched(inspection.document, fixes))
        for finding in filter(_grave, inspection.findings):
            if _said(finding) in more and any(block.contains(finding.span) for block in touched):
                return finding
        return None


def _grave(finding: Finding) -> bool:
    return finding.severity == Severity.error and finding.status != "preview"


def _said(finding: Finding) -> tuple[str, str]:
    return finding.rule, " ".join(finding.text.split()).casefold()


def _touched(document: Document, fixes: Sequence[Fix]) -> Iterator[Span]:
    """The spans of the blocks of the mended document in which fixes were made."""
    shift = 0
    places: list[Span] = []
    for span, replacement, _ in fixes:
        start = span.start + shift
        places.append(Span(start, start + len(replacement)))
        shift += len(replacement) - (span.end - span.start)
    for block in document.blocks:
        source = block.source
        if any(place.start <= source.end and source.start <= place.end for place in places):
            yield source


def _sound(before: Document, after: Document, fixes: Sequence[Fix]) -> bool:
    """Whether every block is what it was but for what the fixes changed or took out.

    In plain text there is no markup to break, and where a block begins there is a guess.
    """
    if before.format == "text":
        return True
    remaining = iter(after.blocks)
    starts, ends = [fix.span.start for fix in fixes], [fix.span.end for fix in fixes]
    for block in before.blocks:
        source = block.source
        inside = fixes[bisect_right(ends, source.start) : bisect_left(starts, source.end)]
        if any(fix.span.contains(source) and not fix.replacement for fix in inside):
            continue
        now = next(remaining, None)
        if now is None or (now.kind, now.level, now.name) != (block.kind, block.level, block.name):
            return False
        if not (_holds(block, now.text, inside) if inside else now.text == block.text):
            return False
    return next(remaining, None) is None


def _holds(block: Block, text: str, fixes: Sequence[Fix]) -> bool:
    """Whether `text` holds what stood before, between and behind the fixes in a block."""
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
