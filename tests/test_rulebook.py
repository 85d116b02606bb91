"""Rule files are read strictly, and every error names its file and line."""

import json

import pytest
import yaml

from lint import kinds, rulebook, rulefile

GOOD = """\
id: trial-rule
kind: phrase
languages: [en]
status: stable
severity: error
summary: A trial.
why: Because.
message: "“{match}” was meant as “{meant}”"
phrases:
  "no": nothing
examples:
  bad:
    - Say ⟦no⟧ more.
  good:
    - Say on.
"""

BROKEN = [
    # (what is changed, into what, line, message)
    ("phrases:", "phrazes:", 9, "a phrase rule has no 'phrazes'; did you mean 'phrases'?"),
    ("kind: phrase", "kind: phrases", 2, "there is no kind 'phrases'; did you mean 'phrase'?"),
    ("kind: phrase\n", "", 1, "a rule needs 'kind'"),
    ("id: trial-rule", "id: other-rule", 1, "the id 'other-rule' is not the file's name 'trial-rule'"),
    ("severity: error", "severity: fatal", 5, "'severity': Invalid enum value 'fatal'"),
    ("severity: error\n", "", 1, "a phrase rule needs 'severity'"),
    ("severity: error", "severity: error\nseverity: note", 6, "the key 'severity' stands twice"),
    ("summary: A trial.", "summary: ''", 6, "'summary' is empty"),
    ("languages: [en]", "languages: [English]", 3, "'English' is no language tag"),
    ("{meant}", "{ment}", 8, "a message of this rule cannot quote {ment}; did you mean 'meant'?"),
    ("{meant}", "{", 8, "'message': "),
    ('  "no": nothing', '  "<poss> <det>": nothing', 9, "at least one word must be fixed"),
    ('  "no": nothing', '  "no <nun>": nothing', 9, "there is no slot <nun>"),
    ('  "no": nothing', '  "no": [1]', 9, "'phrases': a text is expected, not a list"),
    ("Say ⟦no⟧ more.", "Say ⟦no more.", 13, "without its ⟧ in an example"),
    ("Say ⟦no⟧ more.", "Say no more.", 13, "a bad example marks what is flagged"),
    ("    - Say on.", "    - Say ⟦on⟧.", 15, "a good example has no marks"),
    ("  good:\n    - Say on.\n", "", 11, "'examples' needs 'good'"),
    ("  good:", "  goood:", 14, "'examples' has no 'goood'; did you mean 'good'?"),
    ("    - Say ⟦no⟧ more.", "    - txt: Say ⟦no⟧ more.", 13, "has no 'txt'; did you mean 'text'?"),
    ("why: Because.", "why: &a Because.\nsources: [*a, [*b]]", 8, "not YAML"),
    ("why: Because.", "why: {", 7, "not YAML"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), BROKEN, ids=[b[3][:40] for b in BROKEN])
def test_a_broken_rule_is_an_error_at_its_line(tmp_path, old, new, line, message):
    assert old in GOOD
    path = tmp_path / "trial-rule.yaml"
    path.write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(rulebook.RulebookError) as caught:
        rulebook.load(path, build=True)
    first = caught.value.problems[0]
    assert message in first.message
    assert first.path == path.as_posix()
    assert abs(first.line - line) <= (3 if "not YAML" in message else 0), first


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe", "the file is not UTF-8"),
        (b"- a\n- b\n", "a rule is a mapping"),
        (b"", "a rule is a mapping"),
        (b"a: [" * 5000, "not YAML"),
        (b"a: &x [1]\nb: *x\n", "anchors and aliases"),
    ],
)
def test_what_is_no_rule_is_an_error(tmp_path, content, message):
    path = tmp_path / "trial-rule.yaml"
    path.write_bytes(content)
    with pytest.raises(rulebook.RulebookError, match=message):
        rulebook.load(path)


def test_scalars_stay_words(tmp_path):
    path = tmp_path / "trial-rule.yaml"
    path.write_text(GOOD.replace('"no": nothing', "no: on\n  1.10: null"), "utf-8")
    (rule,) = rulebook.load(path).rules
    assert rule.params.phrases == {"no": "on", "1.10": "null"}


def test_an_error_of_a_kind_is_reported_at_the_key_when_a_run_builds_it(tmp_path):
    path = tmp_path / "trial-rule.yaml"
    path.write_text(GOOD.replace('"no": nothing', '"<nun> no": nothing'), "utf-8")
    book = rulebook.load(path)
    with pytest.raises(rulebook.RulebookError, match=r"trial-rule.yaml:9: .*<nun>"):
        book.checks("en")


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(rulebook.RulebookError, match="no rule here"):
        rulebook.load(tmp_path)


