"""`run(document, rulebook)`: findings in the coordinates of the file; `fixed(document, findings)`: the mended text.

The engine alone turns block coordinates into places, so that no check can report a wrong one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from lint.document import Block, Document, Segment
from lint.finding import Fault, Finding, Fix, Hit, Severity
from lint.removal import removed
from lint.rewriting import rewritten
from lint.rule import Rule
from lint.rulebook import Rulebook
from lint.text import Span

if TYPE_CHECKING:  # imported where an article silences something
    from lint.suppress.remarks import Remark

_REACH = 400  # code points that hold the neighbours: a line of 5 MB may have a finding at every word
_NEIGHBOURS = 4  # words on each side that tell one finding from the next of the same words


class Outcome(NamedTuple):
    """What came of one document; `suppressed` counts the places that the article itself wants nothing said of."""

    findings: list[Finding]
    faults: list[Fault]
    suppressed: int = 0


def run(document: Document, rulebook: Rulebook) -> Outcome:
    """Every finding of the rulebook's rules in the document, sorted, each place told once a rule.

    Where two rules flag exactly the same stretch the graver one (then the first by name) speaks, and a note inside a
    stretch that a graver finding flags is left out. What the article silences is left out first.
    """
    findings: dict[tuple[str, Span], Finding] = {}
    faults: list[Fault] = []
    for kind, check in rulebook.checks(document.language):
        for said in check(document):
            if isinstance(said, Fault):
                faults.append(said)
                continue
            if rulebook.house is not None and rulebook.house.owns(said, kind):
                continue
            finding = _finding(document, said, rulebook.by_id[said.rule])
            findings.setdefault((finding.rule, finding.span), finding)
    kept, suppressed = _unsilenced(document, rulebook, list(findings.values()), faults)
    by_place: dict[Span, Finding] = {}
    for finding in sorted(kept, key=lambda f: (-f.severity, f.rule)):
        by_place.setdefault(finding.span, finding)
    told = sorted(_apart(by_place.values()), key=lambda f: (f.path, f.span, f.rule))
    return Outcome(told, faults, suppressed)


def _unsilenced(
    document: Document, rulebook: Rulebook, findings: list[Finding], faults: Iterable[Fault]
) -> tuple[list[Finding], int]:
    """The findings that the article does not silence, those on its comments added, and how many places it silences."""
    if not document.comments and not (findings and _says_sic(document.source)):
        return findings, 0
    from lint.suppress import Suppressions
    from lint.suppress.remarks import KIND

    silencer = Suppressions(document, rulebook)
    rules = [rule for rule in rulebook.rules if rule.kind == KIND]
    for remark in silencer.remarks(findings, {fault.rule for fault in faults}) if rules else ():
        findings += (_remarked(document, remark, rule) for rule in rules if rule.params.fault == remark.fault)
    kept = [finding for finding in findings if not silencer.silence(finding)]
    return kept, len({f.span for f in findings} - {f.span for f in kept})


def _says_sic(source: str) -> bool:
    """Whether "sic" stands somewhere as a word; in music and basics it does not."""
    at = source.find("sic")
    while at >= 0:
        if not source[max(0, at - 1) : at].isalnum() and not source[at + 3 : at + 4].isalnum():
            return True
        at = source.find("sic", at + 3)
    return False


def _remarked(document: Document, remark: Remark, rule: Rule) -> Finding:
    start, end = remark.span
    comment = Block("field", [Segment(0, remark.span.of(document.source), remark.span)])
    finding = _finding(document, Hit(rule.id, comment, 0, end - start, values=remark.values), rule)
    if remark.fix is None or rule.fix is None:
        return finding
    return finding._replace(fix=Fix(*remark.fix, rule.fix))


def _apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings but for notes that lie inside something graver: whoever mends that mends them with it."""
    reach = 0
    for finding in sorted(findings, key=lambda f: (f.span.start, -f.severity)):
        if finding.severity > Severity.note:
            reach = max(reach, finding.span.end)
        elif finding.span.end <= reach:
            continue
        yield finding


def _finding(document: Document, hit: Hit, rule: Rule) -> Finding:
    span = hit.block.span(hit.start, hit.end)
    text = hit.block.text[hit.start : hit.end]
    values = dict(hit.values)
    related = None
    if hit.related is not None:
        block, start, end = hit.related
        related = block.span(start, end)
        values["line"] = str(document.lines.position(related.start).line)
    message = rule.message.format(**{"match": " ".join(text.split()), "meant": hit.meant or "", "line": "", **values})
    return Finding(
        path=document.path,
        span=span,
        rule=rule.id,
        kind=rule.kind,
        severity=Severity[rule.severity],
        status=rule.status,
        message=message,
        position=document.lines.position(span.start),
        end=document.lines.position(span.end),
        text=span.of(document.source),
        meant=hit.meant,
        fix=_fix(document, hit, rule),
        fingerprint=_fingerprint(hit),
        related=related,
    )


def _fix(document: Document, hit: Hit, rule: Rule) -> Fix | None:
    """What mends the source; None where the rule mends nothing or the stretch cannot be mended without its markup."""
    if rule.fix is None:
        return None
    found = None
    if hit.removes:
        found = removed(document, hit.block, hit.start, hit.end)
    elif hit.replacement is not None:
        found = rewritten(document, hit.block, hit.start, hit.end, hit.replacement)
    return Fix(*found, "suggest" if hit.doubtful else rule.fix) if found is not None else None


def _fingerprint(hit: Hit) -> str:
    """Rule, matched text and neighbouring words: it survives edits elsewhere and moves with its paragraph."""
    block = hit.block
    folded = block.folded
    before = " ".join(folded[max(0, hit.start - _REACH) : hit.start].split()[-_NEIGHBOURS:])
    after = " ".join(folded[hit.end : hit.end + _REACH].split(maxsplit=_NEIGHBOURS)[:_NEIGHBOURS])
    match = " ".join(folded[hit.start : hit.end].split())
    return hashlib.sha256(f"{hit.rule}\0{match}\0{before}\0{after}".encode()).hexdigest()[:16]


def chosen(findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[list[Finding], list[Finding]]:
    """The findings whose fixes can be applied together, in order, and those left out for overlapping an earlier one.

    `safe` fixes only, unless `unsafe`. Of two that overlap the one that begins first, then the wider one, is taken.
    """
    taken: list[Finding] = []
    left_out: list[Finding] = []
    at = -1
    for fix, finding in sorted(
        ((f.fix, f) for f in findings if f.fix is not None and (f.fix.safety == "safe" or unsafe)),
        key=lambda pair: (pair[0].span.start, -pair[0].span.end, pair[1].rule),
    ):
        if fix.span.start < at:
            left_out.append(finding)
        else:
            taken.append(finding)
            at = fix.span.end
    return taken, left_out


def fixed(document: Document, findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[str, list[Finding]]:
    """The source with fixes applied, and the findings whose fix was left out because it overlaps an earlier one.

    Nothing outside a fix's span changes.
    """
    taken, left_out = chosen(findings, unsafe=unsafe)
    parts: list[str] = []
    at = 0
    for finding in taken:
        assert finding.fix is not None
        parts += (document.source[at : finding.fix.span.start], finding.fix.replacement)
        at = finding.fix.span.end
    parts.append(document.source[at:])
    return "".join(parts), left_out
