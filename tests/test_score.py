"""`score` on texts whose figures can be counted by hand, and the committed figures of our own rules."""

import json
from pathlib import Path

import pytest

from lint import discover, figures, rulebook, score, scorecard
from lint.cli import main
from lint.inspection import Request
from lint.text import Span

ROOT = Path(__file__).parent.parent
CLEAN = ROOT / "tests" / "clean"
STATS = ROOT / "rules" / "stats.json"

GOOD = "The vote was close. . Nobody had expected it, and the clerk counted the papers a second time.\n"
BAD = "It was shown on television. . Many saw it,, and the end was sad.\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "a.txt").write_text(GOOD, "utf-8")
    (tmp_path / "bad.txt").write_text(BAD, "utf-8")
    spans = [
        {"start": 26, "end": 29, "kind": "stop", "text": ". ."},
        {"start": BAD.index("was sad"), "end": BAD.index(".\n"), "kind": "sense"},
    ]
    (tmp_path / "labels.jsonl").write_text(json.dumps({"file": "bad.txt", "spans": spans}) + "\n\n", "utf-8")
    return tmp_path


def run(capsys, *arguments):
    code = main(["score", *arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def told(capsys, *arguments):
    code, out, err = run(capsys, *arguments, "--format", "json")
    assert code == 0, err
    report = json.loads(out)
    return report, {(row["group"], row["name"]): row for row in report["groups"]}


def test_what_is_found_in_clean_and_labelled_texts(place, capsys):
    report, rows = told(capsys, "--clean", "good", "--labels", "labels.jsonl", "--select", "doubled-stop,doubled-comma")
    assert report["texts"] == {
        "clean": {"files": 1, "words": 17},
        "labelled": {"files": 1, "words": 13},
        "plain": {"files": 0, "words": 0},
    }
    assert [(row["kind"], row["labels"], row["found"]) for row in report["labels"]] == [
        ("sense", 1, 0),
        ("stop", 1, 1),
        ("all labels", 2, 1),
    ]
    assert report["labels"][2]["recall"] == pytest.approx({"value": 0.5, "low": 0.0945, "high": 0.9055}, abs=1e-4)
    stop = rows["rule", "doubled-stop"]
    assert (stop["right"], stop["wrong"], stop["unjudged"], stop["false_alarms"]) == (1, 1, 0, 1)
    assert stop["precision"]["value"] == 0.5
    assert stop["labels_found"] == {"stop": 1}
    assert stop["false_alarms_per_10000_words"]["value"] == pytest.approx(10_000 / 17, abs=1e-3)
    word = rows["rule", "doubled-comma"]
    assert (word["right"], word["wrong"], word["unjudged"], word["precision"]) == (0, 0, 1, None)
    assert rows["all", "all rules"]["texts"]["labelled"]["findings"] == 2


def test_verdicts_of_a_reader_count(place, capsys):
    assert run(capsys, "--clean", "good", "--select", "doubled-stop", "--hits", "hits.tsv")[0] == 0
    head, row = (place / "hits.tsv").read_text("utf-8").splitlines()
    assert head.split("\t") == list(score.COLUMNS)
    assert row.startswith("\tdoubled-stop\tgood/a.txt:1:19\t")
    assert "The vote was close⟦. .⟧ Nobody" in row
    (place / "hits.tsv").write_bytes(f"\ufeff{head}\r\nRight{row}\r\n".encode())  # as a spreadsheet saves it
    _, rows = told(capsys, "--clean", "good", "--select", "doubled-stop", "--judged", "hits.tsv")
    assert rows["rule", "doubled-stop"]["right"] == 1
    assert rows["rule", "doubled-stop"]["false_alarms"] == 0
    run(capsys, "--clean", "good", "--select", "doubled-stop", "--judged", "hits.tsv", "--hits", "next.tsv")
    assert (place / "next.tsv").read_text("utf-8") == f"{head}\nright{row}\n"


def test_hits_and_figures_do_not_write_over_what_is_none_of_theirs(place, capsys):
    """Neither an article, nor verdicts that took hours, may be lost to a slip."""
    score_it = ("--clean", "good", "--select", "doubled-stop")
    assert run(capsys, *score_it, "--hits", "hits.tsv")[0] == 0
    assert run(capsys, *score_it, "--hits", "hits.tsv")[0] == 0  # nobody has judged it yet
    judged = "right" + "\nright".join((place / "hits.tsv").read_text("utf-8").splitlines()[1:])
    (place / "hits.tsv").write_text("\t".join(score.COLUMNS) + f"\n{judged}\n", "utf-8")
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    for options, said in (
        (["--hits", "hits.tsv"], "hits.tsv holds verdicts; hand them in with --judged"),
        (["--judged", "hits.tsv", "--hits", "./hits.tsv"], "--hits would write over verdicts"),
        (["--hits", "bad.txt"], "bad.txt exists and is no list of hits"),
        (["--update-stats", "bad.txt"], "bad.txt: "),
    ):
        code, _, err = run(capsys, *score_it, *options)
        assert code == 2
        assert said in err
    assert main(["score", "--clean", "good", "--update-stats", "bad.txt"]) == 2
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_the_tables_name_what_fired(place, capsys):
    code, out, _ = run(
        capsys, "good", "--labels", "labels.jsonl", "--clean", "good", "--select", "doubled-stop,mojibake"
    )
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    assert ["clean", "1", "17", "1", "588.24", "(14.89-3277.44)"] in lines
    assert ["stop", "1", "1", "100%", "(21%-100%)"] in lines
    assert "1 of 2 rules never fired." in out
    assert "mojibake" not in out


def test_rules_are_measured_on_languages_that_they_speak(place, capsys):
    _, rows = told(capsys, "--clean", "good", "--preview", "--language", "de", "--select", "garbled-body,doubled-stop")
    assert rows["rule", "garbled-body"]["texts"] == {}
    assert rows["rule", "garbled-body"]["false_alarms_per_10000_words"] is None
    assert rows["rule", "doubled-stop"]["texts"]["clean"]["words"] == 17


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [((0, 4), (2, 9), True), ((0, 4), (3, 9), False), ((0, 100), (40, 43), True), ((0, 4), (4, 8), False)],
)
def test_half_of_the_shorter_span_must_be_shared(one, other, same):
    assert score.hits(Span(*one), Span(*other)) is same
    assert score.hits(Span(*other), Span(*one)) is same


@pytest.mark.parametrize(
    ("name", "content", "arguments", "message"),
    [
        ("l.jsonl", '{"file": "gone.txt", "spans": []}', ["--labels", "l.jsonl"], "gone.txt: cannot be read: no such"),
        ("l.jsonl", '{"spans": []}', ["--labels", "l.jsonl"], "l.jsonl:1: Object missing required field `file`"),
        (
            "l.jsonl",
            '\n{"file": "bad.txt", "spans": [{"start": 0, "end": 2, "kind": "x", "text": "Is"}]}',
            ["--labels", "l.jsonl"],
            "l.jsonl:2: bad.txt has 'It' from 0 to 2, not 'Is'",
        ),
        ("j.tsv", "right\tx\n", ["bad.txt", "--judged", "j.tsv"], "j.tsv:1: the first line must name the columns"),
        ("j.tsv", "verdict\tfingerprint\nrihgt\tx\n", ["bad.txt", "--judged", "j.tsv"], "j.tsv:2: a verdict is right"),
        (
            "j.tsv",
            "verdict\tfingerprint\nright\tx\nwrong\tx\n",
            ["bad.txt", "--judged", "j.tsv"],
            "j.tsv:3: x was judged right further up",
        ),
        ("j.tsv", "", ["bad.txt", "--judged", "j.tsv", "--hits", "j.tsv"], "--hits would write over verdicts"),
        ("x", "", [], "nothing to score"),
        ("x", "", ["bad.txt", "--check-stats", "s.json"], "need clean texts"),
        ("x", "", ["--clean", "good", "--check-stats", "s.json"], "s.json: cannot be read"),
        ("s.json", "[]", ["--clean", "good", "--check-stats", "s.json"], "s.json: Expected `object`"),
        ("empty/x.png", "", ["--clean", "empty"], "no file of a known format in empty"),
    ],
)
def test_what_cannot_be_used_is_told(place, capsys, name, content, arguments, message):
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_text(content, "utf-8")
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_a_text_that_cannot_be_read_is_told_and_the_others_count(place, capsys):
    (place / "good" / "b.txt").write_bytes(b"caf\xe9")
    code, out, err = run(capsys, "--clean", "good", "--select", "doubled-stop")
    assert code == 3
    assert "good/b.txt: not checked: line 1" in err
    assert "588.24" in out


def stats(place, capsys, *arguments, select="doubled-stop,doubled-comma"):
    chosen = ["--select", select] if select else []
    return run(capsys, "--clean", "good", *chosen, *arguments, "stats.json")


def test_a_rule_that_fires_more_often_fails(place, capsys):
    assert stats(place, capsys, "--update-stats")[0] == 0
    code, out, _ = stats(place, capsys, "--check-stats")
    assert (code, "2 rules on 17 words: none fires more often" in out) == (0, True)
    (place / "good" / "b.txt").write_text(GOOD, "utf-8")
    code, out, _ = stats(place, capsys, "--check-stats")
    assert code == 1
    assert "doubled-stop fires twice on clean texts, once before" in out
    assert "rules/core/punctuation/doubled-stop.yaml:" in out
    assert "good/b.txt:1:19: doubled-stop: The vote was close⟦. .⟧ Nobody" in out
    assert "the texts have changed: 2 files, 34 words, before 1 files, 17 words" in out


def test_a_rule_that_fires_less_often_is_told(place, capsys):
    stats(place, capsys, "--update-stats")
    (place / "good" / "a.txt").write_text("All is well.\n", "utf-8")
    code, out, _ = stats(place, capsys, "--check-stats")
    assert code == 0
    assert "doubled-stop fires never, once before" in out


def test_a_rule_without_a_figure_fails_and_one_of_another_status_too(place, capsys):
    stats(place, capsys, "--update-stats", select="doubled-stop")
    code, out, _ = stats(place, capsys, "--check-stats")
    assert code == 1
    assert "doubled-comma has no committed figure; it fires never" in out
    stats(place, capsys, "--update-stats")
    text = (place / "stats.json").read_text("utf-8")
    assert text.count("\n    ") == 2  # a rule a line
    (place / "stats.json").write_text(text.replace('"stable"', '"preview"', 1), "utf-8")
    code, out, _ = stats(place, capsys, "--check-stats")
    assert code == 1
    assert "doubled-comma is stable; its figure is that of a preview rule" in out


def test_figures_of_rules_that_are_gone_leave_with_the_next_update(place, capsys):
    assert stats(place, capsys, "--update-stats", select=None)[0] == 0
    path = place / "stats.json"
    known = figures.read(path)
    row = '    "no-such-rule": {"status": "stable", "findings": 0, "words": 0, "examples": 1},\n'
    path.write_text(path.read_text("utf-8").replace('"rules": {\n', '"rules": {\n' + row), "utf-8")
    code, out, _ = stats(place, capsys, "--check-stats", select=None)
    assert (code, "no-such-rule: there is a figure, but no such rule" in out) == (0, True)
    stats(place, capsys, "--update-stats", select=None)
    assert figures.read(path) == known


@pytest.fixture(scope="module")
def clean():
    book = rulebook.load(rulebook.builtin()).select(preview=True)
    return book, list(score.measure(discover.files([str(CLEAN)]), "clean", Request(book), {}))


def test_no_rule_fires_more_often_than_its_committed_figure(clean):
    book, texts = clean
    assert [text.error for text in texts if text.error] == []
    found = figures.differences(figures.read(STATS), figures.measured(texts, book), texts, book, whole=True)
    worse = "\n".join(difference.message for difference in found if difference.worse)
    assert worse == "", "mend the rule, or `malaprop score --clean tests/clean --update-stats rules/stats.json`"


def test_the_clean_texts_are_many_and_of_every_format(clean):
    _, texts = clean
    assert len(texts) >= 55
    assert sum(text.words for text in texts) >= 30_000
    assert {Path(text.path).suffix for text in texts} == {".txt", ".md", ".html", ".rst", ".adoc"}
    assert len({text.language.partition("-")[0] for text in texts}) >= 16


def test_the_scorecard_of_nothing_is_no_crash():
    book = rulebook.load(rulebook.builtin()).select()
    assert "never fired" in scorecard.text_report([], book)
    assert json.loads(scorecard.json_report([], book))["labels"] == []
