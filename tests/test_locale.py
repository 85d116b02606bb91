"""Locale conventions: the table, what is told once and what each time, and what houses may do."""

import json
import os
import subprocess
import sys

import pytest

from lint import engine, readers, rulebook
from lint.lexicon import distil_locale
from lint.lexicon.locale import FILE, locale
from lint.rule import mark


@pytest.fixture(scope="module")
def book():
    return rulebook.load(rulebook.builtin()).select(["locale"], preview=True)


def findings(book, text, language, format="text"):
    return engine.run(readers.read(text, "x", format=format, language=language), book).findings


def flagged(book, text, language, format="text"):
    return mark(text, tuple(f.span for f in findings(book, text, language, format)))


def plain(text):
    return text.replace("⟦", "").replace("⟧", "")


# --- the table -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "tag"),
    [
        ("de-CH", "de-CH"),
        ("de_ch", "de-CH"),
        ("de-DE", "de"),
        ("DE", "de"),
        ("zh-TW", "zh-Hant"),
        ("zh-hant-hk", "zh-Hant-HK"),
        ("zh-CN", "zh"),
        ("pt-BR", "pt"),
        ("pt-PT", "pt-PT"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("en-GB", "en-GB"),
    ],
)
def test_a_country_falls_back_to_its_language(asked, tag):
    assert locale(asked).tag == tag


def test_of_other_languages_nothing_is_known():
    for tag in ("xx", "tlh", "e", "", "-", '{"'):
        assert locale(tag) is None


def test_a_country_has_what_differs_and_the_rest_of_its_language():
    assert (locale("de-CH").decimal, locale("de").decimal) == (".", ",")
    assert locale("de-CH").months == locale("de").months
    assert locale("de-AT").months[0] == "Jänner"
    assert "ß" in locale("de").letters
    assert "ß" not in locale("de-CH").letters


@pytest.mark.parametrize(
    ("tag", "date"),
    [
        ("de", "3. Mai 2021"),
        ("es", "3 de mayo de 2021"),
        ("hu", "2021. május 3."),
        ("ja", "2021年5月3日"),
        ("ca", "3 de maig del 2021"),
        ("en-GB", "3 May 2021"),
    ],
)
def test_dates_are_written_as_the_language_does(tag, date):
    assert locale(tag).day(3, 5, "2021") == date


def test_the_table_is_small_and_whole():
    assert FILE.stat().st_size < 100_000
    rows = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()[1:]]
    assert {row["tag"] for row in rows} >= set(distil_locale.LANGUAGES.split())
    for row in rows:
        assert locale(row["tag"]).tag == row["tag"]
        assert len(locale(row["tag"]).months) == 12
        assert len(locale(row["tag"]).days) == 7


# --- habits of the article -------------------------------------------------------------------------------------------


def test_what_an_article_does_throughout_is_told_once(book):
    text = "Der Wirt sagt ⟦“die Linde”⟧. Die Gäste sagen “der Baum”. Die Kinder sagen “das Haus”."
    found = findings(book, plain(text), "de")
    assert flagged(book, plain(text), "de") == text
    assert [(f.rule, "3 of them" in f.message) for f in found] == [("foreign-quote-style", True)]


def test_what_stands_beside_the_language_s_own_is_told_each_time(book):
    text = "Der Wirt sagt „die Linde“. Die Gäste sagen ⟦“der Baum”⟧. Die Kinder sagen ⟦“das Haus”⟧."
    assert flagged(book, plain(text), "de") == text
    assert {f.rule for f in findings(book, plain(text), "de")} == {"foreign-quotes"}


def test_one_place_is_no_habit(book):
    assert findings(book, "Der Wirt sagt “die Linde”.", "de") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Er sagt „ja“. Sie sagt »nein«. Wir sagen «gut»."),
        ("de-CH", "Er sagt «ja». Sie sagt «nein»."),
        ("fr", "Il dit «\u00a0je crois “oui”\u00a0». Elle dit «\u00a0non\u00a0»."),
        ("fr-CH", "Il dit «oui». Elle dit «non»."),
        ("es", "Dice «sí». Ella dice “no”."),
        ("pt", "Ele diz “sim”. Ela diz «não»."),
        ("it", "Lui dice «sì». Lei dice “no”."),
        ("nl", "Hij zegt “ja”. Zij zegt „nee”."),
        ("pl", "On mówi „tak”. Ona mówi „może «nie»”."),
        ("ru", "Он говорит «да». Она говорит „нет“."),
        ("sv", "Han säger ”ja”. Hon säger ”nej”."),
        ("da", "Han siger »ja«. Hun siger “nej”."),
        ("fi", "Hän sanoo ”kyllä”. Hän sanoo »ei»."),
        ("zh", "他说“是”。她说「不」。"),
        ("ja", "彼は「はい」と言い、彼女は『いいえ』と言う。"),
        ("ko", "그는 “예”라고, 그녀는 「아니오」라고 한다."),
        ("de", 'Er sagt "ja". Sie sagt "nein".'),
        ("zh", '他说"是"。她说"不"。'),
    ],
)
def test_houses_choose_among_the_marks_of_their_language(book, language, text):
    assert findings(book, text, language) == []


def test_paragraphs_left_in_english_are_passed_over(book):
    text = (
        "Der Wirt sagt „die Linde“. Die Gäste sagen „der Baum“.\n\n"
        "This is what the guests have said of “the tree” on March 3, 2021, at 5 pm: it was 1,234.50 metres high.\n\n"
        "Der Baum steht noch."
    )
    assert findings(book, text, "de") == []


