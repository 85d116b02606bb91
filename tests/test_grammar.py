"""Rules of the kind grammar with Harper, which runs inside the process: places, filters, what is kept, what is told."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from lint import engine, grammar, kinds, proof, readers, rulebook
from lint.cli import main
from lint.finding import Fault
from lint.grammar.answers import Kept
from lint.grammar.harper import Harper
from lint.kinds.grammar import Asked, Unchecked

RULE = """\
id: verb-and-pronoun
kind: grammar
languages: [any]
status: stable
severity: warning
summary: A verb that does not agree.
why: Because.
message: "“{match}” should be “{meant}”: {told}"
harper: [PronounVerbAgreement, RepeatedWords]
examples:
  bad: [He ⟦have⟧ a dog.]
  good: [He has a dog.]
"""


@pytest.fixture(autouse=True)
def _plain(monkeypatch):
    for name in ("URL", "DIR", "REMOTE"):
        monkeypatch.delenv(f"MALAPROP_LANGUAGETOOL_{name}", raising=False)


@pytest.fixture
def run(tmp_path):
    """What a rule finds in a source, and its faults."""

    def found(source, format="text", language="en", more="", rule=RULE):
        (tmp_path / "verb-and-pronoun.yaml").write_text(rule.replace("examples:", more + "examples:"), "utf-8")
        book = rulebook.load(tmp_path, build=True)
        with grammar.opened(grammar.settings({}, checker="harper")):
            outcome = engine.run(readers.read(source, "a", format=format, language=language), book)
        return [(f.text, f.position.line, f.position.column) for f in outcome.findings], outcome.faults

    return found


def test_places_are_exact_whatever_stands_before_them(run):
    assert run("😀 é He have a dog.\n\n😀😀 And she have\ntwo.\n")[0] == [("have", 1, 8), ("have", 3, 12)]
    assert run("> 😀 *He* **have** a [dog](http://a.example).\n", "markdown")[0] == [("have", 1, 12)]
    assert run("<p>I say &amp; she <i>have</i> one.</p>\n", "html")[0] == [("have", 1, 23)]


def test_words_that_lean_on_something_left_out_are_left_alone(run):
    assert run("He `x` have a dog, and the `a` `a` dog.\n", "markdown")[0] == []


def test_a_capital_inside_a_sentence_is_a_name_unless_a_rule_says_otherwise(run):
    source = "The Duran Duran tour is on. The the band is loud.\n"
    assert [text for text, *_ in run(source)[0]] == ["The the"]
    assert [text for text, *_ in run(source, more="names: true\n")[0]] == ["Duran Duran", "The the"]


def test_a_rule_may_leave_out_blocks_and_what_an_expression_matches(run):
    source = "# He have one\n\nHe have two.\n"
    assert run(source, "markdown")[0] == [("have", 1, 6), ("have", 3, 4)]
    assert run(source, "markdown", more="blocks: [paragraph]\n")[0] == [("have", 3, 4)]
    assert run(source, "markdown", more='exceptions: ["He have o"]\n')[0] == [("have", 3, 4)]


def test_a_language_that_the_checker_does_not_know_is_told(run):
    found, faults = run("Er have eine Katze.\n", language="de")
    assert found == []
    assert faults == [Fault("grammar", "Harper knows English alone, and not 'de'; LanguageTool may", unchecked=True)]


def test_without_a_checker_the_file_counts_as_unchecked(tmp_path):
    (tmp_path / "verb-and-pronoun.yaml").write_text(RULE, "utf-8")
    outcome = engine.run(readers.read("He have.", "a", format="text"), rulebook.load(tmp_path))
    assert [fault.unchecked for fault in outcome.faults] == [True]


@pytest.mark.parametrize(
    ("more", "says"),
    [("harper: []\n", "names rules or categories"), ('harper: [A]\nexceptions: ["("]\n', "not an expression")],
)
def test_a_rule_that_says_nothing_usable_is_refused(tmp_path, more, says):
    rule = RULE.replace("harper: [PronounVerbAgreement, RepeatedWords]\n", more)
    (tmp_path / "verb-and-pronoun.yaml").write_text(rule, "utf-8")
    with pytest.raises(rulebook.RulebookError, match=says):
        rulebook.load(tmp_path, build=True)


def test_our_rules_keep_their_contract_with_harper():
    book = rulebook.load(rulebook.builtin())
    with grammar.opened(grammar.settings({}, checker="harper")):
        rules = [rule for rule in book.rules if rule.kind == "grammar"]
        assert sum(kinds.unable(rule) is None for rule in rules) >= 4
        assert "\n".join(str(problem) for problem in proof.contract(book, rules)) == ""


class Asking(Harper):
    """Harper, which notes what it is asked."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def check(self, passages, language, asked):
        self.asked += passages
        return super().check(passages, language, asked)


