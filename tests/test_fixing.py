"""`check --fix` and `--diff` as their users meet them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lint import reporters
from lint.cli import main
from lint.cli.fixing import patch

POSIX = pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "json-report.schema.json").read_text("utf-8"))
DOUBLED = b"It was shown. . Nobody watched.\r\n"
MENDED = b"It was shown. Nobody watched.\r\n"
ARTICLE = """\
Storm over the harbour of Port Selma

Storm over the harbour of Port Selma

The ferry left the the quay at nine on Monday . Its captain said that he would rather be late than sorry..

Nobody at the quay could say why the engine had been cold, and the wind had turned in the night.

Share this: Facebook Twitter WhatsApp
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return tmp_path


def run(capsys, *arguments, stdin=None, monkeypatch=None):
    if stdin is not None:
        monkeypatch.setattr("lint.cli.checking._stdin", lambda: stdin)
    try:
        code = main(["check", *arguments])
    except SystemExit as stop:
        code = stop.code or 0
    out, err = capsys.readouterr()
    return code, out, err


def test_an_article_is_mended_and_the_report_says_what_is_left(place, capsys):
    (place / "a.txt").write_text(ARTICLE, "utf-8")
    code, out, _ = run(capsys, "a.txt", "--fix")
    assert (place / "a.txt").read_text("utf-8") == (
        "Storm over the harbour of Port Selma\n\n"
        "The ferry left the quay at nine on Monday. Its captain said that he would rather be late than sorry..\n\n"
        "Nobody at the quay could say why the engine had been cold, and the wind had turned in the night.\n"
    )
    assert "a.txt:3:100: warning[two-dots]" in out
    assert out.endswith("Fixed 4 findings in 1 file; 1 more with --unsafe-fixes.\n")
    assert code == 1
    code, out, _ = run(capsys, "a.txt", "--fix", "--unsafe-fixes")
    assert "rather be late than sorry.\n" in (place / "a.txt").read_text("utf-8")
    assert (code, out) == (0, "No findings in 1 file.\nFixed 1 finding in 1 file.\n")


def test_a_second_run_changes_nothing(place, capsys):
    (place / "a.txt").write_text(ARTICLE, "utf-8")
    run(capsys, "a.txt", "--fix")
    before = (place / "a.txt").read_bytes(), (place / "a.txt").stat().st_mtime_ns
    assert run(capsys, "a.txt", "--fix")[1].endswith("Fixed 0 findings in 0 files; 1 more with --unsafe-fixes.\n")
    assert ((place / "a.txt").read_bytes(), (place / "a.txt").stat().st_mtime_ns) == before


def test_nothing_is_written_without_being_asked_for(place, capsys):
    (place / "a.txt").write_bytes(DOUBLED)
    assert run(capsys, "a.txt")[0] == 1
    assert run(capsys, "a.txt", "--diff")[0] == 1
    assert (place / "a.txt").read_bytes() == DOUBLED


def test_rules_that_are_not_selected_and_findings_that_are_not_reported_are_not_fixed(place, capsys):
    (place / "a.txt").write_bytes(DOUBLED + b"\r\nThe minister , who left, is back.\r\n")
    run(capsys, "a.txt", "--fix", "--severity", "error")
    assert (place / "a.txt").read_bytes() == MENDED + b"\r\nThe minister , who left, is back.\r\n"
    run(capsys, "a.txt", "--fix", "--ignore", "space-before-stop")
    assert b"minister , who" in (place / "a.txt").read_bytes()


