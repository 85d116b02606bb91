"""Learns data/tortured.json: the model of `lint.lexicon.evidence`. Needs numpy and snowballstemmer.

    python -m lint.lexicon.distil_evidence PAIRS CLEAN RULES

PAIRS is the table of tortured phrases that `distil_swaps.py` reads, CLEAN a folder of good English (as for
`malaprop check`), RULES the folder of the rules of kind `term`. Nothing here is random but for a fixed seed.

Good English gives the negatives: every candidate in it counts as chance. Positives are the known tortured phrases (what
was learned from a term does not count for it) and passages of good English spun by the table of substitutes. Every
figure printed is of texts that the weights were not fitted to: clean files in two halves by the hash of their names,
tortured phrases in five parts by right term. The weights written are fitted to everything.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from lint import readers
from lint.lexicon import evidence as ev
from lint.lexicon import survey as sv
from lint.lexicon.counts import word_class
from lint.lexicon.distil_pairs import Taught, classes, read_pairs
from lint.lexicon.distil_swaps import DATA
from lint.lexicon.distil_trees import boost
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.substitution import substitutes
from lint.lexicon.tortured import Candidate, Lexicon, tree, word

_RATES = (0.12, 0.5)  # of the words spun in a window: light and heavy spinners
_ALONE = {"term": 0.06, "pair": 0.03}  # false alarms in 10,000 words that candidates may cause by themselves
_LEAST = -3.0  # what a candidate needs in any company: there half of the chance ones of a spun passage were spun
_COMPANY = 0.06  # and those that company may add
_FALSE_WINDOWS = 3000  # windows of good English of which one may be over the verdict
_MADE = 0.1  # weight of all phrases made by the table against that of the known ones
Rows = list[list[float]]


class Half(NamedTuple):
    """What one half of the clean texts gives."""

    words: int
    chance: dict[bool, Rows]  # evidence of candidates in good English, for terms and for pairs
    spun: dict[bool, Rows]
    spun_words: int
    documents: list[list[list[str]]]


def terms(rules: Path) -> Iterator[tuple[str, ...]]:
    """The terms of all rules."""
    for path in sorted(rules.rglob("*.yaml")):
        rule = yaml.safe_load(path.read_text(encoding="utf-8"))
        if rule.get("kind") == "term":
            yield from (classes(line) for line in rule.get("terms", "").splitlines() if line.strip())


def documents(folder: Path) -> Iterator[tuple[int, list[list[str]]]]:
    """The half of each clean text and the tokens of its blocks."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and readers.format_of(str(path)):
            document = readers.read(path.read_bytes(), str(path))
            half = hashlib.sha256(path.name.encode()).digest()[0] % 2
            yield half, [block.tokens for block in document.blocks]


def spin(tokens: Sequence[str], rate: float, chance: random.Random) -> tuple[list[str], list[int]]:
    """The tokens with some words replaced as a spinner would, and the place that each new token comes from."""
    out: list[str] = []
    origin: list[int] = []
    for at, token in enumerate(tokens):
        put = [token]
        if token not in FUNCTION_WORDS and token[0].isalpha() and chance.random() < rate:
            words = substitutes(word_class(token))
            if words:
                put = chance.choices(words, [1 / (rank + 2) for rank in range(len(words))])[0].split()
        out += put
        origin += [at] * len(put)
    return out, origin


def evidence_of(tokens: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[Candidate, bool, list[float]]]:
    """The candidates of a block with their evidence."""
    for candidate, term in ev.candidates(tokens, lexicon):
        before = word(tokens[candidate.start - 1]).own if candidate.start else ""
        after = word(tokens[candidate.end]).own if candidate.end < len(tokens) else ""
        yield candidate, term, ev.features(candidate, before, after, term=term)


