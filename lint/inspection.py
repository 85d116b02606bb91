"""Checking files one after another: what was found in each, or why it could not be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lint import engine, readers
from lint.document import Document
from lint.finding import Fault, Finding, Severity
from lint.readers import UnreadableError
from lint.rulebook import Rulebook, RulebookError
from lint.text import Excerpt, UndecodableError
from lint.verdict import Verdict, verdict


class Repair(NamedTuple):
    """What `--fix` did to one file: how many findings it fixed, which fixes were left out and why, what went wrong."""

    fixed: Sequence[Finding] = ()
    left_out: Sequence[tuple[Finding, str]] = ()
    error: str | None = None  # why nothing was written


class Inspection(NamedTuple):
    """What came of one file. With an `error` there is no document and there are no findings.

    `baselined` counts the findings that a baseline holds and that are not told, None where there is no baseline. A
    verdict that is `known` is not told either: it is in the baseline, or the article is as it was.
    `excerpt` holds the lines of the findings and their fixes, so that a report can do without the document.
    With a `repair` the findings are those that are left, or all where nothing was written.
    """

    path: str
    document: Document | None
    findings: Sequence[Finding] = ()
    faults: Sequence[Fault] = ()
    error: str | None = None
    words: int = 0
    verdict: Verdict | None = None
    metrics: Mapping[str, object] = {}
    excerpt: Excerpt | None = None
    suppressed: int = 0
    fail_on: Severity | None = Severity.warning
    baselined: int | None = None
    known: bool = False
    repair: Repair | None = None


Reading = Callable[[str], bytes]


class Request(NamedTuple):
    """How a file is to be read, which findings count, and which fail a run (None: only a verdict)."""

    rulebook: Rulebook
    severity: Severity = Severity.note
    input_format: str | None = None
    language: str | None = None
    debug: bool = False  # let a fault of malaprop itself through as it is
    fail_on: Severity | None = Severity.warning


def on_disk(path: str) -> bytes:
    """The bytes of a file. Raises OSError."""
    return Path(path).read_bytes()


def inspect(files: Iterable[tuple[str, Request]], read: Reading = on_disk) -> Iterator[Inspection]:
    """One inspection a path, in their order. A file that cannot be read or checked does not stop the others."""
    for path, request in files:
        data = taken(path, read)
        yield data if isinstance(data, Inspection) else inspect_data(data, path, request)


def taken(path: str, read: Reading) -> bytes | Inspection:
    """The bytes of a file, or the inspection that says why it cannot be read."""
    try:
        return read(path)
    except OSError as error:
        return Inspection(path, None, error=f"cannot be read: {(error.strerror or str(error)).lower()}")


def inspect_data(data: bytes, path: str, request: Request) -> Inspection:
    """The inspection of bytes that are, or are to be called, the file `path`."""
    try:
        document = readers.read(data, path, format=request.input_format, language=request.language)
        findings, faults, suppressed = engine.run(document, request.rulebook)
        reading = verdict(document, findings, request.rulebook)
    except (UnreadableError, UndecodableError) as error:
        return Inspection(path, None, error=str(error))
    except RulebookError:
        raise
    except Exception as error:
        if request.debug:
            raise
        told = f"a fault of malaprop itself ({type(error).__name__}: {error}); MALAPROP_DEBUG=1 shows where"
        return Inspection(path, None, error=told)
    kept = [finding for finding in findings if finding.severity >= request.severity]
    words = sum(len(block.words) for block in document.blocks)
    excerpt = _excerpt(document, kept)
    return Inspection(
        path,
        document,
        kept,
        faults,
        None,
        words,
        reading,
        document.metrics,
        excerpt,
        suppressed,
        request.fail_on,
    )


def _excerpt(document: Document, findings: Sequence[Finding]) -> Excerpt | None:
    if not findings:
        return None
    spans = [*(f.span for f in findings), *(f.fix.span for f in findings if f.fix is not None)]
    return Excerpt(document.source, document.lines, (offset for span in spans for offset in span))


def exit_code(inspections: Iterable[Inspection]) -> int:
    """0 for nothing at or above `fail_on` of its file, 1 for findings, 2 a failed rule, 3 one unchecked or unwritten.

    3 beats 2 beats 1, and a file that was checked in part only is one that was not. Findings of preview rules never
    count. Where `fail_on` is None only a verdict other than "clean" does.
    """
    code = 0
    for inspection in inspections:
        if inspection.error is not None or any(fault.unchecked for fault in inspection.faults):
            return 3
        if inspection.repair is not None and inspection.repair.error is not None:
            return 3
        if inspection.faults:
            code = 2
        elif code == 0 and _fails(inspection):
            code = 1
    return code


def counts(finding: Finding, fail_on: Severity | None) -> bool:
    """Whether a finding alone makes a run fail."""
    return fail_on is not None and finding.severity >= fail_on and finding.status != "preview"


def _fails(inspection: Inspection) -> bool:
    if inspection.fail_on is None:
        return inspection.verdict is not None and inspection.verdict.label != "clean" and not inspection.known
    return any(counts(finding, inspection.fail_on) for finding in inspection.findings)
