"""What spinners and translating machines put in the place of a word, and back: what a word may stand in for.

The table (`data/substitutions.txt`) is a row a headword: `risk: danger, hazard, peril`. Wrong senses are in it on
purpose: "stock" becomes "inventory" in "stock market" too.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lint.lexicon.inflection import bases

_FILE = Path(__file__).with_name("data") / "substitutions.txt"


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    if not _FILE.exists():
        return found
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        head, _, words = line.partition(": ")
        if words and not line.startswith("#"):
            found[head] = tuple(words.split(", "))
    return found


@cache
def _back() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for head, words in _table().items():
        for word in words:
            found.setdefault(word, []).append(head)
    return {word: tuple(heads) for word, heads in found.items()}


def substitutes(word: str) -> tuple[str, ...]:
    """What is put in the place of `word`, the likeliest first."""
    return _table().get(word, ())


@cache
def origins(form: str) -> frozenset[str]:
    """The words that `form`, a word in any inflected form, may stand in the place of."""
    back = _back()
    return frozenset(head for base in bases(form) for head in back.get(base, ()))
