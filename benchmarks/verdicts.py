"""How often the verdict on an article is right: python benchmarks/verdicts.py CLEAN [SPUN …]

Prints the verdicts that are not "clean" of the texts of each folder, by label, for articles of 200 words and more and
for shorter ones.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from lint import engine, readers, rulebook
from lint.verdict import verdict


def main(folders: list[str]) -> None:
    book = rulebook.load(rulebook.builtin()).select()
    for folder in folders:
        tally: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        root = Path(folder)
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if not path.is_file() or readers.format_of(str(path)) is None:
                continue
            document = readers.read(path.read_bytes(), str(path))
            found = verdict(document, engine.run(document, book).findings, book)
            words = sum(len(block.words) for block in document.blocks)
            tally[words >= 200][found.label] += 1
            if found.label != "clean":
                print(f"  {path.name} ({words} words): {found.label} {found.score}: {'; '.join(found.evidence)}")
        for long, counts in tally.items():
            total = sum(counts.values())
            print(f"{folder}: {total} of {'200 words and more' if long else 'fewer words'}: {dict(counts)}")


if __name__ == "__main__":
    main(sys.argv[1:])
