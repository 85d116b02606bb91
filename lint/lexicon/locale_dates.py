"""Dates, times and ordinal numbers as English writes them, in another language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from lint.kept import expression
from lint.lexicon.habit import Article, Found, Habit
from lint.lexicon.locale import Locale

_ENGLISH = "January February March April May June July August September October November December"
_DIGIT = expression(r"\d")
_CITED = tuple("\"'“‘„«「")  # a form between marks is talked about


def _matches(article: Article, pattern: regex.Pattern[str]) -> Iterator[tuple[Found, regex.Match[str]]]:
    for block in article.blocks():
        if _DIGIT.search(block.text):
            for match in pattern.finditer(block.text):
                before = block.text[max(0, match.start() - 2) : match.start()]
                if not before.rstrip().endswith(_CITED):
                    yield Found(block, *match.span()), match


@cache
def _month_names(conventions: Locale) -> dict[str, int]:
    """The months of the language under the names that they have in a date and alone, and those of English."""
    names: dict[str, int] = {}
    for months in (_ENGLISH.split(), conventions.alone, conventions.months):
        for number, name in enumerate(months, 1):
            names[name.lower().removeprefix("de ").removeprefix("d’")] = number
    return names


@cache
def _month_first(conventions: Locale) -> regex.Pattern[str]:
    names = "|".join(sorted(map(regex.escape, _month_names(conventions)), key=len, reverse=True))
    return expression(
        rf"(?<![\p{{L}}\p{{N}}])(?<!\d[.ºª°]?[ \u00a0])(?<!\d[.º]? de )(?<month>{names})"
        r"[ \u00a0](?<day>[12]?\d|3[01])(?:st|nd|rd|th)?,?[ \u00a0](?<year>[12]\d{3})(?![\p{L}\p{N}])",
        regex.I,
    )


_SLASHED = expression(
    r"(?<![\p{Latin}\p{N}/.\-])(0?[1-9]|1[0-2])/(1[3-9]|2\d|3[01])/(\d{4}|\d{2})(?![\p{Latin}\p{N}/\-])"
)
_FIELDS = expression(r"('[^']*'|M+|d+|y+)")


def month_first(article: Article) -> Habit:
    """Dates with the month before the day: March 3, 2021, marzo 3, 2021 or 03/13/2021."""
    conventions = article.locale
    found: list[Found] = []
    if not conventions.short.startswith("M"):  # as in Panama
        for place, match in _matches(article, _SLASHED):
            parts = {"M": match[1], "d": match[2], "y": match[3], "'": ""}
            meant = "".join(parts.get(field[:1], field) for field in _FIELDS.split(conventions.short))
            found.append(place._replace(meant=meant.strip()))
    names = _month_names(conventions)
    for place, match in _matches(article, _month_first(conventions)):
        meant = conventions.day(int(match["day"]), names[match["month"].lower()], match["year"])
        found.append(place._replace(meant=meant))
    return Habit(0, found)


@cache
def _capitals(conventions: Locale) -> regex.Pattern[str]:
    months = "|".join(sorted({name.capitalize() for name in (*conventions.months, *conventions.alone)}))
    days = "|".join(name.capitalize() for name in conventions.days)
    # “4.13. Marzo 2001” is the head of a section, but for languages with a full stop after the day.
    stop = r"\." if "d." in conventions.date else ""
    return expression(
        rf"(?<=(?<!\d\.)(?<!\d)[0-3]?\d{stop}[ \u00a0](?:de |di )?)(?:{months})"
        r"(?=[ ,\u00a0](?:de |del )?[12]\d{3}(?!\d))"
        rf"|(?<=\p{{Ll}},? )(?:{days})(?=,? [0-3]?\d{stop}[ \u00a0](?:de |di )?(?:{months})(?!\p{{L}}))",
        regex.V1,
    )


def month_case(article: Article) -> Habit:
    """Months and days with a capital where the language has a small letter, in a date.

    On their own they may be names of people (Domingo, April) and of festivals (Viernes Santo).
    """
    if not all(name.islower() for name in (*article.locale.months, *article.locale.days)):
        return Habit(0, [])
    found = []
    for place, match in _matches(article, _capitals(article.locale)):
        found.append(place._replace(meant=match[0].lower(), replacement=match[0].lower()))
    return Habit(0, found)


_CLOCK = expression(
    r"(?<![\p{Latin}\p{N}.,:/])(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)? ?(?:[ap]\.m\.|[ap]m|[AP]M|[AP]\.M\.)(?![\p{L}\p{N}])"
)


def twelve_hours(article: Article) -> Habit:
    """Times with am and pm in a language that counts to 24, or has other words for the two halves of the day."""
    # “9 am Morgen”: in German a preposition
    am = " am" if article.locale.language == "de" else ()
    return Habit(0, [place for place, match in _matches(article, _CLOCK) if not match[0].endswith(am)])


# “the 4th Berkeley Distribution”; not before a single capital, as German nouns have one
_NAMED = "Avenue|Ave|Ed|Street|St|Floor|Edition|edition|Century|Anniversary|Annual|International|Conference|Congress"
_ORDINAL = expression(
    r"(?<![\p{Latin}\p{N}.,:/\-_])\d*(?:(?<!1)1st|(?<!1)2nd|(?<!1)3rd|(?:1[123]|[04-9])th)"
    rf"(?=[ .,;:)]|$)(?! (?:{_NAMED})\b| \p{{Lu}}\p{{Ll}}+ \p{{Lu}}|,? [12]\d{{3}}\b)"
)


def ordinal(article: Article) -> Habit:
    """Ordinal numbers with the endings of English: 1st, 22nd; not those in an English name or date."""
    own = "2nd" if article.locale.language == "fr" else ""  # second
    return Habit(0, [place for place, match in _matches(article, _ORDINAL) if match[0] != own])
