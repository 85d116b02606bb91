"""Measures of how a text reads: formulas of readability by textstat, and the rhythm and vocabulary by our own counts.

textstat gets the sentences that our splitter made, each as its bare words and one full stop: by itself it ends a
sentence after "Dr." and leaves out those of two words without saying so. Sentences of fewer than three words are no
prose to its formulas and are left out here as well.

Syllables are counted by hyphenation patterns (pyphen) on every machine. textstat would rather download a dictionary of
pronunciations for English when it first needs one; here it cannot (`_offline`). The patterns find fewer syllables: on
forty texts of good English the reading ease came out 7 points higher than by the dictionary (3 to 11), the grade 0.9
lower. Limits are to be set by what is measured here.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from statistics import fmean, pstdev
from typing import Any

# The languages whose constants for Flesch's formula textstat has; for others it takes the English ones, which say
# nothing.
_FLESCH = frozenset({"de", "en", "es", "fr", "hu", "it", "nl", "ru"})
# Björnsson's LIX asks only for letters and spaces; it was tried on languages of Europe.
_LIX = _FLESCH | {"bg", "ca", "cs", "da", "el", "et", "fi", "hr", "lt", "lv", "nb", "no", "pl", "pt", "ro", "sk", "sl"}
_LIX |= {"sr", "sv", "tr", "uk"}
_UNSPACED = frozenset({"ja", "km", "lo", "my", "th", "zh"})  # spaces do not part their words: nothing can be counted

_WINDOW = 100  # words over which types are counted, so that a long text is not poorer for being long

MEASURES: Mapping[str, str] = {
    "reading-ease": "Flesch's reading ease, with the constants of the language: 100 very easy, 0 very hard "
    "(de, en, es, fr, hu, it, nl, ru)",
    "grade": "the years of school that a reader needs: Flesch-Kincaid (en), Wiener Sachtextformel (de)",
    "fog": "Gunning's fog index (en)",
    "smog": "SMOG, from 30 sentences on (en)",
    "dale-chall": "Dale and Chall's score by hard words (en)",
    "gulpease": "the Gulpease index, 100 easy (it)",
    "fernandez-huerta": "Fernández Huerta's reading ease (es)",
    "lix": "words a sentence and the share of words of more than six letters (languages that part words by spaces)",
    "sentence-length": "words a sentence, on average",
    "longest-sentence": "words of the longest sentence",
    "sentence-variation": "standard deviation of the words a sentence, as a share of their average: the rhythm",
    "type-token": f"different words among {_WINDOW}, on average over all such windows, as a share",
}


def lacking() -> str | None:
    """What has to be installed before the formulas can be used, or None."""
    if importlib.util.find_spec("textstat") is None:
        return "textstat is not installed; pip install 'malaprop[readability]'"
    return None


@cache
def _textstat(language: str) -> Any:
    """A calculator of textstat for a language, which downloads nothing.

    Raises ImportError where this textstat asks for its dictionary in a way that is not known here.
    """
    from textstat.textstat import textstatistics

    _offline()
    calculator = textstatistics()
    calculator.set_lang({"en": "en_US", "pt": "pt_PT"}.get(language, language))
    return calculator


def _offline() -> None:
    """Have textstat count syllables by patterns alone, where it would download a dictionary."""
    from importlib import import_module

    counting = import_module("textstat.backend.counts._count_syllables")
    if not hasattr(counting, "get_cmudict"):
        raise ImportError(
            "this version of textstat is not known here and might download its dictionary; install 0.7.13"
        )
    counting.get_cmudict = _no_dictionary  # type: ignore[attr-defined]


def _no_dictionary(_: str) -> None:
    return None


def measures(sentences: Sequence[Sequence[str]], language: str) -> dict[str, float]:
    """The measures of a text in a language (a BCP 47 tag) that apply to it, rounded, in the order of MEASURES.

    A sentence is its words. Fewer than three words are no sentence. Raises ImportError where textstat is missing.
    """
    told = [words for words in sentences if len(words) >= 3]
    code = language.replace("_", "-").partition("-")[0].lower()
    if not told or code in _UNSPACED:
        return {}
    lengths = [len(words) for words in told]
    found: dict[str, float] = {}
    if code in _LIX:
        text = " ".join(" ".join(words) + "." for words in told)
        for name, formula in _formulas(code, len(told)).items():
            found[name] = formula(text)
    found["sentence-length"] = fmean(lengths)
    found["longest-sentence"] = float(max(lengths))
    if len(told) > 1:
        found["sentence-variation"] = pstdev(lengths) / fmean(lengths)
    variety = _variety([word.lower() for words in told for word in words])
    if variety is not None:
        found["type-token"] = variety
    return {name: round(value, 2) for name, value in found.items()}


def _formulas(code: str, sentences: int) -> dict[str, Callable[[str], float]]:
    calculator = _textstat(code)
    found: dict[str, Callable[[str], float]] = {}
    if code in _FLESCH:
        found["reading-ease"] = calculator.flesch_reading_ease
    if code == "en":
        found["grade"] = calculator.flesch_kincaid_grade
        found["fog"] = calculator.gunning_fog
        if sentences >= 30:  # which McLaughlin's formula asks for
            found["smog"] = calculator.smog_index
        found["dale-chall"] = calculator.dale_chall_readability_score
    elif code == "de":
        found["grade"] = lambda text: float(calculator.wiener_sachtextformel(text, 1))
    elif code == "it":
        found["gulpease"] = calculator.gulpease_index
    elif code == "es":
        found["fernandez-huerta"] = calculator.fernandez_huerta
    found["lix"] = calculator.lix
    return found


def _variety(words: Sequence[str]) -> float | None:
    """The moving-average type-token ratio (Covington and McFall 2010), or None for fewer words than a window."""
    if len(words) < _WINDOW:
        return None
    counts: dict[str, int] = {}
    for word in words[:_WINDOW]:
        counts[word] = counts.get(word, 0) + 1
    total = kinds = len(counts)
    for old, new in zip(words, words[_WINDOW:], strict=False):
        counts[old] -= 1
        if not counts[old]:
            del counts[old]
        counts[new] = counts.get(new, 0) + 1
        kinds = len(counts)
        total += kinds
    return total / (len(words) - _WINDOW + 1) / _WINDOW