def halves(clean: Path, lexicon: Lexicon) -> list[Half]:
    """Both halves of the clean texts, without their windows, which need the weights of candidates."""
    chance = random.Random(20)
    found = [Half(0, defaultdict(list), defaultdict(list), 0, []) for _ in range(2)]
    spun_words = [0, 0]
    for number, blocks in documents(clean):
        half = found[number]
        half.documents.append(blocks)
        rate = chance.uniform(*_RATES) if chance.random() < 0.4 else 0.0
        for tokens in blocks:
            for _, term, row in evidence_of(tokens, lexicon):
                half.chance[term].append(row)
            if rate:
                spun, origin = spin(tokens, rate, chance)
                spun_words[number] += sum(token[0].isalpha() for token in spun)
                for candidate, term, row in evidence_of(spun, lexicon):
                    places = sorted(set(origin[candidate.start : candidate.end]))
                    if tuple(word(tokens[at]).own for at in places) == candidate.right:
                        half.spun[term].append(row)
    words = [sum(t[0].isalpha() for d in half.documents for b in d for t in b) for half in found]
    return [h._replace(words=w, spun_words=s) for h, w, s in zip(found, words, spun_words, strict=True)]


class Phrase(NamedTuple):
    """A known tortured phrase: the part that its right term belongs to, and its evidence if it is reached at all.

    `half` parts the right terms by another hash, for figures of a half that nobody looked at.
    """

    part: int
    half: int
    row: list[float] | None


def phrases(path: Path, lexicon: Lexicon, known: set[tuple[str, ...]]) -> list[Phrase]:
    """The known tortured phrases whose right term is in the lexicon; what they taught about it is left out."""
    taught = Taught(path)
    found = []
    for wrong, right in ((wrong.replace("-", " ").split(), classes(right)) for wrong, right in read_pairs(path)):
        if right not in known or classes(" ".join(wrong)) == right:
            continue
        best = None
        for candidate, term, _ in evidence_of(wrong, lexicon):
            if term and candidate.right == right:
                unlearned = taught.without(candidate)
                if unlearned is not None:
                    best = ev.features(unlearned, term=True)
        part = int(hashlib.sha256(" ".join(right).encode()).hexdigest(), 16) % 5
        found.append(Phrase(part, hashlib.sha1(" ".join(right).encode()).digest()[0] % 2, best))
    return found


def fit(positive: Rows, negative: Rows, weights_of: Sequence[float] | None = None) -> list[float]:
    """Logistic regression by Newton's method with a small penalty; the last weight stands alone."""
    rows = np.array([*positive, *negative])
    truth = np.r_[np.ones(len(positive)), np.zeros(len(negative))]
    worth = np.r_[weights_of or np.ones(len(positive)), np.ones(len(negative))]
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    scaled = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    weights = np.zeros(scaled.shape[1])
    penalty = np.eye(len(weights))
    penalty[-1, -1] = 0
    for _ in range(40):
        guess = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (worth * (truth - guess)) - penalty @ weights
        curve = (scaled * (worth * guess * (1 - guess) + 1e-9)[:, None]).T @ scaled + penalty
        step = np.linalg.solve(curve, slope)
        weights += step
        if abs(step).max() < 1e-7:
            break
    raw = weights[:-1] / spread
    return [round(float(w), 4) for w in (*raw, weights[-1] - (raw * mean).sum())]


def scores(rows: Any, weights: Sequence[float], trees: Sequence[ev.Tree] = ()) -> Any:
    """The log odds of each row."""
    if not len(rows):
        return np.zeros(0)
    rows = np.array(rows)
    odds = rows @ np.array(weights[:-1]) + weights[-1]
    for questions, values in trees:
        leaf = np.zeros(len(rows), dtype=np.int64)
        for at, bound in questions:
            leaf = 2 * leaf + (rows[:, at] > bound)
        odds += np.array(values)[leaf]
    return odds


