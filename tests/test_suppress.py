"""Comments, front matter and [sic] silence what they are to; the articles are in cases/suppressions.yaml."""

import importlib
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from test_positions import SOURCES

from lint import engine, inspection, readers, rulebook
from lint.cli import main
from lint.rule import mark, unmark
from lint.suppress.stretches import Stretches
from lint.text import Span
from lint.verdict import verdict

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "suppressions.yaml").read_text("utf-8"))
BOOK = rulebook.load(rulebook.builtin())
RULES = BOOK.select(["punctuation", "repetition", "idioms", "suppression"])
OURS = {rule.id for rule in BOOK.rules if rule.kind == "suppression"}


def run(text, format="markdown", rules=RULES):
    return engine.run(readers.read(text, "x", format=format, language="en"), rules)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_an_article_with_comments(case):
    text, _ = unmark(case["text"])
    outcome = run(text, case["format"], BOOK.select(case["select"]) if "select" in case else RULES)
    assert mark(text, tuple(f.span for f in outcome.findings)) == case["text"]
    assert outcome.suppressed == case.get("suppressed", 0)
    if "fixed" not in case:
        assert [f.rule for f in outcome.findings] == case["rules"]
    for finding in outcome.findings:
        assert finding.text == finding.span.of(text)
    if "fixed" in case:
        assert {f.rule for f in outcome.findings} == {"unused-suppression"}
        document = readers.read(text, "x", format=case["format"], language="en")
        assert engine.fixed(document, outcome.findings) == (case["fixed"], [])


SENTENCES = (
    "It was told. . Then they left",
    "They saw the the tower",
    "Nobody, , heard",
    "So it was",
    "Ünïcode 😀. . So",
)
FORMS = {
    "markdown": ("<!-- {} -->", "{{/* {} */}}"),
    "html": ("<!-- {} -->",),
    "rst": (".. {}",),
    "asciidoc": ("// {}", "////\n{}\n////"),
}
ORDERS = ("malaprop: ignore-file hard-to-read", "malaprop: enable", "malaprop: disable serial-comma -- so", "a remark")


def told(outcome):
    return [(f.rule, f.span, f.message, f.fingerprint) for f in outcome.findings if f.rule not in OURS]


@given(
    format=st.sampled_from(sorted(FORMS)),
    paragraphs=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5),
    number=st.integers(0, 5),
    form=st.integers(0, 1),
    order=st.sampled_from(ORDERS),
)
@settings(deadline=None)
def test_a_comment_moves_no_other_finding(format, paragraphs, number, form, order):
    comment = FORMS[format][form % len(FORMS[format])].format(order)
    bare = [f"<p>{text}.</p>" if format == "html" else text + "." for text in paragraphs]
    number = min(number, len(bare))
    before, after = "\n\n".join(bare[:number]), "\n\n".join(bare[number:])
    without = f"{before}\n\n{after}\n"
    shift = len(comment) + 2
    plain = told(run(without, format))
    moved = [(r, Span(*(at + shift * (at > len(before)) for at in span)), m, f) for r, span, m, f in plain]
    assert told(run(f"{before}\n\n{comment}\n\n{after}\n", format)) == moved


@given(
    format=st.sampled_from(sorted(FORMS)),
    paragraphs=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6),
)
@settings(deadline=None)
def test_ignoring_every_rule_that_fired_leaves_nothing(format, paragraphs):
    text = "\n\n".join(f"<p>{text}.</p>" if format == "html" else text + "." for text in paragraphs) + "\n"
    while fired := sorted({f.rule for f in run(text, format).findings}):  # one may hide another of the same words
        assert not OURS.intersection(fired)
        text = f"{text}\n{FORMS[format][0].format('malaprop: ignore-file ' + ', '.join(fired))}\n"


