"""The JSON report: stable keys, stable order, the same bytes on every run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from lint import __version__
from lint.finding import Finding
from lint.inspection import Inspection


def report(inspections: Iterable[Inspection]) -> str:
    """The report as one JSON object, indented, with a line end. `start` and `end` are code points of the file."""
    ordered = sorted(inspections, key=lambda i: i.path)
    files: list[dict[str, Any]] = []
    for inspection in ordered:
        entry: dict[str, Any] = {"path": inspection.path}
        if inspection.error is not None:
            entry["error"] = inspection.error
        if inspection.faults:
            entry["faults"] = [
                {"rule": fault.rule, "message": fault.message, "unchecked": fault.unchecked}
                for fault in inspection.faults
            ]
        if inspection.verdict is not None:
            label, score, evidence = inspection.verdict
            entry["metrics"] = {
                "words": inspection.words,
                "verdict": {"label": label, "score": score, "evidence": list(evidence)},
                **inspection.metrics,
            }
        if inspection.repair is not None:
            entry["fixes"] = {
                "fixed": [_fixed(finding) for finding in inspection.repair.fixed],
                "left_out": [{**_fixed(finding), "why": why} for finding, why in inspection.repair.left_out],
            }
            if inspection.repair.error is not None:
                entry["fixes"]["error"] = inspection.repair.error
        files.append(entry)
    whole = {
        "version": 1,
        "tool": {"name": "malaprop", "version": __version__},
        "files": files,
        "findings": [_row(finding) for inspection in ordered for finding in inspection.findings],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _fixed(finding: Finding) -> dict[str, Any]:
    """A finding that is no longer in the file: its place is that of the pass in which it was met."""
    return {"rule": finding.rule, "line": finding.position.line, "text": finding.text}


def _row(finding: Finding) -> dict[str, Any]:
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