def test_a_passage_is_asked_once(tmp_path):
    checker, asked = Asking(), Asked(("PronounVerbAgreement",))
    for passages, fresh in (
        (["He have.", "Well.", "He have."], ["He have.", "Well."]),
        (["New.", "Well.", "He have."], ["New."]),
    ):
        with Kept(checker, tmp_path / "cache") as kept:
            found = kept.check(passages, "en", asked)
        assert [(said.start, said.end, said.suggestions) for said in found[2]] == [(3, 7, ("has",))]
        assert checker.asked == fresh
        checker.asked.clear()
    with Kept(checker, tmp_path / "cache") as kept:
        kept.check(["He have."], "en", Asked(("RepeatedWords",)))
        kept.check(["He have."], "en-GB", asked)
    assert checker.asked == ["He have.", "He have."], "other rules and another language are other questions"


def test_what_one_thread_asked_another_need_not_ask(tmp_path):
    checker, asked = Asking(), Asked(("PronounVerbAgreement",))
    with Kept(checker, tmp_path / "cache") as kept:
        kept.check(["He have."], "en", asked)
        with ThreadPoolExecutor(1) as other:
            (found,) = other.submit(kept.check, ["He have."], "en", asked).result()
    assert len(found) == 1
    assert checker.asked == ["He have."]


def test_an_answer_that_was_none_is_not_kept(tmp_path):
    checker, asked = Asking(), Asked(("PronounVerbAgreement",))
    for _ in range(2):
        with Kept(checker, tmp_path / "cache") as kept:
            assert isinstance(kept.check(["Er."], "de", asked)[0], Unchecked)
    assert checker.asked == ["Er.", "Er."]


@pytest.mark.parametrize("damage", ["file", "folder", "row"])
def test_what_cannot_be_read_is_asked_again(tmp_path, damage):
    checker, asked, folder = Asking(), Asked(("PronounVerbAgreement",)), tmp_path / "cache"
    with Kept(checker, folder) as kept:
        kept.check(["He have."], "en", asked)
    (path,) = folder.iterdir()
    if damage == "file":
        path.write_bytes(b"hello" * 1000)
    elif damage == "folder":
        folder.chmod(0o777)
    else:
        with sqlite3.connect(path) as file:
            file.execute("UPDATE answers SET answer = x'00'")
        file.close()
    with Kept(checker, folder) as kept:
        (found,) = kept.check(["He have."], "en", asked)
    assert len(found) == 1
    assert checker.asked == ["He have.", "He have."]


def test_the_command_line_says_which_checker(tmp_path, capsys, monkeypatch):
    article = tmp_path / "a.txt"
    article.write_text("Yesterday they did went home.\n", "utf-8")
    assert main(["check", str(article), "--select", "verb-after-auxiliary", "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["text"], finding["meant"]) == ("went", "go")
    assert main(["check", str(article)]) == 0, "rules of this kind run only where they are selected"
    assert main(["check", str(article), "--grammar", "harper"]) == 2
    assert "--select grammar" in capsys.readouterr().err
    assert main(["check", str(article), "--select", "missing-verb"]) == 2
    assert "the rule missing-verb cannot run: it speaks to languagetool" in capsys.readouterr().err
    monkeypatch.setattr("lint.grammar.find_spec", lambda _: None)
    assert main(["check", str(article), "--select", "grammar"]) == 2
    assert "pip install 'malaprop[harper]'" in capsys.readouterr().err
    assert main(["rules", "list", "--select", "grammar"]) == 0, "to list rules nothing need be installed"


def test_what_the_command_line_says_is_more_than_the_environment():
    environment = {
        "MALAPROP_LANGUAGETOOL_URL": "http://127.0.0.1:1",
        "MALAPROP_LANGUAGETOOL_DIR": "/opt/lt",
        "MALAPROP_LANGUAGETOOL_REMOTE": "allow",
    }
    told = grammar.settings(environment)
    assert (told.url, told.folder, told.remote) == ("http://127.0.0.1:1", "/opt/lt", True)
    told = grammar.settings(environment, folder="/other")
    assert (told.url, told.folder) == ("", "/other")
    assert not grammar.settings({"MALAPROP_LANGUAGETOOL_REMOTE": "1"}).remote