@given(
    paragraphs=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5),
    comments=st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from(("ignore", "ignore-next", "ignore-file", "disable", "enable")),
            st.lists(st.sampled_from(("doubled-stop", "doubled-comma", "idioms", "no-such-rule")), max_size=3),
            st.sampled_from(("\n\n{}\n\n", " {}", "\n{}\n", "\n\n> {}\n> ", "\n\n{}\n")),
        ),
        max_size=5,
    ),
)
@settings(max_examples=200, deadline=None)
def test_what_is_of_no_use_can_be_taken_out_and_nothing_else_changes(paragraphs, comments):
    parts = [f"{text}." for text in paragraphs]
    for place, form, names, where in comments:
        comment = f"<!-- malaprop: {form} {', '.join(names)} -->".replace("  ", " ")
        parts[min(place, len(parts) - 1)] += where.format(comment)
    text = "\n\n".join(parts)
    first = run(text)
    for _ in range(8):
        outcome = run(text)
        unused = [f for f in outcome.findings if f.rule == "unused-suppression"]
        assert [f.message for f in outcome.findings if f.rule not in OURS] == [
            f.message for f in first.findings if f.rule not in OURS
        ]
        assert outcome.suppressed == first.suppressed
        if not unused:
            return
        text, _ = engine.fixed(readers.read(text, "x", format="markdown", language="en"), unused)
    pytest.fail("taking out comments does not come to an end")


@given(
    spans=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: Span(p[0], p[0] + p[1]))),
    start=st.integers(0, 40),
    length=st.integers(1, 9),
)
@settings(deadline=None)
def test_stretches_meet_what_one_of_them_meets(spans, start, length):
    found = Stretches(spans)
    span = Span(start, start + length)
    assert found.meets(span) == any(span.overlaps(other) for other in spans)
    around = [other.end for other in spans if other.start < start < other.end]
    assert found.around(start) == (max(around) if around else None)
    after = [other for other in spans if other.start >= start]
    assert found.after(start) == (min(after, key=lambda o: (o.start, -o.end)) if after else None)


@given(
    st.sampled_from(sorted(FORMS)),
    st.lists(
        st.sampled_from(
            (
                "<!--", "-->", "malaprop", ":", "malaprop:", " ignore", " disable", " all", " doubled-stop", ",", " --",
                "\n", "\r\n", "> ", "{/*", "*/}", "// ", "////", ".. ", ":malaprop:", "---\n", "+++\n", "[malaprop]",
                "malaprop =", "[sic]", "(sic", "It was told. . So", "”", "“", " ", "\t", "é😀", "```", "\ufeff",
                "<meta name=malaprop content='ignore x'>",
            )
        ),
        max_size=25,
    ).map("".join),
)  # fmt: skip
@settings(max_examples=400, deadline=None)
def test_broken_comments_are_read_without_a_fault(format, text):
    outcome = run(text, format)
    for finding in outcome.findings:
        assert finding.text == finding.span.of(text)
        if finding.fix is not None and finding.rule in OURS:
            assert 0 <= finding.fix.span.start <= finding.fix.span.end <= len(text)


@pytest.mark.parametrize("format", sorted(FORMS))
@given(st.data())
@settings(deadline=None)
def test_comments_stand_where_readers_say(format, data):
    source = data.draw(SOURCES[format])
    for comment in importlib.import_module(f"lint.readers.{format}").comments(source):
        assert 0 <= comment.span.start < comment.span.end <= len(source)
        assert comment.span.contains(comment.text)
        assert comment.text.start <= comment.text.end
        assert comment.span.of(source).startswith(("<!--", "{/*", "..", "//", "<meta"))


def test_only_rules_that_ran_can_be_said_to_find_nothing():
    text = "<!-- malaprop: ignore-file doubled-stop, punctuation, idioms -->\n\nSo it was.\n"
    (finding,) = run(text).findings
    assert finding.message == "“ignore-file doubled-stop, punctuation, idioms” silences nothing here; take it out"
    # Of `punctuation` only one rule runs, of `idioms` none, so that nobody knows.
    (finding,) = run(text, rules=BOOK.select(["doubled-stop", "suppression"])).findings
    assert finding.message == "“doubled-stop” silences nothing here; take it out"
    assert finding.fix.replacement == "punctuation, idioms"
    assert run(text, rules=BOOK.select(["doubled-comma", "suppression"])).findings == []
    assert run(text, rules=BOOK.select(["doubled-stop"])).findings == []
    german = readers.read(
        "<!-- malaprop: ignore garbled-body -->\n\nSo war es.\n", "x", format="markdown", language="de"
    )
    assert engine.run(german, RULES).findings == []


