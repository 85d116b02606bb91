"""Conventions of another language that were left in a text: marks, numbers, dates, spaces, letters.

Machine translation turns the words and leaves the marks between them. Each rule names one convention:

- `quotation-marks`: quotations between marks that the language of the document does not use; those of its houses (» «
  in German, “ ” and « » in Spanish) are all right. `straight-marks`: words between straight marks beside quotations
  with the marks of the language.
- `decimal-mark`: numbers with the decimal sign of another language, where they can be read in one way only: 1,234.56,
  or 3.5 before a unit. `percent-space`: 50% beside 50 %.
- `month-first`, `month-case`, `twelve-hours`, `ordinal`: dates, times and ordinals after the habit of English.
- `serial-comma`: a comma before the last of a list.
- `french-space`: no space before ; : ! ? or inside guillemets in French. `breaking-space`: one at which a line breaks.
- `half-width`: half-width punctuation between signs of Chinese or Japanese.
- `inverted-mark`: Spanish questions and exclamations without ¿ or ¡.
- `foreign-letter`: a word in small letters with a letter that the language does not have.

Conventions are those of the Unicode CLDR for the document's language and country. Paragraphs left in English are
passed over.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Literal, get_args

import msgspec

from lint.document import Document
from lint.finding import Hit
from lint.kinds import Check
from lint.lexicon.habit import Article, Habit
from lint.lexicon.locale import locale
from lint.rule import Rule

Convention = Literal[
    "quotation-marks",
    "straight-marks",
    "decimal-mark",
    "percent-space",
    "month-first",
    "month-case",
    "twelve-hours",
    "ordinal",
    "serial-comma",
    "french-space",
    "breaking-space",
    "half-width",
    "inverted-mark",
    "foreign-letter",
]


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a locale rule says."""

    convention: Annotated[Convention, msgspec.Meta(description="The convention that the rule holds the article to.")]
    told: Annotated[
        Literal["each", "mixed", "consistent", "once"],
        msgspec.Meta(
            description="`each` place; each where the article is `mixed`, keeping the language's own convention in at "
            "least one of five places; the first, with their count, where it is `consistent` in the other (two places "
            "or more); the first with the count in any case (`once`)."
        ),
    ] = "each"


JUDGES_WORDS = True
VALUES = ("count", "marks", "own", "letter", "mark")

# Where each convention is looked for; a module is loaded when a document is to be held to it.
_MODULES = {
    "locale_marks": ("quotation-marks", "straight-marks"),
    "locale_numbers": ("decimal-mark", "percent-space"),
    "locale_dates": ("month-first", "month-case", "twelve-hours", "ordinal"),
    "locale_spacing": ("french-space", "breaking-space", "half-width", "inverted-mark"),
    "locale_words": ("serial-comma", "foreign-letter"),
}
_HOME = {convention: module for module, conventions in _MODULES.items() for convention in conventions}
assert set(_HOME) == set(get_args(Convention))


def _finder(convention: str) -> Callable[[Article], Habit]:
    module = importlib.import_module(f"lint.lexicon.{_HOME[convention]}")
    finder: Callable[[Article], Habit] = getattr(module, convention.replace("-", "_"))
    return finder


def build(rules: Sequence[Rule]) -> Check:
    """One check for all locale rules: an article is read once for each convention."""

    def check(document: Document) -> Iterator[Hit]:
        conventions = locale(document.language)
        if conventions is None:
            return
        article = Article(document, conventions)
        habits: dict[str, Habit] = {}
        for rule in rules:
            convention = rule.params.convention
            if convention not in habits:
                found = _finder(convention)(article)
                habits[convention] = found if found.foreign and article.in_its_language() else Habit(0, [])
            yield from _told(rule, habits[convention])

    return check


_HABIT = 2  # a single place shows no habit


def _told(rule: Rule, found: Habit) -> Iterator[Hit]:
    told = rule.params.told
    if not found.foreign or (told == "mixed" and not found.mixed):
        return
    if told == "consistent" and (found.mixed or len(found.foreign) < _HABIT):
        return
    shown = found.foreign if told in ("each", "mixed") else found.foreign[:1]
    count = str(len(found.foreign))
    for place in shown:
        values = {"marks": "", "own": "", "letter": "", "mark": "", **place.values, "count": count}
        replacement = None if rule.fix is None else place.replacement
        yield Hit(rule.id, place.block, place.start, place.end, replacement, place.meant, values)
