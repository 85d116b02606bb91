"""The kind `pattern`: scopes, groups, fixes, exceptions, and expressions that run away."""

import pytest

from lint import engine, readers, rulebook
from lint.rule import mark

RULE = """\
id: odd-words
kind: pattern
status: stable
severity: warning
summary: Odd words.
why: Because.
message: "“{match}” is odd"
{body}
examples:
  bad: ["⟦x⟧"]
  good: [Nothing.]
"""


def load(tmp_path, body):
    (tmp_path / "odd-words.yaml").write_text(RULE.replace("{body}", body), "utf-8")
    return rulebook.load(tmp_path, build=True)


def flagged(book, text, format="text"):
    document = readers.read(text, "x", format=format, language="en")
    return mark(text, tuple(f.span for f in engine.run(document, book).findings))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("pattern: \\bcan to\\b", "We ⟦can to⟧ go, Can to."),
        ("pattern: \\bcan to\\b\ncase: ignore", "We ⟦can to⟧ go, ⟦Can to⟧."),
        ("pattern: \\bcan to\\b\ntext: folded", "We ⟦can\nto⟧ go, ⟦CAN TO⟧."),
        ("pattern: can (?<hit>to) go", "We can ⟦to⟧ go."),
        ("pattern: ^Once", "⟦Once⟧ more. Once again.\n\n⟦Once⟧."),
        ("pattern: ^Once\nscope: sentence", "⟦Once⟧ more. ⟦Once⟧ again."),
        ("pattern: more\\. Once\nscope: sentence", "Once more. Once again."),
        ("pattern: more\\. Once\nscope: pair", "Once ⟦more. Once⟧ again."),
        ("pattern: once\nneeds: [more]", "once more, ⟦x⟧".replace("once", "⟦once⟧").replace("⟦x⟧", "x")),
        ("pattern: once\nneeds: [less]", "once more"),
        ("pattern: once\nexceptions: [once more]", "⟦once⟧ again, once more"),
        ("pattern: x*", "⟦xx⟧ a"),
    ],
)
def test_patterns(tmp_path, body, text):
    plain = text.replace("⟦", "").replace("⟧", "")
    assert flagged(load(tmp_path, body), plain) == text


def test_a_title_scope(tmp_path):
    book = load(tmp_path, "pattern: once\nscope: title")
    assert flagged(book, "All at once\n\nAnd once more.\n") == "All at ⟦once⟧\n\nAnd once more.\n"


def test_an_edge_scope(tmp_path):
    book = load(tmp_path, "pattern: once\nscope: edge\nedge: 1")
    assert flagged(book, "A: once.\n\nB: once.\n\nC: once.\n") == "A: ⟦once⟧.\n\nB: once.\n\nC: ⟦once⟧.\n"


def test_what_was_meant_quotes_groups(tmp_path):
    book = load(tmp_path, "pattern: (?<verb>discuss\\w*) about\nmeant: \\g<verb>")
    (finding,) = engine.run(readers.read("They discussed about it.", "x", format="text"), book).findings
    assert finding.meant == "discussed"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("pattern: (a", "does not compile"),
        ("pattern: a\nexceptions: ['[']", "does not compile"),
        ("pattern: a\nmeant: \\2", "meant"),
        ("pattern: a\nreplace: b", "if and only if"),
        ("pattern: a\nfix: safe", "if and only if"),
        ("pattern: a\nneeds: [Bob]", "folded text: write “bob”"),
        ("pattern: a\nneeds: ['it’s']", "folded text"),
        ("pattern: a\nneeds: ['']", "folded text"),
    ],
)
def test_rules_that_cannot_be_built(tmp_path, body, reason):
    with pytest.raises(rulebook.RulebookError, match=reason):
        load(tmp_path, body)


def test_an_expression_that_runs_away_is_a_fault_and_stops(tmp_path):
    book = load(tmp_path, "pattern: (x+x+)+y\nseconds: 0.2")
    document = readers.read("x" * 5000, "x.txt", format="text")
    outcome = engine.run(document, book)
    (fault,) = outcome.faults
    assert fault.rule == "odd-words"
    assert "0.2 s up to the block at x.txt:1" in fault.message
    assert not engine.run(document, book).faults  # not tried again


def test_many_slow_blocks_share_one_budget(tmp_path):
    book = load(tmp_path, "pattern: (?:(a|aa)+)b\nseconds: 0.3")
    document = readers.read(("a" * 26 + "\n\n") * 2000, "x.txt", format="text")
    outcome = engine.run(document, book)
    assert len(outcome.faults) == 1


def test_a_rule_may_be_confined_to_formats(tmp_path):
    book = load(tmp_path, 'pattern: "a  b"\nformats: [text]')
    assert flagged(book, "An a  b.") == "An ⟦a  b⟧."
    assert flagged(book, "An a  b.", format="markdown") == "An a  b."
