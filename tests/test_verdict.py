"""One verdict on an article: which machine was at it, if any, and what speaks for that."""

import json

import pytest

from lint import engine, readers, rulebook
from lint.cli import main
from lint.verdict import verdict

CLEAN = """\
The council voted on Tuesday to rebuild the market hall after three years of delay. Traders had asked for covered
stalls, better drains and a loading bay that lorries can reach without blocking the high street. The contract went
to a local firm, which expects to start work in March and to finish before the summer fair.

Most of the money comes from the regional fund for historic buildings, and the town adds the rest from parking fees.
The mayor said that rents would stay where they are for two years, so that nobody is driven out by the repairs. A
fishmonger whose family has sold herring there since the war was less sure. She has seen four plans come and go, she
said, and will believe in the fifth when she hears the drills.

The architects kept the iron columns and the clock. The roof will be glass again, as it was before the fire, and the
cellar will hold a cold store that all traders share. During the works the stalls move to the station square, where
buses stop every ten minutes. The library next door stays open, and its reading room will show the drawings from
next week on.
"""

SPUN = """\
On the off chance that you are anticipating an excursion to the shoreline, there are a couple of fundamental tips
that you should remember with a specific end goal to have an incredible occasion. Most importantly, select a lodging
that offers extraordinary administration at a moderate cost. Numerous explorers incline toward calm settlements,
while others appreciate vivacious nightlife and delectable sustenance in the close-by eateries.

Keeping in mind the end goal to spare cash, contrast costs online and read the client surveys before you book. A
decent travel organization will furnish you with significant data about protection strategies, visa necessities and
the neighborhood climate. In the event that you go with kids, make a point to pick an inn with a swimming pool and a
play territory. The greater part of the lodgings additionally organize fascinating visits to antiquated sanctuaries
and stunning shorelines, where you can take pleasure in the superb landscape and taste conventional dishes.

To wrap things up, pack light garments, a cap and sunscreen moisturizer, in light of the fact that the daylight is
exceptionally solid amid the mid-year season. Your charge card ought to be acknowledged all around, yet it is
prescribed to convey some nearby money for little buys. Take after these basic tips and your fantasy get-away will
be an extraordinary achievement for the entire family, and you will convey home superb recollections that keep going
forever.
"""

REPLY = """\
Certainly! Here is a rewritten version of the article that you can publish on your website:

The harbour reopened on Monday after a week of repairs to the eastern quay, and the first ferries left on time.

I hope this helps! Let me know if you would like me to adjust the tone.
"""


def judge(text, **kwargs):
    book = rulebook.load(rulebook.builtin()).select()
    document = readers.read(text, "a.txt", **kwargs)
    return verdict(document, engine.run(document, book).findings, book)


def test_good_english_is_clean_and_nothing_is_held_against_it():
    assert judge(CLEAN) == ("clean", 0.0, ())


def test_a_spun_article_is_told_with_its_evidence():
    found = judge(SPUN)
    assert found.label == "word spinner"
    assert any("good English does not have" in line for line in found.evidence)
    assert any(line.startswith("connectives") for line in found.evidence)


def test_a_connective_that_spinners_alone_write_is_told_but_not_one_that_is_quoted():
    said = CLEAN.replace("so that nobody is driven", "keeping in mind the end goal to see nobody driven")
    assert judge(said).label == "word spinner"
    assert [line.partition(":")[0] for line in judge(said).evidence][-1] == "connectives as spinners write them"
    quoted = CLEAN.replace(
        "so that nobody is driven", "and nobody says “keeping in mind the end goal” when he is driven"
    )
    assert CLEAN not in (said, quoted)
    assert judge(quoted).label == "clean"


def test_a_reply_of_a_language_model_is_told():
    found = judge(REPLY)
    assert found.label == "language model"
    assert "Certainly" in " ".join(found.evidence)


def test_one_bad_passage_in_a_long_clean_article_weighs_less_than_a_whole_spun_one():
    assert judge(CLEAN * 12 + "\n\n" + SPUN).score < judge(SPUN).score


@pytest.mark.parametrize("text", ["", "One.\n", "# A heading\n"])
def test_what_is_too_short_to_judge_is_clean(text):
    assert judge(text).label == "clean"


def test_another_language_is_not_judged_by_english_words():
    assert judge("Der Rat hat am Dienstag beschlossen, die Markthalle neu zu bauen.\n", language="de").label == "clean"


def test_the_verdict_stands_in_the_reports_and_decides_the_exit_code(tmp_path, capsys):
    for name, text in (("clean.txt", CLEAN), ("spun.txt", SPUN)):
        (tmp_path / name).write_text(text, "utf-8")
    assert main(["check", str(tmp_path), "--fail-on", "verdict", "--format", "json"]) == 1
    files = json.loads(capsys.readouterr().out)["files"]
    assert [file["metrics"]["verdict"]["label"] for file in files] == ["clean", "word spinner"]
    assert files[0]["metrics"]["words"] == len(CLEAN.replace("-", "").split())
    assert main(["check", str(tmp_path / "clean.txt"), "--fail-on", "verdict"]) == 0
    assert main(["check", str(tmp_path / "spun.txt"), "--fail-on", "verdict"]) == 1
    assert "reads like the work of a word spinner" in capsys.readouterr().out
