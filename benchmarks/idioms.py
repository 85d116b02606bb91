"""How many garbled idioms the idiom rules find, and how often they are wrong.

    python -m benchmarks.idioms [TEXTS...]

Of every frame each content word in turn is replaced, by a word drawn at random (from a fixed seed) and by what a
spinner puts for it; each preposition or determiner by another; two neighbouring content words change places; the verb
is exchanged for one that another idiom has with the same particle. A change is found if the idiom is reported. How
many places can tell a wrong word at all is printed too. TEXTS are folders of good English: what is
reported there is printed, to be read, with the rate for 10,000 words.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from lint import readers, rulebook
from lint.engine import run
from lint.kinds import idiom, table_rows
from lint.lexicon import common_words, licences, substitution
from lint.lexicon.frames import Frame, compile_frame, confused
from lint.lexicon.inflection import forms
from lint.lexicon.near_misses import alike
from lint.lexicon.phrasal_verbs import PHRASAL_VERBS
from lint.rule import Rule

_SIZES = ("two content words", "three and more")
_WAYS = ("a random word", "a substitute", "a word of grammar", "changed places", "a blend")


def main(*texts: str) -> None:
    """Print the figures."""
    book = rulebook.load(rulebook.builtin())
    rules = [rule for rule in book.rules if rule.kind == "idiom"]
    check = idiom.build(rules)
    words = sorted(word for word in substitution.table() if " " not in word and common_words.commonness(word) >= 3.6)
    draw = random.Random(1)
    tried: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for rule in rules:
        for line in table_rows(rule.params.frames):
            frame = compile_frame(line)[0]
            size = _SIZES[_size(frame) >= 3]
            for how, text in _swapped(frame, words, draw):
                document = readers.read(f"It was, they said, {text}, no more.", "swap", format="text")
                tried[how, size] += 1
                found[how, size] += any(True for _ in check(document))
    for how in _WAYS:
        for size in _SIZES:
            key = (how, size)
            print(f"{how}, {size}: {found[key]} of {tried[key]} found, {found[key] / max(1, tried[key]):.1%}")
        both = [sum(table[how, size] for size in _SIZES) for table in (found, tried)]
        print(f"{how}, all: {both[0] / max(1, both[1]):.1%}")
    _tellable(rules)
    if texts:
        _false_alarms(book.select(["idiom"], []), texts)


def _size(frame: Frame) -> int:
    return sum(slot.kind in ("content", "fixed") for slot in frame.slots)


def _swapped(frame: Frame, words: list[str], draw: random.Random) -> Iterator[tuple[str, str]]:
    shown = [
        {"poss": "his", "words": "those plans", "word": "new"}.get(slot.kind, slot.written) for slot in frame.slots
    ]

    def put(number: int, word: str) -> str:
        return " ".join([*shown[:number], word, *shown[number + 1 :]])

    for number in frame.contents:
        written = frame.slots[number].written
        other = draw.choice(words)
        choices = [("a random word", other)]
        choices.extend(("a substitute", word) for word in substitution.substitutes(written)[:2] if " " not in word)
        for how, word in choices:
            if word not in frame.slots[number].words and word not in forms(written):
                yield how, put(number, word)
    for number, slot in enumerate(frame.slots):
        group = sorted(word for word in confused(slot) if not alike(word, slot))
        if slot.kind in ("function", "det") and group:
            yield "a word of grammar", put(number, draw.choice(group))
        behind = {word for other in frame.slots[number + 1 :] if other.kind == "function" for word in other.words}
        verbs = sorted(verb for verb, particle in PHRASAL_VERBS if particle in behind and verb not in slot.words)
        if number == min(frame.contents, default=-1) and verbs:
            yield "a blend", put(number, draw.choice(verbs))
    for first, second in pairwise(frame.contents):
        order = list(shown)
        order[first], order[second] = order[second], order[first]
        yield "changed places", " ".join(order)


def _tellable(rules: list[Rule]) -> None:
    """Print in how many places of content words any other word, or a substitute at least, is told."""
    modes: Counter[tuple[str, str]] = Counter()
    for rule in rules:
        for line in table_rows(rule.params.frames):
            frame = compile_frame(line)[0]
            modes.update((_SIZES[_size(frame) >= 3], licences.mode(frame, number)) for number in frame.contents)
    for size in _SIZES:
        places = sum(count for (which, _), count in modes.items() if which == size)
        any_word, substitutes = (modes[size, mode] for mode in (licences.OPEN, licences.SUBSTITUTES))
        print(
            f"{size}: any word is told in {any_word / max(1, places):.1%} of {places} places, "
            f"a substitute in {(any_word + substitutes) / max(1, places):.1%}"
        )


def _false_alarms(book: rulebook.Rulebook, texts: tuple[str, ...]) -> None:
    words, hits, size, spent = 0, 0, 0, 0.0
    for path in sorted(file for text in texts for file in Path(text).rglob("*") if file.is_file()):
        name = readers.format_of(str(path)) or "text"
        document = readers.read(path.read_bytes(), str(path), format=name if name in readers.formats() else "text")
        words += sum(len(block.words) for block in document.blocks)
        size += len(document.source)
        begun = time.perf_counter()
        findings = run(document, book).findings
        spent += time.perf_counter() - begun
        for finding in findings:
            hits += 1
            print(f"{path.name}:{finding.position.line}: {finding.span.of(document.source)!r}: {finding.message}")
    print(
        f"{hits} findings in {words} words, {hits / max(1, words) * 1e4:.3f} per 10,000; {size / spent / 1e6:.1f} MB/s"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
