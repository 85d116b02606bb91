"""Rule packs of installed distributions are found and read, and none of their code is run."""

import json
import sys

import pytest

from lint.cli import main

RULE = """\
id: no-synergy
kind: phrase
status: stable
severity: error
summary: A word that the house does not use.
why: It says nothing.
message: "“{match}” says nothing"
phrases: ["~synergy"]
examples: {bad: [We have ⟦synergies⟧ here.], good: [We have none.]}
"""


def install(site, name, value, *, code="raise SystemExit('this code was run')\n"):
    """A distribution as pip leaves it."""
    package = name.replace("-", "_")
    for path, content in {
        f"{package}/__init__.py": code,
        f"{package}/rules/style/no-synergy.yaml": RULE,
        f"{package}-1.0.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{package}-1.0.dist-info/entry_points.txt": f"[malaprop.rules]\nlegal = {value}\n",
    }.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(content, "utf-8")


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "site").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    (tmp_path / "malaprop.toml").write_text('packs = ["legal"]\n', "utf-8")
    (tmp_path / "a.txt").write_text("We have synergies here.\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("value", ["legal_rules.rules", "legal_rules:rules", "legal_rules.rules.style"])
def test_an_installed_pack_is_used_by_its_name(place, capsys, value):
    install(place / "site", "legal-rules", value)
    assert main(["check", "a.txt", "--format", "json", "--select", "legal"]) == 1
    assert [row["rule"] for row in json.loads(capsys.readouterr().out)["findings"]] == ["no-synergy"]
    assert "legal_rules" not in sys.modules
    main(["rules", "list", "--format", "json", "--select", "legal"])
    assert [row["pack"] for row in json.loads(capsys.readouterr().out)] == ["legal"]


def test_a_pack_whose_sources_are_elsewhere_is_found(place, capsys, monkeypatch):
    install(place / "site", "legal-rules", "legal_rules.rules")
    (place / "sources").mkdir()
    (place / "site/legal_rules").rename(place / "sources/legal_rules")
    monkeypatch.syspath_prepend(str(place / "sources"))
    assert main(["check", "a.txt", "--select", "no-synergy"]) == 1
    assert "legal_rules" not in sys.modules


@pytest.mark.parametrize(
    ("packs", "told"),
    [
        ([], "malaprop.toml:1: 'packs': there is no installed pack 'legal'"),
        ([("x", "x.gone")], "malaprop.toml:1: 'packs': there is no folder of rules in the installed pack 'legal'"),
        ([("x", "x.rules"), ("y", "y.rules")], "malaprop.toml:1: 'packs': there are two installed packs 'legal'"),
    ],
)
def test_a_pack_that_cannot_be_used(place, capsys, packs, told):
    for name, value in packs:
        install(place / "site", name, value)
    assert main(["check", "a.txt"]) == 2
    assert told in capsys.readouterr().err
