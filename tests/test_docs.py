"""The manual is true: pages are those of the rules, examples of output are real, and our own prose passes."""

import json
import os
import re
import shlex
from pathlib import Path

import pytest

from lint import engine, pages, readers, rulebook, rulefile
from lint.cli import main

ROOT = Path(__file__).parent.parent
UPDATE = os.environ.get("MALAPROP_UPDATE_GOLDENS") == "1"


@pytest.fixture(scope="module")
def book():
    return rulebook.load(rulebook.builtin())


def test_the_pages_are_current(book):
    assert pages.stale(book, ROOT / "docs") == [], "run `malaprop rules docs docs`"


def test_the_schema_is_current():
    told = json.loads((ROOT / "docs" / "rule.schema.json").read_text("utf-8"))
    assert told == json.loads(json.dumps(rulefile.schema())), "run `malaprop rules schema > docs/rule.schema.json`"


def test_every_page_of_a_rule_is_complete(book):
    for rule in book.rules:
        page = pages.rule_page(rule)
        for part in ("## Why", "## Flagged", "## Left alone", f"--ignore {rule.id}"):
            assert part in page, rule.id


OUTPUT = re.compile(r"(\$ malaprop ([^\n]+)\n)(.*?)(?=```|\n\$ )", re.DOTALL)


@pytest.mark.parametrize("page", ["README.md", "docs/index.md", "docs/getting-started.md", "docs/suppressions.md"])
def test_output_in_the_manual_is_what_the_command_prints(page, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    text = (ROOT / page).read_text("utf-8")
    shown = list(OUTPUT.finditer(text))
    assert shown
    for found in shown:
        main(shlex.split(found[2]))
        printed = capsys.readouterr().out
        if UPDATE:
            text = text.replace(found[0], found[1] + printed)
            (ROOT / page).write_text(text, "utf-8")
        else:
            assert found[3] == printed, "run the tests with MALAPROP_UPDATE_GOLDENS=1 and read the difference"


def test_the_list_of_rules_that_fix_is_current(book):
    path = ROOT / "docs" / "fixes.md"
    text = path.read_text("utf-8")
    head = text[: text.index("-->") + 4]
    tables = []
    for safety, title in (("safe", "Safe"), ("suggest", "Suggested")):
        rows = [f"| [{r.id}](rules/{r.id}.md) | {' '.join(r.summary.split())} |" for r in book.rules if r.fix == safety]
        tables.append("\n".join([f"\n### {title}\n", "| rule | what it finds |", "|---|---|", *rows, ""]))
    wanted = head + "".join(tables)
    if UPDATE:
        path.write_text(wanted, "utf-8")
    assert text == wanted or UPDATE, "run the tests with MALAPROP_UPDATE_GOLDENS=1 and read the difference"


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "docs/fixes.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "docs/index.md",
        "docs/getting-started.md",
        "docs/ci.md",
        "docs/api.md",
        "docs/writing-rules.md",
        "docs/json-report.md",
        "docs/reports.md",
        "docs/compiled-rules.md",
        "docs/configuration.md",
        "docs/scoring.md",
        "docs/report-page.md",
        "docs/suppressions.md",
    ],
)
def test_our_own_pages_pass(book, path):
    document = readers.read((ROOT / path).read_bytes(), path)
    assert [f"{f.position.line}: {f.message}" for f in engine.run(document, book.select()).findings] == []


def test_what_rules_say_passes_the_rules(book):
    stable = book.select()
    said = []
    for rule in book.rules:
        for part in (rule.summary, rule.why):
            document = readers.read(part, f"{rule.id}.md", format="markdown")
            said += [f"{rule.id}: {f.rule}: {f.text}" for f in engine.run(document, stable).findings]
    assert said == []
