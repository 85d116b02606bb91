"""The command line as its users meet it; the cases are in cases/cli.yaml."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from lint.cli import main

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "cli.yaml").read_text("utf-8"))


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for variable in ("FORCE_COLOR", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


def run(arguments, capsys):
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = stop.code or 0
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case, place, capsys, monkeypatch):
    for name, content in case.get("files", {}).items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if "stdin" in case:
        monkeypatch.setattr("lint.cli.checking._stdin", lambda: case["stdin"].encode())
    code, out, err = run(case["args"], capsys)
    for wanted in case.get("stdout", []):
        assert wanted in out, out + err
    for wanted in case.get("stderr", []):
        assert wanted in err, out + err
    for unwanted in case.get("never", []):
        assert unwanted not in out + err
    assert "Traceback" not in out + err
    assert code == case["status"], out + err


def test_the_json_report(place, capsys):
    (place / "b.txt").write_text("It was told. . Then 😀 it was  done. . Yes.\n", "utf-8")
    (place / "a.txt").write_bytes(b"caf\xe9")
    code, out, _ = run(["check", ".", "--format", "json", "--select", "doubled-stop"], capsys)
    assert code == 3
    told = json.loads(out)
    assert told["version"] == 1
    assert told["tool"]["name"] == "malaprop"
    assert [file["path"] for file in told["files"]] == ["a.txt", "b.txt"]
    assert "0xE9 is not UTF-8" in told["files"][0]["error"]
    first, second = told["findings"]
    source = (place / "b.txt").read_text("utf-8")
    for row in (first, second):
        assert source[row["start"] : row["end"]] == row["text"]
        assert (row["rule"], row["line"], row["end_line"]) == ("doubled-stop", 1, 1)
        assert row["column"] == row["start"] + 1
        assert row["fix"]["replacement"] == "."
    assert first["fingerprint"] != second["fingerprint"]
    assert run(["check", ".", "--format", "json", "--select", "doubled-stop"], capsys)[1] == out


def test_what_an_article_holds_never_reaches_the_terminal_raw(place, capsys):
    (place / "a.txt").write_text("\x1b[2Jevil \u202etext. . Yes \x07\x9b31m.\n", "utf-8")
    _, out, _ = run(["check", "a.txt", "--select", "doubled-stop"], capsys)
    assert "<U+001B>[2Jevil <U+202E>text" in out
    assert not {"\x1b", "\u202e", "\x07", "\x9b"} & set(out)


def test_colours_come_when_asked_for(place, capsys, monkeypatch):
    (place / "a.txt").write_text("It is done. . Yes.\n", "utf-8")
    assert "\x1b[" not in run(["check", "a.txt"], capsys)[1]
    assert "\x1b[" in run(["check", "a.txt", "--color", "always"], capsys)[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run(["check", "a.txt"], capsys)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run(["check", "a.txt"], capsys)[1]


def test_the_mark_stands_under_the_words(place, capsys):
    text = "漢字 and e\u0301 then 😀 it was told. . Yes, " + "and on it went " * 20
    (place / "a.txt").write_text("Before it " * 30 + text + "\n", "utf-8")
    _, out, _ = run(["check", "a.txt", "--select", "doubled-stop"], capsys)
    lines = out.splitlines()
    under = next(i for i, line in enumerate(lines) if "^^^" in line)
    from lint.reporters.text import _width

    excerpt, marks = lines[under - 1], lines[under]
    assert _width(excerpt[: excerpt.index(". . Yes")]) == marks.index("^")
    assert all(len(line) <= 105 for line in lines)


def test_a_new_rule_can_be_filled_in_and_tested(place, capsys):
    assert run(["rules", "new", "my-fault", "--folder", "house"], capsys)[0] == 0
    assert run(["rules", "new", "my-fault", "--folder", "house"], capsys)[0] == 2
    code, out, _ = run(["rules", "test", "house"], capsys)
    assert (code, "all kept" in out) == (0, True), out
    assert run(["rules", "new", "My_Fault"], capsys)[0] == 2
    assert "is taken by a rule that comes with" in run(["rules", "new", "doubled-stop"], capsys)[2]


def test_docs_are_written_and_checked(place, capsys):
    assert run(["rules", "docs", "d"], capsys)[0] == 0
    assert run(["rules", "docs", "d", "--check"], capsys)[0] == 0
    old = (place / "d/rules/index.md").read_text("utf-8")
    (place / "d/rules/doubled-stop.md").write_text(old, "utf-8")
    (place / "d/rules/gone.md").write_text(old, "utf-8")
    code, out, _ = run(["rules", "docs", "d", "--check"], capsys)
    assert code == 1
    assert "doubled-stop.md" in out
    assert "gone.md" in out
    assert run(["rules", "docs", "d"], capsys)[0] == 0
    assert not (place / "d/rules/gone.md").exists()


def command(*arguments, **more):
    environment = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "NO_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "lint.cli", *arguments], capture_output=True, check=False, env=environment, **more
    )


def test_standard_input_is_read_as_bytes(place):
    done = command("check", "--stdin", "--stdin-name", "x.md", input=b"# T\r\n\r\nIt was *told. .* Yes\r\n")
    assert done.returncode == 1
    assert b"x.md:3:13: error[doubled-stop]" in done.stdout


def test_a_reader_that_goes_away_is_no_traceback(place):
    (place / "a.txt").write_text("It is done. . Yes.\n\n" * 3000, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "lint.cli", "check", "a.txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.readline()
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert b"Traceback" not in error


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from lint.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'yaml', 'regex', 'msgspec', 'rich', 'sentencex', 'pyromark', 'textstat', 'language_tool_python'}\n"
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_a_fault_of_our_own_is_told_and_the_other_files_are_checked(place, capsys, monkeypatch):
    from lint.readers import html

    def broken(source):
        raise ZeroDivisionError("what now")

    monkeypatch.setattr(html, "read", broken)
    (place / "a.html").write_text("<p>x</p>", "utf-8")
    (place / "b.txt").write_text("It is done. . Yes.\n", "utf-8")
    code, out, _ = run(["check", ".", "--select", "doubled-stop"], capsys)
    assert code == 3
    assert "a.html: not checked: a fault of malaprop itself (ZeroDivisionError: what now)" in out
    assert "b.txt:1:11" in out
    monkeypatch.setenv("MALAPROP_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["check", "."])


def test_a_progress_bar_shows_on_a_terminal_when_work_is_long(place, capsys, monkeypatch):
    for number in range(4):
        (place / f"{number}.txt").write_text("It is done. . Yes.\n", "utf-8")
    _, plain, quiet = run(["check", ".", "--select", "doubled-stop"], capsys)
    assert quiet == ""
    monkeypatch.setattr("lint.cli.checking._SLOW", -1)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    _, out, err = run(["check", ".", "--select", "doubled-stop", "--color", "never"], capsys)
    assert "checking" in err or ".txt" in err
    assert out == plain


def test_pipes_in_folders_are_left_alone_and_closed_folders_are_told(place, monkeypatch):
    from lint import discover

    (place / "a.txt").write_text("x", "utf-8")
    if hasattr(os, "mkfifo"):
        os.mkfifo(place / "pipe.txt")
    (place / "closed").mkdir()
    walk = os.walk

    def guarded(top, onerror):
        onerror(PermissionError(13, "Permission denied", os.fspath(Path(top) / "closed")))
        return walk(top)

    monkeypatch.setattr(os, "walk", guarded)
    assert list(discover.files(["."])) == ["a.txt", "closed"]


def test_a_name_that_is_too_long_is_an_error_of_that_file(place, capsys):
    code, out, _ = run(["check", "a" * 5000 + ".txt"], capsys)
    assert code == 3
    assert "cannot be read: file name too long" in out


@pytest.mark.parametrize(
    ("argv", "redirection", "status"),
    [("check -", "<&-", 2), ("rules schema", ">&-", 3), ("rules schema", ">/dev/full", 3)],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_closed_and_full_streams_end_without_a_traceback(argv, redirection, status):
    command = f'"{sys.executable}" -m lint.cli {argv} {redirection}'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == status
    assert done.stderr.startswith(
        "malaprop: standard" if status == 2 or redirection == ">&-" else "malaprop: the report"
    )


def test_a_new_rule_of_any_kind_names_what_its_kind_can_say(place, capsys):
    from lint import kinds

    for kind in kinds.names():
        assert run(["rules", "new", f"my-{kind}", "--kind", kind], capsys)[0] == 0
        code, _, err = run(["rules", "test", f"my-{kind}.yaml"], capsys)
        assert "Invalid" not in err, err
        if kind in ("phrase", "pattern"):
            assert code == 0
        elif kind not in ("boilerplate", "grammar", "readability"):  # which name the keys to choose from
            assert err == ""
