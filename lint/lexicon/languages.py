"""What languages are called, how they are written, and which of them a tag or a path names."""

from __future__ import annotations

from pathlib import PurePath

from lint.kept import expression

NAMES = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sv": "Swedish",
    "ta": "Tamil",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
# The script of each language that is not written in Latin letters.
SCRIPTS = {
    **dict.fromkeys(("bg", "ru", "uk"), "Cyrillic"),
    **dict.fromkeys(("ar", "fa"), "Arabic"),
    "bn": "Bengali",
    "el": "Greek",
    "he": "Hebrew",
    "hi": "Devanagari",
    "ja": "Kana",
    "ka": "Georgian",
    "ko": "Hangul",
    "ta": "Tamil",
    "th": "Thai",
    "zh": "Han",
}
# Languages that share so many words that a short stretch of one may be the other.
SIBLINGS = (
    frozenset({"da", "no", "sv"}),
    frozenset({"cs", "sk"}),
    frozenset({"hr", "sl"}),
    frozenset({"ca", "es", "pt"}),
    frozenset({"bg", "ru", "uk"}),
)
ENDONYMS = frozenset(
    (  # noqa: SIM905 - a paragraph of words reads better
        "english deutsch español castellano français italiano português nederlands polski čeština slovenčina "
        "slovenščina magyar română svenska dansk norsk bokmål suomi eesti lietuvių latviešu türkçe hrvatski srpski "
        "català galego euskara indonesia melayu việt русский українська български ελληνικά עברית العربية فارسی "
        "हिन्दी বাংলা 日本語 中文 简体中文 繁體中文 한국어 ไทย"
    ).split()
)

_ALIASES = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "cmn": "zh"}
# Codes that are words, or stand for other things in the names of folders: Canada, computer science, human resources.
_AMBIGUOUS = frozenset("ar ca cs da el et fa he hi hr id in it ka lt no pl sk sl ta th tr uk vi".split())  # noqa: SIM905
_HOMES = frozenset(
    (  # noqa: SIM905
        "doc docs documentation content contents i18n l10n intl lang langs language languages locale locales "
        "translation translations translated _i18n _locales _posts site pages posts articles book manual handbook "
        "current"
    ).split()
)
_TAG = expression(r"(?P<code>[a-z]{2,3})(?P<region>[-_](?:[A-Z]{2}|[a-z]{2}|Han[st]|han[st]|Latn|Cyrl|419))?")
_PAIR = expression(r"[a-z]{2}[-_]{1,2}[a-z]{2}")


_FORM = expression(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def is_tag(text: str) -> bool:
    """Whether the text has the form of a language tag: de, pt-BR."""
    return _FORM.fullmatch(text) is not None


def base(tag: str) -> str:
    """The language of a tag, in the one code that the tables here know it by: "de" for de-AT, "no" for nb."""
    code = tag.replace("_", "-").partition("-")[0].lower()
    return _ALIASES.get(code, code)


def siblings(one: str, other: str) -> bool:
    """Whether two languages are too much alike to be told apart by few words."""
    return any(one in family and other in family for family in SIBLINGS)


def of_path(path: str) -> tuple[str, bool] | None:
    """The tag that a path names, and whether it can hardly mean anything else; None if it names none.

    `docs/de/x.md`, `x.de.md` and `ro-RO/x.html` are sure. A code that stands for other things as well (`it`, `ca`), or
    stands in a place where other names may (`src/de/x.md`), is not: then the text has to bear it out.
    """
    parts = PurePath(path).parts
    if not parts:
        return None
    suffixes = parts[-1].split(".")
    if len(suffixes) > 2:
        found = _named(suffixes[-2])
        if found is not None:
            return found[0], found[1] or base(found[0]) not in _AMBIGUOUS
    for number in range(len(parts) - 2, -1, -1):
        found = _named(parts[number])
        if found is not None:
            tag, regional = found
            above = parts[number - 1].lower() if number else ""
            placed = not above or above in _HOMES or _PAIR.fullmatch(above) is not None
            return tag, regional or (placed and base(tag) not in _AMBIGUOUS)
    return None


def _named(part: str) -> tuple[str, bool] | None:
    """The tag that a part of a path is, and whether it says a region or script."""
    match = _TAG.fullmatch(part)
    if match is None or base(match["code"]) not in NAMES:
        return None
    region = (match["region"] or "")[1:]
    if region.islower() and region in NAMES and region != match["code"]:  # en-de is a pair of languages
        return None
    return part.replace("_", "-"), match["region"] is not None
