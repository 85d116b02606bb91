"""Makes data/common_words.txt from a table of word counts.

    zstd -dc unigrams.tsv.zst | python -m lint.lexicon.distil_common_words > lint/lexicon/data/common_words.txt

A row of the table is a word, its count and the number of sources that it was met in, parted by tabs.
"""

from __future__ import annotations

import math
import sys
import textwrap
from collections.abc import Iterable

BANDS = (4.8, 4.2, 3.6)  # Zipf values: powers of ten per thousand million words
_SOURCES = 12  # what fewer of the 161 sources have is jargon, a product's name or one author's tic
_LENGTH = 3


def distil(rows: Iterable[str]) -> str:
    """The words of each band, most frequent band first, each band under a line with its Zipf value."""
    table = [(word, int(count), int(sources)) for word, count, sources in (row.split("\t") for row in rows)]
    total = sum(count for _, count, _ in table)
    bands: dict[float, list[str]] = {band: [] for band in BANDS}
    for word, count, sources in table:
        zipf = math.log10(count / total) + 9
        band = next((band for band in BANDS if zipf >= band), None)
        if band is not None and sources >= _SOURCES and len(word) >= _LENGTH and "'" not in word:
            bands[band].append(word)
    return "".join(f"# {band}\n{textwrap.fill(' '.join(sorted(bands[band])), 118)}\n" for band in BANDS)


if __name__ == "__main__":
    sys.stdout.write(distil(sys.stdin.read().splitlines()))
