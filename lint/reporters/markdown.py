"""A summary for a comment on a pull request or the summary of a job: tables in Markdown. Columns are code points.

It stays below the 65,536 characters that GitHub takes in a comment: the gravest findings are shown, the others counted.
A file that could not be checked stands above all tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lint.finding import Severity
from lint.inspection import Inspection
from lint.reporters._context import Context
from lint.reporters._remarks import VERDICT, Remark, gathered
from lint.reporters._statistics import statistics
from lint.reporters.text import Painter, summary
from lint.text import visible

_ROOM = 60_000  # characters, with some to spare for a heading of the user's own
_NOTE = 100  # characters that may be needed to say what was left out
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$&]")
# Would tell a user of that name, link to an issue, or be an address that readers of a comment may follow.
_CALLS = re.compile(r"[@#](?=\w)|(?:https?|ftp|mailto):|\bwww(?=\.)", re.IGNORECASE)


def report(inspections: Iterable[Inspection], context: Context) -> Iterator[str]:
    """The heading, what could not be checked, a table of files, then one of findings."""
    told, done = gathered(inspections, context)
    yield f"### malaprop\n\n{_plain(summary(done, Painter(colour=False)))}\n"
    alerts = sorted((r for r in told if r.finding is None), key=lambda remark: -remark.level)
    findings = sorted((r for r in told if r.finding is not None), key=lambda remark: -remark.level)
    parts = [("\n", [_alert(remark) for remark in alerts], "remarks")]
    if context.statistics:
        parts += _statistics(done)
    else:
        parts.append(("\n| file | errors | warnings | notes |\n|---|--:|--:|--:|\n", list(_files(findings)), "files"))
    parts.append(("\n| place | level | rule | finding |\n|---|---|---|---|\n", list(map(_row, findings)), "findings"))
    room = _ROOM
    for heading, rows, noun in parts:
        text = _fitted(heading, rows, noun, room)
        room -= len(text)
        yield text


def _fitted(heading: str, rows: Sequence[str], noun: str, room: int) -> str:
    """A table of as many rows as there is room for, and how many were left out."""
    room -= len(heading) + _NOTE
    shown = 0
    while shown < len(rows) and room >= len(rows[shown]):
        room -= len(rows[shown])
        shown += 1
    left = len(rows) - shown
    more = f"\n… and {left:,} more {noun}.\n" if left else ""
    return (heading + "".join(rows[:shown]) if shown else "") + more


def _alert(remark: Remark) -> str:
    text = f"{_plain(remark.path)}: {_plain(remark.message)}"
    return f"- {text}\n" if remark.rule == VERDICT else f"- **{text}**\n"


def _files(findings: Iterable[Remark]) -> Iterator[str]:
    counts: dict[str, Counter[Severity]] = {}
    for remark in findings:
        counts.setdefault(remark.path, Counter())[remark.level] += 1
    for path, count in sorted(
        counts.items(), key=lambda entry: (*(-entry[1][s] for s in reversed(Severity)), entry[0])
    ):
        numbers = " | ".join(f"{count[level]:,}" if count[level] else "" for level in reversed(Severity))
        yield f"| {_plain(path)} | {numbers} |\n"


def _row(remark: Remark) -> str:
    place = remark.place()
    where = "" if place is None else f":{place[0].line}:{place[0].column}"
    preview = " (preview)" if remark.finding is not None and remark.finding.status == "preview" else ""
    return (
        f"| {_plain(remark.path)}{where} | {remark.level.name}{preview} | {remark.rule} | {_plain(remark.message)} |\n"
    )


def _statistics(done: Iterable[Inspection]) -> Iterator[tuple[str, list[str], str]]:
    for name, counts in statistics(finding for inspection in done for finding in inspection.findings).items():
        heading = f"\n| {name.removesuffix('s')} | findings |\n|---|--:|\n"
        yield heading, [f"| {_plain(what)} | {count:,} |\n" for what, count in counts.items()], name


def _plain(text: str) -> str:
    """Text that Markdown shows as it is and that calls nobody."""
    escaped = _SPECIAL.sub(lambda m: "\\" + m[0], visible(text))
    return _CALLS.sub(lambda m: m[0] + "<!-- -->", escaped)
