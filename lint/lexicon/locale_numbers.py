"""Numbers as another language writes them, where they can be read in one way only.

1,234.56 is English whoever reads it. 1,234 and 3.5 are not: they may be a decimal, a version, a chapter. A number with
one sign in it counts only before a unit, and where three digits follow the sign not even then.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from lint.kept import expression
from lint.lexicon.habit import Article, Found, Habit, quoted
from lint.lexicon.locale import Locale

# After these a number measures something. From the SI brochure (9th ed.) and ISO 4217.
# Letters that stand alone are left out: “versione 1.3 l'ultimo”, “IEEE 1003.1g”.
_UNITS = (
    r"%|‰|°[CF]?|[€£¥]|(?:EUR|USD|CHF|GBP|[kcm]m|km/h|[km]g|ml|[kMG]?Hz|[kKMGT]i?B|[kMG]bit(?:/s)?|ms|[kM]W|kWh|[ксм]м|кг|[КМГ]Б)"
    r"(?![\p{L}\p{N}/'’\-])"
)
_LETTER = r"\p{Latin}\p{Cyrillic}\p{Greek}"  # a Chinese number touches the signs beside it
_START, _END = rf"(?<![{_LETTER}\p{{N}}.,:/_#$=+\-–'’])", rf"(?![{_LETTER}\p{{N}}_/]|[.,:\-–'’][\p{{L}}\p{{N}}])"
_DIGITS = expression(r"\d[.,]\d")


class _Forms(NamedTuple):
    """Numbers with a decimal point, numbers with a decimal comma."""

    point: regex.Pattern[str]
    comma: regex.Pattern[str]


@cache
def _forms(conventions: Locale) -> _Forms:
    words = "|".join(regex.escape(word) for word in conventions.millions) or r"(?!)"
    unit = rf"(?=[ \u00a0\u202f]?(?:{_UNITS}|(?:{words})(?!\p{{L}})))"
    head, fraction = r"[1-9]\d{0,2}", r"(?:\d{1,2}|\d{4,})"
    grouped = rf"{head}(?:,\d{{3}})+\.\d+{_END}|{head}(?:,\d{{3}}){{2,}}{_END}"
    point = rf"{_START}(?:{grouped}|\d+\.{fraction}{unit})"
    # Three groups behind the first may be an address.
    grouped = rf"{head}(?:[.\u00a0\u202f ]\d{{3}})+,\d+{_END}|{head}(?:\.\d{{3}}){{2}}(?:(?:\.\d{{3}}){{2,}})?{_END}"
    comma = rf"{_START}(?:{grouped}|\d+,{fraction}{unit})"
    return _Forms(expression(point), expression(comma))


def _both(conventions: Locale) -> bool:
    """Whether the point and the comma are both in use.

    The Ortografía de la lengua española takes either, and which it is depends on the country; Switzerland has the point
    for money and the comma for other decimals; English in Europe and South Africa follows its neighbours or England.
    """
    tag = conventions.tag
    return tag == "es" or tag.endswith(("-CH", "-LI")) or (conventions.language == "en" and conventions.decimal == ",")


def decimal_mark(article: Article) -> Habit:
    """Numbers with the decimal sign of another language; where both signs are right, those of the rarer sort."""
    points: list[Found] = []
    commas: list[Found] = []
    for block in article.blocks():
        if not _DIGITS.search(block.text):
            continue
        forms = _forms(article.locale)
        cited = quoted(block.text, article.document.language)
        for form, found in zip(forms, (points, commas), strict=True):
            for match in form.finditer(block.text):
                if not cited(*match.span()):
                    meant = None if _both(article.locale) else _rewritten(match[0], article.locale)
                    found.append(Found(block, *match.span(), meant))
    if _both(article.locale):
        few, many = sorted((points, commas), key=len)
        return Habit(len(many), few)
    return Habit(len(points), commas) if article.locale.decimal == "." else Habit(len(commas), points)


def _rewritten(number: str, conventions: Locale) -> str:
    """The number in the signs of the language."""
    parts = _SIGNS.split(number)
    signs = _SIGNS.findall(number)
    whole = len(signs) > 1 and len(set(signs)) == 1  # 1,234,567 has no decimals
    decimals = "" if whole else conventions.decimal + parts.pop()
    digits = "".join(parts)
    return (digits if len(digits) < 3 + conventions.grouping else conventions.group.join(parts)) + decimals


_SIGNS = expression(r"[^0-9]")
_PERCENT = expression(r"(?<![\p{Latin}\p{N}.,_/*=;+\-])\d+(?:[.,]\d+)?(?<gap>[ \u00a0\u202f]?)%(?![\p{L}\p{N}%\-‑])")


def percent_space(article: Article) -> Habit:
    """Percent signs with a space before them in an article that has none elsewhere, or the other way round.

    Which of the two is right houses decide; if there are as many of either sort, CLDR does.
    """
    spaced: list[Found] = []
    closed: list[Found] = []
    for block in article.blocks("%"):
        for match in _PERCENT.finditer(block.text):
            number = match[0].rstrip("% \u00a0\u202f")
            if match["gap"]:
                spaced.append(Found(block, *match.span(), number + "%", number + "%"))
            else:
                closed.append(Found(block, *match.span(), number + "\u00a0%", number + "\u00a0%"))
    own, foreign = (spaced, closed) if len(article.locale.percent) > 1 else (closed, spaced)
    if len(own) < len(foreign):
        own, foreign = foreign, own
    return Habit(len(own), foreign)
