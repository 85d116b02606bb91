"""The JSON report as lines, one object each, written while the run goes on. Columns are code points.

`type` tells the objects apart: `run` comes first, then each `file` followed by its `finding` objects, and `end` last
with their numbers: a report without it was cut off. A file that could not be checked has an `error`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lint.finding import Finding
from lint.inspection import Inspection
from lint.reporters._context import Context
from lint.reporters._encoding import dumps
from lint.reporters._statistics import statistics
from lint.reporters.json import TOOL, file_row, finding_row


def report(inspections: Iterable[Inspection], context: Context) -> Iterator[str]:
    """The report, a line at a time, files in the order in which they were checked."""
    yield dumps({"type": "run", "version": 1, "tool": TOOL}) + "\n"
    files = count = errors = 0
    found: list[Finding] = []
    for inspection in inspections:
        files += 1
        errors += inspection.error is not None
        count += len(inspection.findings)
        if context.statistics:
            found += inspection.findings
        yield dumps({"type": "file", **file_row(inspection)}) + "\n"
        for finding in inspection.findings:
            yield dumps({"type": "finding", **finding_row(finding)}) + "\n"
    if context.statistics:
        yield dumps({"type": "statistics", **statistics(found)}) + "\n"
    yield dumps({"type": "end", "files": files, "findings": count, "errors": errors}) + "\n"
