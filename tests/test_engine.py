"""Hits become findings at exact places, and fixes change nothing else."""

import json

from lint import engine, readers, rulebook
from lint.finding import Fault
from lint.inspection import Inspection, exit_code
from lint.reporters._context import Context
from lint.reporters.json import report

DOUBLED = """\
id: doubled-semicolon
kind: pattern
status: stable
severity: error
summary: A semicolon too many.
why: Because.
message: "“{match}” is doubled"
pattern: ;\\s*;
replace: ;
fix: safe
examples:
  bad:
    - text: One⟦;;⟧ two three.
      fixed: One; two three.
  good:
    - One; two.
"""


def book(tmp_path, *texts):
    for text in texts:
        name = text.split("\n", 1)[0].removeprefix("id: ")
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return rulebook.load(tmp_path)


def test_a_finding_points_into_the_file(tmp_path):
    source = "\ufeffTitle\r\n\r\nA 😀 e\u0301;; b.\r\n"
    document = readers.read(source.encode(), "a.txt")
    (found,) = engine.run(document, book(tmp_path, DOUBLED)).findings
    assert found.span.of(source) == found.text == ";;"
    assert found.position == (3, 7)
    assert found.end == (3, 9)
    assert found.message == "“;;” is doubled"
    assert found.fix == ((found.span), ";", "safe")


def test_fixing_changes_nothing_else(tmp_path):
    source = "\ufeffTitle\r\n\r\nA 😀;; b;; c\r\n\r\nNo line end"
    document = readers.read(source.encode(), "a.txt")
    outcome = engine.run(document, book(tmp_path, DOUBLED))
    text, skipped = engine.fixed(document, outcome.findings)
    assert text == source.replace(";;", ";")
    assert skipped == []


def test_a_fix_that_would_leave_markup_around_nothing_is_not_offered(tmp_path):
    document = readers.read("A b;*;* c\n", "a.md", format="markdown")
    (found,) = engine.run(document, book(tmp_path, DOUBLED)).findings
    assert found.text == ";*;"
    assert found.fix is None
    assert engine.fixed(document, [found])[0] == document.source


def test_a_fix_across_markup_takes_what_stands_on_one_side_of_it(tmp_path):
    document = readers.read("A *b;*; c\n", "a.md", format="markdown")
    (found,) = engine.run(document, book(tmp_path, DOUBLED)).findings
    assert engine.fixed(document, [found])[0] == "A *b;* c\n"


def test_of_two_rules_on_one_place_the_graver_speaks(tmp_path):
    other = DOUBLED.replace("doubled-semicolon", "another-semicolon").replace("severity: error", "severity: note")
    document = readers.read("One;; two.\n", "a.txt")
    findings = engine.run(document, book(tmp_path, DOUBLED, other)).findings
    assert [finding.rule for finding in findings] == ["doubled-semicolon"]


def test_a_note_inside_a_graver_finding_is_not_told(tmp_path):
    note = DOUBLED.replace("doubled-semicolon", "semicolon").replace("severity: error", "severity: note")
    note = note.replace(r"pattern: ;\s*;", "pattern: ;").replace("replace: ;", "replace: ','")
    document = readers.read("One; ; two; three.\n", "a.txt")
    findings = engine.run(document, book(tmp_path, DOUBLED, note)).findings
    assert [(finding.rule, finding.span) for finding in findings] == [
        ("doubled-semicolon", (3, 6)),
        ("semicolon", (10, 11)),
    ]


def test_overlapping_fixes_are_left_out_and_told(tmp_path):
    other = DOUBLED.replace("doubled-semicolon", "semicolon-word").replace(r"pattern: ;\s*;", "pattern: ; \\w+")
    other = other.replace("replace: ;", "replace: ''").replace("One⟦;;⟧ two", "One⟦; two⟧")
    document = readers.read("One;; two.\n", "a.txt")
    findings = engine.run(document, book(tmp_path, DOUBLED, other)).findings
    assert len(findings) == 2
    text, skipped = engine.fixed(document, findings)
    assert text == "One; two.\n"
    assert [finding.rule for finding in skipped] == ["semicolon-word"]


def test_a_fingerprint_survives_edits_elsewhere_and_tells_neighbours_apart(tmp_path):
    rules = book(tmp_path, DOUBLED)

    def fingerprints(source):
        return [f.fingerprint for f in engine.run(readers.read(source, "a.txt"), rules).findings]

    first = fingerprints("Here is one;; and there two;; in a line.\n")
    later = fingerprints("A new line.\n\nAnd more. Here is one;; and there two;; in a line.\n")
    assert len(set(first)) == 2
    assert first[1] == later[1]


def test_a_catastrophic_expression_is_its_rules_fault_and_hangs_nothing(tmp_path):
    slow = DOUBLED.replace("doubled-semicolon", "slow-rule").replace(r"pattern: ;\s*;", "pattern: '(?:a+)+!'")
    slow = slow.replace("fix: safe", "fix: safe\nseconds: 0.2")
    rules = book(tmp_path, DOUBLED, slow)
    document = readers.read("a" * 5000 + ";; b\n\n" + "a" * 5000 + "\n", "a.txt")
    outcome = engine.run(document, rules)
    assert [finding.rule for finding in outcome.findings] == ["doubled-semicolon"]
    (fault,) = outcome.faults
    assert isinstance(fault, Fault)
    assert fault.rule == "slow-rule"
    assert "took more than 0.2 s up to the block at a.txt:1" in fault.message
    assert engine.run(document, rules).faults == []  # it is not tried again


def test_a_file_that_was_checked_in_part_only_is_not_checked():
    unchecked = Fault("spelling", "the server does not answer", unchecked=True)
    partly = Inspection("a.txt", None, faults=[unchecked])
    failed = Inspection("b.txt", None, faults=[Fault("slow-rule", "took too long")])
    assert exit_code([failed]) == 2
    assert exit_code([failed, partly]) == 3
    assert [
        row["unchecked"]
        for file in json.loads("".join(report([failed, partly], Context())))["files"]
        for row in file["faults"]
    ] == [
        True,
        False,
    ]
