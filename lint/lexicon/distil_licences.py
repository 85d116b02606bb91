"""Makes data/licences.tsv: what good English puts into the places of idioms.

    python -m lint.lexicon.distil_licences RULES NGRAMS TEXTS...

RULES is a folder with rules of kind `idiom`; NGRAMS one with `bigrams.tsv` and `trigrams.tsv`, rows of words, count and
number of sources. TEXTS are folders of good English. A word is licensed for a place of a frame where a text has it
there, all else being as in the frame, or where a counted pair or triple of words is a whole frame but for it.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml

from lint import readers
from lint.kinds import table_rows
from lint.lexicon import licences
from lint.lexicon.frames import Frame, compile_frame, lay
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.near_misses import anchors, may_be_told

Place = tuple[str, str]
# From how many words that good English has there, and that would be told, a place takes only substitutes for slips, or
# nothing: who finds two in two million words would find more in four.
_LOOSE, _FREE = 2, 4


def sources(rules: Path) -> list[str]:
    """The frames of all rules in a folder, as they are written."""
    found: dict[str, None] = {}
    for path in sorted(rules.rglob("*.yaml")):
        rule = yaml.safe_load(path.read_text(encoding="utf-8"))
        if rule["kind"] == "idiom":
            found.update(dict.fromkeys(table_rows(rule["frames"])))
    return list(found)


def from_texts(frames: Iterable[str], files: Iterable[Path]) -> dict[Place, Counter[str]]:
    """The words that running text has in one place of a frame, all else being in its place."""
    filed: dict[str, list[tuple[Frame, int]]] = defaultdict(list)
    for source in frames:
        for frame in compile_frame(source):
            for number in anchors(frame):
                for word in frame.slots[number].words:
                    filed[word].append((frame, number))
    found: dict[Place, Counter[str]] = defaultdict(Counter)
    for path in files:
        name = readers.format_of(str(path)) or "text"
        document = readers.read(path.read_bytes(), str(path), format=name if name in readers.formats() else "text")
        for block in document.blocks:
            for frame, filler, number in _fillers(block.tokens, filed):
                found[frame.source, frame.slots[number].written][filler] += 1
    return found


def _fillers(tokens: Sequence[str], filed: dict[str, list[tuple[Frame, int]]]) -> Iterator[tuple[Frame, str, int]]:
    for at, token in enumerate(tokens):
        for frame, number in filed.get(token, ()):
            low = sum(slot.low for slot in frame.slots[:number])
            high = sum(slot.high for slot in frame.slots[:number])
            for start in range(max(0, at - high), at - low + 1):
                for fit in lay(frame, tokens, start):
                    if len(fit.missed) == 1:
                        yield frame, tokens[fit.places[fit.missed[0]]], fit.missed[0]


def from_counts(frames: Iterable[str], folder: Path) -> dict[Place, Counter[str]]:
    """The words that a counted pair or triple has in one place, where it is a whole frame but for that."""
    shapes: dict[tuple[str | None, ...], list[Place]] = defaultdict(list)
    for source in frames:
        # "sell one's soul {to the devil|}": what stands in the short spelling says nothing of the long one.
        if any(len(frame.slots) > 3 for frame in compile_frame(source)):
            continue
        for frame in compile_frame(source):
            slots = frame.slots
            if len(slots) < 2 or any(slot.kind in ("word", "words", "num") for slot in slots):
                continue
            for number in frame.contents:
                for shape in _shapes(frame, number):
                    shapes[shape].append((source, slots[number].written))
    found: dict[Place, Counter[str]] = defaultdict(Counter)
    for name in ("bigrams.tsv", "trigrams.tsv"):
        with (folder / name).open(encoding="utf-8") as file:
            for line in file:
                words, count, _ = line.split("\t")
                parts = words.split()
                for at, word in enumerate(parts):
                    for place in shapes.get((*parts[:at], None, *parts[at + 1 :]), ()):
                        if word not in FUNCTION_WORDS:
                            found[place][word] += int(count)
    return found


def _shapes(frame: Frame, number: int) -> Iterator[tuple[str | None, ...]]:
    def words(at: int) -> list[str | None]:
        slot = frame.slots[at]
        if at == number:
            return [None]
        if slot.kind in ("det", "poss"):
            return ["the", "a", "his", "her", "their", "your", "my", "our", "its"]
        return list(slot.words)

    shapes: list[tuple[str | None, ...]] = [()]
    for at in range(len(frame.slots)):
        shapes = [(*shape, word) for shape in shapes for word in words(at)]
    return iter(shapes)


def table(found: dict[Place, Counter[str]], counted: dict[Place, Counter[str]]) -> list[str]:
    """The rows of the table."""
    rows = []
    for source, written in sorted({*found, *counted}):
        met, much = found.get((source, written), Counter()), counted.get((source, written), Counter())
        right = {word for frame in compile_frame(source) for slot in frame.slots for word in slot.words}
        words = sorted(word for word in {*met, *much} - right if may_be_told(source, written, word))
        if words:
            mode = "off" if len(words) >= _FREE else "substitutes" if len(words) >= _LOOSE else ""
            rows.append(f"{source}\t{written}\t{mode}\t{'' if mode == 'off' else ' '.join(words)}")
    return rows


def main(rules: str, ngrams: str, *texts: str) -> None:
    """Write the table."""
    frames = sources(Path(rules))
    files = sorted(path for text in texts for path in Path(text).rglob("*") if path.is_file())
    rows = table(from_texts(frames, files), from_counts(frames, Path(ngrams)))
    head = f"# From {len(files)} files of good English and counts of pairs and triples of words."
    licences.FILE.write_text("\n".join([head, *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
