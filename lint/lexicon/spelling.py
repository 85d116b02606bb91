"""How far apart two spellings are, and which may be one name's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lint.lexicon.names import bare, sound

_MANY = 200  # surnames of one initial: no article, but a directory, where neighbours are other people
# Endings that make a plural, an inhabitant, a doctrine or a relative of a name.
_SUFFIXES = (
    "s es n an ian ean nian ism ist ists isms ite ites ish er ers ship ville land stan ic ese i esque y ie ia ing ed o "
    "a as na aya ya ska skaya ova eva ina ski sky"
)
_ENDINGS = sorted(_SUFFIXES.split(), key=len, reverse=True)


def distance(a: str, b: str, limit: int) -> int:
    """The edits (a letter put in, left out, changed, or two neighbours swapped) between two words, or `limit` + 1."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before = before, row
        row = [i]
        for j, y in enumerate(b, 1):
            edits = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                edits = min(edits, older[j - 2] + 1)
            row.append(edits)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _stems(word: str) -> set[str]:
    return {word} | {word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3}


def derived(a: str, b: str) -> bool:
    """Whether one is the other's plural, inhabitant, doctrine, feminine ... or both come of one stem."""
    # "Zelensky" and "Zelenskyy", "Grossman" and "Grossmann" are spellings, "Navalny" and "Navalnaya" are not.
    if sound(a) == sound(b) and a.endswith("a") == b.endswith("a"):
        return False
    return not _stems(a).isdisjoint(_stems(b))


def close(a: str, b: str) -> bool:
    """Whether two surnames in lower case may be spellings of one."""
    longer = max(len(a), len(b))
    edits = distance(a, b, 3)
    if not edits or edits > 3 or 1 - edits / longer < 0.62:
        return False
    return edits == 1 or (edits == 2 and longer >= 7) or sound(a) == sound(b)


class Neighbours:
    """Names, filed so that those of a long article are not all compared with all."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._by_letter: dict[str, list[tuple[str, int, frozenset[str]]]] = defaultdict(list)
        for word in words:
            key = bare(word)
            self._by_sound[sound(key)].append(word)
            self._by_letter[key[0]].append((word, len(key), frozenset(key)))

    def near(self, key: str) -> list[str]:
        """The names that may be `close` to one in lower case: they sound alike, or two edits part them."""
        found = dict.fromkeys(self._by_sound.get(sound(key), ()))
        letters, length = frozenset(key), len(key)
        others = self._by_letter.get(key[0], ())
        for word, other_length, other_letters in others if len(others) <= _MANY else ():
            if -2 <= length - other_length <= 2 and len(letters ^ other_letters) <= 4:
                found[word] = None
        return list(found)
