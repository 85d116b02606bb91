"""Findings on machine translations against the human translation of the same documents.

python benchmarks/machine_human.py [--human NAME] [--half even|odd] SYSTEMS

SYSTEMS holds a folder for each system with files of the same names; HUMAN_refA is the human version unless told
otherwise. Prints findings of the stable rules per 10,000 words, by kind and by rule. "own" leaves out what both
versions of a document have: a finding of a rule that the other version has too, as often as it has it, comes from the
source or from the way in which the documents were extracted. --half keeps one half of the documents, by the hash of
their names, so that rules written on one half can be measured on the other.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from lint import engine, readers, rulebook

Findings = dict[str, Counter[str]]  # file name -> rule -> how many


def findings(folder: Path, names: Iterable[str], book: rulebook.Rulebook) -> tuple[Findings, int]:
    found: Findings = {}
    words = 0
    for name in names:
        document = readers.read((folder / name).read_bytes(), name)
        words += sum(len(block.words) for block in document.blocks)
        found[name] = Counter(finding.rule for finding in engine.run(document, book).findings)
    return found, words


def total(found: Findings, without: Findings | None = None) -> Counter[str]:
    result: Counter[str] = Counter()
    for name, counts in found.items():
        result += counts - without[name] if without else counts
    return result


def ratio(machine: float, human: float) -> str:
    return f"{machine / human:.1f} to 1" if human else ("only machine" if machine else "-")


def main() -> None:
    parser = argparse.ArgumentParser(description="machine against human versions of the same documents")
    parser.add_argument("systems", type=Path)
    parser.add_argument("--human", default="HUMAN_refA")
    parser.add_argument("--half", choices=("even", "odd"))
    given = parser.parse_args()

    book = rulebook.load(rulebook.builtin()).select()
    folders = [path for path in sorted(given.systems.iterdir()) if path.is_dir()]
    names = sorted(set.intersection(*({file.name for file in folder.iterdir()} for folder in folders)))
    if given.half:
        parity = ("even", "odd").index(given.half)
        names = [name for name in names if hashlib.sha1(name.encode()).digest()[0] % 2 == parity]
    print(f"{len(names)} documents")
    results = {folder.name: findings(folder, names, book) for folder in folders}
    human, human_words = results.pop(given.human)

    for machine, (found, words) in results.items():
        print(f"\n{machine} ({words} words) against {given.human} ({human_words}), findings per 10,000 words")
        print(f"{'':26}{'machine':>9}{'human':>9}   {'ratio':14}{'own: machine':>13}{'human':>9}   ratio")
        sides = total(found), total(human), total(found, human), total(human, found)
        denominators = words, human_words, words, human_words
        fired = sorted(set(sides[0]) | set(sides[1]), key=lambda rule: (book.by_id[rule].kind, rule))
        notes = [rule for rule in fired if book.by_id[rule].severity == "note"]
        rules = [rule for rule in fired if rule not in notes]
        kinds = sorted({book.by_id[rule].kind for rule in rules})

        def row(label: str, group: list[str], sides: Iterable[Counter[str]], denominators: Iterable[int]) -> None:
            a, b, c, d = (
                1e4 * sum(side[rule] for rule in group) / max(1, n) for side, n in zip(sides, denominators, strict=True)
            )
            print(f"{label:26}{a:9.1f}{b:9.1f}   {ratio(a, b):14}{c:13.1f}{d:9.1f}   {ratio(c, d)}")

        for kind in kinds:
            group = [rule for rule in rules if book.by_id[rule].kind == kind]
            row(kind, group, sides, denominators)
            for rule in group:
                row(f"  {rule}"[:25], [rule], sides, denominators)
        row("overall", rules, sides, denominators)
        for rule in notes:
            row(f"  note: {rule}"[:25], [rule], sides, denominators)
        row("notes", notes, sides, denominators)


if __name__ == "__main__":
    main()
