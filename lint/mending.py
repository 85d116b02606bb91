"""Fixes applied to an article pass after pass until none is left, and none kept that does harm.

A pass takes the fixes that do not overlap, and the next one those that are still to be made. What a pass gives is read
and checked again (`lint.soundness`). Where it did harm, it is made without the fixes that may have done it, and those
are tried by halves until the ones at fault are found, which are left out. Only the octets under a fix change; the rest
of the file is never decoded and encoded again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lint.document import Document
from lint.engine import chosen
from lint.finding import Finding, Fix
from lint.inspection import Inspection
from lint.soundness import Harm, harms
from lint.text import Span

PASSES = 20  # rules whose fixes undo each other would go on for ever
_GROWTH = 4  # times its length: a fix that holds what it replaces has no end either
_TRIALS = 100  # inspections of one article: a thousand fixes at fault are not told apart

OVERLAP = "it overlaps another fix"
_MANY = "too many other fixes of this file could not be made"

Inspect = Callable[[bytes], Inspection]
Mine = Callable[[Inspection], Sequence[Finding]]


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


def _all(inspection: Inspection) -> Sequence[Finding]:
    return inspection.findings


def mended(data: bytes, inspect: Inspect, mine: Mine = _all, *, unsafe: bool = False) -> Mending:
    """The article with its safe fixes made, and with suggested ones too if `unsafe`; only findings that are `mine`."""
    first = now = inspect(data)
    current = data
    seen = {data: 0}  # with how many fixes had been made
    fixed: list[Finding] = []
    refused: dict[str, LeftOut] = {}  # by fingerprint, as places move from pass to pass
    put_off: list[Finding] = []
    taken: list[Finding] = []
    left = _TRIALS
    moved = False  # whether the article changed since a fix was refused for the first time
    for _ in range(PASSES):
        if now.document is None:
            break
        source = now.document.source
        wanted = [f for f in mine(now) if f.fingerprint not in refused and _changes(f.fix, source)]
        taken, overlapping = chosen(wanted, unsafe=unsafe)
        made = Counter(map(_said, taken))
        put_off = [f for f in put_off if not made[_said(f)]]
        if not taken and refused and moved:  # what did harm beside the others may do none now
            refused.clear()
            moved = False
            continue
        if not taken:
            break
        put_off += overlapping
        trial = _Trial(current, now.document, now.findings, inspect, left)
        kept = trial.kept(taken)
        left = max(1, trial.left)  # what one pass takes to find who is at fault the others have no more
        refused.update((out.finding.fingerprint, out) for out in trial.refused)
        if trial.found is None:
            continue
        (current, now), moved = trial.found, True
        fixed += kept
        if current in seen or len(current) > _GROWTH * len(data) + _GROWTH:
            return Mending(data, first, fixed[seen.get(current, 0) :], settled=False)
        seen[current] = len(fixed)
    else:
        if taken:
            return Mending(data, first, taken, settled=False)
    # A rule that failed is not tried again in a run, so that later inspections do not tell of it.
    faults = tuple(dict.fromkeys((*first.faults, *now.faults)))
    left_out = [refused[f.fingerprint] for f in now.findings if f.fingerprint in refused]
    left_out += (LeftOut(finding, OVERLAP) for finding in put_off)
    return Mending(current, now._replace(faults=faults), fixed, left_out)


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
    """One pass: which of the fixes can be made together; `left` is how many inspections it may take."""

    def __init__(
        self, data: bytes, document: Document, findings: Sequence[Finding], inspect: Inspect, left: int
    ) -> None:
        self._data = data
        self._document = document
        self._findings = findings
        self._inspect = inspect
        self.left = left
        self.found: tuple[bytes, Inspection] | None = None  # with all the fixes that were found to be good
        self.refused: list[LeftOut] = []

    def kept(self, findings: list[Finding]) -> list[Finding]:
        """Those whose fixes do no harm together: first without all that may be to blame, then with each that is not."""
        good, suspects = findings, set[int]()
        while good and (found := self._harms(good)):
            blamed = {id(good[number]) for harm in found for number in harm.blamed}
            suspects |= blamed
            good = [finding for finding in good if id(finding) not in blamed]
        return good + self._cleared([finding for finding in findings if id(finding) in suspects], good)

    def _cleared(self, suspects: list[Finding], base: Sequence[Finding]) -> list[Finding]:
        """The suspects that do no harm on top of `base`, which does none."""
        if not suspects:
            return []
        found = self._harms([*base, *suspects])
        if not found:
            return suspects
        if len(suspects) == 1 or self.left <= 0:
            self.refused += (LeftOut(finding, found[0].why) for finding in suspects)
            return []
        half = len(suspects) // 2
        first = self._cleared(suspects[:half], base)
        return first + self._cleared(suspects[half:], [*base, *first])

    def _harms(self, findings: list[Finding]) -> list[Harm]:
        """What the fixes of the findings do; these are put in order."""
        if self.left <= 0:
            return [Harm(_MANY, range(len(findings)))]
        self.left -= 1
        findings.sort(key=_place)
        fixes = [finding.fix for finding in findings if finding.fix is not None]
        data = patched(self._data, self._document.source, fixes)
        inspection = self._inspect(data)
        found = harms(self._document, self._findings, inspection, fixes)
        if not found:
            self.found = data, inspection
        return found


def _place(finding: Finding) -> Span:
    assert finding.fix is not None
    return finding.fix.span


def _said(finding: Finding) -> tuple[str, str]:
    return finding.rule, " ".join(finding.text.split()).casefold()
