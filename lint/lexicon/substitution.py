"""What spinners and translating machines put in the place of a word, and back: what a word may stand in for.

`data/substitutions.txt` is written by hand, a row a headword, the likeliest substitute first: `risk: danger, hazard,
peril`. Wrong senses are in it on purpose: "stock" becomes "inventory" in "stock market" too. From it, from the swaps
met in known tortured phrases and from counts of pairs `distil_swaps.py` makes `data/swaps.tsv`, a row a substitute with
all that it may stand for. Words are classes (`lint.lexicon.counts.word_class`); a substitute may be several words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from lint.lexicon import kin
from lint.lexicon.counts import word_class
from lint.lexicon.inflection import bases

_DATA = Path(__file__).with_name("data")


class Strength(NamedTuple):
    """How well a substitution is known.

    Its place in the row of its headword (-1: not there); whether the row of the substitute names the headword too (0
    or 1); the number of terms that it was learned from; and, on the scale of `lint.lexicon.counts.level`, how often
    good English has the substitute in the set pairs of the headword, and how often it would if the two were free to
    stand for each other; and whether it is only known of words of their stems (0 or 1).
    """

    rank: int
    mutual: int
    support: int
    met: int
    hoped: int
    kin: int = 0


@cache
def _rows() -> dict[str, str]:
    """The rows of the table by substitute, not yet parsed: an article asks for a few hundred of 25,000."""
    rows: dict[str, str] = {}
    for line in (_DATA / "swaps.tsv").read_text(encoding="utf-8").splitlines():
        word, _, row = line.partition("\t")
        rows[word] = row
    return rows


@lru_cache(maxsize=1 << 15)
def back(word: str) -> Mapping[str, Strength]:
    """The headwords that a substitute (a class, or several words) is put for."""
    row = _rows().get(word)
    if row is None:
        return {}
    found: dict[str, Strength] = {}
    for part in row.split("\t")[1:]:
        head, _, numbers = part.partition(":")
        found[head] = _strength(numbers)
    return found


@cache
def _strength(numbers: str) -> Strength:
    return Strength(*map(int, numbers.split(":")))  # the table has few that differ


@cache
def suspicion(word: str) -> float:
    """The logarithm of how much likelier a word class is in a text of which a third was spun, 0 if it is not."""
    row = _rows().get(word)
    return int(row.partition("\t")[0]) / 100 if row else 0.0


@lru_cache(maxsize=1 << 15)
def origins(form: str) -> Mapping[str, Strength]:
    """The words that `form`, a word in any inflected form, may stand in the place of, and how well that is known."""
    found: dict[str, Strength] = {}
    for base in dict.fromkeys((word_class(form), *bases(form))):
        for head, strength in back(base).items():
            found.setdefault(head, strength)
    return found


@lru_cache(maxsize=1 << 15)
def kin_origins(form: str) -> Mapping[str, Strength]:
    """The words that `form` may stand in the place of because relatives of the two are known to, or are the same."""
    own = word_class(form)
    return {head: _kin(numbers) for head, numbers in kin.put_for(own).items() if head != own}


@cache
def _kin(numbers: tuple[int, int, int]) -> Strength:
    return Strength(*numbers, 0, 0, 1)


@cache
def table() -> dict[str, tuple[str, ...]]:
    """The table written by hand: a headword and its substitutes, as classes."""
    found: dict[str, dict[str, None]] = {}
    for line in (_DATA / "substitutions.txt").read_text(encoding="utf-8").splitlines():
        head, _, words = line.partition(": ")
        if words and not line.startswith("#"):
            head = _classes(head)
            row = found.setdefault(head, {})
            row.update((word, None) for word in map(_classes, words.split(", ")) if word != head)
    return {head: tuple(row) for head, row in found.items()}


@cache
def headwords() -> frozenset[str]:
    """The words, as classes, that have a row in the table written by hand."""
    lines = (_DATA / "substitutions.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_classes(head) for head, colon, _ in (line.partition(": ") for line in lines) if colon)


def _classes(words: str) -> str:
    return " ".join(map(word_class, words.split()))


def substitutes(word: str) -> tuple[str, ...]:
    """What is put in the place of `word`, the likeliest first."""
    return table().get(word_class(word), ())


def substitutes_put() -> Iterable[str]:
    """All that is put in the place of some word, as classes; some of them are several words."""
    return _rows().keys()