def fit_candidates(parts: Sequence[Half], known: Rows, *, term: bool) -> tuple[list[float], list[ev.Tree]]:
    """The weights for candidates, and the trees for those of terms.

    Where known phrases are given, those made by the table of substitutes count little. A spinner's choices are not the
    table's: with both at equal weight 25 % of the known phrases were found at half a false alarm in 10,000 words, with
    the known ones alone 41 %.
    """
    spun = [row for half in parts for row in half.spun[term]]
    chance = [row for half in parts for row in half.chance[term]]
    if not known:
        return fit(spun, chance), []
    few = _MADE * len(known) / len(spun)
    worth = [1.0] * len(known) + [few] * len(spun)
    weights = fit([*known, *spun], chance, worth)
    # What a candidate's neighbours say is added when it is met there, to what it says by itself.
    columns = [at for at, name in enumerate(ev.FEATURES) if name not in ("before", "after")]
    rows = np.array([*known, *spun, *chance])
    truth = np.r_[np.ones(len(worth)), np.zeros(len(chance))]
    return weights, boost(rows, truth, np.r_[worth, np.ones(len(chance))], scores(rows, weights), columns)


_WINDOWS = (60, 100, 150, 250)  # words; articles are as short as that


def chopped(blocks: Sequence[Sequence[str]], chance: random.Random) -> Iterator[Sequence[Sequence[str]]]:
    """The blocks of a document in windows of several lengths."""
    first = words = 0
    length = chance.choice(_WINDOWS)
    for at, tokens in enumerate(blocks, 1):
        words += sum(token[0].isalpha() for token in tokens)
        if words >= length or (at == len(blocks) and words >= _WINDOWS[0]):
            yield blocks[first:at]
            first, words, length = at, 0, chance.choice(_WINDOWS)


def fit_windows(parts: Sequence[Half], learned: ev.Model, lexicon: Lexicon) -> tuple[list[float], list[Rows]]:
    """The weights for windows, and the evidence of clean and of spun ones."""
    chance = random.Random(21)
    surveyor = sv.Surveyor(lexicon, learned)
    clean: Rows = []
    spun: Rows = []
    for half in parts:
        for blocks in half.documents:
            for window in chopped(blocks, chance):
                clean += [list(w.evidence) for w in surveyor.survey(window).windows]
                if chance.random() < 0.3:
                    rate = chance.uniform(*_RATES)
                    again = [spin(tokens, rate, chance)[0] for tokens in window]
                    spun += [list(w.evidence) for w in surveyor.survey(again).windows]
    return fit(spun, clean), [clean, spun]


def threshold(values: Any, allowed: float) -> float:
    """The score that no more than `allowed` of the values reach."""
    ranked = np.sort(values)[::-1]
    at = int(allowed)
    return float(round(ranked[at] + 1e-3, 3)) if at < len(ranked) else 0.0


def learn(parts: Sequence[Half], known: Rows, lexicon: Lexicon) -> ev.Model:
    """The model of some halves of the clean texts and some of the known phrases."""
    (term, trees), (pair, _) = (fit_candidates(parts, known if t else [], term=t) for t in (True, False))
    return learn_windows(ev.Model(term, pair, [], {}, 0.0, -9.0, 0.0, trees), parts, lexicon)


def learn_windows(draft: ev.Model, parts: Sequence[Half], lexicon: Lexicon) -> ev.Model:
    """The model with weights for windows, and what company is worth, given those for candidates."""
    draft = draft._replace(alone={}, window=[0.0] * (len(sv.WINDOW_FEATURES) + 1))
    weights, (clean, _) = fit_windows(parts, draft, lexicon)
    verdict = threshold(scores(clean, weights), len(clean) / _FALSE_WINDOWS)
    return _with_thresholds(draft._replace(window=weights, verdict=verdict), parts, lexicon)


def _with_thresholds(draft: ev.Model, parts: Sequence[Half], lexicon: Lexicon) -> ev.Model:
    """The model with what candidates need alone, and the most company that adds no more false alarms than allowed."""
    words = sum(half.words for half in parts)
    surveyor = sv.Surveyor(lexicon, draft)
    surveys = [surveyor.survey(blocks) for half in parts for blocks in half.documents]
    for name, allowed in _ALONE.items():
        chance = [s.score for found in surveys for s in found.scored if (s.candidate.number >= 0) == (name == "term")]
        draft.alone[name] = threshold(chance, allowed * words / 1e4)
    base = sum(1 for found in surveys for _ in sv.told(found, draft))
    best = draft
    for company in (0.25, 0.5, 0.75, 1.0, 1.25, 1.5):
        model = draft._replace(company=company, least=_LEAST)
        extra = sum(1 for found in surveys for _ in sv.told(found, model)) - base
        if extra / words * 1e4 <= _COMPANY:
            best = model
    return best


