"""Makes data/learned_swaps.txt, data/swaps.tsv, data/kin.tsv, data/folds.txt and data/counts.bin.

    python -m lint.lexicon.distil_swaps NGRAMS PAIRS RULES

NGRAMS is a folder with `unigrams.tsv`, `bigrams.tsv`, `bigrams_rare.tsv` (pairs counted once or twice) and
`trigrams.tsv`; a row is the words, the count and the number of sources, parted by tabs. PAIRS is a table of tortured
phrases and the phrases expected in their place (the public lists of the Problematic Paper Screener). RULES is the
folder of the rules of kind `term`.

Pairs with a function word are not kept, and rare ones only where a substitution would make a well-known pair or a term
of them: whether good English has such a pair at all is what the table is asked most. Of triples, those with a function
word in the middle are kept where a term is near.
"""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import log
from pathlib import Path

import yaml

from lint.lexicon import counts
from lint.lexicon.distil_pairs import Pair, learned, stem, stems
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.inflection import bases

DATA = Path(__file__).with_name("data")
_RARE = 3
_KNOWN = 8  # a pair counted so often is one that a substitution may be held against
_ATTACHED = 2.0
_LOAD = 0.5  # a search for what is not there takes 2.5 steps; at 0.74 it took 8
_LIKELY = 16  # so many of a row are what spinners usually put
_FAMILIAR = 40  # a word must have been counted so often to be of a family
_SPUN = 0.3  # the share of words that a spinner is taken to replace, for the suspicion of words
# Plurals that are words of their own: "news" is no more "new", "politics" no "politic".
_OWN_WORDS = frozenset(
    (  # noqa: SIM905 (a list would be as many lines as words)
        "news politics economics physics mathematics statistics ethics athletics goods means customs species "
        "series sports glasses thanks pants arms terms grounds premises proceeds savings earnings "
        "headquarters works lens asses hers times others analytics logistics graphics dynamics mechanics "
        "genetics electronics optics robotics ceramics "
    ).split()
)
_BRITISH = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("iser", "izer"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("our", "or"),
    ("oured", "ored"),
    ("tre", "ter"),
    ("ogue", "og"),
    ("lled", "led"),
    ("lling", "ling"),
    ("ence", "ense"),
)


def rows(path: Path) -> Iterator[tuple[str, int]]:
    """The words and counts of a table."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            words, count, _ = line.split("\t")
            yield words, int(count)


def folds(alone: Mapping[str, int]) -> dict[str, str]:
    """Plurals and British spellings that fold into another word of the table."""
    found: dict[str, str] = {}
    for word, count in alone.items():
        if count < 40 or len(word) < 4 or "'" in word:
            continue
        head = _singular(word, count, alone) or _american(word, count, alone)
        if head:
            found[word] = head
    return {word: found.get(head, head) for word, head in found.items()}


def _singular(word: str, count: int, alone: Mapping[str, int]) -> str | None:
    if word in _OWN_WORDS or word.endswith(("ss", "us", "is", "ed", "ing")):
        return None
    known = [base for base in bases(word)[1:] if alone.get(base, 0) * 20 >= count and len(base) > 2]
    return known[0] if known else None


def _american(word: str, count: int, alone: Mapping[str, int]) -> str | None:
    for british, american in _BRITISH:
        if word.endswith(british) and len(word) > len(british) + 2:
            other = word[: -len(british)] + american
            if alone.get(other, 0) > count * 0.3:
                return other
    return None


class Source:
    """What the scripts of this folder read: counts by class, the table by hand, the swaps learned and the terms."""

    def __init__(self, ngrams: Path, pairs: Path, rules: Path) -> None:
        raw = dict(rows(ngrams / "unigrams.tsv"))
        self.folds = folds(raw)
        self.alone: dict[str, int] = defaultdict(int)
        for word, count in raw.items():
            self.alone[self.fold(word)] += count
        self.pairs: dict[Pair, int] = defaultdict(int)
        for name in ("bigrams.tsv", "bigrams_rare.tsv"):
            for pair, count in rows(ngrams / name):
                first, second = pair.split(" ")
                if not {first, second} & FUNCTION_WORDS and len(first) > 1 and len(second) > 1:
                    self.pairs[self.fold(first), self.fold(second)] += count
        self.triples: dict[tuple[str, str, str], int] = defaultdict(int)
        for triple, count in rows(ngrams / "trigrams.tsv"):
            first, middle, last = triple.split(" ")
            if middle in FUNCTION_WORDS and not {first, last} & FUNCTION_WORDS:
                self.triples[self.fold(first), middle, self.fold(last)] += count
        self.table = self._table()
        self.learned = learned(pairs, self.classes, self.table)
        self.terms = set(self._terms(rules))
        self.support: dict[Pair, set[str]] = defaultdict(set)
        for (head, word), terms in self.learned.items():
            self.support[stems(head), stems(word)] |= terms
        self.back: dict[str, dict[str, None]] = {}
        for head, words in self.table.items():
            for word in words:
                self.back.setdefault(word, {})[head] = None
        for head, word in self.learned:
            self.back.setdefault(word, {})[head] = None

    def fold(self, word: str) -> str:
        """The class of a word."""
        return self.folds.get(word, word)

    def classes(self, words: str) -> str:
        """The classes of several words."""
        return " ".join(map(self.fold, words.replace("-", " ").split()))

    def _table(self) -> dict[str, list[str]]:
        found: dict[str, dict[str, None]] = {}
        for line in (DATA / "substitutions.txt").read_text(encoding="utf-8").splitlines():
            head, _, words = line.partition(": ")
            if words and not line.startswith("#"):
                head = self.classes(head)
                row = found.setdefault(head, {})
                for word in map(self.classes, words.split(", ")):
                    if word != head and word not in FUNCTION_WORDS:
                        row[word] = None
        return {head: list(row) for head, row in found.items() if head not in FUNCTION_WORDS}

    def _terms(self, rules: Path) -> Iterator[str]:
        for path in sorted(rules.rglob("*.yaml")):
            rule = yaml.safe_load(path.read_text(encoding="utf-8"))
            if rule.get("kind") == "term":
                for line in rule.get("terms", "").lower().splitlines():
                    if line.strip() and not line.startswith("#"):
                        yield self.classes(line)

    def belongs(self, first: str, second: str) -> int:
        """How often a pair was counted, if it is well known; a term's pair always is."""
        count = self.pairs.get((first, second), 0)
        if count < _KNOWN:
            return 0
        chance = (self.alone[first] + 1) * (self.alone[second] + 1) / counts.TOTAL
        return count if log(count / chance) / log(2) >= _ATTACHED else 0


