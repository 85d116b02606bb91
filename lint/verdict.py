"""One verdict on an article: whether it reads as if a machine had been at it, which sort of machine, and the evidence.

A verdict is for whoever has a thousand articles and wants to know which to read. It says "clean" unless the evidence is
such that good English hardly ever gives: the thresholds leave at most one false verdict in a thousand articles of 200
words and more (`benchmarks/verdicts.py` measures it). An article in another language than English is judged by what
its rules found alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log
from typing import Literal, NamedTuple

import regex

from lint.document import Document
from lint.finding import Finding
from lint.kinds import term
from lint.lexicon.survey import COMPANY_WORDS
from lint.lexicon.windows import Window
from lint.rulebook import Rulebook

Label = Literal["clean", "word spinner", "machine translation", "language model", "comment spam"]

# What one finding of a family of rules, or of one rule, adds to the logarithm of odds for a sort of machine; the same
# words again add nothing. Set by hand from how often the families fire in good English, then the thresholds from
# 1,200 good articles. Connectives as spinners write them stand in none of these, nor of 2,600 other texts by people.
_WEIGHTS: Mapping[Label, Mapping[str, float]] = {
    "word spinner": {
        "spun-connectives": 4.5,
        "connectives": 3.0,
        "terms": 3.0,
        "expressions": 0.7,  # windows have weighed them already
        "idioms": 1.2,
        "usage": 1.3,
    },
    "machine translation": {
        "calques": 1.4,
        "foreign-idioms": 2.0,
        "idioms": 1.0,
        "residue": 1.0,
        "names": 1.0,
        "sentences": 1.0,
        "usage": 0.8,
        "punctuation": 0.6,
        "quotes": 0.4,
    },
    "language model": {"leftovers": 3.0},
    "comment spam": {"spam": 2.5},
}
_BASE: Mapping[Label, float] = {
    "word spinner": -4.5,
    "machine translation": -5.0,
    "language model": -2.5,
    "comment spam": -4.0,
}
_NEEDED: Mapping[Label, float] = {
    "word spinner": 1.55,
    "machine translation": 1.0,
    "language model": 0.0,
    "comment spam": 0.0,
}
_OF_MODELS = regex.compile(
    r"\b(?:model|assistant)\b"
)  # the rules among `leftovers` on language models and their windows
_OF_WINDOWS = ("unlikely-pair", "unlikely-word")  # what windows made them say, they say by themselves
_LENGTH = 500  # words; the findings of a longer article count for less
_NAMES: Mapping[str, str] = {
    "spun-connectives": "connectives as spinners write them",
    "connectives": "small words as spinners write them",
    "terms": "set terms with their words swapped",
    "expressions": "expressions with their words swapped",
    "idioms": "garbled idioms",
    "foreign-idioms": "idioms of another language, word for word",
    "calques": "turns of phrase of another language",
    "residue": "words left untranslated",
    "names": "names spelled two ways",
    "sentences": "torn sentences",
    "usage": "slips of grammar as machines make them",
    "punctuation": "stray punctuation",
    "quotes": "quotation marks out of order",
    "leftovers": "replies or prompts of a language model",
    "spam": "comment spam",
}


class Verdict(NamedTuple):
    """What an article reads like, the logarithm of odds for that, and the evidence in words."""

    label: Label
    score: float
    evidence: tuple[str, ...]


def verdict(document: Document, findings: Iterable[Finding], rulebook: Rulebook) -> Verdict:
    """The verdict on a document from the findings of a run and from what the kind `term` saw in it."""
    distinct: dict[str, dict[tuple[str, str], Finding]] = {}
    for finding in findings:
        rule = rulebook.by_id[finding.rule]
        family = rule.family
        if family == "leftovers" and not _OF_MODELS.search(rule.id):
            continue
        if finding.status == "stable" and rule.id not in _OF_WINDOWS:
            named = rule.id if rule.id in _NAMES else family
            distinct.setdefault(named, {}).setdefault((rule.id, finding.text.lower()), finding)
    survey = term.surveyed(document)
    windows = [window for window in survey.windows if window.words >= COMPANY_WORDS] if survey is not None else []
    words = sum(len(block.words) for block in document.blocks)
    share = min(1.0, _LENGTH / max(1, words))
    best: Verdict | None = None
    for label in _WEIGHTS:
        score = _BASE[label]
        if label == "word spinner" and windows:
            score = max(score, _spun(windows))
        families = {f: len(found) for f, found in distinct.items() if f in _WEIGHTS[label]}
        score += share * sum(_WEIGHTS[label][family] * count for family, count in families.items())
        if score >= _NEEDED[label] and (best is None or score > best.score):
            best = Verdict(label, round(score, 2), tuple(_told(label, families, distinct, windows)))
    return best or Verdict("clean", 0.0, ())


def _spun(windows: list[Window]) -> float:
    """The odds that windows give for a spinner: half those of the worst, less what chance gives the worst of many, and
    half their mean, as a spinner goes through the whole of an article.
    """
    scores = [window.score for window in windows]
    return (max(scores) - log(len(scores)) + sum(scores) / len(scores)) / 2


def _told(
    label: Label,
    families: Mapping[str, int],
    distinct: Mapping[str, Mapping[tuple[str, str], Finding]],
    windows: list[Window],
) -> Iterable[str]:
    if label == "word spinner" and windows:
        worst = max(windows, key=lambda window: window.score)
        if worst.score > _BASE[label] + 1.5:
            unseen, suspicion = worst.evidence[0], worst.evidence[1]
            yield (
                f"pairs of words that good English does not have: {unseen:.0%} (35% is usual); "
                f"words that spinners like: {suspicion:.2f} (0.17 is usual)"
            )
    for family, count in sorted(families.items(), key=lambda item: (-_WEIGHTS[label][item[0]] * item[1], item[0])):
        shown = list(distinct[family].values())[:3]
        quoted = ", ".join(f"“{' '.join(finding.text.split())[:60]}”" for finding in shown)
        yield f"{_NAMES[family]}: {count} ({quoted}{', …' if count > 3 else ''})"
