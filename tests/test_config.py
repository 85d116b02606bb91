"""Which configuration holds for a file, what it does, and where each setting was said."""

import json
import re
import shutil
import string
import sys
from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lint import kinds
from lint.cli import main
from lint.config import starter, toml_lines
from lint.config.settings import Override, Settings, schema

tomllib = pytest.importorskip("tomllib" if sys.version_info >= (3, 11) else "tomli")
ROOT = Path(__file__).parent.parent
FAULTY = "It was told. . Yes. “We will act”. His spokesman Jan Peters said.\n"
NO_SYNERGY = """\
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


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A repository with nothing in it."""
    home = tmp_path / "repository"
    (home / ".git").mkdir(parents=True)
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def run(capsys):
    def runs(*arguments):
        code = main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return runs


def write(place, files):
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content, "utf-8")


@pytest.fixture
def found(run):
    """The findings of a run as path, rule and severity."""

    def finds(*arguments):
        code, out, err = run("check", "--format", "json", *arguments)
        assert code in (0, 1), err
        return [(row["path"], row["rule"], row["severity"]) for row in json.loads(out)["findings"]]

    return finds


def settings(run, path, *options):
    code, out, err = run("config", "show", path, "--format", "json", *options)
    assert code == 0, err
    return json.loads(out)


def said(run, path, key, *options):
    """The value of a setting and where it was said."""
    rows = [row for row in settings(run, path, *options)["settings"] if row["key"] == key]
    return [(row["value"], f"{row['file']}:{row['line']}" if "file" in row else row.get("option")) for row in rows]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("malaprop.toml", 'select = ["doubled-stop"]\n'),
        (".malaprop.yaml", "select: [doubled-stop]\n"),
        ("pyproject.toml", '[tool.malaprop]\nselect = ["doubled-stop"]\n'),
        ("pyproject.toml", '[tool]\nmalaprop.select = ["doubled-stop"]\n'),
        ("pyproject.toml", '["tool" . "malaprop"]\nselect = ["doubled-stop"]\n'),
    ],
)
def test_each_form_of_a_configuration_is_read(place, found, name, content):
    write(place, {name: content, "deep/down/a.txt": FAULTY})
    assert found(".") == [("deep/down/a.txt", "doubled-stop", "error")]


def test_the_nearest_configuration_holds(place, found):
    write(place, {"malaprop.toml": 'select = ["doubled-stop"]\n', "a.txt": FAULTY})
    write(place, {"x/.malaprop.yaml": "select: [orphaned-attribution]\n", "x/a.txt": FAULTY, "x/y/a.txt": FAULTY})
    assert [(path, rule) for path, rule, _ in found(".")] == [
        ("a.txt", "doubled-stop"),
        ("x/a.txt", "orphaned-attribution"),
        ("x/y/a.txt", "orphaned-attribution"),
    ]


def test_the_search_ends_at_the_repository(place, run):
    write(place.parent, {"malaprop.toml": "preview = true\n"})
    assert settings(run, "a.txt")["files"] == []
    shutil.rmtree(place / ".git")
    assert len(settings(run, "a.txt")["files"]) == 1


def test_a_root_ends_the_search(place, run):
    write(place, {"malaprop.toml": "preview = true\n", "x/malaprop.toml": "root = true\n"})
    assert said(run, "x/a.txt", "preview") == [(False, None)]


def test_a_project_of_others_is_no_configuration(place, run):
    write(place, {"pyproject.toml": '[tool.other]\nx = "tool = malaprop"\n', "x/pyproject.toml": "[broken"})
    assert settings(run, "x/a.txt")["files"] == []


