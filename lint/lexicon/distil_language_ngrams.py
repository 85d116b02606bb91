"""Makes data/language_ngrams.txt from the language profiles of `langdetect` (Apache-2.0).

    python -m lint.lexicon.distil_language_ngrams .../langdetect/profiles > lint/lexicon/data/language_ngrams.txt

A profile holds how often pairs and triples of letters were met in a language's Wikipedia, word edges as spaces. Of each
language the most frequent are kept, upper and lower case as one. With 600 of each instead of all, 91 and not 95 in a
hundred blocks of five to nine words were found at three false alarms in a thousand, before words of grammar had the
weight that they have now; the table has a fourth of the rows.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from pathlib import Path

from lint.lexicon.identify import COMPARED, LOWEST, STEP

KEPT = 600
_HIGHEST = 15  # a hexadecimal digit a language


def distil(folder: Path) -> str:
    """One row for each group of letters: the group, with `_` for the edge of a word, and a digit for each language."""
    shares = {language: _shares(json.loads((folder / language).read_text("utf-8"))) for language in COMPARED}
    kept = {group for found in shares.values() for group, _ in found.most_common(KEPT)}
    lines = []
    for group in sorted(kept):
        digits = (_digit(shares[language][group]) for language in COMPARED)
        lines.append(f"{group.replace(' ', '_')} {''.join(f'{digit:x}' for digit in digits)}\n")
    return "".join(lines)


def _shares(profile: dict[str, list[int] | dict[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    totals, groups = profile["n_words"], profile["freq"]
    assert isinstance(totals, list)
    assert isinstance(groups, dict)
    for group, count in groups.items():
        if 2 <= len(group) <= 3:
            found[group.lower()] += count / totals[len(group) - 1]  # type: ignore[assignment]
    return found


def _digit(share: float) -> int:
    return min(_HIGHEST, max(0, round((math.log(share) - LOWEST) / STEP))) if share else 0


if __name__ == "__main__":
    sys.stdout.write(distil(Path(sys.argv[1])))
