"""What an article silences: comments that speak to malaprop, and [sic].

`<!-- malaprop: ignore doubled-stop -- as it was said -->` makes a rule silent in a part of the file; `[sic]` makes
every rule silent about the words before it. A comment that names what there is not, names nothing, or silences nothing
is itself a finding, of the kind `suppression`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from lint.document import Document
from lint.finding import Finding
from lint.rule import Rule
from lint.rulebook import Rulebook
from lint.suppress import notation, remarks, sic
from lint.suppress.notation import Suppression
from lint.suppress.reach import By, silences
from lint.suppress.remarks import KIND, Remark
from lint.suppress.stretches import Stretches


class Suppressions:
    """All that a document silences."""

    def __init__(self, document: Document, rulebook: Rulebook) -> None:
        self._document = document
        self._rulebook = rulebook
        self._said: list[Suppression] = notation.suppressions(document)
        self._silences, self._ended = silences(document, self._said, rulebook.named) if self._said else ([], {})
        by_rule = defaultdict(list)
        for silence in self._silences:
            by_rule[silence.rule].append(silence.span)
        self._silent = {rule: Stretches(spans) for rule, spans in by_rule.items()}
        self._sic = sic.places(document)

    def silence(self, finding: Finding) -> bool:
        """Whether the article wants nothing said of a finding."""
        silent = self._silent.get(finding.rule)
        if silent is not None and silent.meets(finding.span):
            return True
        return bool(self._sic) and finding.kind != KIND and sic.meant(self._sic, finding.span)

    def remarks(self, findings: Iterable[Finding], failed: Collection[str]) -> list[Remark]:
        """What is wrong with the comments, after a run that gave these findings, silenced ones too.

        A comment is called unused only for rules that ran; those that `failed` did not.
        """
        if not self._said:
            return []
        found = defaultdict(list)
        for finding in findings:
            found[finding.rule].append(finding.span)
        places = {rule: Stretches(spans) for rule, spans in found.items()}
        used = {
            silence.by
            for silence in self._silences
            if silence.rule in places and places[silence.rule].meets(silence.span)
        }
        unused: set[By] = set()
        for number, suppression in enumerate(self._said):
            for part, name in enumerate(suppression.names):
                rules = self._rulebook.named.get(name.text, ())
                by = number, part
                if suppression.silences and by not in used and self._ran(name.text, rules, failed):
                    unused.add(by)
        unused |= {by for by, ended in self._ended.items() if ended <= unused}
        return remarks.remarks(self._document, self._said, unused, self._rulebook.named)

    def _ran(self, name: str, rules: Iterable[Rule], failed: Collection[str]) -> bool:
        """Whether all rules that a name stands for ran, but those of other languages."""
        tag = self._document.language
        spoken = [rule for rule in rules if rule.id == name or (rule.status != "retired" and rule.speaks(tag))]
        return bool(spoken) and all(
            rule.id in self._rulebook.by_id and rule.speaks(tag) and rule.id not in failed and rule.kind != KIND
            for rule in spoken
        )
