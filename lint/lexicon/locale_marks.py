"""Which quotation marks an article has, beside those of its language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from lint import quotation
from lint.document import OPAQUE, Block
from lint.kept import expression
from lint.lexicon.habit import Article, Found, Habit, speaks_english

# CLDR names one pair a language and one for inside it; houses have others, which are right as well: from the list of
# the EU's Interinstitutional Style Guide, Duden, the Ortografía de la lengua española, Dansk Sprognævn, Språkrådet, the
# Ukrainian orthography of 2019, GB/T 15834-2011 and W3C's requirements for Japanese text layout. First those of a
# quotation, then of one inside it. CLDR 48 gives Spanish “ ” where it had « ».
_ACCEPTED: dict[str, tuple[str, str]] = {
    "bg": ("„“ «» „”", "’’ «»"),
    "ca": ("«» “”", ""),
    "cs": ("„“ »« „”", "«»"),
    "da": ("“” „“ »« ””", ""),
    "de": ("„“ »« «» „”", ""),
    "el": ("«» “”", ""),
    "en": ("“”", ""),
    "es": ("«» “”", ""),
    "et": ("„“ „” «»", ""),
    "fi": ("”” »»", ""),
    "fr": ("«»", "“”"),
    "hr": ("„“ „” »«", ""),
    "hu": ("„”", "»«"),
    "id": ("“”", ""),
    "it": ("«» “”", ""),
    "ja": ("「」 『』", ""),
    "ko": ("“” 「」 『』", ""),
    "lt": ("„“ „”", "«»"),
    "lv": ("“” „” «» „“", ""),
    "nb": ("«» „“ ””", "“”"),
    "nl": ("“” „” ””", ""),
    "pl": ("„”", "«» »«"),
    "pt": ("“” «»", ""),
    "ro": ("„” «»", ""),
    "ru": ("«» „“", "“”"),
    "sk": ("„“ »« „”", "«»"),
    "sl": ("„“ »« „”", ""),
    "sv": ("”” »»", ""),
    "tr": ("“” «»", ""),
    "uk": ("«» „“ „”", "“”"),
    "vi": ("“”", "«»"),
    "zh": ("“” 「」 『』", ""),
    "zh-Hant": ("「」 『』", ""),
}
_WIDE = frozenset(("ja", "ko", "zh"))
_MARKS = "“”„«»"
_FOREIGN = "„«»"
_SELDOM = 4  # quotations with the marks of the language to each between straight ones
_WORDY = expression(r"\p{Han}|\p{L}{2}|\uFFFC")  # “.” and “#” are signs that somebody writes about
_CITED = 40  # so much of a quotation is cited


class _Quotation(NamedTuple):
    block: Block
    start: int
    end: int
    form: str  # its two marks
    inner: bool


def _read(article: Article, signs: str) -> Iterator[_Quotation]:
    for block in article.blocks(signs):
        text, outer = block.text, 0
        for start, end in quotation.read(text, article.document.language).pairs:
            yield _Quotation(block, start, end, text[start] + text[end - 1], end <= outer)
            outer = max(outer, end)


_CORNERS = expression(r"(?:「[^「」\n]{1,200}」|『[^『』\n]{1,200}』)")
_SIGN = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー]"
_NATIVE = expression(rf"{_SIGN}(?:.*{_SIGN})?[。、，！？]?", regex.S)


def _read_wide(article: Article) -> Iterator[_Quotation]:
    """Quotations in Chinese, Japanese or Korean; between other marks than corners those in its signs."""
    for block in article.blocks():
        text = block.text
        if not text.isascii():
            for match in _CORNERS.finditer(text):
                yield _Quotation(block, *match.span(), text[match.start()] + text[match.end() - 1], inner=False)
            for start, end in quotation.read(text).pairs:
                if _NATIVE.fullmatch(text, start + 1, end - 1):
                    yield _Quotation(block, start, end, text[start] + text[end - 1], inner=False)


def _place(found: _Quotation) -> Found:
    """The quotation, or its first words."""
    end = found.end
    if end - found.start > _CITED:
        gap = found.block.text.rfind(" ", found.start, found.start + _CITED)
        end = gap if gap > found.start + 1 else found.start + _CITED
    return Found(found.block, found.start, end)


def quotation_marks(article: Article) -> Habit:
    """Quotations between the marks of another language."""
    tag, language = article.locale.tag, article.locale.language
    outer, inner = (forms.split() for forms in _ACCEPTED["zh-Hant" if tag.startswith("zh-Hant") else language])
    if language == "en" and next(article.blocks(_FOREIGN), None) is None:
        return Habit(0, [])
    own, foreign = 0, []
    for found in _read_wide(article) if language in _WIDE else _read(article, _MARKS):
        if found.form in outer or (found.inner and found.form in inner):
            own += 1
        elif '"' in found.form and not (found.form == '""' and outer[0] == "「」"):
            continue  # typed, but Japanese has a key for its own marks; “so" is a fault of another sort
        elif _WORDY.search(found.block.text, found.start + 1, found.end - 1) and not (
            language == "en" and _left_alone(found)
        ):
            values = {"marks": "…".join(found.form), "own": "…".join(outer[0])}
            foreign.append(_place(found)._replace(values=values))
    return Habit(own, foreign)


def _left_alone(found: _Quotation) -> bool:
    """In English: ”so“, a fault of another sort, „Fernweh“, the word of another language, and what is no English."""
    if not speaks_english(found.block):
        return True
    word = found.block.text[found.start + 1 : found.end - 1].strip()
    return set(found.form) <= {"“", "”"} or (len(word.split()) == 1 and not (word.islower() and word.isascii()))


# What is quoted in straight marks may be typed so: a file, a value, a name of code.
_PROSE = expression(r"\p{L}{2,}[,.!?…]?(?:\s+[\p{L}’']+[,.!?…]?)*")
_TYPOGRAPHED = frozenset({"markdown", "rst", "asciidoc"})  # there a site generator turns straight marks


def straight_marks(article: Article) -> Habit:
    """Words between straight marks in an article that seldom has them: other articles cite programs so."""
    if article.document.format in _TYPOGRAPHED or article.locale.language in _WIDE:
        return Habit(0, [])
    own, foreign = 0, []
    for found in _read(article, _MARKS + '"'):
        quoted = found.block.text[found.start + 1 : found.end - 1]
        if found.form != '""':
            own += '"' not in found.form
        elif OPAQUE not in quoted and _PROSE.fullmatch(quoted):
            foreign.append(_place(found))
    return Habit(own, foreign if own >= _SELDOM * len(foreign) else [])
