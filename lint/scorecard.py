"""A score as a table for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lint import __version__
from lint.intervals import garwood, wilson
from lint.rulebook import Rulebook
from lint.score import SHELVES, Tally, Text, labels_by_kind, tallies

_ROUNDED = 4  # digits: more would be noise


class Measure(NamedTuple):
    """A share or rate with its 95 % interval."""

    value: float
    low: float
    high: float


def per_10000(count: int, words: int) -> Measure | None:
    """How many there are in 10,000 words, or None where there is no word."""
    if not words:
        return None
    ends = garwood(count)
    return Measure(*(round(number * 10_000 / words, _ROUNDED) for number in (count, *ends)))


def share(part: int, whole: int) -> Measure | None:
    """Which part of the whole it is, or None where there is nothing."""
    if not whole:
        return None
    return Measure(*(round(number, _ROUNDED) for number in (part / whole, *wilson(part, whole))))


def json_report(texts: Sequence[Text], rulebook: Rulebook) -> str:
    """The whole score as one JSON object with a line end."""
    rows = list(tallies(texts, rulebook))
    whole = {
        "version": 1,
        "tool": {"name": "malaprop", "version": __version__},
        "confidence": 0.95,
        "texts": {shelf: dict(zip(("files", "words"), _size(texts, shelf), strict=True)) for shelf in SHELVES},
        "errors": [{"path": text.path, "error": text.error} for text in texts if text.error is not None],
        "labels": [
            {"kind": kind, "labels": of, "found": found, "recall": _plain(share(found, of))}
            for kind, of, found in _label_rows(texts, rows[0])
        ],
        "groups": [_group(tally) for tally in rows],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _size(texts: Sequence[Text], shelf: str) -> tuple[int, int]:
    there = [text for text in texts if text.shelf == shelf and text.error is None]
    return len(there), sum(text.words for text in there)


def _plain(measure: Measure | None) -> Mapping[str, float] | None:
    return None if measure is None else measure._asdict()


def _label_rows(texts: Sequence[Text], everything: Tally) -> Iterator[tuple[str, int, int]]:
    """The kinds of label, the most frequent first, then all together: kind, how many, how many found."""
    there = labels_by_kind(texts)
    for kind, of in sorted(there.items(), key=lambda item: (-item[1], item[0])):
        yield kind, of, everything.found.get(kind, 0)
    if there:
        yield "all labels", sum(there.values()), sum(everything.found.values())


def _group(tally: Tally) -> dict[str, Any]:
    right, wrong = tally.verdicts.get("right", 0), tally.verdicts.get("wrong", 0)
    return {
        "group": tally.group,
        "name": tally.name,
        "rules": tally.rules,
        "texts": {
            shelf: {
                "words": tally.words[shelf],
                "findings": tally.findings.get(shelf, 0),
                "per_10000_words": _plain(per_10000(tally.findings.get(shelf, 0), tally.words[shelf])),
            }
            for shelf in SHELVES
            if tally.words.get(shelf)
        },
        "false_alarms": tally.false_alarms,
        "false_alarms_per_10000_words": _plain(per_10000(tally.false_alarms, tally.words.get("clean", 0))),
        "right": right,
        "wrong": wrong,
        "unjudged": tally.verdicts.get("", 0),
        "precision": _plain(share(right, right + wrong)),
        "labels_found": dict(sorted(tally.found.items())),
    }


def text_report(texts: Sequence[Text], rulebook: Rulebook) -> str:
    """The score as tables: texts, labels by kind, rules in their groups. Rules that never fired are counted only."""
    rows = list(tallies(texts, rulebook))
    parts = [_table(("texts", "files", "words", "findings", "in 10,000 words"), _text_cells(texts, rows[0]))]
    labels = [
        (kind, f"{of:,}", f"{found:,}", _percent(share(found, of))) for kind, of, found in _label_rows(texts, rows[0])
    ]
    if labels:
        parts.append(_table(("label", "there", "found", "recall"), labels))
    silent = 0
    head = ("findings", "in 10,000 words", "false alarms", "in 10,000 clean", "right", "wrong", "unjudged", "precision")
    for group in ("all", "pack", "kind", "rule"):
        cells = []
        for tally in rows:
            if tally.group == group:
                fires = any(tally.findings.values())
                silent += group == "rule" and not fires
                if fires or (group != "rule" and any(tally.words.values())):
                    cells.append(_tally_cells(tally, labels=bool(labels)))
        if cells:
            parts.append(_table((group if group != "all" else "", *head, *(["labels"] if labels else [])), cells))
    parts.append(f"{silent} of {rows[0].rules} rules never fired. In brackets: 95 % intervals.\n")
    return "\n".join(parts)


def _text_cells(texts: Sequence[Text], everything: Tally) -> Iterator[Sequence[str]]:
    for shelf in SHELVES:
        files, words = _size(texts, shelf)
        if files:
            findings = everything.findings.get(shelf, 0)
            yield shelf, f"{files:,}", f"{words:,}", f"{findings:,}", _rate(per_10000(findings, words))


def _tally_cells(tally: Tally, *, labels: bool) -> Sequence[str]:
    findings = sum(tally.findings.values())
    right, wrong = tally.verdicts.get("right", 0), tally.verdicts.get("wrong", 0)
    cells = [
        tally.name,
        f"{findings:,}",
        _rate(per_10000(findings, sum(tally.words.values()))),
        f"{tally.false_alarms:,}",
        _rate(per_10000(tally.false_alarms, tally.words.get("clean", 0))),
        f"{right:,}",
        f"{wrong:,}",
        f"{tally.verdicts.get('', 0):,}",
        _percent(share(right, right + wrong)),
    ]
    return [*cells, f"{sum(tally.found.values()):,}"] if labels else cells


def _rate(measure: Measure | None) -> str:
    return "-" if measure is None else f"{measure.value:.2f} ({measure.low:.2f}-{measure.high:.2f})"


def _percent(measure: Measure | None) -> str:
    return "-" if measure is None else f"{measure.value:.0%} ({measure.low:.0%}-{measure.high:.0%})"


def _table(head: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    """Columns side by side, the first to the left and the others to the right."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "".join(
        "  ".join((cell.rjust if column else cell.ljust)(widths[column]) for column, cell in enumerate(line)).rstrip()
        + "\n"
        for line in lines
    )