def test_a_text_in_another_language_that_does_not_say_so_is_not_held_to_english(book):
    paragraph = "Der Wirt nennt sein Haus „Zur alten Linde“, seine Gäste sagen „der Baum“, und das sind 3,5 % weniger."
    assert findings(book, "\n\n".join([paragraph] * 12), "en") == []


def test_nothing_is_told_in_a_language_that_is_not_known(book):
    assert findings(book, "“Nuqneh” 1,234.56 „Qapla“ March 3, 2021", "tlh") == []


# --- numbers, dates, spaces ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Version 3.5 und 1.2.3 vom 2021-03-05, IP 192.168.100.200, Seite 1,234, um 12.30 Uhr.",
        "Das Verhältnis ist 3.5 zu 1, siehe Abschnitt 2.4 und Tabelle 1.10.",
        "Er schrieb: „about 3.5 % of the 1,234.56 dollars“.",
        "Die Datei /a/1.5GB und x=2.5ms und $1.50 sind kein Text.",
        "Der Wert 3.125 Euro und 1.250 km.",
    ],
)
def test_numbers_that_can_be_read_in_two_ways_are_left_alone(book, text):
    assert findings(book, text, "de") == []


def test_a_number_is_offered_in_the_signs_of_the_language(book):
    meant = {
        f.text: f.meant
        for language, text in (
            ("de", "Es kostet 1,234.56 Euro, 3.5 % mehr, für 1,250,000 Leute."),
            ("es-ES", "Cuesta 1,234.56 euros."),
            ("pl", "To kosztuje 12,345.67 złotych."),
            ("en", "It costs 1.234,56 euros and the rest."),
        )
        for f in findings(book, text, language)
    }
    assert meant["3.5"] == "3,5"
    assert meant["1,250,000"] == "1.250.000"
    assert meant["12,345.67"] == "12\u00a0345,67"
    assert meant["1.234,56"] == "1,234.56"


def test_where_both_signs_are_right_the_rarer_is_told(book):
    text = "Subió un 3,5 %, luego un 2,1 % y al final un ⟦4.2⟧ %."
    assert flagged(book, plain(text), "es") == text
    assert findings(book, "Subió un 3.5 % y luego un 2.1 %.", "es") == []
    assert findings(book, "Subió un 3.5 % y luego un 2.1 %.", "es-MX") == []


def test_dates_are_told_with_what_was_meant(book):
    found = findings(book, "Le pont a ouvert le 03/13/2021 et fermé en mars 30, 2022.", "fr")
    assert [f.meant for f in found] == ["13/03/2021", "30 mars 2022"]
    assert findings(book, "Le pont a ouvert le 03/04/2021.", "fr") == []


def test_québec_and_switzerland_have_spaces_of_their_own(book):
    text = "Il manque une chose\u00a0: les voitures! Et les trains? On dit «\u00a0bientôt\u00a0»."
    assert findings(book, text, "fr-CA") == []
    assert {f.text for f in findings(book, text, "fr")} == {"voitures!", "trains?"}
    assert findings(book, "Il manque une chose\u202f: «les voitures»\u202f!", "fr-CH") == []


def test_mended_text_has_nothing_left_to_mend(book):
    text = (
        "Le pont est ouvert\u00a0: les piétons passent, mais les voitures? "
        "Le 3 Mars 2021 il était rouge, vert, et bleu."
    )
    document = readers.read(text, "x", format="text", language="fr")
    mended, skipped = engine.fixed(document, engine.run(document, book).findings, unsafe=True)
    assert mended == (
        "Le pont est ouvert\u00a0: les piétons passent, mais les voitures\u202f? "
        "Le 3 mars 2021 il était rouge, vert et bleu."
    )
    assert not skipped
    assert findings(book, mended, "fr") == []


def test_a_narrow_mark_that_the_house_keeps_to_is_left_alone(book):
    assert findings(book, "橋とは何か? 橋は道である。 川とは何か? 川を渡る。", "ja") == []
    text = "橋とは何か？ 橋は道である。 川とは何か⟦?⟧ 川を渡る。"
    assert flagged(book, plain(text), "ja") == text


def test_hostile_text_is_read_in_linear_time(book):
    for language, part in (
        ("de", "1,234"),
        ("de", "a, "),
        ("fr", "« a ; "),
        ("es", "no! que? "),
        ("ru", "и, и "),
        ("ja", "「あ,"),
        ("de", "“a "),
        ("it", "3 Marzo "),
    ):
        findings(book, part * 20_000, language)


# --- what it costs those who do not need it --------------------------------------------------------------------------


def test_an_english_text_loads_no_finder_that_it_has_no_rule_for():
    code = (
        "import sys\nfrom lint import engine, readers, rulebook\n"
        "book = rulebook.load(rulebook.builtin()).select(['locale'])\n"
        "engine.run(readers.read('It is 3.5% of “all”.', 'x', format='text'), book)\n"
        "print(*sorted(m for m in sys.modules if m.startswith('lint.lexicon.locale_')))\n"
    )
    command = [sys.executable, "-c", code]
    output = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=os.environ)
    assert output.stdout.split() == ["lint.lexicon.locale_marks", "lint.lexicon.locale_numbers"]
