"""The JSON report: stable keys, stable order, the same bytes on every run. Columns are code points.

A file that could not be checked has an `error` under `files`. docs/json-report.schema.json describes all of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lint import __version__
from lint.finding import Finding
from lint.inspection import Inspection
from lint.reporters._context import Context
from lint.reporters._statistics import statistics

TOOL = {"name": "malaprop", "version": __version__}


def report(inspections: Iterable[Inspection], context: Context) -> Iterator[str]:
    """The report as one JSON object, indented, with a line end. `start` and `end` are code points of the file."""
    ordered = sorted((i._replace(document=None) for i in inspections), key=lambda i: i.path)
    whole = {
        "version": 1,
        "tool": TOOL,
        "files": [file_row(inspection) for inspection in ordered],
        "findings": [finding_row(finding) for inspection in ordered for finding in inspection.findings],
    }
    if context.statistics:
        whole["statistics"] = statistics(finding for inspection in ordered for finding in inspection.findings)
    yield from json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(whole)
    yield "\n"


def file_row(inspection: Inspection) -> dict[str, Any]:
    """What the report says of a file, but for its findings."""
    entry: dict[str, Any] = {"path": inspection.path}
    if inspection.error is not None:
        entry["error"] = inspection.error
    if inspection.faults:
        entry["faults"] = [
            {"rule": fault.rule, "message": fault.message, "unchecked": fault.unchecked} for fault in inspection.faults
        ]
    if inspection.baselined is not None:
        entry["baselined"] = inspection.baselined
    if inspection.verdict is not None:
        label, score, evidence = inspection.verdict
        judged: dict[str, Any] = {"label": label, "score": score, "evidence": list(evidence)}
        if inspection.known:
            judged["known"] = True
        entry["metrics"] = {"words": inspection.words, "verdict": judged, **inspection.metrics}
        entry["suppressed"] = inspection.suppressed
    if inspection.repair is not None:
        entry["fixes"] = {
            "fixed": [_fixed(finding) for finding in inspection.repair.fixed],
            "left_out": [{**_fixed(finding), "why": why} for finding, why in inspection.repair.left_out],
        }
        if inspection.repair.error is not None:
            entry["fixes"]["error"] = inspection.repair.error
    return entry


def _fixed(finding: Finding) -> dict[str, Any]:
    """A finding that is no longer in the file: its place is that of the pass in which it was met."""
    return {"rule": finding.rule, "line": finding.position.line, "text": finding.text}


def finding_row(finding: Finding) -> dict[str, Any]:
    """What the report says of a finding."""
    row: dict[str, Any] = {
        "path": finding.path,
        "rule": finding.rule,
        "kind": finding.kind,
        "severity": finding.severity.name,
        "status": finding.status,
        "message": finding.message,
        "line": finding.position.line,
        "column": finding.position.column,
        "end_line": finding.end.line,
        "end_column": finding.end.column,
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
    }
    if finding.meant is not None:
        row["meant"] = finding.meant
    if finding.fix is not None:
        row["fix"] = {
            "start": finding.fix.span.start,
            "end": finding.fix.span.end,
            "replacement": finding.fix.replacement,
            "safety": finding.fix.safety,
        }
    row["fingerprint"] = finding.fingerprint
    return row
