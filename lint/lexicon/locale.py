"""How a language writes quotation marks, numbers, dates and lists, from the Unicode CLDR.

The table has a row for each language and one for each of its locales that differs; only the rows of the language in
question are decoded. `distil_locale.py` makes it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

FILE = Path(__file__).with_name("data") / "locale.jsonl"


class Locale(msgspec.Struct, frozen=True, kw_only=True):
    """The conventions of a language, or of one country that writes it.

    `quotes`: the marks of a quotation and of one inside it, two of each. `grouping`: how many digits stand
    before the first group, at least (1234 but 12 345 where it is 2). `percent`: the sign with what stands before
    or behind the number. `millions`: words for a million and a thousand million. `ends`: what stands before the last
    of a list, for “and” and for “or”. `months` as they stand in a date, `alone` where they differ on their own.
    `date` and `short`: CLDR's patterns. `clock`: 12 or 24 hours. `letters`: the alphabet; `loaned`: letters of loan
    words and names. All letters and names as CLDR has them: in small letters unless the language writes capitals.
    """

    tag: str
    quotes: str
    decimal: str
    group: str
    grouping: int
    percent: str
    millions: tuple[str, ...]
    ends: tuple[str, ...]
    months: tuple[str, ...]
    alone: tuple[str, ...] = ()
    days: tuple[str, ...]
    date: str
    short: str
    clock: int
    letters: str = ""
    loaned: str = ""

    @property
    def language(self) -> str:
        """The language without country and script."""
        return self.tag.partition("-")[0]

    def day(self, day: int, month: int, year: str) -> str:
        """A date in the long form of the language: 3. März 2021."""
        names = {"y": year, "M": str(month), "MMMM": self.months[month - 1], "d": str(day), "dd": str(day)}
        return _FIELD.sub(lambda match: names.get(match[0]) or match[0].strip("'"), self.date)


_FIELD = re.compile(r"'[^']*'|y|M+|d+")  # what stands between apostrophes is meant as it stands

# What people write for a language that CLDR files under another name.
_NAMES = {"no": "nb", "nn": "nb", "pt-BR": "pt", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant-HK", "zh-MO": "zh-Hant-MO"}


@cache
def locale(language: str) -> Locale | None:
    """The locale of a BCP 47 tag; of its language where the table has no row of the country. None if it has neither."""
    whole, *rest = language.replace("_", "-").split("-")
    whole = whole.lower()
    tag = "-".join([_NAMES.get(whole, whole), *(part.title() if len(part) == 4 else part.upper() for part in rest)])
    parts = _NAMES.get(tag, tag).split("-")
    table = FILE.read_bytes()
    found: dict[str, object] = {}
    for number in range(1, len(parts) + 1):
        start = table.find(f'{{"tag": "{"-".join(parts[:number])}",'.encode())
        if start >= 0:
            found.update(msgspec.json.decode(table[start : table.index(b"\n", start)]))
    return msgspec.convert(found, Locale) if found else None