def test_the_users_own_holds_where_there_is_none(place, run, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    write(tmp_path / "home/malaprop", {"malaprop.toml": 'preview = true\n[grammar]\nlanguagetool-dir = "lt"\n'})
    assert said(run, "a.txt", "preview")[0][0] is True
    # A program may be named there, and is looked for beside the file.
    assert said(run, "a.txt", "grammar.languagetool-dir")[0][0] == str(tmp_path / "home/malaprop/lt")
    write(place, {"malaprop.toml": 'fail-on = "error"\n'})
    assert said(run, "a.txt", "preview") == [(False, None)]


def test_a_named_configuration_holds_alone_and_isolation_takes_none(place, run):
    write(place, {"malaprop.toml": 'fail-on = "error"\n', "other.yaml": "preview: true\n"})
    assert said(run, "a.txt", "fail-on", "--config", "other.yaml") == [("warning", None)]
    assert said(run, "a.txt", "preview", "--config", "other.yaml") == [(True, "other.yaml:1")]
    assert settings(run, "a.txt", "--isolated")["files"] == []


def test_options_beat_the_configuration(place, run, found):
    write(place, {"a.txt": FAULTY, "malaprop.toml": 'ignore = ["doubled-stop"]\nfail-on = "error"\npreview = true\n'})
    assert "doubled-stop" not in [rule for _, rule, _ in found("a.txt")]
    assert [rule for _, rule, _ in found("a.txt", "--select", "doubled-stop")] == ["doubled-stop"]
    assert said(run, "a.txt", "fail-on", "--fail-on", "note") == [("note", "--fail-on")]
    assert said(run, "a.txt", "preview", "--no-preview") == [(False, "--preview")]
    # --ignore takes away from what the configuration left.
    assert "doubled-stop" not in settings(run, "a.txt", "--ignore", "quotes")["rules"]


def test_what_is_extended_gives_way(place, run):
    write(
        place,
        {
            "x/malaprop.toml": 'extends = "../base/b.yaml"\nignore = ["names"]\nwords = ["one"]\nfail-on = "note"\n',
            "base/b.yaml": "extends: [c.toml]\nignore: [quotes]\nwords: [two]\nfail-on: error\nseverity: warning\n",
            "base/c.toml": 'severity = "error"\nlanguage = "de"\n[rules.endless-sentence]\nat_most = 9\nwords = 3\n',
        },
    )
    told = settings(run, "x/a.txt")
    assert told["files"] == ["base/c.toml", "base/b.yaml", "x/malaprop.toml"]
    assert said(run, "x/a.txt", "fail-on") == [("note", "x/malaprop.toml:4")]
    assert said(run, "x/a.txt", "severity") == [("warning", "base/b.yaml:5")]
    assert said(run, "x/a.txt", "language") == [("de", "base/c.toml:2")]
    assert said(run, "x/a.txt", "words") == [(["two"], "base/b.yaml:3"), (["one"], "x/malaprop.toml:3")]
    assert said(run, "x/a.txt", "rules.endless-sentence.at_most") == [(9, "base/c.toml:4")]
    assert not {"mixed-quotes", "name-drift"} & set(told["rules"])


def test_a_selection_starts_anew_and_the_rest_adds_or_takes_away(place, run):
    write(place, {"base.toml": 'select = ["quotes", "names"]\nextend-select = ["doubled-stop"]\n'})
    write(place, {"malaprop.toml": 'extends = "base.toml"\nignore = ["quotes"]\nextend-select = ["mixed-quotes"]\n'})
    rules = settings(run, "a.txt")["rules"]
    assert "doubled-stop" in rules
    assert [rule for rule in rules if "quote" in rule] == ["mixed-quotes"]
    write(place, {"malaprop.toml": 'extends = "base.toml"\nselect = ["orphaned-attribution"]\n'})
    assert settings(run, "a.txt")["rules"] == ["orphaned-attribution"]


def test_overrides_hold_for_the_files_that_their_globs_match(place, run):
    write(
        place,
        {
            "x/malaprop.toml": """\
[[overrides]]
files = ["docs/de/**", "!docs/de/old/**"]
language = "de"
ignore = ["quotes"]
[[overrides]]
files = "*.fr.md"
language = "fr"
"""
        },
    )
    assert said(run, "x/docs/de/a.md", "language") == [("de", "x/malaprop.toml:3")]
    assert said(run, "x/docs/de/old/a.md", "language") == [(None, None)]
    assert said(run, "docs/de/a.md", "language") == [(None, None)]
    assert said(run, "x/docs/de/a.fr.md", "language") == [("fr", "x/malaprop.toml:7")]
    assert said(run, "x/docs/de/a.fr.md", "ignore") == [(["quotes"], "x/malaprop.toml:4")]
    assert said(run, "x/docs/de/a.fr.md", "language", "--language", "pt-BR") == [("pt-BR", "--language")]


def test_globs_of_a_file_elsewhere_see_the_whole_path(place, run):
    write(place, {"shared/s.yaml": "overrides:\n- {files: '*.de.md', language: de}\n- {files: /docs, preview: true}\n"})
    write(place, {"malaprop.toml": 'extends = "shared/s.yaml"\n'})
    assert said(run, "docs/a.de.md", "language") == [("de", "shared/s.yaml:2")]
    assert said(run, "docs/a.de.md", "preview") == [(False, None)]


def test_files_of_one_run_have_settings_of_their_own(place, run):
    write(place, {"malaprop.toml": 'fail-on = "error"\n[severities]\ndoubled-stop = "note"\n', "a.txt": FAULTY})
    write(place, {"x/malaprop.toml": 'select = ["doubled-stop"]\nseverity = "error"\n', "x/b.story": FAULTY})
    code, out, _ = run("check", "a.txt", "x/b.story", "--select", "doubled-stop")
    assert "a.txt:1:12: note[doubled-stop]" in out
    assert code == 3  # x/b.story is of no known format …
    write(place, {"x/malaprop.toml": 'select = ["doubled-stop"]\ninput-format = "text"\n'})
    code, out, _ = run("check", "a.txt", "x/b.story", "--select", "doubled-stop")
    assert "x/b.story:1:12: error[doubled-stop]" in out
    assert code == 1  # … and a.txt alone would not have failed
    assert run("check", "a.txt", "--select", "doubled-stop")[0] == 0


def test_equal_settings_share_a_rulebook(place, monkeypatch):
    from lint.config.configuration import Configuration
    from lint.config.settings import Choice

    text = '[[overrides]]\nfiles = "x/*"\nlanguage = "de"\n[[overrides]]\nfiles = "y/*"\nignore = ["quotes"]\n'
    write(place, {"malaprop.toml": text, "z/malaprop.toml": 'fail-on = "error"\n'})
    configuration = Configuration(Choice())
    books = {name: configuration.rulebook(configuration.of(name)) for name in ("a.md", "x/a.md", "y/a.md", "z/a.md")}
    assert books["a.md"] is books["x/a.md"] is books["z/a.md"]
    assert books["y/a.md"] is not books["a.md"]


def test_the_closest_name_sets_the_severity(place, found):
    write(place, {"a.txt": FAULTY})
    write(place, {"malaprop.toml": '[severities]\ndoubled-stop = "note"\nall = "warning"\npunctuation = "error"\n'})
    severities = {rule: severity for _, rule, severity in found("a.txt")}
    assert severities["doubled-stop"] == "note"
    assert severities["orphaned-attribution"] == "warning"


def test_parameters_of_a_rule_are_set_and_its_lists_grow(place, found):
    pytest.importorskip("textstat")
    text = "We get it done. " * 3 + " ".join(["word"] * 20) + ".\n"
    write(place, {"a.txt": text, "house/no-synergy.yaml": NO_SYNERGY, "b.txt": "It has synergies and leverages.\n"})
    select = ["--select", "endless-sentence,no-synergy", "--preview"]
    base = 'packs = ["./house"]\n'
    write(place, {"malaprop.toml": base})
    assert [path for path, _, _ in found(".", *select)] == ["b.txt"]
    more = '[rules.endless-sentence]\nat_most = 15\nwords = 1\n[rules.no-synergy]\nextend-phrases = ["~leverage"]\n'
    write(place, {"malaprop.toml": base + more})
    expected = [("a.txt", "endless-sentence"), ("b.txt", "no-synergy"), ("b.txt", "no-synergy")]
    assert [(path, rule) for path, rule, _ in found(".", *select)] == expected
    # What was kept of the tuned rule is not taken for the rule as it stands.
    write(place, {"malaprop.toml": base})
    assert [path for path, _, _ in found(".", *select)] == ["b.txt"]


def test_rules_of_a_pack_are_listed_and_explained(place, run):
    write(place, {"house/style/no-synergy.yaml": NO_SYNERGY, "malaprop.toml": 'packs = ["./house"]\n'})
    assert "no-synergy" in run("rules", "list")[1]
    assert "A word that the house does not use." in run("explain", "no-synergy")[1]
    assert run("explain", "no-synergy", "--isolated")[0] == 2
    assert settings(run, "a.txt", "--select", "house")["rules"] == ["no-synergy"]


def test_standard_input_goes_by_its_name(place, run, monkeypatch):
    write(place, {"x/malaprop.toml": 'select = ["orphaned-attribution"]\n'})
    monkeypatch.setattr("lint.cli.checking._stdin", lambda: FAULTY.encode())
    assert "doubled-stop" in run("check", "--stdin")[1]
    assert "doubled-stop" not in run("check", "--stdin", "--stdin-name", "x/new.txt")[1]


def test_a_run_has_one_grammar_checker(place, run):
    pytest.importorskip("language_tool_python")
    write(place, {"a.txt": FAULTY, "x/a.txt": FAULTY, "x/malaprop.toml": "preview = true\n"})
    write(place, {"malaprop.toml": '[grammar]\nchecker = "languagetool"\nlanguagetool-url = "http://127.0.0.1:9"\n'})
    code, _, err = run("check", "a.txt", "x/a.txt", "--select", "all,grammar")
    assert code == 2
    assert "malaprop.toml:2 and malaprop.toml:3: a run has one grammar checker" in err
    code, out, _ = run("check", "a.txt", "--select", "grammar")
    assert code == 3
    assert "127.0.0.1:9" in out
    assert run("check", "a.txt", "--select", "doubled-stop")[0] == 1  # nothing is asked for no grammar rules


def test_show_names_the_place_of_every_setting(place, run):
    write(place, {"malaprop.toml": 'names = ["Jon Smyth"]\n[severities]\nquotes = "note"\n'})
    code, out, _ = run("config", "show", "a.md", "--language", "en")
    assert code == 0
    lines = [re.sub(r"\s{2,}", "  ", line) for line in out.splitlines()]
    assert lines[0] == "a.md is checked as malaprop.toml says"
    for line in ("severities.quotes  note  malaprop.toml:3", "names  Jon Smyth  malaprop.toml:1"):
        assert line in lines
    assert "language  en  --language" in lines
    assert "fail-on  warning  default" in lines
    assert run("config", "show", ".")[0] == 2


@pytest.mark.parametrize(("options", "name"), [((), "malaprop.toml"), (("--yaml",), ".malaprop.yaml")])
def test_init_writes_a_configuration_that_loads_and_nothing_over_another(place, run, options, name):
    assert run("init", *options)[0] == 0
    before = (place / name).read_bytes()
    assert settings(run, "a.txt")["files"] == [name]
    for again in ((), ("--yaml",)):
        code, _, err = run("init", *again)
        assert (code, err) == (2, f"malaprop: {name} is there already\n")
    assert (place / name).read_bytes() == before
    assert run("init", "new/folder", *options)[0] == 0
    assert run("init", f"{name}", *options)[2] == f"malaprop: {name} is no folder\n"


@pytest.mark.parametrize(("text", "name"), [(starter.TOML, "malaprop.toml"), (starter.YAML, ".malaprop.yaml")])
def test_what_a_starter_leaves_to_be_filled_in_loads_as_well(place, run, text, name):
    filled = re.sub(r"(?m)^#(?! \S)", "", text)
    assert filled != text
    write(place, {name: filled, "house-rules/no-synergy.yaml": NO_SYNERGY})
    keys = {row["key"] for row in settings(run, "docs/de/a.md")["settings"]}
    assert {"select", "packs", "grammar.checker", "severities.mixed-quotes", "rules.endless-sentence.at_most"} <= keys
    assert said(run, "docs/de/a.md", "language")[0][0] == "de"


def test_the_schema_is_current_and_takes_what_loads(place):
    told = json.loads((ROOT / "docs/config.schema.json").read_text("utf-8"))
    assert told == json.loads(json.dumps(schema())), "run `malaprop config schema > docs/config.schema.json`"
    jsonschema.Draft202012Validator.check_schema(told)
    validator = jsonschema.Draft202012Validator(told)
    parse = tomllib.loads
    validator.validate(parse(starter.TOML))
    validator.validate(yaml.safe_load(starter.YAML))
    for broken in ("selct = []", 'severity = "x"', "words = [1]", "[[overrides]]\npreview = true", ""):
        assert not validator.is_valid(parse(broken)), broken


def test_the_manual_explains_every_setting_and_its_examples_hold(place, run):
    text = (ROOT / "docs/configuration.md").read_text("utf-8")
    for struct in (Settings, Override):
        for field in msgspec.structs.fields(struct):
            assert f"`{field.encode_name}`" in text, field.encode_name
    blocks = re.findall(r"```(toml|yaml)\n(.*?)```", text, re.DOTALL)
    write(place, {"malaprop.toml": blocks[0][1]})
    ((command, shown),) = re.findall(r"\$ malaprop ([^\n]+)\n(.*?)```", text, re.DOTALL)
    assert re.sub(r"\d+ of \d+", "_ of _", run(*command.split())[1]) == re.sub(r"\d+ of \d+", "_ of _", shown)
    write(place.parent, {"shared/malaprop.toml": "preview = true\n"})
    write(place, {"house-rules/no-synergy.yaml": NO_SYNERGY})
    whole = [(kind, block) for kind, block in blocks if "extends" in block]
    assert {kind for kind, _ in whole} == {"toml", "yaml"}
    for kind, block in whole:
        write(place, {f"whole.{kind}": block})
        keys = [row["key"] for row in settings(run, "docs/de/a.md", "--config", f"whole.{kind}")["settings"]]
        assert {"packs", "severities.punctuation", "rules.endless-sentence.at_most"} <= set(keys)


def test_the_manual_names_the_kinds_that_house_words_silence():
    text = " ".join((ROOT / "docs/configuration.md").read_text("utf-8").split())
    judging = [name for name in kinds.names() if kinds.judges_words(name)]
    others = [name for name in kinds.names() if not kinds.judges_words(name)]
    assert f"{', '.join(judging[:-1])} and {judging[-1]}." in text
    assert f"({', '.join(others)})" in text


KEYS = st.one_of(
    st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=5),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=3),
)
LEAVES = st.one_of(
    st.integers(-9, 9), st.booleans(), st.text(st.sampled_from("ab#=[]{},.'\"\\\n é"), max_size=12), st.just(1.5)
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)), max_leaves=8
)


