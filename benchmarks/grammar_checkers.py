"""What a grammar checker adds to malaprop's own rules, and how often it is heard on good texts.

    python benchmarks/grammar_checkers.py PATH... [--preview] [--hits FILE] [--grammar harper | --languagetool-url URL]

Prints for each PATH (a file, a folder, or a list of files, one a line, that ends in .lst) the words, the findings of
grammar rules by rule, how many of them no other finding touches, their number in 10,000 words, and the time that the
checker took for all of it the first time and again. --hits writes the findings with their sentences, to be read.
"""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from lint import discover, engine, grammar, readers, rulebook
from lint.rule import mark
from lint.text import Span


def documents(path):
    listed = Path(path).read_text("utf-8").split("\n") if path.endswith(".lst") else [path]
    for name in discover.files([line for line in listed if line]):
        yield readers.read(Path(name).read_bytes(), name)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--hits", type=Path)
    parser.add_argument("--grammar")
    parser.add_argument("--languagetool-url")
    parser.add_argument("--languagetool-dir")
    said = parser.parse_args()
    book = rulebook.load(rulebook.builtin())
    ours, theirs = book.select(preview=said.preview), book.select(["grammar"], preview=said.preview)
    read = []
    with tempfile.TemporaryDirectory() as cache:
        told = {"checker": said.grammar, "url": said.languagetool_url, "folder": said.languagetool_dir}
        with grammar.opened(grammar.settings(cache=Path(cache), **told)):
            for path in said.paths:
                shelf = list(documents(path))
                words = sum(len(block.words) for document in shelf for block in document.blocks)
                times = []
                for _ in range(2):
                    start = time.perf_counter()
                    outcomes = [engine.run(document, theirs) for document in shelf]
                    times.append(time.perf_counter() - start)
                faults = [fault.message for outcome in outcomes for fault in outcome.faults]
                found, alone = Counter(), 0
                for document, outcome in zip(shelf, outcomes, strict=True):
                    spans = [finding.span for finding in engine.run(document, ours).findings]
                    for finding in outcome.findings:
                        found[finding.rule] += 1
                        new = not any(crosses(finding.span, span) for span in spans)
                        alone += new
                        start = max(0, finding.span.start - 80)
                        here = Span(finding.span.start - start, finding.span.end - start)
                        excerpt = " ".join(mark(document.source[start : finding.span.end + 60], (here,)).split())
                        read.append(
                            f"{'new' if new else 'ours too'}\t{path}\t{finding.rule}\t{excerpt}\t{finding.message}"
                        )
                total = sum(found.values())
                print(
                    f"{path}: {len(shelf)} files, {words:,} words; {total} findings, {alone} of them new; "
                    f"{total / words * 10_000:.2f} in 10,000 words; {times[0]:.1f} s, again {times[1]:.2f} s"
                )
                print("   ", ", ".join(f"{rule} {number}" for rule, number in found.most_common()))
                print("".join(f"    not checked: {message}\n" for message in sorted(set(faults))), end="")
    if said.hits:
        said.hits.write_text("\n".join(read) + "\n", "utf-8")


def crosses(one, other):
    return one.start < other.end and other.start < one.end


if __name__ == "__main__":
    main()