def test_the_json_report_says_what_was_fixed(place, capsys):
    (place / "a.txt").write_bytes(DOUBLED)
    (place / "b.txt").write_bytes(b"All is well.\n")
    code, out, _ = run(capsys, ".", "--fix", "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert told["findings"] == []
    assert [file["fixes"] for file in told["files"]] == [
        {"fixed": [{"rule": "doubled-stop", "line": 1, "text": ". ."}], "left_out": []},
        {"fixed": [], "left_out": []},
    ]
    assert all("fixes" not in file for file in json.loads(run(capsys, ".", "--format", "json")[1])["files"])


@POSIX
def test_every_report_says_what_was_not_written(place, capsys):
    (place / "a.txt").write_bytes(DOUBLED)
    (place / "a.txt").chmod(0o444)
    for name in reporters.formats():
        code, out, _ = run(capsys, "a.txt", "--fix", "--format", name)
        assert (code, "read-only" in out) == (3, True), name
        if name == "json":
            Draft202012Validator(SCHEMA).validate(json.loads(out))
    code, out, err = run(capsys, "a.txt", "--fix", "--quiet")
    assert (code, out, err) == (3, "", "malaprop: a.txt: not fixed: it is read-only\n")


def test_reports_in_files_say_what_is_left(place, capsys):
    (place / "a.txt").write_bytes(DOUBLED + b"It ended..\r\n")
    assert run(capsys, "a.txt", "--fix", "--output", "json=report.json")[0] == 1
    told = json.loads((place / "report.json").read_text("utf-8"))
    Draft202012Validator(SCHEMA).validate(told)
    assert [row["rule"] for row in told["findings"]] == ["two-dots"]
    assert run(capsys, "a.txt", "--fix", "--exit-zero")[0] == 0


@POSIX
def test_a_file_that_cannot_be_written_is_an_error_and_the_others_are_mended(place, capsys):
    for name in ("a.txt", "b.txt"):
        (place / name).write_bytes(DOUBLED)
    (place / "a.txt").chmod(0o444)
    code, out, _ = run(capsys, ".", "--fix")
    assert code == 3
    assert "a.txt:1:13: error[doubled-stop]" in out
    assert "a.txt: not fixed: it is read-only" in out
    assert "Fixed 1 finding in 1 file." in out
    assert [(place / name).read_bytes() for name in ("a.txt", "b.txt")] == [DOUBLED, MENDED]
    told = json.loads(run(capsys, "a.txt", "--fix", "--format", "json")[1])
    assert told["files"][0]["fixes"]["error"] == "it is read-only"
    assert told["files"][0]["fixes"]["fixed"] == []
    assert len(told["findings"]) == 1


def test_a_file_that_changes_while_it_is_mended_is_not_written(place, capsys, monkeypatch):
    from lint import mending

    (place / "a.txt").write_bytes(DOUBLED)
    patched = mending.patched

    def meanwhile(*arguments):
        (place / "a.txt").write_bytes(b"Something else. . Yes.\n")
        return patched(*arguments)

    monkeypatch.setattr(mending, "patched", meanwhile)
    code, out, _ = run(capsys, "a.txt", "--fix")
    assert code == 3
    assert "it was changed by another program in the meantime; run malaprop again" in out
    assert (place / "a.txt").read_bytes() == b"Something else. . Yes.\n"


def test_an_unreadable_file_is_an_error_and_the_others_are_mended(place, capsys):
    (place / "a.txt").write_bytes(b"caf\xe9. . Yes.\n")
    (place / "b.txt").write_bytes(DOUBLED)
    assert run(capsys, ".", "nowhere.txt", "--fix")[0] == 3
    assert (place / "a.txt").read_bytes() == b"caf\xe9. . Yes.\n"
    assert (place / "b.txt").read_bytes() == MENDED


HOUSE = """\
id: {id}
kind: pattern
status: stable
severity: note
summary: Something.
why: Because.
message: "“{{match}}” is wrong"
pattern: '{pattern}'
replace: '{replace}'
fix: safe
examples:
  bad:
    - text: Not ⟦{pattern}⟧ here.
      fixed: Not {replace} here.
  good:
    - Fine.
"""


def house(place, id_, pattern, replace):
    (place / "house").mkdir(exist_ok=True)
    (place / "house" / f"{id_}.yaml").write_text(HOUSE.format(id=id_, pattern=pattern, replace=replace), "utf-8")


def test_rules_that_undo_each_other_are_named_and_the_file_stays(place, capsys):
    house(place, "to-grey", "gray", "grey")
    house(place, "to-gray", "grey", "gray")
    (place / "a.txt").write_bytes(b"A gray day.\n")
    code, out, _ = run(capsys, "a.txt", "--rules", "house", "--fix")
    assert code == 3
    assert "a.txt: not fixed: the fixes of to-gray, to-grey undo each other" in out
    assert (place / "a.txt").read_bytes() == b"A gray day.\n"
    code, out, err = run(capsys, "a.txt", "--rules", "house", "--diff")
    assert (code, out) == (3, "")
    assert "undo each other" in err


def test_an_overlapping_fix_is_counted_and_told(place, capsys):
    house(place, "one", "one two", "1 two")
    house(place, "two", "two three", "2 three")
    (place / "a.txt").write_bytes(b"Just one two three.\n")
    _, out, _ = run(capsys, "a.txt", "--rules", "house", "--select", "one,two", "--fix")
    assert (place / "a.txt").read_bytes() == b"Just 1 2 three.\n"  # made by the second pass
    house(place, "one", "one two", "1 2")
    (place / "a.txt").write_bytes(b"Just one two three.\n")
    _, out, _ = run(capsys, "a.txt", "--rules", "house", "--select", "one,two", "--fix")
    assert "a.txt:1:10: not fixed: two “two three”: it overlaps another fix" in out
    assert out.endswith("Fixed 1 finding in 1 file; 1 fix left out.\n")


def test_a_difference_is_a_patch_and_nothing_else(place, capsys):
    (place / "a.txt").write_bytes(b"One is here.\n" + DOUBLED + b"Two; no line end. . Yes")
    code, out, err = run(capsys, "a.txt", "--diff")
    assert out == (
        "--- a.txt\n+++ a.txt\n@@ -1,3 +1,3 @@\n One is here.\n"
        "-It was shown. . Nobody watched.\r\n-Two; no line end. . Yes\n\\ No newline at end of file\n"
        "+It was shown. Nobody watched.\r\n+Two; no line end. Yes\n\\ No newline at end of file\n"
    )
    assert (code, err) == (1, "Would fix 2 findings in 1 file.\n")


def test_what_cannot_be_fixed_is_no_difference(place, capsys):
    (place / "a.txt").write_bytes(b"He weighed his nose in the debate.\n")
    assert run(capsys, "a.txt")[0] == 1
    assert run(capsys, "a.txt", "--diff") == (0, "", "Would fix 0 findings in 0 files.\n")


def test_an_unreadable_file_beats_a_difference(place, capsys):
    (place / "a.txt").write_bytes(DOUBLED)
    code, out, err = run(capsys, "a.txt", "nowhere.txt", "--diff")
    assert code == 3
    assert out.startswith("--- a.txt\n")
    assert "nowhere.txt: cannot be read: no such file" in err


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize("name", ["a.txt", "a b.txt", "ä.txt", 'q"uo\\te.txt'])
def test_git_applies_the_patch_to_what_fix_writes(place, name):
    old = b"\xef\xbb\xbfOne is\x0c here.\r\n" + "Ä\u2028 lone\rCR. .\nYes".encode()
    new = old.replace(b". .", b".")
    file = place / name
    file.write_bytes(old)
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", "apply", "-p0", "--whitespace=nowarn", "-"],
        input=b"".join(patch(name, old, new)),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert file.read_bytes() == new


def test_standard_input_comes_out_mended_and_the_report_goes_to_standard_error(place, capsys, monkeypatch):
    text = "It was shown. . Nobody é watched..\r\n"
    code, out, err = run(capsys, "-", "--fix", stdin=text.encode(), monkeypatch=monkeypatch)
    assert out == "It was shown. Nobody é watched..\r\n"
    assert "stdin.txt:1:" in err
    assert "Fixed 1 finding in 1 file" in err
    assert code == 1


def test_standard_input_keeps_its_octets():
    done = subprocess.run(
        [sys.executable, "-m", "lint.cli", "check", "-", "--fix"],
        input=b"caf\xe9\0\r",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, b"caf\xe9\0\r")
    assert b"0xE9 is not UTF-8" in done.stderr
    done = subprocess.run(
        [sys.executable, "-m", "lint.cli", "check", "-", "--diff"], input=DOUBLED, capture_output=True, check=False
    )
    assert done.stdout.startswith(b"--- stdin.txt\n+++ stdin.txt\n@@ -1 +1 @@\n-" + DOUBLED)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes goes with --fix or --diff"),
        (["--fix", "--diff"], "not allowed with"),
        (["--diff", "--format", "json"], "--diff prints a patch and no report"),
        (["--diff", "--output", "json=report.json"], "--diff prints a patch and no report"),
    ],
)
def test_options_that_do_not_go_together(place, capsys, options, told):
    (place / "a.txt").write_bytes(DOUBLED)
    code, _, err = run(capsys, "a.txt", *options)
    assert code == 2
    assert told in err
    assert (place / "a.txt").read_bytes() == DOUBLED


