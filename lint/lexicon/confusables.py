"""Letters of one script that look like letters of another, and the words in which they were mixed up.

Two letters are here only if they look the same upright in common fonts. Greek small letters but omicron are left out:
α, μ, ν and ρ stand in words of science on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lint.kept import expression
from lint.lexicon.characters import Stray

_CYRILLIC = dict(zip("асеорхуіјѕһԁԛԝАВЕКМНОРСТУХІЈЅ", "aceopxyijshdqwABEKMHOPCTYXIJS", strict=True))
_GREEK = dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True))
# Macedonian ѕ and ј, Komi ԁ and the like are too rare for a Latin letter in a Cyrillic word to have meant them.
_LATIN_TO = {
    "Cyrillic": {latin: char for char, latin in _CYRILLIC.items() if latin not in "jshdqwJS"},
    "Greek": {latin: char for char, latin in _GREEK.items()},
}
_TO_LATIN = {"Cyrillic": _CYRILLIC, "Greek": _GREEK}

_MIXED = expression(
    r"(?<![\p{L}\p{M}\p{N}])(?=\p{L}*\p{Latin})(?=\p{L}*[\p{Cyrillic}\p{Greek}])[\p{Latin}\p{Cyrillic}\p{Greek}]{2,}(?![\p{L}\p{M}])"
)
_TOUCH = expression(r"\p{Latin}[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{Latin}")
_SCRIPT = {"Cyrillic": expression(r"\p{Cyrillic}"), "Greek": expression(r"\p{Greek}")}


def _script(char: str) -> str:
    return next((name for name, letters in _SCRIPT.items() if letters.match(char)), "Latin")


def mixed(text: str) -> Iterator[Stray]:
    """Letters of another script in a word that can all be read as letters of the word's own: the Cyrillic а of “pаper”.

    The word's own script is the one with letters that have no double in the other; where all letters have one it is
    the script of the greater number. Words of two real parts (“SMSки”, “TNFα”, “VКонтакте”) are somebody's making.
    """
    if not _TOUCH.search(text):
        return
    for match in _MIXED.finditer(text):
        word = match[0]
        scripts = [_script(char) for char in word]
        others = set(scripts) - {"Latin"}
        if len(others) != 1:
            continue
        (other,) = others
        to_latin, from_latin = _TO_LATIN[other], _LATIN_TO[other]
        latin = [c for c, s in zip(word, scripts, strict=True) if s == "Latin"]
        foreign = [c for c, s in zip(word, scripts, strict=True) if s == other]
        all_foreign, all_latin = all(c in to_latin for c in foreign), all(c in from_latin for c in latin)
        if all_foreign and (not all_latin or len(latin) >= len(foreign)):
            wrong, table = other, to_latin
        elif all_latin:
            wrong, table = "Latin", from_latin
        else:
            continue
        if not _plausible(word, scripts, wrong):
            continue
        at = match.start()
        for script, run in groupby(zip(scripts, word, strict=True), key=lambda pair: pair[0]):
            letters = "".join(char for _, char in run)
            if script == wrong:
                yield Stray(at, at + len(letters), "".join(table[c] for c in letters), script)
            at += len(letters)


def _plausible(word: str, scripts: list[str], wrong: str) -> bool:
    """Whether the letters look slipped in: not a symbol ("νe", "ΔE"), not an ending put to an acronym."""
    if len(word) < 3:
        return False
    switches = sum(1 for _ in groupby(scripts)) - 1
    if switches == 1 and scripts[0] == "Latin" and word[:2].isupper() and word[-1].islower():
        return False  # “NGOа”, “SMSками”: a Russian ending on a Latin acronym
    # “ΔΑB”, “kΟhm”: capitals of two alphabets side by side are a formula.
    return not (wrong == "Greek" and word.isupper() and len(word) < 4)