def written(value, draw):
    """A value as TOML, over several lines where the draw has it so."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        if draw(st.booleans()) and "'" not in value:
            return f"'''\n{value}'''" if "\n" in value else f"'{value}'"
        if draw(st.booleans()):
            return '"""' + value.replace("\\", "\\\\").replace('"', '\\"') + '"""'
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        gap = draw(st.sampled_from([" ", "\n", " # a [comment]\n"]))
        return "[" + "".join(f"{gap}{written(entry, draw)}{gap}," for entry in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key(k, draw)} = {written(v, draw)}" for k, v in value.items()) + "}"
    return str(value)


def key(name, draw):
    bare = re.fullmatch(r"[A-Za-z0-9_-]+", name) and draw(st.booleans())
    return name if bare else json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")


def ways(value, at=()):
    yield at
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, entry in entries:
        yield from ways(entry, (*at, step))


@given(st.data())
def test_every_key_of_a_toml_file_has_a_line(data):
    draw = data.draw
    tables = draw(st.dictionaries(KEYS, st.dictionaries(KEYS, VALUES, max_size=3), max_size=3))
    source = draw(st.sampled_from(["", "\n\n", "# x = 1\n"]))
    for name, table in tables.items():
        several = draw(st.integers(0, 2))
        for _ in range(max(1, several)):
            source += f"[[{key(name, draw)}]] # y\n" if several else f"[{key(name, draw)}]\n"
            for entry, value in table.items():
                source += f"{key(entry, draw)} = {written(value, draw)}\n"
    parse = tomllib.loads
    parsed = parse(source)
    lines = toml_lines.lines(source, parse)
    assert set(lines) == set(ways(parsed))
    rows = source.split("\n")
    for way, line in lines.items():
        if len(way) == 2 and isinstance(way[1], str):
            assert json.dumps(way[1], ensure_ascii=False).strip('"') in rows[line - 1] or way[1] in rows[line - 1]
        if len(way) == 2 and isinstance(way[1], int):
            assert rows[line - 1].startswith("[[")


def test_dotted_keys_and_tables_have_the_line_of_their_first_part():
    source = (
        "a.b.c = 1\na.d = [ # list\n  2,\n\n  {x = 3}]\n[q.'r s']\nt = 4\n[[u.v]]\n[[u.v]]\nw = 5\n[u.v.y]\nz = 6\n"
    )
    lines = toml_lines.lines(source, tomllib.loads)
    assert lines["a", "b", "c"] == lines["a",] == 1
    assert (lines["a", "d"], lines["a", "d", 0], lines["a", "d", 1, "x"]) == (2, 3, 5)
    assert (lines["q", "r s"], lines["q", "r s", "t"]) == (6, 7)
    assert (lines["u", "v"], lines["u", "v", 0], lines["u", "v", 1], lines["u", "v", 1, "w"]) == (8, 8, 9, 10)
    assert (lines["u", "v", 1, "y"], lines["u", "v", 1, "y", "z"]) == (11, 12)
