"""JUnit's XML, for whatever shows test results. Columns, in the names of test cases, are code points.

A file is a test suite. What makes the run fail is a failure, other findings are skipped tests, a file that could not be
checked is an error, and a file of which there is nothing to say is one test that passed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lint.inspection import Inspection
from lint.reporters._context import Context
from lint.reporters._encoding import attributes, content
from lint.reporters._remarks import VERDICT, Remark, file_remarks, relative


def report(inspections: Iterable[Inspection], context: Context) -> Iterator[str]:
    """The report. Totals stand before what they count, so it begins when the last file is checked."""
    suites: list[tuple[str, list[Remark]]] = []
    total: Counter[str] = Counter()
    for inspection in inspections:
        told = list(file_remarks(inspection, context))
        suites.append((relative(inspection.path, context.root), told))
        total.update(_outcome(remark) for remark in told)
        total["tests"] += max(1, len(told))
    counted = attributes(tests=total["tests"], failures=total["failure"], errors=total["error"], time=0)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="malaprop"{counted}>\n'
    for path, told in suites:
        yield from _suite(path, told)
    yield "</testsuites>\n"


def _outcome(remark: Remark) -> str:
    if remark.finding is None and remark.rule != VERDICT:
        return "error"
    return "failure" if remark.fails else "skipped"


def _suite(path: str, told: Sequence[Remark]) -> Iterator[str]:
    count = Counter(_outcome(remark) for remark in told)
    counted = attributes(
        tests=max(1, len(told)), failures=count["failure"], errors=count["error"], skipped=count["skipped"], time=0
    )
    yield f"  <testsuite{attributes(name=path)}{counted}>\n"
    if not told:
        yield f"    <testcase{attributes(classname=path, name='nothing found', time=0)}/>\n"
    for remark in told:
        yield from _case(remark)
    yield "  </testsuite>\n"


def _case(remark: Remark) -> Iterator[str]:
    place = remark.place()
    where = "" if place is None else f":{place[0].line}:{place[0].column}"
    name = f"{where[1:]} {remark.rule}".strip()
    yield f"    <testcase{attributes(classname=remark.path, name=name, time=0)}>\n"
    outcome = _outcome(remark)
    if outcome == "skipped":  # which says why and no more
        yield f"      <skipped{attributes(message=remark.message)}/>\n"
    else:
        body = f"{remark.path}{where}: {remark.message}"
        if remark.finding is not None:
            body += f"\n{remark.finding.text}"
        yield f"      <{outcome}{attributes(message=remark.message, type=remark.rule)}>{content(body)}</{outcome}>\n"
    yield "    </testcase>\n"
