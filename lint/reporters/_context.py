"""What a reporter is told beside the inspections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lint.finding import Severity
from lint.rule import Rule


class Context(NamedTuple):
    """The run that is reported.

    `rules` are those that ran, by id; `fail_on` is what makes the run fail (`lint.inspection.exit_code`); `root` is the
    folder that paths are told from where a format wants them relative. `colour`, `width` (in columns) and `statistics`
    are what the user asked of the report.
    """

    rules: Mapping[str, Rule] = {}
    fail_on: Severity | None = Severity.warning
    root: str = ""
    colour: bool = False
    width: int = 100
    statistics: bool = False
