"""SARIF 2.1.0, for GitHub code scanning, Azure DevOps, Visual Studio and others.

Columns are UTF-16 code units: what SARIF takes them for unless it is told otherwise, and what its readers, which are
written in JavaScript and C#, count. Files that could not be checked are notifications of an execution that was not
successful. The fingerprints are those of the JSON report; GitHub adds one of its own when a report is uploaded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from lint import __version__
from lint.finding import Severity
from lint.inspection import Inspection
from lint.pages import rule_page
from lint.reporters._context import Context
from lint.reporters._encoding import dumps, rows
from lint.reporters._remarks import VERDICT, Remark, remarks
from lint.rule import Rule
from lint.text import Position

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LONGEST = 1024  # characters of a description that GitHub takes
_TAGS = 10  # tags that GitHub shows


def report(inspections: Iterable[Inspection], context: Context) -> Iterator[str]:
    """The report as one run, a result a line. The rules are those that found something."""
    told = list(remarks(inspections, context))
    results = [remark for remark in told if remark.finding is not None or remark.rule == VERDICT]
    troubles = [remark for remark in told if remark.finding is None and remark.rule != VERDICT]
    ids = sorted({remark.rule for remark in results})
    numbers = {id: number for number, id in enumerate(ids)}
    driver = {
        "name": "malaprop",
        "semanticVersion": __version__,
        "rules": [_rule(id, context.rules.get(id)) for id in ids],
    }
    invocation: dict[str, Any] = {"executionSuccessful": not troubles}
    if troubles:
        invocation["toolExecutionNotifications"] = [_notification(remark) for remark in troubles]
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
    }
    yield f'{{"$schema": {dumps(_SCHEMA)}, "version": "2.1.0", "runs": [{dumps(run)[:-1]}, "results": ['
    yield from rows(_result(remark, numbers) for remark in results)
    yield "]}]}\n"


def _rule(id: str, rule: Rule | None) -> dict[str, Any]:
    if id == VERDICT:
        text = "What an article reads like as a whole: the work of a machine, with the evidence for it."
        return {
            "id": id,
            "shortDescription": {"text": "The article reads as if a machine had written or changed it."},
            "fullDescription": {"text": text},
            "help": {"text": text},
            "properties": {"precision": "high"},
        }
    if rule is None:
        return {"id": id}
    page = re.sub(r"\[([^\]\n]+)\]\(\.\./[^)\n]*\)", r"\1", rule_page(rule))  # there is nothing that such links lead to
    preview = rule.status == "preview"
    level = "note" if preview else rule.severity
    return {
        "id": id,
        "shortDescription": {"text": _cut(rule.summary)},
        "fullDescription": {"text": _cut(f"{rule.summary.strip()} {rule.why}")},
        "help": {"text": rule.why.strip(), "markdown": page},
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": list(dict.fromkeys(filter(None, (rule.kind, rule.family, rule.status, *rule.origins))))[:_TAGS],
            "precision": "medium" if preview else "very-high",
            "problem.severity": "recommendation" if level == "note" else level,
        },
    }


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 2].rpartition(" ")[0] + " …"


def _result(remark: Remark, numbers: dict[str, int]) -> dict[str, Any]:
    place = remark.place("utf-16")
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(remark.path)}}
    physical["region"] = (
        {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1} if place is None else _region(*place)
    )
    result: dict[str, Any] = {
        "ruleId": remark.rule,
        "ruleIndex": numbers[remark.rule],
        "level": remark.level.name,
        "message": {"text": _message(remark.message)},
        "locations": [{"physicalLocation": physical}],
    }
    finding = remark.finding
    if finding is None:
        return result
    physical["region"]["snippet"] = {"text": finding.text}
    result["partialFingerprints"] = {"malaprop/v1": finding.fingerprint}
    result["properties"] = {"kind": finding.kind, "status": finding.status, "severity": finding.severity.name}
    if finding.fix is not None and remark.excerpt is not None:
        start, end = (remark.excerpt.position(offset, "utf-16") for offset in finding.fix.span)
        replacement = {"deletedRegion": _region(start, end), "insertedContent": {"text": finding.fix.replacement}}
        what = "replace" if finding.fix.replacement else "delete"
        result["fixes"] = [
            {
                "description": {"text": f"{what} ({finding.fix.safety})"},
                "artifactChanges": [
                    {"artifactLocation": {"uri": _uri(remark.path)}, "replacements": [replacement]},
                ],
            }
        ]
    return result


def _region(start: Position, end: Position) -> dict[str, Any]:
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _message(text: str) -> str:
    """A message whose “[words](address)”, from an article, are no link."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _notification(remark: Remark) -> dict[str, Any]:
    return {
        "level": Severity.error.name,
        "descriptor": {"id": remark.rule},
        "message": {"text": _message(f"{remark.path}: {remark.message}")},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(remark.path)}}}],
    }


def _uri(path: str) -> str:
    """A relative reference, percent-encoded; a path outside the folder of the run is a file: address."""
    if PurePath(path).is_absolute():
        return "file://" + ("" if path.startswith("/") else "/") + quote(os.fsencode(path), safe="/:")
    return quote(os.fsencode(path), safe="/")
