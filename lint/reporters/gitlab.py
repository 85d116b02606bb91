"""GitLab's Code Quality report, a JSON array of issues. It knows lines and no columns.

GitLab shows issues of equal fingerprint once, so ours also hold the path and the number of the occurrence. A file that
could not be checked is an issue of the severity `blocker`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from lint.finding import Severity
from lint.inspection import Inspection
from lint.reporters._context import Context
from lint.reporters._encoding import rows
from lint.reporters._remarks import VERDICT, Remark, remarks

_SEVERITIES = {Severity.error: "major", Severity.warning: "minor", Severity.note: "info"}


def report(inspections: Iterable[Inspection], context: Context) -> Iterator[str]:
    """The array, an issue a line."""
    yield "["
    yield from rows(_issues(remarks(inspections, context)))
    yield "]\n"


def _issues(told: Iterable[Remark]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for remark in told:
        place = remark.place()
        trouble = remark.finding is None and remark.rule != VERDICT
        key = f"{remark.path}\0{remark.rule}\0{remark.finding.fingerprint if remark.finding else remark.message}"
        seen[key] += 1
        begin, end = (1, 1) if place is None else (place[0].line, place[1].line)
        yield {
            "type": "issue",
            "description": remark.message,
            "check_name": remark.rule,
            "categories": ["Style"],
            "fingerprint": hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogateescape")).hexdigest(),
            "severity": "blocker" if trouble else _SEVERITIES[remark.level],
            "location": {"path": remark.path, "lines": {"begin": begin, "end": end}},
        }
