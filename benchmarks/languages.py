"""What the kind `language` finds of paragraphs that were never translated, and what it says of the others.

    python benchmarks/languages.py SOURCE TRANSLATION TAG [--others] [--missed]

SOURCE and TRANSLATION are folders with the same files; TAG is the language of the translation. A block of TRANSLATION
whose words are exactly those of a block of the same file in SOURCE was left untranslated; it is found if a finding lies
in it, it belongs to a run of such blocks of which a finding tells, or its whole file is told. Prints the shares by
length, and how many findings begin in other blocks (`--others` lists these: sentences within a block, mended typing
errors, true false alarms).

Then, as plain text, one block in six of the files that have as many blocks as their twins is put back into the language
of SOURCE, and the share found is printed by length.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from lint import discover, engine, readers, rulebook
from lint.document import Block, Document

_LENGTHS = ((2, 4), (5, 9), (10, 19), (20, 10_000))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("translation", type=Path)
    parser.add_argument("tag")
    parser.add_argument("--others", action="store_true", help="list the findings in other blocks")
    parser.add_argument("--missed", action="store_true", help="list the longer untranslated blocks missed")
    arguments = parser.parse_args()
    book = rulebook.load(rulebook.builtin()).select(["language"], preview=True)
    left, found = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    blocks = files = 0
    others: list[str] = []
    for name in discover.files([str(arguments.translation)]):
        path = Path(name)
        twin = arguments.source / path.relative_to(arguments.translation)
        if not twin.exists():
            continue
        files += 1
        document = readers.read(path.read_bytes(), str(path), language=arguments.tag)
        known = {_said(block) for block in readers.read(twin.read_bytes(), str(twin)).blocks}
        findings = engine.run(document, book).findings
        whole = any(book.by_id[f.rule].params.fault == "file" for f in findings)
        untranslated = [_said(block) in known for block in document.blocks]
        told = _told(document, [f.span.start for f in findings], untranslated)
        for block, same, begun in zip(document.blocks, untranslated, told, strict=True):
            blocks += 1
            seen = begun or (whole and same)
            length = next((pair for pair in _LENGTHS if pair[0] <= len(block.words) <= pair[1]), None)
            if same and length and not all(word.istitle() for word in _said(block)):
                left[length] += 1
                found[length] += seen
                if arguments.missed and not seen and length[0] > _LENGTHS[1][0]:
                    print(f"missed: {path.name}: {block.kind}: {block.text[:110]}")
            elif not same and seen:
                others.append(f"{path.name}: {block.text[:110]}")
    print(f"{files} files, {blocks} blocks")
    for length in _LENGTHS:
        print(f"left untranslated, {length[0]}-{length[1]} words: {found[length]} of {left[length]} found")
    print(f"findings in other blocks: {len(others)}")
    if arguments.others:
        print("\n".join(others))
    put, seen_of = _put_back(arguments, book)
    for length in _LENGTHS:
        print(f"put back, {length[0]}-{length[1]} words: {seen_of[length]} of {put[length]} found")


def _put_back(arguments: argparse.Namespace, book: rulebook.Rulebook) -> tuple[Counter, Counter]:
    chance = random.Random(7)
    put, seen = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for name in discover.files([str(arguments.translation)]):
        path = Path(name)
        twin = arguments.source / path.relative_to(arguments.translation)
        if not twin.exists():
            continue
        pairs = [readers.read(p.read_bytes(), str(p)).blocks for p in (path, twin)]
        if len(pairs[0]) != len(pairs[1]):
            continue
        texts, changed = [], {}
        for own, other in zip(*pairs, strict=True):
            apart = len(texts) - 1 not in changed  # of a run one finding tells
            if apart and _said(own) != _said(other) and len(own.words) > 1 and chance.random() < 1 / 6:
                changed[len(texts)] = other
                texts.append(" ".join(other.text.split()))
            else:
                texts.append(" ".join(own.text.split()))
        source = "\n\n".join(texts)
        document = readers.read(source.encode(), path.with_suffix(".txt").name, language=arguments.tag)
        findings = engine.run(document, book).findings
        at = 0
        for number, text in enumerate(texts):
            length = number in changed and next(
                (pair for pair in _LENGTHS if pair[0] <= len(changed[number].words) <= pair[1]), None
            )
            if length:
                put[length] += 1
                seen[length] += any(at <= f.span.start < at + len(text) for f in findings)
            at += len(text) + 2
    return put, seen


def _said(block: Block) -> tuple[str, ...]:
    return tuple(block.text[span.start : span.end] for span in block.words)


def _told(document: Document, starts: list[int], untranslated: list[bool]) -> list[bool]:
    """Of each block whether a finding begins in it, or in the untranslated blocks that it goes on from."""
    told: list[bool] = []
    before = False
    for block, same in zip(document.blocks, untranslated, strict=True):
        inside = bool(block.text) and any(
            block.span(0, len(block.text)).start <= start < block.span(0, len(block.text)).end for start in starts
        )
        before = inside or (before and same)
        told.append(before)
    return told


if __name__ == "__main__":
    main()
