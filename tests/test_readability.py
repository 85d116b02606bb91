"""Measures of readability: limits, sections, languages, and no network."""

import builtins
import json
import socket

import pytest

from lint import engine, inspection, readers, rulebook
from lint.finding import Severity
from lint.kinds import readability
from lint.lexicon import measures
from lint.reporters._context import Context
from lint.reporters.json import report

EASY = "The dog ran to the gate. It saw the cat on the wall and sat down. Nobody came. " * 12
HARD = (
    "The implementation of interdepartmental harmonisation necessitates comprehensive documentation of "
    "administrative responsibilities, notwithstanding the unavailability of additional financial resources. "
) * 6


@pytest.fixture(scope="module")
def book():
    return rulebook.load(rulebook.builtin()).select(["readability"])


def read(text, language="en", format="markdown"):
    return readers.read(text, "a.md", format=format, language=language)


def test_nothing_is_asked_of_the_network(monkeypatch, book):
    asked = []

    def closed(*arguments, **_):
        asked.append(arguments)
        raise OSError("the network is closed")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, closed)
    monkeypatch.setattr(socket, "getaddrinfo", closed)
    measures._textstat.cache_clear()
    text = "An unheard-of vigil in Quixley: " + HARD  # words that no run before has counted
    assert {finding.rule for finding in engine.run(read(text), book).findings} == {"hard-to-read"}
    assert asked == []


def test_another_textstat_that_may_download_is_refused(monkeypatch):
    from textstat.backend.counts import _count_syllables

    monkeypatch.delattr(_count_syllables, "get_cmudict")
    measures._textstat.cache_clear()
    with pytest.raises(ImportError, match=r"install 0\.7\.13"):
        measures.measures([["one", "two", "three"]], "en")
    measures._textstat.cache_clear()


def test_without_textstat_the_user_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert "pip install 'malaprop[readability]'" in measures.lacking()


def test_the_kind_costs_nothing_where_it_is_not_selected(monkeypatch):
    real = builtins.__import__

    def watched(name, *rest, **more):
        assert not name.startswith(("textstat", "nltk", "pyphen")), name
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", watched)
    engine.run(read(HARD), rulebook.load(rulebook.builtin()).select())


def test_sentences_are_ours_and_not_those_of_the_library(book):
    # textstat by itself ends a sentence after "Dr" and after each letter of "e.g.".
    document = read("Dr. Ana Brandt spoke of many things, e.g. tides, foam and salt, in the old hall. " * 10)
    engine.run(document, book)
    measured = document.metrics["readability"]
    assert measured["sentences"] == 10
    assert measured["measures"]["sentence-length"] == 17
    by_hand = (
        206.835 - 1.015 * 17 - 84.6 * 18 / 17
    )  # a syllable a word, but for Ana (or many), as the patterns find them
    assert measured["measures"]["reading-ease"] == pytest.approx(by_hand, abs=6)


def test_measures_of_a_text_worked_out_by_hand():
    found = measures.measures([["the", "cat", "sat"], ["the", "dog", "ran", "off", "again"]], "en")
    assert found["sentence-length"] == 4
    assert found["longest-sentence"] == 5
    assert found["sentence-variation"] == 0.25
    assert "type-token" not in found  # fewer words than a window
    assert "smog" not in found
    assert found["lix"] == 4  # no word of more than six letters


def test_the_share_of_different_words_does_not_fall_with_length():
    hundred = [f"word{n}" for n in range(50)] * 2
    for times in (1, 3):
        assert measures.measures([hundred] * times, "en")["type-token"] == 0.5


@pytest.mark.parametrize(
    ("language", "has", "lacks"),
    [
        ("en-GB", {"reading-ease", "grade", "fog", "dale-chall", "lix"}, {"gulpease"}),
        ("de", {"reading-ease", "grade", "lix"}, {"fog", "dale-chall"}),
        ("it", {"reading-ease", "gulpease"}, {"grade"}),
        ("es", {"reading-ease", "fernandez-huerta"}, {"grade"}),
        ("pl", {"lix", "sentence-length"}, {"reading-ease", "grade"}),
        ("xx", {"sentence-length"}, {"lix", "reading-ease"}),
        ("ja", set(), {"sentence-length", "lix", "reading-ease"}),
    ],
)
def test_a_language_gets_the_formulas_that_were_made_for_it(language, has, lacks):
    found = set(measures.measures([["ala", "ma", "kota"]] * 2, language))
    assert has <= found
    assert not lacks & found


def test_sections_are_judged_apart_and_short_ones_not_at_all(book):
    text = f"# Dogs\n\n## At the gate\n\n{EASY * 4}\n\n## Responsibilities\n\n{HARD}\n\n## Short\n\n{HARD[:190]}\n"
    findings = engine.run(read(text), book).findings
    told = [(f.rule, f.text) for f in findings if f.rule != "small-vocabulary"]
    assert told == [("hard-section", "Responsibilities")]


def test_tables_captions_and_list_items_without_a_stop_are_no_prose(book):
    items = "".join(f"- Interdepartmental administrative harmonisation documentation {n}\n" for n in range(60))
    assert engine.run(read("# List\n\n" + items), book).findings == []


def test_measures_are_in_the_report(book):
    text = f"# Dogs\n\n{EASY}\n\n## Responsibilities\n\n{HARD}\n"
    request = inspection.Request(book, Severity.note, language="en")
    told = json.loads("".join(report([inspection.inspect_data(text.encode(), "a.md", request)], Context())))
    measured = told["files"][0]["metrics"]["readability"]
    assert measured["words"] == len(EASY.replace("Nobody came.", "").split()) + len(HARD.split())
    assert [(section["line"], section["heading"]) for section in measured["sections"]] == [
        (1, "Dogs"),
        (5, "Responsibilities"),
    ]
    assert measured["sections"][0]["measures"]["reading-ease"] > 90
    assert measured["sections"][1]["measures"]["reading-ease"] < 0


def test_a_rule_without_a_limit_is_an_error(tmp_path):
    path = tmp_path / "no-limit.yaml"
    path.write_text(
        "id: no-limit\nkind: readability\nseverity: note\nsummary: S.\nwhy: W.\nmessage: M.\nmeasure: lix\n"
        "examples:\n  bad: [⟦a⟧]\n  good: [b]\n",
        "utf-8",
    )
    with pytest.raises(rulebook.RulebookError, match=r"no-limit\.yaml:7: a readability rule needs a limit"):
        rulebook.load(tmp_path, build=True)


def test_every_measure_that_a_rule_may_name_is_described():
    from typing import get_args

    assert list(measures.MEASURES) == list(get_args(readability.Measure))
