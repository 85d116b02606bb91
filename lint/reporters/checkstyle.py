"""Checkstyle's XML, which Jenkins and many others read. It leaves open what a column is; ours are code points.

A file that could not be checked has an error on its first line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lint.finding import Severity
from lint.inspection import Inspection
from lint.reporters._context import Context
from lint.reporters._encoding import attributes
from lint.reporters._remarks import Remark, file_remarks, relative

_SEVERITIES = {Severity.error: "error", Severity.warning: "warning", Severity.note: "info"}
_VERSION = "8.0"  # of the format; readers only ask that it is there


def report(inspections: Iterable[Inspection], context: Context) -> Iterator[str]:
    """The report, a `file` element for every file that was looked at."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="{_VERSION}">\n'
    for inspection in inspections:
        yield f"  <file{attributes(name=relative(inspection.path, context.root))}>\n"
        for remark in file_remarks(inspection, context):
            yield f"    <error{_error(remark)}/>\n"
        yield "  </file>\n"
    yield "</checkstyle>\n"


def _error(remark: Remark) -> str:
    place = remark.place()
    return attributes(
        line=1 if place is None else place[0].line,
        column=None if place is None else place[0].column,
        severity=_SEVERITIES[remark.level],
        message=remark.message,
        source=f"malaprop.{remark.rule}",
    )
