"""Checking files one after another: what was found in each, or why it could not be checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lint import engine, readers
from lint.document import Document
from lint.finding import Fault, Finding, Severity
from lint.readers import UnreadableError
from lint.rulebook import Rulebook, RulebookError
from lint.text import UndecodableError
from lint.verdict import Verdict, verdict


class Inspection(NamedTuple):
    """What came of one file. With an `error` there is no document and there are no findings."""

    path: str
    document: Document | None
    findings: Sequence[Finding] = ()
    faults: Sequence[Fault] = ()
    error: str | None = None
    words: int = 0
    verdict: Verdict | None = None
    metrics: Mapping[str, object] = {}
    fail_on: Severity | None = Severity.warning


class Request(NamedTuple):
    """How a file is to be read, which findings count, and which fail a run (None: only a verdict)."""

    rulebook: Rulebook
    severity: Severity = Severity.note
    input_format: str | None = None
    language: str | None = None
    debug: bool = False  # let a fault of malaprop itself through as it is
    fail_on: Severity | None = Severity.warning


def inspect(files: Iterable[tuple[str, Request]]) -> Iterator[Inspection]:
    """One inspection a path, in their order. A file that cannot be read or checked does not stop the others."""
    for path, request in files:
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            yield Inspection(path, None, error=f"cannot be read: {(error.strerror or str(error)).lower()}")
            continue
        yield inspect_data(data, path, request)


def inspect_data(data: bytes, path: str, request: Request) -> Inspection:
    """The inspection of bytes that are, or are to be called, the file `path`."""
    try:
        document = readers.read(data, path, format=request.input_format, language=request.language)
        findings, faults = engine.run(document, request.rulebook)
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
    reading = verdict(document, findings, request.rulebook)
    return Inspection(path, document, kept, faults, None, words, reading, document.metrics, request.fail_on)


def exit_code(inspections: Iterable[Inspection]) -> int:
    """0 for nothing at or above `fail_on` of its file, 1 for findings, 2 for a failed rule, 3 for an unchecked file.

    3 beats 2 beats 1, and a file that was checked in part only is one that was not. Findings of preview rules never
    count. Where `fail_on` is None only a verdict other than "clean" does.
    """
    code = 0
    for inspection in inspections:
        if inspection.error is not None or any(fault.unchecked for fault in inspection.faults):
            return 3
        if inspection.faults:
            code = 2
        elif code == 0 and _fails(inspection):
            code = 1
    return code


def _fails(inspection: Inspection) -> bool:
    least = inspection.fail_on
    if least is None:
        return inspection.verdict is not None and inspection.verdict.label != "clean"
    return any(f.severity >= least and f.status != "preview" for f in inspection.findings)