def learned_text(source: Source) -> str:
    """The content of learned_swaps.txt."""
    head = "# right word, word put in its place, number of terms (Problematic Paper Screener, CC BY 4.0)\n"
    return head + "".join(f"{a}\t{x}\t{len(source.learned[a, x])}\n" for a, x in sorted(source.learned))


def families(source: Source) -> list[tuple[list[str], list[str]]]:
    """The words of one stem together: those of right expressions, and the others."""
    expected = {part for term in source.terms for part in term.split()}
    found: dict[str, list[str]] = defaultdict(list)
    for word, count in source.alone.items():
        if count >= _FAMILIAR and word.isalpha() and word.isascii() and len(word) > 2 and word not in FUNCTION_WORDS:
            found[stem(word)].append(word)
    out = []
    for _, words in sorted(found.items()):
        if len(words) > 1 and any(word in source.back or word in expected for word in words):
            right = sorted(word for word in words if word in expected)
            out.append((right, sorted({*words} - {*right})))
    return out


def kin_text(families: Iterable[tuple[list[str], list[str]]], swaps: str) -> str:
    """The content of kin.tsv, from families of words and the content of swaps.tsv."""
    rows = {word: parts for word, _, *parts in (line.split("\t") for line in swaps.splitlines()) if " " not in word}
    expected: dict[str, list[str]] = {}
    every = []
    for right, others in families:
        expected.update(dict.fromkeys((*right, *others), right))
        every.append((right, [*right, *others]))
    every += [([], [word]) for word in rows if word not in expected]
    out: list[str] = []
    for right, words in every:
        found: dict[str, tuple[int, int, int]] = dict.fromkeys(right, (-1, 0, 0))
        for word in words:
            for part in rows.get(word, ()):
                near, *numbers = part.split(":")
                rank, mutual, support = map(int, numbers[:3])
                if rank >= _LIKELY and not support:
                    continue  # with the kin of all others there were twice as many candidates, and none found more
                for head in expected.get(near, [near]):
                    old = found.get(head, (-1, 0, 0))
                    ranks = [r for r in (rank, old[0]) if r >= 0]
                    found[head] = min(ranks, default=-1), max(mutual, old[1]), max(support, old[2])
        parts = [":".join((head, *map(str, strength))) for head, strength in found.items() if " " not in head]
        if parts:
            out.append("\t".join((" ".join(words), *parts)) + "\n")
    return "".join(sorted(out))


