"""What a report counts: findings by severity, by rule and by article, and how dense they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lint.finding import Finding, Severity
from lint.inspection import Inspection

LEVELS = tuple(level.name for level in sorted(Severity, reverse=True))


class Counts(NamedTuple):
    """Findings by the name of their severity, in a text of so many words."""

    by_level: Mapping[str, int]
    words: int

    @property
    def total(self) -> int:
        """Findings of every severity."""
        return sum(self.by_level.values())

    def density(self, level: str | None = None) -> float | None:
        """Findings (of one severity) in 1,000 words; None for a text without words."""
        found = self.total if level is None else self.by_level[level]
        return found * 1000 / self.words if self.words else None


def counts(findings: Iterable[Finding], words: int) -> Counts:
    """The findings counted by severity."""
    found = Counter(finding.severity.name for finding in findings)
    return Counts({level: found[level] for level in LEVELS}, words)


class RuleRow(NamedTuple):
    """How often one rule was broken, and in how many articles."""

    rule: str
    level: str
    findings: int
    articles: int


def by_rule(inspections: Iterable[Inspection]) -> list[RuleRow]:
    """A row for every rule that found something, the most frequent first."""
    found: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    levels: dict[str, str] = {}
    for inspection in inspections:
        here = Counter(finding.rule for finding in inspection.findings)
        found.update(here)
        articles.update(here.keys())
        levels.update((finding.rule, finding.severity.name) for finding in inspection.findings)
    return [
        RuleRow(rule, levels[rule], n, articles[rule]) for rule, n in sorted(found.items(), key=lambda r: (-r[1], r[0]))
    ]


def verdicts(inspections: Iterable[Inspection]) -> list[tuple[str, int]]:
    """How many articles got each verdict: clean first, then the most frequent."""
    found = Counter(i.verdict.label for i in inspections if i.verdict is not None)
    return sorted(found.items(), key=lambda row: (row[0] != "clean", -row[1], row[0]))


def urgency(label: str, found: Counts) -> tuple[int, ...]:
    """Sorts articles so that those with the most to do come first."""
    return (label == "clean", *(-found.by_level[level] for level in LEVELS))


def bar(numbers: Sequence[float], most: float) -> list[tuple[float, float]]:
    """Begin and width of each number as a stretch of a bar, where `most` is 100; nothing reaches beyond that."""
    rows, at = [], 0.0
    for number in numbers:
        width = min(number * 100 / most, 100 - at) if most else 0.0
        rows.append((round(at, 2), round(width, 2)))
        at += width
    return rows
