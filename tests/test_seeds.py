"""Specimen articles are goldens: what is found in each is written beside it, and their clean twins stay silent.

`MALAPROP_UPDATE_GOLDENS=1 python -m pytest tests/test_seeds.py` records anew. Read the difference before it is
committed: a finding that a careful editor would reject is a bug of its rule, not a line of a sidecar.
"""

import json
import os
from pathlib import Path

import msgspec
import pytest
import yaml

from lint import engine, readers, rulebook
from lint.text import Position, Span

SEEDS = Path(__file__).parent.parent / "seeds"
SUFFIX = ".expected.yaml"
SPECIMENS = sorted(p for p in SEEDS.iterdir() if p.is_file() and readers.format_of(p.name) and p.stem != "README")
TWINS = sorted((SEEDS / "clean").iterdir())
# Whether the title in the front matter is printed above the article, only the theme of the site knows.
DEPENDS_ON_THE_SITE = {"title-said-twice"}
UPDATE = bool(os.environ.get("MALAPROP_UPDATE_GOLDENS"))


class Place(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """Where something is wrong, and the words."""

    line: int
    column: int
    text: str


class Expected(Place, frozen=True, order=True, forbid_unknown_fields=True):
    rule: str


class Missed(Place, frozen=True, order=True, forbid_unknown_fields=True):
    """Damage that no stable rule finds; `what` names it."""

    what: str


class Sidecar(msgspec.Struct, forbid_unknown_fields=True):
    findings: list[Expected]
    missed: list[Missed]


def sidecar(specimen):
    return specimen.with_name(specimen.stem + SUFFIX)


def load(specimen):
    return msgspec.convert(yaml.safe_load(sidecar(specimen).read_text("utf-8")), Sidecar)


def shown(value):
    """A scalar of YAML, with escapes for what cannot be seen."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def row(place, key):
    return f"- {{{key}: {getattr(place, key)}, line: {place.line}, column: {place.column}, text: {shown(place.text)}}}"


def write(specimen, found):
    lines = ["findings:", *(row(f, "rule") for f in found.findings)] if found.findings else ["findings: []"]
    lines += ["missed:", *(row(m, "what") for m in found.missed)] if found.missed else ["missed: []"]
    sidecar(specimen).write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture(scope="module")
def book():
    return rulebook.load(rulebook.builtin())


@pytest.fixture(scope="module")
def stable(book):
    return book.select()


def inspect(path, rules):
    """The document and its findings; a rule that gave up is an error."""
    document = readers.read(path.read_bytes(), path.name)
    outcome = engine.run(document, rules)
    assert outcome.faults == []
    return document, outcome.findings


def span(document, place):
    start = document.lines.offset(Position(place.line, place.column))
    return Span(start, start + len(place.text))


def expected(findings):
    return [Expected(f.position.line, f.position.column, f.text, f.rule) for f in findings]


def update(specimen, document, findings):
    """The sidecar as the rules see the specimen today; what they no longer find is not forgotten but missed."""
    old = load(specimen)
    lost = [Missed(e.line, e.column, e.text, f"was {e.rule}") for e in old.findings]
    places = [f.span for f in findings]
    missed = [m for m in (*old.missed, *lost) if not any(span(document, m).overlaps(p) for p in places)]
    write(specimen, Sidecar(expected(findings), sorted(missed)))


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda p: p.name)
def test_a_specimen_gives_what_its_sidecar_says(specimen, stable):
    document, findings = inspect(specimen, stable)
    if UPDATE:
        update(specimen, document, findings)
    assert expected(findings) == load(specimen).findings


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda p: p.name)
def test_what_a_sidecar_calls_missed_is_there_and_is_missed(specimen, stable):
    document, findings = inspect(specimen, stable)
    for missed in load(specimen).missed:
        place = span(document, missed)
        assert place.of(document.source) == missed.text
        assert [f.rule for f in findings if f.span.overlaps(place)] == [], missed


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda p: p.name)
def test_the_text_of_a_finding_is_the_source_at_its_place(specimen, book):
    document, findings = inspect(specimen, book.select(preview=True))
    for finding in findings:
        assert finding.text == document.source[finding.span.start : finding.span.end]
        assert finding.position == document.lines.position(finding.span.start)


@pytest.mark.parametrize("twin", TWINS, ids=lambda p: p.name)
def test_a_clean_twin_is_silent(twin, book):
    _, findings = inspect(twin, book.select(preview=True))
    assert [(f.rule, f.position.line, f.text) for f in findings if f.rule not in DEPENDS_ON_THE_SITE] == []


def test_every_specimen_has_a_sidecar_and_a_twin_and_the_other_way_round():
    assert {p.name for p in SPECIMENS} == {p.name for p in TWINS}
    assert {p.stem for p in SPECIMENS} == {p.name.removesuffix(SUFFIX) for p in SEEDS.glob("*" + SUFFIX)}
    assert len(SPECIMENS) >= 14


def test_every_family_of_stable_rules_is_demonstrated(stable):
    shown_rules = {finding.rule for specimen in SPECIMENS for finding in load(specimen).findings}
    families = {rule.family for rule in stable.rules}
    assert families - {stable.by_id[rule].family for rule in shown_rules} == set()
