"""reviewdog's format, a DiagnosticResult as JSON. Columns are UTF-8 bytes of the line as it is on disk.

Fixes are suggestions that a reviewer can take over with a click. A file that could not be checked is an error of the
whole file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lint.finding import Severity
from lint.inspection import Inspection
from lint.reporters._context import Context
from lint.reporters._encoding import rows
from lint.reporters._remarks import Remark, remarks
from lint.text import Position

_SEVERITIES = {Severity.error: "ERROR", Severity.warning: "WARNING", Severity.note: "INFO"}


def report(inspections: Iterable[Inspection], context: Context) -> Iterator[str]:
    """The report, a diagnostic a line."""
    yield '{"source": {"name": "malaprop"}, "diagnostics": ['
    yield from rows(_diagnostic(remark) for remark in remarks(inspections, context))
    yield "]}\n"


def _diagnostic(remark: Remark) -> dict[str, Any]:
    location: dict[str, Any] = {"path": remark.path}
    place = remark.place("utf-8")
    if place is not None:
        location["range"] = _range(*place)
    told: dict[str, Any] = {
        "message": remark.message,
        "location": location,
        "severity": _SEVERITIES[remark.level],
        "code": {"value": remark.rule},
    }
    if remark.finding is not None and remark.finding.fix is not None and remark.excerpt is not None:
        start, end = (remark.excerpt.position(offset, "utf-8") for offset in remark.finding.fix.span)
        told["suggestions"] = [{"range": _range(start, end), "text": remark.finding.fix.replacement}]
    return told


def _range(start: Position, end: Position) -> dict[str, Any]:
    return {name: {"line": p.line, "column": p.column} for name, p in (("start", start), ("end", end))}
