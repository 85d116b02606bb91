"""How many garbled idioms the idiom rules find, and how often they are wrong.

    python -m benchmarks.idioms [TEXTS...]

Of every frame each content word in turn is replaced, by a word drawn at random (from a fixed seed) and by what a
spinner puts for it; a swap is found if the idiom is reported. TEXTS are folders of good English: what is
reported there is printed, to be read, with the rate for 10,000 words.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lint import readers, rulebook
from lint.engine import run
from lint.kinds import idiom, table_rows
from lint.lexicon import common_words, substitution
from lint.lexicon.frames import Frame, compile_frame
from lint.lexicon.inflection import forms


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
            size = "two content words" if _size(frame) < 3 else "three and more"
            for how, text in _swapped(frame, words, draw):
                document = readers.read(f"It was, they said, {text}, no more.", "swap", format="text")
                tried[how, size] += 1
                found[how, size] += any(True for _ in check(document))
    for how in ("a random word", "a substitute"):
        for size in ("two content words", "three and more"):
            key = (how, size)
            print(f"{how}, {size}: {found[key]} of {tried[key]} found, {found[key] / max(1, tried[key]):.1%}")
        both = [sum(table[how, size] for size in ("two content words", "three and more")) for table in (found, tried)]
        print(f"{how}, all: {both[0] / max(1, both[1]):.1%}")
    if texts:
        _false_alarms(book.select(["idiom"], []), texts)


def _size(frame: Frame) -> int:
    return sum(slot.kind in ("content", "fixed") for slot in frame.slots)


def _swapped(frame: Frame, words: list[str], draw: random.Random) -> Iterator[tuple[str, str]]:
    shown = [
        {"poss": "his", "words": "those plans", "word": "new"}.get(slot.kind, slot.written) for slot in frame.slots
    ]
    for number in frame.contents:
        written = frame.slots[number].written
        other = draw.choice(words)
        choices = [("a random word", other)]
        choices.extend(("a substitute", word) for word in substitution.substitutes(written)[:2] if " " not in word)
        for how, word in choices:
            if word not in frame.slots[number].words and word not in forms(written):
                yield how, " ".join([*shown[:number], word, *shown[number + 1 :]])


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
