"""What may not be entered or written is told by its name, with exit code 3 or 2, and never means fewer findings."""

import os
import shutil
from pathlib import Path

import pytest

from lint.cli import main

FAULT = "It was told. . Nobody asked.\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dark").mkdir()
    (tmp_path / "dark" / "a.md").write_text(FAULT, "utf-8")
    (tmp_path / "b.md").write_text(FAULT, "utf-8")
    return tmp_path


@pytest.fixture
def dark(place):
    folder = place / "dark"
    folder.chmod(0)
    if os.access(folder, os.R_OK):
        folder.chmod(0o755)
        pytest.skip("this user, or system, enters closed folders")
    yield folder
    folder.chmod(0o755)


def test_a_closed_folder_that_is_named_is_not_checked_and_the_others_are(dark, capsys):
    assert main(["check", "dark", "b.md"]) == 3
    out = capsys.readouterr().out
    assert "dark: not checked: cannot be read: permission denied" in out
    assert "b.md:1:12: error[doubled-stop]" in out


def test_a_closed_folder_below_is_not_checked(dark, capsys):
    assert main(["check", "."]) == 3
    assert "dark: not checked: cannot be read: permission denied" in capsys.readouterr().out


def test_a_closed_folder_of_rules_is_an_error_not_fewer_rules(place, dark, capsys):
    shutil.copytree(Path(__file__).parent / "cases" / "reports" / "rules", place / "house")
    dark.chmod(0o755)
    dark.rename(place / "house" / "dark")
    (place / "house" / "dark").chmod(0)
    try:
        assert main(["check", "b.md", "--rules", "house"]) == 2
    finally:
        (place / "house" / "dark").chmod(0o755)
        (place / "house" / "dark").rename(dark)
    assert "house/dark:1: cannot be read: permission denied" in capsys.readouterr().err


def test_what_holds_in_a_closed_folder_can_be_asked(dark, capsys):
    assert main(["config", "show", "dark/a.md"]) == 0
    assert capsys.readouterr().out.startswith("dark/a.md is checked as by default")


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (["init", "b.md/house"], "b.md/house/malaprop.toml"),
        (["rules", "new", "my-fault", "--folder", "b.md/house"], "b.md/house/my-fault.yaml"),
        (["score", "b.md", "--hits", "none/hits.tsv"], "none/hits.tsv"),
        (["check", "b.md", "--baseline", "none/b.json", "--update-baseline"], "none/b.json"),
        (["check", "b.md", "--output", "json=none/o.json"], "none/o.json"),
    ],
)
def test_what_cannot_be_written_is_named(place, capsys, command, file):
    assert main(command) == 3
    assert capsys.readouterr().err.startswith(f"malaprop: cannot be written: {file}: ")
    assert (place / "b.md").read_text("utf-8") == FAULT
