"""What a reporter is told beside the inspections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lint.rule import Rule


class Context(NamedTuple):
    """The run that is reported.

    `rules` are those that ran, by id; `root` is the folder that paths are told from where a format wants them relative.
    `colour`, `width` (in columns) and `statistics` are what the user asked of the report.
    """

    rules: Mapping[str, Rule] = {}
    root: str = ""
    colour: bool = False
    width: int = 100
    statistics: bool = False
