"""The contract notices each way in which a rule can break its word."""

import importlib
import textwrap

import pytest

from lint import proof, rulebook
from lint.document import Block
from lint.text import Span

RULE = """
id: stray-semicolon
kind: pattern
severity: error
summary: A semicolon too many.
why: Because.
message: "“{match}” is doubled"
pattern: ;;
replace: ;
fix: safe
examples:
  bad:
    - text: One⟦;;⟧ two three.
      fixed: One; two three.
  good:
    - One; two.
"""


def problems(tmp_path, text, name="stray-semicolon"):
    path = tmp_path / f"{name}.yaml"
    path.write_text(textwrap.dedent(text), "utf-8")
    book = rulebook.load(tmp_path)
    return [problem.message for problem in proof.contract(book)]


def test_a_rule_that_keeps_its_word(tmp_path):
    assert problems(tmp_path, RULE) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("One⟦;;⟧ two three.", "One;; ⟦two⟧ three.", "should flag 'One;; ⟦two⟧ three.', flags 'One⟦;;⟧ two three.'"),
        ("One⟦;;⟧ two", "One⟦;⟧ two", "should flag"),
        ("fixed: One; two three.", "fixed: One, two three.", "gives 'One; two three.', not 'One, two three.'"),
        ("      fixed: One; two three.\n", "", "needs 'fixed'"),
        ("replace: ;\nfix: safe\n", "", "has 'fixed', but the rule offers no fix"),
        ("replace: ;\n", "replace: ;;\n", "gives 'One;; two three.'"),
        ("- One; two.", "- One;; two.", "in the good example “One;; two.” of stray-semicolon"),
        (
            "  good:\n",
            "  missed:\n    - One⟦;;⟧ two.\n  good:\n",
            "now finds what was missed",
        ),
        ("  good:\n", "  missed:\n    - One two.\n  good:\n", "no longer flags the known false alarm"),
    ],
)
def test_a_broken_word_is_noticed(tmp_path, old, new, expected):
    assert old in RULE
    said = problems(tmp_path, RULE.replace(old, new))
    assert any(expected in message for message in said), said


@pytest.mark.parametrize(("reader", "dress"), [("markdown", "Markdown"), ("html", "HTML")])
def test_a_reader_of_another_format_that_is_off_by_one_is_noticed(tmp_path, monkeypatch, reader, dress):
    module = importlib.import_module(f"lint.readers.{reader}")
    right = module.read

    def shifted(source):
        return [
            Block(b.kind, [s._replace(source=Span(s.source.start + 1, s.source.end + 1)) for s in b.segments])
            for b in right(source)
        ]

    monkeypatch.setattr(module, "read", shifted)
    assert any(f"dressed as {dress}" in message for message in problems(tmp_path, RULE))


def test_a_fix_that_does_not_converge_is_noticed(tmp_path):
    text = RULE.replace("replace: ;", "replace: ;;;").replace("fixed: One; two", "fixed: One;;; two")
    assert any("flags its own fixed text" in message for message in problems(tmp_path, text))


def test_a_fix_that_breaks_the_markup_of_another_format_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr("lint.engine.rewritten", lambda d, b, start, end, _: (b.span(start, end), "; <i>"))
    text = RULE.replace("One; two three.", "One; <i> two three.")
    said = problems(tmp_path, text)
    assert any("dressed as Markdown the fix gives" in message for message in said), said


def test_a_fix_that_another_format_does_not_get_is_noticed(tmp_path, monkeypatch):
    from lint.rewriting import rewritten

    monkeypatch.setattr("lint.engine.rewritten", lambda d, *rest: rewritten(d, *rest) if d.format != "html" else None)
    said = problems(tmp_path, RULE)
    assert said == ["stray-semicolon: offers no fix of [';;'] dressed as HTML"]


def test_a_fix_may_need_two_passes(tmp_path):
    assert problems(tmp_path, RULE.replace("One⟦;;⟧ two", "One⟦;;⟧⟦;;⟧ two")) == []


def test_a_rule_is_silent_on_the_good_examples_of_others(tmp_path):
    other = RULE.replace("stray-semicolon", "any-semicolon").replace("pattern: ;;", "pattern: '; '")
    other = other.replace("One⟦;;⟧ two", "One⟦; ⟧two").replace("replace: ;", "replace: ', '")
    other = other.replace("fixed: One; two", "fixed: One, two").replace("- One; two.", "- One.")
    (tmp_path / "any-semicolon.yaml").write_text(other, "utf-8")
    said = problems(tmp_path, RULE)
    assert said == ["any-semicolon: flags “; ” in the good example “One; two.” of stray-semicolon"]


def test_a_position_that_the_reader_gets_wrong_is_noticed(tmp_path, monkeypatch):
    right = Block.span

    def shifted(self, start, end):
        span = right(self, start, end)
        return Span(span.start + 1, span.end + 1)

    monkeypatch.setattr(Block, "span", shifted)
    assert problems(tmp_path, RULE) != []
