"""What the reports for other programs have in common: one remark for everything that there is to say of a file.

A file that could not be checked, a rule that failed and a verdict are remarks too: no format can leave them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from lint.finding import Finding, Severity
from lint.inspection import Inspection, counts
from lint.reporters._context import Context
from lint.text import Excerpt, Position, Unit

# What stands in the place of a rule's id where no rule speaks.
NOT_CHECKED = "not-checked"
PARTLY_CHECKED = "checked-in-part"
RULE_FAILED = "rule-failed"
NOT_FIXED = "not-fixed"
VERDICT = "verdict"

SORTS = {
    "word spinner": "the work of a word spinner",
    "machine translation": "raw machine translation",
    "language model": "the reply of a language model",
    "comment spam": "comment spam",
}


class Remark(NamedTuple):
    """One thing to say of a file. `fails` tells whether it alone makes the run fail.

    `level` is that of the formats for CI: what a preview rule finds is a note there, for it never fails a run.
    """

    path: str
    rule: str
    level: Severity
    message: str
    fails: bool
    finding: Finding | None = None
    excerpt: Excerpt | None = None

    def place(self, unit: Unit = "code points") -> tuple[Position, Position] | None:
        """Where it begins and ends, columns in that unit; None for a remark on the whole file."""
        if self.finding is None or self.excerpt is None:
            return None
        return self.excerpt.position(self.finding.span.start, unit), self.excerpt.position(self.finding.span.end, unit)


def remarks(inspections: Iterable[Inspection], context: Context) -> Iterator[Remark]:
    """All that there is to say, file by file."""
    for inspection in inspections:
        yield from file_remarks(inspection, context)


def file_remarks(inspection: Inspection, context: Context) -> Iterator[Remark]:
    """What there is to say of one file: what went wrong, the verdict, then the findings in their order."""
    path = relative(inspection.path, context.root)
    if inspection.error is not None:
        yield Remark(path, NOT_CHECKED, Severity.error, f"not checked: {_line(inspection.error)}", fails=True)
    for fault in inspection.faults:
        name = PARTLY_CHECKED if fault.unchecked else RULE_FAILED
        what = "checked in part only" if fault.unchecked else "rule failed"
        yield Remark(path, name, Severity.error, f"{what}: {fault.rule}: {_line(fault.message)}", fails=True)
    if inspection.repair is not None and inspection.repair.error is not None:
        yield Remark(path, NOT_FIXED, Severity.error, f"not fixed: {_line(inspection.repair.error)}", fails=True)
    verdict = inspection.verdict
    if verdict is not None and verdict.label != "clean" and not inspection.known:
        fails = inspection.fail_on is None
        message = f"reads like {SORTS[verdict.label]}: {'; '.join(map(_line, verdict.evidence))}"
        yield Remark(path, VERDICT, Severity.error if fails else Severity.note, message, fails)
    for finding in inspection.findings:
        yield Remark(
            path,
            finding.rule,
            Severity.note if finding.status == "preview" else finding.severity,
            _message(finding),
            counts(finding, inspection.fail_on),
            finding,
            inspection.excerpt,
        )


def gathered(inspections: Iterable[Inspection], context: Context) -> tuple[list[Remark], list[Inspection]]:
    """What there is to say of all files, and their inspections without what takes room."""
    told: list[Remark] = []
    done: list[Inspection] = []
    for inspection in inspections:
        told += file_remarks(inspection, context)
        done.append(inspection._replace(document=None, excerpt=None))
    return told, done


def _message(finding: Finding) -> str:
    if finding.meant and finding.meant not in finding.message:
        return _line(f"{finding.message} (meant: {finding.meant})")
    return _line(finding.message)


def _line(text: str) -> str:
    return " ".join(text.split())


def relative(path: str, root: str) -> str:
    """A path from `root` if it lies below; otherwise as it is."""
    if root and PurePath(path).is_absolute():
        try:
            return PurePath(path).relative_to(root).as_posix()
        except ValueError:
            return path
    return path