def swaps_text(source: Source) -> str:
    """The content of swaps.tsv."""
    after: dict[str, list[tuple[str, int]]] = defaultdict(list)
    before: dict[str, list[tuple[str, int]]] = defaultdict(list)
    heads = {head for found in source.back.values() for head in found}
    for first, second in source.pairs:
        if (first in heads or second in heads) and (count := source.belongs(first, second)):
            after[first].append((second, count))
            before[second].append((first, count))
    out: list[str] = []
    for word in sorted(source.back):
        parts = []
        put = 0.0
        for head in sorted(source.back[word]):
            row = source.table.get(head, [])
            rank = row.index(word) if word in row else -1
            support = len(source.support.get((stems(head), stems(word)), ()))
            mutual = int(head in source.table.get(word, ()))
            met = hoped = 0.0
            if " " not in word and " " not in head:
                ratio = (source.alone[word] + 1) / (source.alone[head] + 1)
                contexts = [((word, other), count) for other, count in after[head]]
                contexts += [((other, word), count) for other, count in before[head]]
                for pair, count in contexts:
                    met += min(source.pairs.get(pair, 0), 10 * count)
                    hoped += count * ratio
                share = 0.0
                if 0 <= rank < _LIKELY:
                    share = 1 / (rank + 2) / sum(1 / (n + 2) for n in range(min(_LIKELY, len(row))))
                put += source.alone[head] * (share + 0.02 * support)
            numbers = [rank, mutual, support, counts.level(round(met)), counts.level(round(hoped))]
            parts.append(":".join([head, *map(str, numbers)]))
        suspicion = log(1 + _SPUN * put / (source.alone[word] + 20)) if " " not in word else 0.0
        out.append("\t".join((word, str(round(100 * suspicion)), *parts)) + "\n")
    return "".join(out)


def kept(source: Source) -> Iterator[tuple[str, int]]:
    """The keys of counts.bin and their counts."""
    for word, count in source.alone.items():
        if count >= 20:
            yield word, count
    near: set[Pair] = set()
    for term in source.terms:
        words = term.split()
        near.update(pairwise(words))

    def known(first: str, second: str) -> bool:
        return source.pairs.get((first, second), 0) >= _KNOWN or (first, second) in near

    for (first, second), count in source.pairs.items():
        if (
            count >= _RARE
            or any(known(head, second) for head in source.back.get(first, ()))
            or any(known(first, head) for head in source.back.get(second, ()))
        ):
            yield f"{first} {second}", count
    spans: set[tuple[str, str, str]] = set()
    for term in source.terms:
        words = term.split()
        spans.update(zip(words, words[1:], words[2:], strict=False))
    for (first, middle, last), count in source.triples.items():
        firsts, lasts = (first, *source.back.get(first, ())), (last, *source.back.get(last, ()))
        if any((a, middle, b) in spans for a in firsts for b in lasts):
            yield f"{first} {middle} {last}", count


def table(keys: Iterable[tuple[str, int]]) -> array[int]:
    """The hash table of the keys and their counts."""
    entries = sorted(keys, key=lambda entry: (-entry[1], entry[0]))
    size = max(1 << 21, int(len(entries) / _LOAD)) | 1
    cells = array("H", bytes(2 * size))
    for key, count in entries:
        at, mark = counts.cell(key.encode(), size)
        while cells[at]:
            at = (at + 1) % size
        cells[at] = mark | counts.level(count)
    if sys.byteorder == "big":
        cells.byteswap()
    print(f"{len(entries)} keys in {size} cells")
    return cells


def main(ngrams: Path, pairs: Path, rules: Path) -> None:
    """Write the five files."""
    source = Source(ngrams, pairs, rules)
    by_head: dict[str, list[str]] = defaultdict(list)
    for form, head in source.folds.items():
        by_head[head].append(form)
    text = "".join(f"{head} {' '.join(sorted(by_head[head]))}\n" for head in sorted(by_head))
    (DATA / "folds.txt").write_text(text, encoding="utf-8")
    (DATA / "learned_swaps.txt").write_text(learned_text(source), encoding="utf-8")
    swaps = swaps_text(source)
    (DATA / "swaps.tsv").write_text(swaps, encoding="utf-8")
    (DATA / "kin.tsv").write_text(kin_text(families(source), swaps), encoding="utf-8")
    (DATA / "counts.bin").write_bytes(table(kept(source)).tobytes())
    print(
        f"{len(source.table)} headwords, {sum(map(len, source.table.values()))} substitutes, {len(source.terms)} terms"
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
