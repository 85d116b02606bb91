"""The manual is true: pages are those of the rules, examples of output are real, and our own prose passes."""

import json
import os
import re
import shlex
from pathlib import Path

import pytest

from lint import engine, pages, readers, rulebook, rulefile
from lint.cli import main
from lint.cli.arguments import parser

ROOT = Path(__file__).parent.parent
UPDATE = os.environ.get("MALAPROP_UPDATE_GOLDENS") == "1"


@pytest.fixture(scope="module")
def book():
    return rulebook.load(rulebook.builtin())


def test_the_pages_are_current(book):
    assert pages.stale(book, ROOT / "docs") == [], "run `malaprop rules docs docs`"


def test_the_manual_is_not_written_among_pages_of_somebody_else(tmp_path, capsys, monkeypatch):
    """Pages of rules that are gone are deleted, and nothing else."""
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "docs", "manual"]) == 0
    gone = tmp_path / "manual" / "rules" / "gone.md"
    gone.write_text((tmp_path / "manual" / "rules" / "index.md").read_text("utf-8"), "utf-8")
    assert main(["rules", "docs", "manual"]) == 0
    assert not gone.exists()
    (tmp_path / "rules").mkdir()
    for content in (b"# Rules of chess\n", b"\xff"):
        (tmp_path / "rules" / "chess.md").write_bytes(content)
        capsys.readouterr()
        assert main(["rules", "docs", "."]) == 2
        assert "rules/chess.md is no page of the manual" in capsys.readouterr().err
        assert [path.read_bytes() for path in (tmp_path / "rules").iterdir()] == [content]
    assert main(["rules", "docs", "--check", "."]) == 1


def test_the_schema_is_current():
    told = json.loads((ROOT / "docs" / "rule.schema.json").read_text("utf-8"))
    assert told == json.loads(json.dumps(rulefile.schema())), "run `malaprop rules schema > docs/rule.schema.json`"


def test_every_page_of_a_rule_is_complete(book):
    for rule in book.rules:
        page = pages.rule_page(rule)
        for part in ("## Why", "## Flagged", "## Left alone", f"--ignore {rule.id}"):
            assert part in page, rule.id


def test_every_rule_is_on_the_page_of_its_family_and_every_family_in_the_index(book):
    written = dict(pages.pages(book))
    for rule in book.rules:
        assert f"[{rule.id}](../rules/{rule.id}.md) | {rule.pack} |" in written[f"families/{rule.family}.md"]
    for family in pages.families(book):
        assert f"[{family}](../families/{family}.md)" in written["rules/index.md"]


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


def test_the_example_of_a_configuration_is_what_is_said_of_it(tmp_path, capsys, monkeypatch):
    """The page shows a configuration, and what `config show` says where that stands."""
    monkeypatch.chdir(tmp_path)
    path = ROOT / "docs" / "configuration.md"
    text = path.read_text("utf-8")
    example, shown = re.search(r"```toml\n(.*?)```", text, re.DOTALL), OUTPUT.search(text)
    assert example
    assert shown
    (tmp_path / "malaprop.toml").write_text(example[1], "utf-8")
    assert main(shlex.split(shown[2])) == 0
    printed = capsys.readouterr().out
    if UPDATE:
        path.write_text(text.replace(shown[0], shown[1] + printed), "utf-8")
    assert shown[3] == printed or UPDATE, "run the tests with MALAPROP_UPDATE_GOLDENS=1 and read the difference"


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
        "docs/adopting.md",
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


def test_a_rule_author_can_follow_the_page(tmp_path, capsys, monkeypatch):
    """Each command of the page is run as it stands, after the files that it shows were written."""
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "writing-rules.md").read_text("utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("We sell at this point in time. It rose by 4 % in May.\n", "utf-8")
    first, *others = re.findall(r"^ *malaprop (.+)$", text, re.MULTILINE)
    assert main(shlex.split(first)) == 0
    assert main(["rules", "test", "house"]) == 0  # as it was written
    for name, body in re.findall(r"`(house/[\w/-]+\.yaml)`.*?:\n\n```yaml\n(.*?)```", text, re.DOTALL):
        (tmp_path / name).write_text(body, "utf-8")
    capsys.readouterr()
    told = {}
    for command in others:
        assert main(shlex.split(command)) == 0, command
        told[command] = capsys.readouterr().out
    assert "2 rules, 4 examples: all kept." in told["rules test house"]
    assert "[tired-phrase] (preview)" in told["check content/ --rules house --preview"]
    assert "[spaced-percent] (preview)" in told["check content/ --rules house --preview"]
    assert "[spaced-percent]" not in told["check content/ --rules house --select tired-phrase"]


PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_in_the_manual_can_be_typed(path, capsys):
    """Every malaprop in a block of commands is a command with options that exist."""
    wrong = []
    for block in re.findall(r"```(?:console|sh|bash|groovy|yaml)\n(.*?)```", path.read_text("utf-8"), re.DOTALL):
        for line in block.splitlines():
            found = re.match(r"\s*(?:\$ |- run: |- |entry: |sh ')?(?:\w+=\S+ )*malaprop ([^|>#&<]+)", line)
            words = found and found[1].split("  ")[0].strip().rstrip("'")
            if words and not line.strip().endswith("{"):
                try:
                    parser().parse_args(shlex.split(words))
                except SystemExit as stop:
                    if stop.code:
                        wrong.append(f"{words}: {capsys.readouterr().err.splitlines()[-1]}")
    assert wrong == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_in_the_manual_lead_somewhere(path):
    """From where the page stands, so that they hold where Markdown is shown as well as in the site."""
    broken = []
    prose = re.sub(r"^ *```.*?^ *```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\((?!\w+:)([^)\s]+)\)", prose):
        name, _, part = target.partition("#")
        found = path.parent / name if name else path
        heads = []
        if part and found.is_file():
            for head in re.findall(r"^#+ (.+)$", found.read_text("utf-8"), re.MULTILINE):
                heads.append(re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-"))
        if not found.exists() or (part and part not in heads):
            broken.append(target)
    assert broken == []


def test_the_front_page_lists_every_page():
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (ROOT / "docs" / "index.md").read_text("utf-8")))
    assert listed | {"index.md"} == {path.name for path in (ROOT / "docs").glob("*.md")}
