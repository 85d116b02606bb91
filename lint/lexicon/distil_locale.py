"""Makes data/locale.jsonl: what the Unicode CLDR says of how languages write marks, numbers, dates and lists.

    npm pack cldr-misc-full cldr-numbers-full cldr-dates-full     then unpack each of the three
    python -m lint.lexicon.distil_locale MISC NUMBERS DATES

MISC, NUMBERS and DATES are the unpacked packages. A language has a row with all that is kept of it; a locale of that
language (de-CH) has a row with what differs there, or none. `lint.lexicon.locale` says what the keys mean.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex

from lint.lexicon import locale

LANGUAGES = "en bg ca cs da de el es et fi fr hr hu id it ja ko lt lv nb nl pl pt ro ru sk sl sv tr uk vi zh zh-Hant"
# Scripts and spellings of a language that nobody means by its bare name.
_APART = regex.compile(r"en-(?:Dsrt|Shaw)\b|zh-Latn|el-polyton|ca-ES-valencia")
_MONTHS = tuple(str(number) for number in range(1, 13))
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def row(tag: str, misc: Path, numbers: Path, dates: Path) -> dict[str, object]:
    """All that is kept of one locale."""
    marks = _read(misc, tag, "delimiters")["delimiters"]
    letters = _read(misc, tag, "characters")["characters"]
    lists = _read(misc, tag, "listPatterns")["listPatterns"]
    number = _read(numbers, tag, "numbers")["numbers"]
    calendar = _read(dates, tag, "ca-gregorian")["dates"]["calendars"]["gregorian"]
    symbols = number["symbols-numberSystem-latn"]
    names = ("quotationStart", "quotationEnd", "alternateQuotationStart", "alternateQuotationEnd")
    forms, alone = (_names(calendar["months"][use]["wide"], _MONTHS) for use in ("format", "stand-alone"))
    kept: dict[str, object] = {
        "quotes": "".join(marks[name] for name in names),
        "decimal": symbols["decimal"],
        "group": symbols["group"],
        "grouping": int(number["minimumGroupingDigits"]),
        "percent": number["percentFormats-numberSystem-latn"]["standard"].replace("#,##0", ""),
        "millions": sorted(set(_large(number["decimalFormats-numberSystem-latn"]["long"]["decimalFormat"]))),
        "ends": [_end(lists[f"listPattern-type-{use}"]["end"]) for use in ("standard", "or")],
        "months": forms,
        "alone": [] if alone == forms else alone,
        "days": _names(calendar["days"]["format"]["wide"], _DAYS),
        "date": calendar["dateFormats"]["long"],
        "short": calendar["dateFormats"]["short"],
        "clock": 12 if regex.search("[aB]", calendar["timeFormats"]["short"]) else 24,
    }
    if not tag.startswith(("zh", "ja", "ko")):  # they write with thousands of signs
        kept["letters"] = _letters(letters["exemplarCharacters"])
        kept["loaned"] = "".join(c for c in _letters(letters["auxiliary"]) if c not in str(kept["letters"]))
    return kept


def _read(package: Path, tag: str, name: str) -> Any:
    return json.loads((package / "main" / tag / f"{name}.json").read_text("utf-8"))["main"][tag]


def _names(table: dict[str, str], keys: tuple[str, ...]) -> list[str]:
    return [table[key] for key in keys]


def _large(formats: dict[str, str]) -> Iterator[str]:
    """The words for a million and a thousand million, in every number that the language has."""
    for key, form in formats.items():
        if regex.match(r"1000000(?:000)?-count", key):
            word = form.replace("0", "").replace("'", "").strip()
            if word and regex.fullmatch(r"[\p{L} ]+", word) and not word.isupper():
                yield word


def _end(pattern: str) -> str:
    """What stands between the last two of a list: “{0}, and {1}” is “, and ”."""
    return pattern.replace("{0}", "").replace("{1}", "")


_MEMBER = regex.compile(r"\\u\{?([0-9A-Fa-f]{4,6})\}?|\\(.)|(.)-(.)|(.)", regex.S)


def _letters(members: str) -> str:
    """The small letters in a set of CLDR's, with those of digraphs and letters with two marks, each once."""
    found: dict[str, None] = {}
    for code, escaped, first, last, single in _MEMBER.findall(members.strip("[]")):
        chars = map(chr, range(ord(first), ord(last) + 1)) if first else [code and chr(int(code, 16)), escaped, single]
        found.update(dict.fromkeys(c for c in chars if c and regex.fullmatch(r"[\p{L}--\p{Lu}]", c, regex.V1)))
    return "".join(sorted(found))


def main(misc: str, numbers: str, dates: str) -> None:
    """Write the table."""
    packages = Path(misc), Path(numbers), Path(dates)
    version = json.loads((packages[0] / "package.json").read_text("utf-8"))["version"]
    known = sorted(path.name for path in (packages[0] / "main").iterdir() if not _APART.match(path.name))
    lines = [json.dumps({"cldr": version})]
    for language in LANGUAGES.split():
        whole = row(language, *packages)
        lines.append(json.dumps({"tag": language, **whole}, ensure_ascii=False))
        inner = (tag for tag in known if tag.startswith(language + "-"))
        for tag in inner:
            if language == "zh" and tag.startswith("zh-Hant"):
                continue
            other = {key: value for key, value in row(tag, *packages).items() if value != whole[key]}
            if other:
                lines.append(json.dumps({"tag": tag, **other}, ensure_ascii=False))
    locale.FILE.write_text("\n".join([*lines, ""]), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
