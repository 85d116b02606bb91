"""How an article reads beside the limits of the house: those of the readability rules.

The rules themselves run only where they are selected; a report shows their measures whenever the extra is installed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lint.document import Document
from lint.kinds import Check, readability
from lint.rule import Rule


class Gauge(NamedTuple):
    """One measure of an article: its value, the limit in words, and whether the limit is kept.

    `kept` is None where there is no limit or the text is too short to be held to it.
    """

    measure: str
    value: str
    limit: str
    kept: bool | None


class Reading(NamedTuple):
    """The measures of an article, those with a limit first, and the sections that are past one."""

    gauges: Sequence[Gauge]
    sections: Sequence[str]

    @property
    def limited(self) -> list[Gauge]:
        """The measures for which the house has a limit."""
        return [gauge for gauge in self.gauges if gauge.limit]

    @property
    def others(self) -> list[Gauge]:
        """The measures without a limit."""
        return [gauge for gauge in self.gauges if not gauge.limit]


class Limits:
    """The limits of the house: the readability rules for each path.

    `missing` says why nothing can be measured, in words for a user; else it is None.
    """

    def __init__(self, rules: Mapping[str, Sequence[Rule]]) -> None:
        self._rules = rules
        self._check: Check = readability.build(())  # no rule, so it only measures
        self.missing = readability.lacking()

    def measure(self, document: Document) -> Reading | None:
        """The measures of a document, taken unless a rule did; None where there are none, as of a few lines."""
        if "readability" not in document.metrics and self.missing is None:
            try:
                deque(self._check(document), maxlen=0)
            except ImportError as error:  # a textstat that is not known here
                self.missing = str(error)
        found: Any = document.metrics.get("readability")
        if not found:
            return None
        rules = [rule for rule in self._rules.get(document.path, ()) if rule.speaks(document.language)]
        whole = [rule for rule in rules if rule.params.scope != "section"]
        return Reading(
            sorted(_gauges(whole, found), key=lambda gauge: not gauge.limit),
            [told for rule in rules if rule.params.scope == "section" for told in _sections(rule, found)],
        )


def _gauges(rules: Sequence[Rule], found: Mapping[str, Any]) -> Iterator[Gauge]:
    for measure, value in found["measures"].items():
        held = [rule for rule in rules if rule.params.measure == measure]
        limit = " and ".join(filter(None, map(_limit, held)))
        long_enough = [r for r in held if r.params.scope == "sentence" or found["words"] >= r.params.words]
        kept = all(_kept(rule, value) for rule in long_enough) if long_enough else None
        yield Gauge(_named(measure), _number(value), limit, kept)


def _sections(rule: Rule, found: Mapping[str, Any]) -> Iterator[str]:
    measure = rule.params.measure
    for section in found["sections"]:
        value = section["measures"].get(measure)
        if value is not None and section["words"] >= rule.params.words and not _kept(rule, value):
            name = f"“{section['heading']}”" if section["heading"] else "the text before the first heading"
            yield f"line {section['line']}, {name}: {_named(measure)} {_number(value)}, limit {_limit(rule)}"


def _limit(rule: Rule) -> str:
    low, high = rule.params.at_least, rule.params.at_most
    bounds = (("at least", low), ("at most", high))
    return " and ".join(f"{word} {_number(bound)}" for word, bound in bounds if bound is not None)


def _named(measure: str) -> str:
    return "type-token ratio" if measure == "type-token" else measure.replace("-", " ")


def _kept(rule: Rule, value: float) -> bool:
    low, high = rule.params.at_least, rule.params.at_most
    return (low is None or value >= low) and (high is None or value <= high)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