def main(pairs: Path, clean: Path, rules: Path) -> None:
    """Print the cross-validated figures, then write the model fitted to everything."""
    every = list(dict.fromkeys(terms(rules)))
    lexicon = Lexicon(tree(every))
    known = phrases(pairs, lexicon, set(every))
    reached = [p for p in known if p.row is not None]
    print(f"{len(every)} terms; {len(known)} tortured phrases of them, {len(reached) / len(known):.1%} reached")
    both = halves(clean, lexicon)
    for fitted, left in ((0, 1), (1, 0)):
        _report([both[fitted]], both[left], known, lexicon)
    model = learn(both, [p.row for p in reached if p.row], lexicon)
    save(model)


def save(model: ev.Model) -> None:
    """Write data/tortured.json."""
    lines = (f"{json.dumps(name)}: {json.dumps(value)}" for name, value in model._asdict().items())
    (DATA / "tortured.json").write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")


_RATES_SHOWN = (0.2, 0.5, 1.0, 2.0)  # false alarms in 10,000 words


def _report(parts: Sequence[Half], left: Half, known: Sequence[Phrase], lexicon: Lexicon) -> None:
    _report_phrases(parts, left, known)
    model = learn(parts, [p.row for p in known if p.row], lexicon)
    for name, term, weights, trees in (("terms", True, model.term, model.trees), ("pairs", False, model.pair, [])):
        good, bad = scores(left.chance[term], weights, trees), scores(left.spun[term], weights, trees)
        auc = float(np.searchsorted(np.sort(good), bad).mean() / len(good))
        print(f"  {name}: AUC {auc:.3f} (swaps made in good English against chance)")
        for rate in _RATES_SHOWN:
            right = int((bad >= threshold(good, rate * left.words / 1e4)).sum())
            each = right / left.spun_words * 1e4
            print(
                f"    at {rate}: {right / len(bad):.1%} of them found, {each:.1f} in 10,000 words spun, "
                f"precision there {each / (each + rate):.0%}"
            )
    told = sum(1 for blocks in left.documents for _ in sv.told(sv.survey(blocks, lexicon, model), model))
    print(f"  told in the half left out: {told / left.words * 1e4:.2f} in 10,000 words; company {model.company}")
    _, (clean, spun) = fit_windows([left], model, lexicon)
    good, bad = scores(clean, model.window), scores(spun, model.window)
    shares = (good >= model.verdict).mean(), (bad >= model.verdict).mean()
    print(f"  windows over the verdict: clean {shares[0]:.2%}, spun {shares[1]:.1%}")


def _report_phrases(parts: Sequence[Half], left: Half, known: Sequence[Phrase]) -> None:
    """Known phrases found by weights and trees that were fitted without their right terms."""
    halves_of_terms = (None, 0, 1)
    found = {(rate, half): 0 for rate in _RATES_SHOWN for half in halves_of_terms}
    for part in range(5):
        weights, trees = fit_candidates(parts, [p.row for p in known if p.row and p.part != part], term=True)
        chance = scores(left.chance[True], weights, trees)
        bounds = {rate: threshold(chance, rate * left.words / 1e4) for rate in _RATES_SHOWN}
        mine = [p for p in known if p.row and p.part == part]
        for phrase, score in zip(mine, scores([p.row for p in mine], weights, trees), strict=True):
            for rate, half in found:
                found[rate, half] += score >= bounds[rate] and half in (None, phrase.half)
    for half in halves_of_terms:
        of = sum(half in (None, phrase.half) for phrase in known)
        reached = sum(half in (None, phrase.half) and phrase.row is not None for phrase in known)
        shown = ", ".join(f"{found[rate, half] / of:.1%} at {rate}" for rate in _RATES_SHOWN)
        name = {None: "all", 0: "even", 1: "odd"}[half]
        print(f"  known phrases found ({name} right terms, {of}, {reached / of:.1%} reached): {shown}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
