"""Megabytes a second of CPU time on one core: reading each format, and each kind's check over the same texts.

    python benchmarks/throughput.py FOLDER_OR_FILE...

Prints, for one run, reading by format, then every kind, sentences and words computed once, then the whole; and apart
from that the kinds that go through the words one by one, with the tokens and words that they need.
"""

import gc
import sys
import time
from collections import defaultdict
from pathlib import Path

from lint import discover, readers, rulebook

_WORD_BY_WORD = ("phrase", "idiom", "term")


def main() -> None:
    reading: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    documents = []
    for name in discover.files(sys.argv[1:]):
        data = Path(name).read_bytes()
        start = time.process_time()
        document = readers.read(data, name)
        spent = reading[document.format]
        spent[0] += time.process_time() - start
        spent[1] += len(data) / 1e6
        documents.append(document)
    total = sum(size for _, size in reading.values())
    for format_, (seconds, size) in sorted(reading.items()):
        print(f"read {format_:<10} {size / seconds:8.1f} MB/s   ({size:.1f} MB)")
    start = time.process_time()
    for document in documents:
        for block in document.blocks:
            document.sentences(block)
            _ = block.words
    shared = time.process_time() - start
    print(f"sentences, words {total / shared:8.1f} MB/s")
    book = rulebook.load(rulebook.builtin()).select(preview=True)
    gc.freeze()
    gc.set_threshold(100_000)  # as the command does
    start = time.process_time()
    for document in documents:
        for block in document.blocks:
            _ = block.tokens, block.vocabulary
    together = time.process_time() - start
    shared += together
    print(f"tokens           {total / together:8.1f} MB/s")
    whole = shared
    for kind, check in book.checks("en"):
        start = time.process_time()
        hits = sum(1 for document in documents for _ in check(document))
        spent_here = time.process_time() - start
        whole += spent_here
        together += spent_here if kind in _WORD_BY_WORD else 0.0
        print(f"kind {kind:<11} {total / max(spent_here, 1e-9):8.1f} MB/s   {hits} hits")
    print(f"{', '.join(_WORD_BY_WORD)} together {total / together:.2f} MB/s")
    print(f"all kinds        {total / whole:8.1f} MB/s")


if __name__ == "__main__":
    main()
