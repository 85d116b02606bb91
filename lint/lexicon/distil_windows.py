"""Learns anew the weights for windows in data/tortured.json, those for candidates being as they are. Needs numpy.

    python -m lint.lexicon.distil_windows CLEAN RULES

CLEAN and RULES are those of `distil_evidence.py`, which learns all. The figures printed are of the half of the clean
texts that the weights were not fitted to.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lint.lexicon import evidence as ev
from lint.lexicon.distil_evidence import Half, documents, fit_windows, learn_windows, save, scores, terms
from lint.lexicon.tortured import Lexicon, tree


def main(clean: Path, rules: Path) -> None:
    """Print the cross-validated figures, then write the weights fitted to everything."""
    lexicon = Lexicon(tree(dict.fromkeys(terms(rules))))
    halves = [Half(0, {}, {}, 0, []) for _ in range(2)]
    for number, blocks in documents(clean):
        halves[number].documents.append(blocks)
    halves = [h._replace(words=sum(t[0].isalpha() for d in h.documents for b in d for t in b)) for h in halves]
    draft = ev.model()._replace(company=0.0, least=-9.0)
    for fitted, left in ((0, 1), (1, 0)):
        model = learn_windows(draft, [halves[fitted]], lexicon)
        _, (good, bad) = fit_windows([halves[left]], model, lexicon)
        shares = [(scores(rows, model.window) >= model.verdict).mean() for rows in (good, bad)]
        print(f"windows over the verdict: clean {shares[0]:.2%}, spun {shares[1]:.1%}; company {model.company}")
    model = learn_windows(draft, halves, lexicon)
    save(model)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