def test_a_markdown_article_stays_sound(place, capsys):
    source = (
        "---\ntitle: Storm over the harbour of Port Selma\n---\n\n# Storm over the harbour of Port Selma\n\n"
        "**Storm over the harbour of Port Selma**\n\n"
        "> The ferry left on the\n> the quay *at nine* . And `code . .` stays.\n\n"
        "| a | the the |\n|---|---|\n| b , c | d |\n\n- one\n- Facebook | Twitter | WhatsApp\n"
    )
    (place / "a.md").write_text(source, "utf-8")
    run(capsys, "a.md", "--fix")
    assert (place / "a.md").read_text("utf-8") == (
        "---\ntitle: Storm over the harbour of Port Selma\n---\n\n# Storm over the harbour of Port Selma\n\n"
        "> The ferry left on the quay *at nine*. And `code . .` stays.\n\n"
        "| a | the |\n|---|---|\n| b, c | d |\n\n- one\n"
    )


def test_a_difference_is_forgiven_and_told_as_findings_are(place, capsys):
    (place / "a.txt").write_bytes(DOUBLED)
    code, out, _ = run(capsys, "a.txt", "--diff", "--exit-zero")
    assert (code, MENDED.decode().strip() in out) == (0, True)
    run(capsys, "a.txt", "--baseline", "b.json", "--update-baseline")
    (place / "a.txt").write_bytes(MENDED)
    code, _, err = run(capsys, "a.txt", "--diff", "--baseline", "b.json", "--show-stale")
    assert code == 0
    assert "gone from a.txt: doubled-stop" in err
