"""Reports that go into files: whole or not at all, several at once, and beside one that is cut off."""

import json
import os
import stat
import subprocess
import sys
from itertools import chain, repeat
from pathlib import Path

import pytest

from lint.cli import main
from lint.cli.drafts import draft
from lint.writing import PREFIX

FAULT = "The match was shown on television. . Nobody watched.\n"
CHECK = ["check", "a.txt", "--select", "doubled-stop"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for variable in ("FORCE_COLOR", "GITHUB_STEP_SUMMARY", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "a.txt").write_text(FAULT, "utf-8")
    return tmp_path


def test_every_format_goes_into_a_file_as_it_goes_to_standard_output(place, capsys):
    from lint import reporters

    wanted = [part for name in reporters.formats() for part in ("--output", f"{name}=out.{name}")]
    assert main([*CHECK, "--statistics", "--quiet", *wanted]) == 1
    assert capsys.readouterr() == ("", "")
    for name in reporters.formats():
        assert main([*CHECK, "--statistics", "--format", name]) == 1
        assert capsys.readouterr().out == Path(f"out.{name}").read_text("utf-8"), name


def test_what_stood_there_stays_until_the_new_report_is_whole(place, capsys, monkeypatch):
    old = place / "o.json"
    old.write_text("old", "utf-8")
    full = chain([True], repeat(False))

    def fsync(handle):
        if next(full):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    assert main([*CHECK, "--output", "json=o.json", "--output", "text=o.txt"]) == 3
    assert "malaprop: cannot be written: o.json: no space left" in capsys.readouterr().err
    assert old.read_text("utf-8") == "old"
    assert sorted(p.name for p in place.iterdir()) == ["a.txt", "o.json", "o.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_links_and_modes_are_kept(place):
    (place / "real.json").write_text("old", "utf-8")
    (place / "real.json").chmod(0o640)
    (place / "link.json").symlink_to("real.json")
    before = os.umask(0o022)
    try:
        assert main([*CHECK, "--quiet", "--output", "json=link.json", "--output", "text=new.txt"]) == 1
    finally:
        os.umask(before)
    assert (place / "link.json").is_symlink()
    assert json.loads((place / "real.json").read_text("utf-8"))["version"] == 1
    assert stat.S_IMODE((place / "real.json").stat().st_mode) == 0o640
    assert stat.S_IMODE((place / "new.txt").stat().st_mode) == 0o644


def test_what_a_run_is_writing_is_known_by_its_name(place):
    with draft(Path("o.json")) as file:
        file.write("x")
        assert [p.name.startswith(PREFIX) for p in place.iterdir() if p.name != "a.txt"] == [True]
    assert [p.name for p in place.iterdir()] == ["a.txt"]


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs a null device")
def test_a_device_is_written_to_and_not_replaced(place):
    with draft(Path("/dev/null")) as file:
        file.write("x")
        assert file._beside is None
        file.commit()
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_goes_away_costs_no_file(place):
    (place / "a.txt").write_text(FAULT * 3000, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "lint.cli", *CHECK, "--output", "json=o.json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 141
    assert len(json.loads((place / "o.json").read_text("utf-8"))["findings"]) == 3000


def test_the_summary_of_a_job_is_added_to_what_stands_there(place, capsys, monkeypatch):
    summary = place / "summary.md"
    summary.write_text("Before.\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main(CHECK) == 1
    assert summary.read_text("utf-8") == "Before.\n"
    assert main([*CHECK, "--format", "github"]) == 1
    told = summary.read_text("utf-8")
    assert told.startswith("Before.\n### malaprop\n")
    assert "| a.txt:1:34 | error | doubled-stop |" in told
    capsys.readouterr()
    summary.write_text("x" * (1 << 20), "utf-8")
    assert main([*CHECK, "--format", "github"]) == 1
    assert "the summary of this step is full" in capsys.readouterr().err
    assert summary.stat().st_size == 1 << 20
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(place / "nowhere" / "summary.md"))
    assert main([*CHECK, "--format", "github"]) == 3
    assert "summary.md" in capsys.readouterr().err


def test_documents_are_let_go_of(place, monkeypatch):
    import gc

    from lint.cli import reporting
    from lint.document import Document

    for number in range(30):
        (place / f"{number}.txt").write_text(FAULT, "utf-8")
    alive = []
    told = reporting.told

    def counting(inspection):
        gc.collect()
        alive.append(sum(isinstance(thing, Document) for thing in gc.get_objects()))
        told(inspection)

    monkeypatch.setattr(reporting, "told", counting)
    assert main(["check", ".", "--select", "doubled-stop", "--quiet", "--output", "sarif=o.sarif"]) == 1
    assert len(alive) == 31
    assert max(alive[5:]) <= alive[5]


def test_a_report_does_not_write_over_what_the_run_goes_by(place, capsys):
    """A slip of the hand must not cost a configuration, a rule or the baseline."""
    rules = Path(__file__).parent / "cases" / "reports" / "rules" / "odd-word.yaml"
    (place / "house").mkdir()
    (place / "house" / "odd-word.yaml").write_bytes(rules.read_bytes())
    (place / "base.toml").write_text('ignore = ["names"]\n', "utf-8")
    (place / "malaprop.toml").write_text('extends = "base.toml"\npacks = ["./house"]\n', "utf-8")
    baseline = ["check", "a.txt", "--baseline", "b.json"]
    assert main([*baseline, "--update-baseline"]) == 0
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    for file in ("malaprop.toml", "base.toml", "house/odd-word.yaml", "b.json"):
        for more in ([], ["--update-baseline"]):
            capsys.readouterr()
            assert main([*baseline, *more, "--preview", "--output", f"json=./{file}"]) == 2
            assert (
                f"--output: ./{file} is a configuration, a rule or the baseline of this run" in capsys.readouterr().err
            )
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not allow")
def test_a_name_of_a_file_is_text_and_nothing_that_a_terminal_obeys(place, capsys):
    (place / "b\x1b[31m\n::error::.md").write_bytes(b"caf\xe9\n")
    assert main(["check", ".", "--select", "doubled-stop", "--quiet"]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("malaprop: b<U+001B>[31m ::error::.md: not checked: ")
