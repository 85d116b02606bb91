"""Which language a text, or a stretch of few words, is in.

A language is known by its words of grammar and, where those are few, by its pairs and triples of letters. Both are told
apart among languages of one script; a language that alone has its script is known by that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import regex

from lint.document import Block
from lint.kept import expression, kept
from lint.lexicon import common_words
from lint.lexicon.function_words import GRAMMAR_WORDS
from lint.lexicon.languages import SCRIPTS, siblings

COMPARED = tuple(
    "ca cs da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl sv tr vi bg ru uk".split()  # noqa: SIM905
)
LOWEST, STEP = (
    -11.5,
    0.5,
)  # of the table of letter groups: the natural logarithm that digit 0 stands for, and of a digit

# What a word adds to the digits of its letter groups, in digits. At three false alarms in a thousand these weights find
# 51 in a hundred foreign blocks of two to four words and 98 of five to nine; with 11 for both kinds of words 38 and 91
# are found. (Blocks of manuals in German, English, Spanish and French, each language in each of the others.)
_GRAMMAR, _COMMON = 24, 8

_FOLDER = Path(__file__).with_name("data")
_CYRILLIC = ("bg", "ru", "uk")
_COLUMNS = {
    "Latin": [n for n, language in enumerate(COMPARED) if language not in SCRIPTS],
    "Cyrillic": [n for n, language in enumerate(COMPARED) if language in _CYRILLIC],
}
_WORD = expression(r"[\p{L}\p{M}]+")
_CYRILLIC_LETTER = expression(r"\p{Cyrillic}")
_ALONE = {script: language for language, script in SCRIPTS.items() if script not in ("Cyrillic", "Arabic")}


class Guess(NamedTuple):
    """The likeliest language of a stretch but the one that it ought to be in.

    `margin` is by how much it is likelier than that one, in digits of the table; `grammar` how many of its words of
    grammar, of two letters and more, stand there that are none of the other language.
    """

    language: str
    margin: int
    grammar: int


@cache
def grammar_words() -> dict[str, frozenset[str]]:
    """The words of grammar of each language that is compared."""
    found: dict[str, set[str]] = {}
    for line in (_FOLDER / "function_words.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            words = found[line[1:].strip()] = set()
        else:
            words.update(line.split())
    return {language: frozenset(words) for language, words in found.items()}


@cache
def own_words(language: str) -> frozenset[str]:
    """Words that show a block to be in the language: those of grammar, and of English the common ones as well."""
    words = grammar_words().get(language, frozenset())
    return words | common_words.words() if language == "en" else words


@cache
def strange_words(language: str) -> frozenset[str]:
    """Words of grammar of all other languages that are none of this one."""
    others = (words for other, words in grammar_words().items() if other != language)
    return frozenset(word for word in frozenset().union(*others) - own_words(language) if len(word) > 1)


def guess(words: Sequence[str], language: str) -> Guess:
    """The likeliest other language of words in lower case, among those that share the script of the first.

    Where `language` is written in another script, the margin is over no language at all.
    """
    columns = _COLUMNS["Cyrillic" if _CYRILLIC_LETTER.search(words[0]) else "Latin"]
    digits = _digits(words)
    grammar = grammar_words()
    common = common_words.words()
    scores: dict[str, int] = {}
    for column in columns:
        name = COMPARED[column]
        known = grammar[name]
        score = digits[column] + _GRAMMAR * sum(word in known for word in words)
        if name == "en":
            score += _COMMON * sum(word in common and word not in known for word in words)
        scores[name] = score
    home = scores.pop(language, 0)
    best = max(scores, key=lambda name: scores[name])
    strange = grammar[best] - grammar.get(language, frozenset())
    return Guess(best, scores[best] - home, sum(word in strange and len(word) > 1 for word in words))


def _digits(words: Iterable[str]) -> Sequence[int]:
    table = _groups()
    rows = []
    for word in words:
        framed = f"_{word}_"
        for size in (2, 3):
            for at in range(len(framed) - size + 1):
                row = table.get(framed[at : at + size])
                if row is not None:
                    rows.append(row)
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(COMPARED)


@cache
def _groups() -> dict[str, bytes]:
    def make() -> dict[str, bytes]:
        values = bytes.maketrans(b"0123456789abcdef", bytes(range(16)))
        rows = (line.split() for line in (_FOLDER / "language_ngrams.txt").read_text("utf-8").splitlines())
        return {group: digits.encode().translate(values) for group, digits in rows}

    return kept("language ngrams", (), make)


@cache
def _letters() -> dict[str, regex.Pattern[str]]:
    plain = "Latin Cyrillic Arabic Bengali Greek Hebrew Devanagari Georgian Hangul Tamil Thai Han".split()  # noqa: SIM905
    found = {name: expression(rf"\p{{{name}}}") for name in plain}
    return {**found, "Kana": expression(r"[\p{Hiragana}\p{Katakana}]")}


def script_of(text: str) -> tuple[str, int, int] | None:
    """The script that most letters of a text are of, their number, and that of all letters."""
    if text.isascii():
        count = sum(map(str.isalpha, text))
        return ("Latin", count, count) if count else None
    counts = {name: len(letters.findall(text)) for name, letters in _letters().items()}
    if counts["Kana"] * 5 > counts["Han"]:  # Japanese has both
        counts["Kana"] += counts.pop("Han")
    total = sum(counts.values())
    if not total:
        return None
    name = max(counts, key=lambda name: counts[name])
    return name, counts[name], total


def by_script(script: str, text: str) -> str | None:
    """The language that alone has the script, or, for Arabic, that the letters speak for."""
    if script == "Arabic":
        return "fa" if 20 * sum(char in "پچژگیک" for char in text) > len(text) else "ar"
    return _ALONE.get(script)


_ENOUGH = 400  # different words a block, summed over blocks
_FEWEST = 25
_SHARE = 0.12  # of them that must be words of grammar; of good texts in 28 languages at least 0.2 are


def language_of(blocks: Iterable[Block]) -> str | None:
    """The language that the first blocks of a text are clearly in, or None.

    English is asked first and for less, so that an English text costs next to nothing.
    """
    sample: list[Block] = []
    total = english = 0
    for block in blocks:
        words = block.vocabulary
        if len(words) > 2:
            sample.append(block)
            total += len(words)
            english += len(words & GRAMMAR_WORDS)
        if total >= _ENOUGH:
            break
    if english >= 0.2 * total:
        return "en" if total >= _FEWEST else None
    text = " ".join(block.folded for block in sample)
    found = script_of(text)
    if found is None or found[1] < 0.6 * found[2]:
        return None
    if found[0] not in ("Latin", "Cyrillic"):
        return by_script(found[0], text) if found[1] >= 2 * _FEWEST else None
    if total < _FEWEST:
        return None
    counts = {
        language: sum(len(block.vocabulary & words) for block in sample) for language, words in grammar_words().items()
    }
    best = max(counts, key=lambda language: counts[language])
    rivals = [o for o in counts if o != best and counts[o] > 0.7 * counts[best]]
    if counts[best] < _SHARE * total or any(not siblings(best, o) for o in rivals):
        return None
    if rivals:
        digits = _digits(_WORD.findall(text))
        best = max((best, *rivals), key=lambda o: digits[COMPARED.index(o)] + _GRAMMAR * counts[o])
    return best
