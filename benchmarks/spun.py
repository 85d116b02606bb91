"""How much of spun prose is seen: python benchmarks/spun.py FOLDER … [--missed] [--outside] [--preview]

The texts of a folder bear marks ⟦ ⟧ around what a spinner damaged, and their names end in how it was spun
(`travel-heavy.txt`). Prints by that the verdicts, the share of marked spans that some finding overlaps, and the
findings outside all marks. The marks are generous: where a passage was rewritten throughout, some of what they hold is
good English by chance.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import regex

from lint import engine, readers, rulebook
from lint.rule import unmark
from lint.verdict import verdict


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--missed", action="store_true", help="list the marked spans that no finding touches")
    parser.add_argument("--outside", action="store_true", help="list the findings outside the marks")
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--brief", action="store_true", help="no line for each text")
    arguments = parser.parse_args()
    book = rulebook.load(rulebook.builtin()).select(preview=arguments.preview)
    for folder in arguments.folders:
        tally: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
        for path in sorted(folder.glob("*.txt")):
            text, marked = unmark(path.read_text(encoding="utf-8"))
            document = readers.read(text, path.name)
            findings = engine.run(document, book).findings
            label, score, _ = verdict(document, findings, book)
            words = sum(len(block.words) for block in document.blocks)
            found = [any(f.span.overlaps(span) for f in findings) for span in marked]
            outside = [f for f in findings if not any(f.span.overlaps(span) for span in marked)]
            row = [1, label != "clean", len(marked), sum(found), len(findings), len(outside)]
            if not arguments.brief:
                print(f"{path.stem} ({words} words): {label} {score}; {row[3]} of {row[2]} spans, {row[5]} outside")
            manner = regex.sub(r"-\d+$", "", path.stem).rpartition("-")[2] if marked else "clean"
            for name in (manner, "all"):
                tally[name] = [a + b for a, b in zip(tally[name], row, strict=True)]
            if arguments.missed:
                missed = [text[s.start : s.end] for s, seen in zip(marked, found, strict=True) if not seen]
                print("  missed:", "; ".join(missed))
            if arguments.outside:
                print("  outside:", "; ".join(f"{f.text!r} ({f.rule})" for f in outside))
        for name, (texts, told, spans, seen, all_findings, beside) in tally.items():
            print(
                f"{folder.name}, {name}: verdict on {told} of {texts}; {seen} of {spans} marked spans found "
                f"({seen / max(1, spans):.0%}); {beside} of {all_findings} findings outside marks"
            )


if __name__ == "__main__":
    main()