def test_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(rulebook.RulebookError, match="no such file or folder"):
        rulebook.load(tmp_path / "nowhere")


def test_an_id_is_given_once(tmp_path):
    for family in ("a", "b"):
        (tmp_path / family).mkdir()
        (tmp_path / family / "trial-rule.yaml").write_text(GOOD, "utf-8")
    with pytest.raises(rulebook.RulebookError, match="the id 'trial-rule' is taken by"):
        rulebook.load(tmp_path)


@pytest.fixture
def book(tmp_path):
    def write(pack, family, name, status="stable", languages="[en]"):
        path = tmp_path / pack / family / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = GOOD.replace("trial-rule", name).replace("status: stable", f"status: {status}")
        path.write_text(text.replace("languages: [en]", f"languages: {languages}"), "utf-8")

    write("house", "idioms", "one-rule")
    write("house", "idioms", "two-rule", languages="[de]")
    write("house", "terms", "three-rule", status="preview")
    write("other", "dross", "four-rule", status="retired")
    return rulebook.load(tmp_path)


@pytest.mark.parametrize(
    ("select", "ignore", "preview", "left"),
    [
        ([], [], False, ["one-rule", "two-rule"]),
        ([], [], True, ["one-rule", "three-rule", "two-rule"]),
        (["idioms"], ["one-rule"], False, ["two-rule"]),
        (["one-rule"], ["idioms"], False, ["one-rule"]),
        (["one-rule"], ["one-rule"], False, []),
        (["house"], ["phrase"], False, []),
        (["idioms"], ["phrase"], False, ["one-rule", "two-rule"]),
        (["three-rule"], [], False, ["three-rule"]),
        (["terms"], [], False, []),
        ([], ["all"], False, []),
        (["four-rule"], [], True, []),
    ],
)
def test_the_more_specific_name_wins(book, select, ignore, preview, left):
    assert [rule.id for rule in book.select(select, ignore, preview=preview).rules] == left


def test_a_name_of_nothing_is_an_error(book):
    with pytest.raises(KeyError, match="idoms"):
        book.select(["idoms"])


def test_rules_run_in_their_languages(book):
    assert [rule.id for rule in book.rules if rule.speaks("de-AT")] == ["two-rule"]
    assert book.checks("fr") == []
    assert [kind for kind, _ in book.checks("en-GB")] == ["phrase"]


def test_the_schema_knows_every_key_of_every_rule():
    schema = rulefile.schema()
    branches = {branch["properties"]["kind"]["const"]: branch for branch in schema["oneOf"]}
    assert sorted(branches) == kinds.names()
    json.dumps(schema)
    for branch in branches.values():
        assert set(branch["required"]) <= set(branch["properties"])
        assert branch["additionalProperties"] is False


def test_no_folder_at_all_is_an_error():
    with pytest.raises(rulebook.RulebookError, match="no file or folder is named"):
        rulebook.load()


def test_an_editor_reads_the_words_of_our_rules_as_words():
    # Our loader takes every scalar as a string; an editor that checks against the schema takes a bare `no` as false.
    def words(value):
        if isinstance(value, dict):
            return [w for pair in value.items() for part in pair for w in words(part)]
        return [w for item in value for w in words(item)] if isinstance(value, list) else [value]

    for path in rulebook.builtin().rglob("*.yaml"):
        told = yaml.safe_load(path.read_text("utf-8"))
        lists = {key: value for key, value in told.items() if isinstance(value, (list, dict))}
        assert [w for w in words(lists) if isinstance(w, bool) or w is None] == [], path.name


def test_rules_are_chosen_by_what_leaves_such_faults():
    book = rulebook.load(rulebook.builtin())
    chosen = book.select(["comment-spam"])
    assert chosen.rules
    assert all("comment-spam" in rule.origins for rule in chosen.rules)
    assert "doubled-stop" not in {rule.id for rule in book.select(ignore=["machine-translation"]).rules}
    left = [rule for rule in book.rules if not kinds.of_the_run(rule.kind)]
    assert all(rule.origins for rule in left), "every rule of ours on what is left in texts names an origin"


def test_a_kind_that_is_opt_in_runs_only_when_it_is_named(book, monkeypatch):
    def left(*select):
        return [rule.id for rule in book.select(select).rules]

    monkeypatch.setattr(kinds.load("phrase"), "OPT_IN", True, raising=False)
    assert left() == left("all") == left("house") == []
    assert left("all", "phrase") == left("phrase") == left("idioms") == ["one-rule", "two-rule"]
    assert left("one-rule") == ["one-rule"]
