"""How often each rule, kind and file comes up in the findings of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lint.finding import Finding


def statistics(findings: Iterable[Finding]) -> dict[str, dict[str, int]]:
    """Counts under the names `rules`, `kinds` and `files`, the most frequent first, then by name."""
    counters: dict[str, Counter[str]] = {"rules": Counter(), "kinds": Counter(), "files": Counter()}
    for finding in findings:
        counters["rules"][finding.rule] += 1
        counters["kinds"][finding.kind] += 1
        counters["files"][finding.path] += 1
    return {
        name: dict(sorted(counter.items(), key=lambda entry: (-entry[1], entry[0])))
        for name, counter in counters.items()
    }
