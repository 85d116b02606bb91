"""A baseline: what texts had before is not told, and nothing else is lost."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint import baseline
from lint.baseline import Baseline, BaselineError, Entry, Ledger
from lint.cli import main
from lint.finding import Finding, Severity
from lint.inspection import Inspection
from lint.text import Position, Span

FILE = "malaprop-baseline.json"
STOP = ["--select", "doubled-stop"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def run(capsys, *arguments):
    try:
        code = main(["check", *arguments])
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    return code, out, err


def update(capsys, *arguments):
    code, out, err = run(capsys, *arguments, "--baseline", FILE, "--update-baseline")
    assert code == 0, out + err
    return out, err


def entries(place):
    told = json.loads((place / FILE).read_text("utf-8"))
    return {path: [(e["rule"], e.get("count", 1)) for e in rows] for path, rows in told["files"].items()}


def test_old_findings_are_not_told_and_new_ones_are(place, capsys):
    (place / "a.txt").write_text("The first act was told. . Yes it was.\n", "utf-8")
    out, err = update(capsys, ".")
    assert "No findings in 1 file; 1 finding is in the baseline and not shown." in out
    assert "malaprop-baseline.json: 1 finding in 1 file (1 new, 0 gone)" in err
    assert run(capsys, ".", "--baseline", FILE)[0] == 0
    # Lines move, and something comes before and behind.
    (place / "a.txt").write_text("A title\n\nMore. . Here.\n\n\nThe first act was told. . Yes it was.\n", "utf-8")
    code, out, _ = run(capsys, ".", "--baseline", FILE, *STOP)
    assert code == 1
    assert "a.txt:3:5: error[doubled-stop]" in out
    assert "a.txt:6" not in out
    assert "1 finding (1 error) in 1 file; 1 fixable; 1 finding is in the baseline" in out


def test_a_count_may_not_rise(place, capsys):
    line = "The first act was told. . Yes it was.\n\n"
    (place / "a.txt").write_text(line * 2, "utf-8")
    update(capsys, ".", *STOP)
    assert entries(place) == {"a.txt": [("doubled-stop", 2)]}
    assert run(capsys, ".", "--baseline", FILE, *STOP)[0] == 0
    (place / "a.txt").write_text(line * 3, "utf-8")
    code, out, _ = run(capsys, ".", "--baseline", FILE, *STOP)
    assert (code, out.count("[doubled-stop]")) == (1, 1)
    assert "2 findings are in the baseline" in out


def test_json_counts_what_is_held(place, capsys):
    (place / "a.txt").write_text("It was told. . Yes.\n", "utf-8")
    assert "baselined" not in run(capsys, ".", "--format", "json", *STOP)[1]
    update(capsys, ".", *STOP)
    told = json.loads(run(capsys, ".", "--format", "json", "--baseline", FILE, *STOP)[1])
    assert told["findings"] == []
    assert told["files"][0]["baselined"] == 1


def test_it_holds_from_any_folder_and_by_any_name_of_a_file(place, capsys, monkeypatch):
    (place / "docs").mkdir()
    (place / "docs" / "a.txt").write_text("It was told. . Yes.\n", "utf-8")
    update(capsys, "docs", *STOP)
    assert list(entries(place)) == ["docs/a.txt"]
    for path in ("docs", "./docs/a.txt", "docs/../docs/a.txt", str(place / "docs")):
        assert run(capsys, path, "--baseline", FILE, *STOP)[0] == 0, path
    monkeypatch.chdir(place / "docs")
    assert run(capsys, "a.txt", "--baseline", f"../{FILE}", *STOP)[0] == 0
    monkeypatch.chdir(place.parent)
    assert run(capsys, "site/docs", "--baseline", f"site/{FILE}", *STOP)[0] == 0


def test_only_what_was_checked_is_written_anew(place, capsys):
    for name in ("a.txt", "b.txt", "c.txt"):
        (place / name).write_text("It was told. . Yes.\n", "utf-8")
    update(capsys, ".", *STOP)
    (place / "a.txt").write_text("It was told. Yes.\n", "utf-8")
    (place / "b.txt").write_text("It was told. Yes.\n", "utf-8")
    (place / "c.txt").unlink()
    update(capsys, "a.txt", *STOP)
    assert list(entries(place)) == ["b.txt"], "a is mended, b was not looked at, c is no more"


def test_entries_of_rules_that_did_not_run_stay(place, capsys):
    (place / "a.txt").write_text("It was told. . Yes, he said said so.\n", "utf-8")
    update(capsys, ".", "--select", "doubled-stop,doubled-word")
    assert entries(place) == {"a.txt": [("doubled-stop", 1), ("doubled-word", 1)]}
    (place / "a.txt").write_text("It was told. Yes, he said so.\n", "utf-8")
    update(capsys, ".", *STOP)
    assert entries(place) == {"a.txt": [("doubled-word", 1)]}


def test_each_file_by_the_rules_that_its_configuration_gives_it(place, capsys):
    for name in ("a.txt", "docs/b.txt"):
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text("It was told. . Yes, he said said so.\n", "utf-8")
    update(capsys, ".", "--select", "doubled-stop,doubled-word")
    (place / "malaprop.toml").write_text(
        'select = ["doubled-stop", "doubled-word"]\n[[overrides]]\nfiles = "docs/**"\nselect = ["doubled-stop"]\n',
        "utf-8",
    )
    for name in ("a.txt", "docs/b.txt"):
        (place / name).write_text("It was told. Yes, he said so.\n", "utf-8")
    update(capsys, ".")
    assert entries(place) == {"docs/b.txt": [("doubled-word", 1)]}


def test_severity_narrows_the_report_and_not_the_baseline(place, capsys):
    (place / "a.txt").write_text("The minister weighed his nose in the debate. . Yes he did.\n", "utf-8")
    update(capsys, ".", "--severity", "error")
    held = {rule for rule, _ in entries(place)["a.txt"]}
    assert held == {"doubled-stop", "garbled-body"}
    code, out, _ = run(capsys, ".", "--baseline", FILE, "--severity", "error")
    assert (code, "1 finding is in the baseline" in out) == (0, True)


def test_a_file_that_cannot_be_checked_keeps_its_entries(place, capsys):
    (place / "a.txt").write_text("It was told. . Yes.\n", "utf-8")
    update(capsys, ".", *STOP)
    (place / "a.txt").write_bytes(b"caf\xe9")
    (place / "b.txt").write_text("It was told. . Yes.\n", "utf-8")
    code, out, _ = run(capsys, ".", "--baseline", FILE, "--update-baseline", *STOP)
    assert code == 3
    assert "a.txt: not checked" in out
    assert list(entries(place)) == ["a.txt", "b.txt"]


def test_a_file_on_which_a_rule_failed_keeps_its_entries(place):
    old = Baseline(place, {"a.txt": [Entry("x", "1")]}, {})
    from lint.finding import Fault

    ledger = Ledger(old)
    failed = Inspection(str(place / "a.txt"), None, (), [Fault("x", "ran out of time")])
    ledger.sifted(failed, {"x"}, Severity.note)
    assert ledger.renewed().files == {"a.txt": [Entry("x", "1")]}
    assert ledger.gone() == []


def test_a_renamed_file_keeps_its_baseline_and_a_copy_does_not(place, capsys):
    text = "It was told. . Yes.\n\nThe second of of them was long.\n\nThe third. . No.\n"
    (place / "a.txt").write_text(text, "utf-8")
    (place / "z.txt").write_text("Another one. . Here.\n", "utf-8")
    update(capsys, ".")
    (place / "docs").mkdir()
    (place / "a.txt").rename(place / "docs" / "b.txt")
    code, out, _ = run(capsys, ".", "--baseline", FILE)
    assert code == 0, out
    (place / "docs" / "c.txt").write_text(text, "utf-8")
    code, out, _ = run(capsys, ".", "--baseline", FILE)
    assert (code, "b.txt:" in out, out.count("c.txt:")) == (1, False, 3)
    (place / "docs" / "c.txt").unlink()
    # An update with one rule alone moves the entries of the others along.
    update(capsys, ".", *STOP)
    moved = [rule for rule, _ in entries(place)["docs/b.txt"]]
    assert (len(moved), moved.count("doubled-stop")) == (3, 2)
    assert "a.txt" not in entries(place)


def test_a_file_of_its_own_does_not_inherit(place, capsys):
    (place / "a.txt").write_text("It was told. . Yes.\n\nOne. . Two.\n\nThree. . Four.\n", "utf-8")
    (place / "z.txt").write_text("Another one. . Here.\n", "utf-8")
    update(capsys, ".", *STOP)
    (place / "a.txt").unlink()
    (place / "new.txt").write_text("Now this.\n\nOne. . Two.\n", "utf-8")
    assert run(capsys, ".", "--baseline", FILE, *STOP)[0] == 1, "one finding in three alike makes no rename"


def test_what_is_gone_is_told_on_request_and_dropped(place, capsys):
    (place / "a.txt").write_text("It was told. . Yes.\n\nOne. . Two.\n", "utf-8")
    (place / "b.txt").write_text("It was told. . Yes.\n", "utf-8")
    update(capsys, ".", *STOP)
    (place / "a.txt").write_text("It was told. Yes.\n\nOne. . Two.\n", "utf-8")
    (place / "b.txt").unlink()
    assert run(capsys, ".", "--baseline", FILE, *STOP)[2] == ""
    code, _, err = run(capsys, ".", "--baseline", FILE, "--show-stale", *STOP)
    assert code == 0
    assert err.splitlines() == [
        "malaprop: gone from a.txt: doubled-stop: “. .”",
        "malaprop: gone from b.txt: doubled-stop: “. .”",
        "malaprop: 2 findings of the baseline are gone; --update-baseline drops them",
    ]
    assert "(0 new, 2 gone)" in update(capsys, ".", *STOP)[1]
    assert entries(place) == {"a.txt": [("doubled-stop", 1)]}
    _, _, err = run(capsys, ".", "--baseline", FILE, "--show-stale", *STOP)
    assert err == "malaprop: 0 findings of the baseline are gone\n"


def test_fixes_leave_alone_what_the_baseline_holds(place, capsys):
    old = "The first act was told. . Yes it was.\n"
    (place / "a.txt").write_text(f"{old}\nNothing here.\n", "utf-8")
    update(capsys, ".", *STOP)
    (place / "a.txt").write_text(f"{old}\nSomething. . Here.\n", "utf-8")
    code, out, _ = run(capsys, ".", "--baseline", FILE, "--diff", *STOP)
    assert code == 1
    assert [line for line in out.splitlines() if line[0] in "-+"][2:] == ["-Something. . Here.", "+Something. Here."]
    code, out, _ = run(capsys, ".", "--baseline", FILE, "--fix", *STOP)
    assert code == 0, out
    assert "1 finding is in the baseline" in out
    assert (place / "a.txt").read_text("utf-8") == f"{old}\nSomething. Here.\n"
    assert entries(place) == {"a.txt": [("doubled-stop", 1)]}


def test_fixes_of_less_than_the_severity_are_not_made(place, capsys):
    text = "The act was told. . Yes.\n\nHe said  no \u200bmore.\n"
    (place / "a.txt").write_text("All is well.\n", "utf-8")
    update(capsys, ".")
    (place / "a.txt").write_text(text, "utf-8")
    found = json.loads(run(capsys, ".", "--format", "json")[1])["findings"]
    lesser = [f for f in found if f["severity"] != "error" and f.get("fix", {}).get("safety") == "safe"]
    assert lesser, "the text shows nothing"
    run(capsys, ".", "--fix", "--severity", "error")
    plain = (place / "a.txt").read_text("utf-8")
    (place / "a.txt").write_text(text, "utf-8")
    run(capsys, ".", "--fix", "--severity", "error", "--baseline", FILE)
    assert (place / "a.txt").read_text("utf-8") == plain != text


def test_a_known_verdict_is_not_told_and_does_not_fail(place, capsys):
    text = "Certainly! Here is the article that you asked for.\n\nAs an AI language model, I cannot do that.\n"
    (place / "a.txt").write_text(text, "utf-8")
    code, out, _ = run(capsys, ".", "--fail-on", "verdict")
    assert (code, "reads like" in out) == (1, True), out
    update(capsys, ".")
    code, out, _ = run(capsys, ".", "--fail-on", "verdict", "--baseline", FILE)
    assert (code, "reads like" in out) == (0, False), out
    told = json.loads(run(capsys, ".", "--format", "json", "--baseline", FILE)[1])
    assert told["files"][0]["metrics"]["verdict"]["known"] is True
    assert "reads like" not in run(capsys, ".", "--format", "github", "--baseline", FILE)[1]
    (place / "b.txt").write_text(text, "utf-8")
    assert run(capsys, ".", "--fail-on", "verdict", "--baseline", FILE)[0] == 1
    assert "reads like" in run(capsys, ".", "--format", "github", "--baseline", FILE)[1]


def test_the_file_is_sorted_with_an_entry_a_line_and_stays_the_same(place, capsys):
    for name in ("b.txt", "a.txt"):
        (place / name).write_text("It was told. . Yes.\n\nOne. . \u200bTwo.\n", "utf-8")
    update(capsys, ".")
    text = (place / FILE).read_text("utf-8")
    assert text.count("fingerprint") == sum('{"rule": ' in line for line in text.splitlines())
    assert text.index("a.txt") < text.index("b.txt")
    assert "\u200b" not in text, "nothing that cannot be seen stands in it"
    update(capsys, ".", "--jobs", "2")
    assert (place / FILE).read_text("utf-8") == text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such baseline; write it with --update-baseline"),
        (b"", "is damaged"),
        (b"{", ":1: the baseline is damaged"),
        (b"[]", "is no baseline; name a file"),
        (b"# An article\n", "is no baseline; name a file"),
        (b'{"version": 2, "files": {}, "verdicts": {}}', "of a newer malaprop (version 2"),
        (b'{"version": 1}', "is damaged"),
        (b'{"version": 1, "files": {"a": [{"rule": "x"}]}, "verdicts": {}}', "fingerprint"),
        (b'{"version": 1, "files": {"a": [], "a": []}, "verdicts": {}}', "\u201ca\u201d stands there twice"),
        (b'{"version": 1, "files": {"a": [{"rule": "x", "fingerprint": "1", "count": 0}]}, "verdicts": {}}', "below 1"),
        (b'{\n<<<<<<< HEAD\n"version": 1,', ":2: a merge left its marks here"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[" * 100_000, "is damaged"),
        (b'{"version": 1, "files": {"x.txt": [{"rule": "x", "fingerprint": "1"}]}, "verdicts": {}}', "none of its 1"),
    ],
)
def test_a_baseline_that_cannot_be_used_is_an_error(place, capsys, content, said):
    (place / "a.txt").write_text("All is well.\n", "utf-8")
    if content is not None:
        (place / FILE).write_bytes(content)
    code, out, err = run(capsys, ".", "--baseline", FILE)
    assert (code, out) == (2, "")
    assert said in err
    assert err.startswith(f"malaprop: {FILE}")


def test_a_damaged_baseline_is_not_written_over(place, capsys):
    (place / "a.txt").write_text("All is well.\n", "utf-8")
    (place / FILE).write_bytes(b"{")
    assert run(capsys, ".", "--baseline", FILE, "--update-baseline")[0] == 2
    assert (place / FILE).read_bytes() == b"{"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--update-baseline"],
        ["--show-stale"],
        ["--stdin", "--baseline", FILE, "--update-baseline"],
        ["--fix", "--baseline", FILE, "--update-baseline"],
    ],
    ids=" ".join,
)
def test_options_that_make_no_sense_are_refused(place, capsys, arguments):
    (place / "a.txt").write_text("All is well.\n", "utf-8")
    assert run(capsys, "a.txt", *arguments)[0] == 2
    assert not (place / FILE).exists()


def test_a_baseline_that_cannot_be_written_is_an_error(place, capsys):
    (place / "a.txt").write_text("All is well.\n", "utf-8")
    code, _, err = run(capsys, ".", "--baseline", "no/such.json", "--update-baseline")
    assert (code, "there is no folder no" in err) == (3, True)


def finding(rule, fingerprint, at, path):
    return Finding(
        path=path,
        span=Span(at, at + 1),
        rule=rule,
        kind="phrase",
        severity=Severity.warning,
        status="stable",
        message="",
        position=Position(1, at + 1),
        end=Position(1, at + 2),
        text=rule,
        meant=None,
        fix=None,
        fingerprint=fingerprint,
    )


NAMES = st.sampled_from(["a.md", "b.md", "docs/c.md", "ü \U0001f600\n\udcff.md"])
FOUND = st.dictionaries(NAMES, st.lists(st.sampled_from(["1", "2", "3"]), max_size=6))


def inspections(folder, found):
    for path, prints in sorted(found.items()):
        whole = str(folder / path)
        yield Inspection(whole, None, [finding("x", f, at, whole) for at, f in enumerate(prints)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=FOUND, now=FOUND)
def test_each_fingerprint_is_told_as_often_as_it_is_more_than_before(tmp_path, before, now):
    ledger = Ledger(Baseline(tmp_path, {}, {}))
    for inspection in inspections(tmp_path, before):
        ledger.sifted(inspection, {"x"}, Severity.note)
    old = ledger.renewed()
    (tmp_path / FILE).write_text(baseline.written(old), "utf-8")
    again = baseline.read(tmp_path / FILE)
    assert {p: sorted(e) for p, e in again.files.items()} == {p: sorted(e) for p, e in old.files.items()}
    # Only the files that were there: for others a rename is looked for.
    ledger = Ledger(again)
    for inspection in inspections(tmp_path, {p: f for p, f in now.items() if p in again.files}):
        path = Path(inspection.path).relative_to(tmp_path).as_posix()
        new = ledger.new(inspection)
        sifted = ledger.sifted(inspection, {"x"}, Severity.note)
        assert sifted.findings == new
        told = [f.fingerprint for f in sifted.findings]
        for fingerprint in "123":
            more = now[path].count(fingerprint) - before[path].count(fingerprint)
            assert told.count(fingerprint) == max(0, more)
        assert len(told) + sifted.baselined == len(now[path])


def test_a_version_that_is_no_number_is_damage(tmp_path):
    (tmp_path / FILE).write_text('{"version": "new", "files": {}, "verdicts": {}}', "utf-8")
    with pytest.raises(BaselineError, match="damaged"):
        baseline.read(tmp_path / FILE)
