"""What malaprop says of input that cannot be used. The page is the record: `MALAPROP_UPDATE_GOLDENS=1` writes it."""

import os
from pathlib import Path

import pytest
import yaml

from lint.cli import main

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "bad-input.md"
CASES = yaml.safe_load((ROOT / "tests" / "cases" / "bad_input.yaml").read_text("utf-8"))
HEAD = """# What is said of bad input

Nothing that is wrong ends in silence: a configuration, rule or option that cannot be used stops the run with exit code
2, a file that cannot be read or checked makes it 3 while the others are still checked, and what is wrong with a
suppression is a finding. A test runs each of these and holds this page to what was said.

| what is wrong | with | said | exit code |
|---|---|---|---|
"""


def said(case, folder, capsys):
    for name, content in case["files"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes.fromhex(content[4:]) if content.startswith("hex:") else content.encode())
    try:
        code = main([*case["run"]])
    except SystemExit as ended:  # of the parser of options
        code = ended.code
    out, err = capsys.readouterr()
    lines = [line for line in (err or out).splitlines() if line.strip() and not line.startswith("usage:")]
    if code == 1 and not err:
        lines = lines[:1]  # the finding; what follows shows the place
    return code, " ".join(line.removeprefix("malaprop: ").strip() for line in lines)


@pytest.fixture
def rows(tmp_path, monkeypatch, capsys):
    found = []
    for number, case in enumerate(CASES):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
        found.append((case, *said(case, folder, capsys)))
    return found


def test_nothing_wrong_ends_well(rows):
    assert len(rows) >= 30
    for case, code, told in rows:
        assert code in (1, 2, 3), case["what"]
        assert "Traceback" not in told
        assert len(told) > 20, case["what"]


def test_the_page_says_what_is_said(rows):
    lines = (
        f"| {case['what']} | {case['in']} | {told.replace('|', chr(92) + '|').replace('<', '&lt;')} | {code} |\n"
        for case, code, told in rows
    )
    text = HEAD + "".join(lines)
    if os.environ.get("MALAPROP_UPDATE_GOLDENS"):
        PAGE.write_text(text, "utf-8")
    assert PAGE.read_text("utf-8") == text, "run the tests with MALAPROP_UPDATE_GOLDENS=1 and read the difference"
