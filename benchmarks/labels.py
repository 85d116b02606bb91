"""Which share of labelled passages is found.

    python benchmarks/labels.py FOLDER [--preview] [--missed]

FOLDER holds passages and `labels.jsonl`: one JSON object a line with `file` and `spans`, each span with `start`, `end`
(code points), `text` and `kind`. A label counts as found if a finding overlaps it. Labels are not exhaustive, so the
findings outside them are counted, not judged. Kinds of label that name damage to words rather than to structure
(a swapped term, a garbled idiom, a wrong sense) are counted apart.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from lint import engine, readers, rulebook
from lint.text import Span

WORDS = (
    "tortured",
    "idiom",
    "calque",
    "mistranslation",
    "wrong word",
    "wrong sense",
    "register",
    "false friend",
    "term",
)
WORDS += (
    "inverted",
    "garbled",
    "tautology",
    "word-order",
    "word order",
    "auxiliary",
    "pronoun",
    "acronym",
    "identifier",
)
WORDS += ("comma splice", "doubled attribution", "broken heading", "space inserted", "a/an")


def structural(kind: str) -> bool:
    """Whether a kind of label names damage to structure."""
    return not any(word in kind for word in WORDS) or "capital" in kind


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--missed", action="store_true", help="list the structural labels that no finding touches")
    arguments = parser.parse_args()
    book = rulebook.load(rulebook.builtin()).select(preview=arguments.preview)
    tally: dict[bool, list[int]] = defaultdict(lambda: [0, 0])
    elsewhere = words = 0
    rows = [json.loads(line) for line in (arguments.folder / "labels.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        path = arguments.folder / row["file"]
        document = readers.read(path.read_bytes(), str(path))
        findings = engine.run(document, book).findings
        words += sum(len(block.words) for block in document.blocks)
        labels = [(Span(s["start"], s["end"]), s) for s in row["spans"]]
        for span, label in labels:
            found = any(finding.span.overlaps(span) for finding in findings)
            count = tally[structural(label["kind"])]
            count[0] += found
            count[1] += 1
            if arguments.missed and not found and structural(label["kind"]):
                print(f"{row['file']}: {label['kind']}: {label['text']!r}")
        elsewhere += sum(not any(f.span.overlaps(span) for span, _ in labels) for f in findings)
    for kind, (found, of) in sorted(tally.items(), reverse=True):
        print(f"{'structural' if kind else 'words':<11} {found} of {of} found ({found / of:.0%})")
    print(f"findings outside labels: {elsewhere}, in {words} words")


if __name__ == "__main__":
    main()
