"""Workflow commands: annotations of a pull request or commit, made by what a step of GitHub Actions prints.

Columns are UTF-16 code units. GitHub does not say which it counts; its pages are JavaScript, and SARIF there counts so.
GitHub shows ten errors, ten warnings and ten notices of a step and drops the others, so the gravest become annotations
and the others plain text. A file that could not be checked is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lint.finding import Severity
from lint.inspection import Inspection
from lint.reporters._context import Context
from lint.reporters._remarks import Remark, gathered
from lint.reporters.text import Painter, summary
from lint.text import visible

_SHOWN = 10  # annotations of one level that GitHub takes from a step
_COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.note: "notice"}


def report(inspections: Iterable[Inspection], context: Context) -> Iterator[str]:
    """The commands, the gravest first, then what is left as text, then the summary."""
    told, done = gathered(inspections, context)
    used: Counter[Severity] = Counter()
    left: list[Remark] = []
    for remark in sorted(told, key=lambda remark: (-remark.level, remark.finding is not None)):
        used[remark.level] += 1
        if used[remark.level] <= _SHOWN:
            yield _command(remark)
        else:
            left.append(remark)
    if left:
        yield f"\n{len(left):,} more, since GitHub shows {_SHOWN} annotations of a level and step:\n"
    for remark in left:
        yield _plain(remark)
    yield summary(done, Painter(colour=False)) + "\n"


def _command(remark: Remark) -> str:
    properties: dict[str, object] = {"file": remark.path}
    place = remark.place("utf-16")
    if place is not None:
        start, end = place
        properties |= {"line": start.line, "endLine": end.line}
        if start.line == end.line:  # columns of a place over several lines are refused
            properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = f"malaprop: {remark.rule}"
    told = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    return f"::{_COMMANDS[remark.level]} {told}::{_escaped(remark.message)}\n"


def _escaped(text: str, more: str = "") -> str:
    """Text as the runner reads it back; `more` are the signs that end a property."""
    for char in "%\r\n" + more:  # the percent sign first
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _plain(remark: Remark) -> str:
    place = remark.place()
    where = remark.path if place is None else f"{remark.path}:{place[0].line}:{place[0].column}"
    # The runner takes `::` at the start of a line and `##[` anywhere for commands, whatever an article says.
    text = f"- {where}: {remark.level.name}[{remark.rule}] {remark.message}"
    return visible(text).replace("##[", "## [") + "\n"
