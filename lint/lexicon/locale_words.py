"""Letters that the language's alphabet does not have, and the comma that English sets before the last of a list."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

import regex

from lint.kept import expression
from lint.lexicon.habit import Article, Found, Habit
from lint.lexicon.locale import Locale

_WORD = expression(r"(?<![\p{L}\p{M}\p{N}@._/\-'’])\p{Ll}{3,}(?![\p{L}\p{M}\p{N}@_/\-'’]|\.\p{L})")


def foreign_letter(article: Article) -> Habit:
    """Words in small letters with a letter that is neither of the language nor of its loan words.

    Cyrillic languages borrow words in letters of their own: what CLDR adds for them are letters of their neighbours.
    """
    conventions = article.locale
    if not conventions.letters:
        return Habit(0, [])
    cyrillic = "а" in conventions.letters
    known = frozenset(conventions.letters if cyrillic else conventions.letters + conventions.loaned)
    script = expression(r"\p{Cyrillic}" if cyrillic else r"\p{Greek}" if "α" in known else r"\p{Latin}")
    met: Counter[str] = Counter()
    found: list[tuple[str, Found]] = []
    for block in article.blocks():
        if not cyrillic and block.text.isascii():
            continue
        for match in _WORD.finditer(block.text):
            word = unicodedata.normalize("NFC", match[0])
            strange = {char for char in word if char not in known and script.match(char)}
            if strange and all(script.match(char) for char in word):
                met.update(strange)
                letter = min(strange)
                found.append((letter, Found(block, *match.span(), values={"letter": letter})))
    return Habit(0, [place for _, place in found])


@cache
def _serial(conventions: Locale) -> regex.Pattern[str]:
    ends = "|".join(regex.escape(end.strip()) for end in conventions.ends)
    # Where “and” stands before every item, the comma is right: и лицо, и одежда, и душа.
    item = rf"(?!(?:{ends}) )[\p{{L}}\p{{N}}\-’']+(?: [\p{{L}}\p{{N}}\-’']+)?"
    items = rf"(?<=(?<!\b(?:{ends}))[\s(:]|^)(?:{item}, ){{1,6}}{item}"
    return expression(rf"{items}(?<hit>, (?:{ends}) )(?!т\.)[\p{{L}}\p{{N}}\-’']+(?=[.;:)]|$)")


def serial_comma(article: Article) -> Habit:
    """A comma before the “and” or “or” of a list, where every other item is a word or two."""
    if article.locale.ends[0].startswith((",", "、")):
        return Habit(0, [])
    found = []
    for block in article.blocks():
        if "," in block.text:
            for match in _serial(article.locale).finditer(block.text):
                start, end = match.span("hit")
                found.append(Found(block, start, end, None, block.text[start + 1 : end]))
    return Habit(0, found)
