"""Makes data/licences.tsv: how open each place of an idiom is, and what good English puts there.

    python -m lint.lexicon.distil_licences RULES NGRAMS

RULES is a folder with rules of kind `idiom`, NGRAMS one with counts of words, pairs and triples (`lint.lexicon.ngrams`,
which needs numpy). For each place `lint.lexicon.openness` tells how often good English would have each other word in
it. Words that it has there are licensed. What is left are the false alarms to be expected: few, and any word is told
in the place; few among the substitutes of the right word, and they are; many, and none. The script prints the sums.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import yaml

from lint.kinds import table_rows
from lint.lexicon import licences, substitution
from lint.lexicon.frames import Frame, compile_frame, confused
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.near_misses import alike, is_variant, put_for
from lint.lexicon.ngrams import Ngrams, Vector
from lint.lexicon.openness import expected

# All as times in 140 million words. Places are taken in the order of their cost, so that within a sum of false alarms
# as many garbled idioms as can be are told: 700 would be 0.05 in 10,000 words.
_OPEN, _SUBSTITUTES, _GRAMMAR = 0.1, 0.1, 0.005
_LICENSED = 0.3  # from when a word is licensed rather than risked
_LOOKED_AT = 100  # words likeliest in a place that are looked at one by one
_MOST = 16  # words licensed for a place; where good English has more, they are no list


def sources(rules: Path) -> list[str]:
    """The frames of all rules in a folder, as they are written."""
    found: dict[str, None] = {}
    for path in sorted(rules.rglob("*.yaml")):
        rule = yaml.safe_load(path.read_text(encoding="utf-8"))
        if rule["kind"] == "idiom":
            found.update(dict.fromkeys(table_rows(rule["frames"])))
    return list(found)


class Distiller:
    """Decides about places; `sums` is what false alarms are expected of those that are told, by mode."""

    def __init__(self, ngrams: Ngrams) -> None:
        self.ngrams = ngrams
        self.sums: dict[str, float] = defaultdict(float)
        self.places: Counter[str] = Counter()
        words = ngrams.words
        self._content = np.array([w[0].isalpha() and len(w) > 2 and w not in FUNCTION_WORDS for w in words])
        self._put: dict[str, list[int]] = defaultdict(list)
        for number in np.flatnonzero(self._content):
            for head in substitution.origins(words[number]):
                self._put[head].append(int(number))

    def row(self, frame: Frame) -> str:
        """The row of a frame: its words, the mode of each place, the words licensed."""
        modes, licensed = "", []
        for number, slot in enumerate(frame.slots):
            mode = licences.UNCOUNTED
            words: list[str] = []
            if slot.kind == "content":
                mode, words = self._content_place(frame, number)
            elif slot.kind in ("function", "det"):
                mode, words = self._grammar_place(frame, number)
            modes += mode
            if words:
                licensed.append(f"{number}:{','.join(sorted(words))}")
        return f"{licences.key(frame)}\t{modes}\t{' '.join(licensed)}"

    def _content_place(self, frame: Frame, number: int) -> tuple[str, list[str]]:
        slot, words = frame.slots[number], self.ngrams.words
        often = np.where(self._content, expected(self.ngrams, frame, number), 0.0)
        often[list(self.ngrams.numbers(slot.words))] = 0.0
        likely = np.flatnonzero(often > 0.02)
        likely = likely[np.argsort(-often[likely])][:_LOOKED_AT]
        often[[at for at in likely if is_variant(words[at], slot)]] = 0.0
        put = np.zeros(len(words), dtype=bool)
        for word in slot.words:
            put[self._put.get(word, [])] = True
        put[[at for at in likely if put_for(words[at], frame, number)]] = True
        return self._decided(licences.OPEN, _OPEN, often) or (
            self._decided(licences.SUBSTITUTES, _SUBSTITUTES, np.where(put, often, 0.0)) or (licences.OFF, [])
        )

    def _grammar_place(self, frame: Frame, number: int) -> tuple[str, list[str]]:
        slot = frame.slots[number]
        often = np.zeros(self.ngrams.size)
        others = self.ngrams.numbers(frozenset(word for word in confused(slot) if not alike(word, slot)))
        often[list(others)] = expected(self.ngrams, frame, number)[list(others)]
        return self._decided(licences.OPEN, _GRAMMAR, often) or (licences.OFF, [])

    def _decided(self, mode: str, most: float, often: Vector) -> tuple[str, list[str]] | None:
        """The mode with the words to be licensed, if what is left then costs no more than `most`."""
        right = np.flatnonzero(often >= _LICENSED)
        right = right[np.argsort(-often[right], kind="stable")][:_MOST]
        cost = float(often.sum() - often[right].sum())
        if cost > most:
            return None
        self.sums[mode] += cost
        self.places[mode] += 1
        return mode, [self.ngrams.words[at] for at in right]


def main(rules: str, folder: str) -> None:
    """Write the table and print what is expected of it."""
    distiller = Distiller(Ngrams(Path(folder)))
    frames = {licences.key(frame): frame for source in sources(Path(rules)) for frame in compile_frame(source)}
    rows = [distiller.row(frames[key]) for key in sorted(frames)]
    head = "# Frames, the mode of each place, words licensed; from counts of words, pairs and triples of good English."
    licences.FILE.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    for mode, places in sorted(distiller.places.items()):
        print(f"{mode}: {places} places, {distiller.sums[mode]:.0f} false alarms in 140 million words")


if __name__ == "__main__":
    main(*sys.argv[1:])
