"""Configurations that cannot be used: each says what is wrong with it, where, and stops the run."""

from pathlib import Path

import pytest
import yaml

from lint.cli import main

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "broken_configs.yaml").read_text("utf-8"))


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.txt").write_text("It was told. . Yes.\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_broken_configuration(case, place, capsys):
    for name, content in case["files"].items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["check", "."]) == 2
    out, err = capsys.readouterr()
    assert err == f"malaprop: the configuration cannot be used:\n{case['told']}\n"
    assert out == ""


def test_all_that_is_wrong_with_a_file_is_told_by_line(place, capsys):
    (place / "malaprop.toml").write_text('words = [1]\nselct = []\npreview = 3\n[[overrides]]\nfiles = "!"\n', "utf-8")
    assert main(["check", "a.txt"]) == 2
    err = capsys.readouterr().err
    assert [line.split(":")[1] for line in err.splitlines()[1:]] == ["1", "2", "3"]


def test_a_configuration_that_cannot_be_read(place, capsys):
    (place / "malaprop.toml").symlink_to(place / "gone.toml")
    assert main(["check", "a.txt"]) == 2
    assert "malaprop.toml:1: cannot be read: no such file or directory" in capsys.readouterr().err
    (place / "malaprop.toml").unlink()
    assert main(["check", "a.txt", "--config", "other.toml"]) == 2
    assert "other.toml:1: cannot be read: no such file or directory" in capsys.readouterr().err
    assert main(["check", "a.txt", "--config", "a.txt"]) == 2
    assert "a.txt:1: a configuration is TOML or YAML" in capsys.readouterr().err


def test_settings_that_leave_no_rule(place, capsys):
    (place / "malaprop.toml").write_text('ignore = ["all"]\n', "utf-8")
    assert main(["check", "a.txt"]) == 2
    told = "a.txt: no rule is left to check with; malaprop.toml and the command line take all"
    assert told in capsys.readouterr().err


def test_a_broken_rule_of_a_pack(place, capsys):
    (place / "house").mkdir()
    (place / "house" / "no-x.yaml").write_text("id: no-x\nkind: phrase\n", "utf-8")
    (place / "malaprop.toml").write_text('packs = ["./house"]\n', "utf-8")
    assert main(["check", "a.txt"]) == 2
    err = capsys.readouterr().err
    assert "the rules cannot be used" in err
    assert "\nhouse/no-x.yaml:1: a phrase rule needs" in err


def test_lists_within_lists_end_somewhere(place, capsys):
    (place / ".malaprop.yaml").write_text("words: " + "[" * 5000 + "]" * 5000 + "\n", "utf-8")
    assert main(["check", "a.txt"]) == 2
    assert ".malaprop.yaml:1: lists and tables lie in each other too deep to be read\n" in capsys.readouterr().err