def test_a_rule_that_gave_up_has_not_said_that_there_is_nothing(monkeypatch):
    text = "<!-- malaprop: ignore-file doubled-stop -->\n\nSo it was.\n"
    check = [("pattern", lambda _: iter([engine.Fault("doubled-stop", "out of time")]))]
    rules = BOOK.select(["doubled-stop", "suppression"])
    monkeypatch.setattr(rules, "checks", lambda _: check)
    assert run(text, rules=rules).findings == []


def test_remarks_can_be_silenced_themselves():
    text = "<!-- malaprop: ignore-file unused-suppression -->\n\nSo it was. <!-- malaprop: ignore doubled-stop -->\n"
    outcome = run(text)
    assert (outcome.findings, outcome.suppressed) == ([], 1)


def test_what_one_rule_hid_is_told_when_that_rule_is_silent():
    text = "The minister weighed his nose in. . So it was."
    hidden = [f.rule for f in run(text + " <!-- malaprop: ignore doubled-stop -->").findings]
    assert "doubled-stop" not in hidden


def test_the_rest_of_a_run_does_not_count_what_is_silenced():
    text = (
        "As an AI language model, I cannot browse the internet. I cannot help with that request.\n\n"
        "As an AI language model, I do not have personal opinions. Certainly! Here is the article that you asked for:\n"
    )
    rules = BOOK.select()
    loud = readers.read(text, "x", format="markdown", language="en")
    outcome = engine.run(loud, rules)
    assert verdict(loud, outcome.findings, rules).label == "language model"
    names = ", ".join(sorted({f.rule for f in outcome.findings}))
    quiet = readers.read(f"<!-- malaprop: ignore-file {names} -->\n\n{text}", "x", format="markdown", language="en")
    outcome = engine.run(quiet, rules)
    assert (outcome.findings, outcome.suppressed > 0) == ([], True)
    assert verdict(quiet, outcome.findings, rules).label == "clean"
    for fail_on in (None, inspection.Severity.note):
        request = inspection.Request(rules, fail_on=fail_on)
        assert inspection.exit_code([inspection.inspect_data(quiet.source.encode(), "x.md", request)]) == 0


def test_the_reports_count_what_is_silenced(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("It was told. . So <!-- malaprop: ignore doubled-stop -->\n\nIt is. . [sic]\n", "utf-8")
    Path("b.txt").write_text("So it was.\n", "utf-8")
    assert main(["check", ".", "--select", "doubled-stop"]) == 0
    assert capsys.readouterr().out == "No findings in 2 files; 2 suppressed.\n"
    assert main(["check", ".", "--select", "doubled-stop", "--format", "json"]) == 0
    assert [file["suppressed"] for file in json.loads(capsys.readouterr().out)["files"]] == [2, 0]


def test_a_bare_comment_fails_a_run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("So it was. <!-- malaprop: ignore -->\n", "utf-8")
    assert main(["check", ".", "--fail-on", "error"]) == 1
    assert "a.md:1:12: error[bare-suppression]" in capsys.readouterr().out


def test_a_rule_of_ones_own_can_be_named(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    rule = (
        "id: our-name\nkind: phrase\nstatus: stable\nseverity: error\nsummary: The old name.\nwhy: It changed.\n"
        "message: the old name\nphrases: [Acme Incorporated]\n"
        "examples: {bad: [By ⟦Acme Incorporated⟧.], good: [By Acme.]}\n"
    )
    Path("house").mkdir()
    Path("house/our-name.yaml").write_text(rule, "utf-8")
    Path("a.md").write_text("By Acme Incorporated. <!-- malaprop: ignore our-name -->\n", "utf-8")
    assert main(["check", "a.md", "--rules", "house"]) == 0
    capsys.readouterr()
    assert main(["check", "a.md"]) == 1
    assert "there is no rule, family or kind “our-name”" in capsys.readouterr().out
