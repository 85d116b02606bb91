"""Near misses of idioms, as a writer meets them."""

from pathlib import Path

import pytest

from lint import readers, rulebook
from lint.engine import run

BOOK = rulebook.load(rulebook.builtin())
IDIOMS = BOOK.select(["idiom"], [])


def told(text: str) -> list[tuple[str, str]]:
    document = readers.read(text, "article.md", format="markdown", language="en")
    return [(f.span.of(document.source), f.message) for f in run(document, IDIOMS).findings]


@pytest.mark.parametrize(
    ("text", "garbled", "meant"),
    [
        ("The stadium cost an arm and a foot.", "cost an arm and a foot", "cost an arm and a leg"),
        ("They kill two birds with one pebble.", "kill two birds with one pebble", "kill two birds with one stone"),
        ("It was the straw that broke the donkey's back.", "the straw that broke the donkey's back", "camel's back"),
        ("The critic hit the nail on the hat.", "hit the nail on the hat", "hit the nail on the head"),
        ("We saw the trees for the wood.", "saw the trees for the wood", "saw the wood for the trees"),
    ],
)
def test_a_garbled_idiom_is_told_with_what_was_meant(text: str, garbled: str, meant: str) -> None:
    ((where, message),) = told(text)
    assert where == garbled
    assert meant in message


@pytest.mark.parametrize(
    "text",
    [
        "The stadium cost an arm and a leg.",
        "They were killing two birds with one stone.",
        "These laws are wolves in sheep's clothing.",
        "He wrote that it “cost an arm and a foot”, in jest.",
        "The surgeon treated an arm and a foot.",
        "Her nails were long, and the hat was on her head.",
    ],
)
def test_right_idioms_wordplay_and_plain_words_pass(text: str) -> None:
    assert not told(text)


def test_idioms_as_good_writers_vary_them_pass() -> None:
    text = (Path(__file__).parent / "cases" / "genuine-idioms.txt").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if told(line)] == []


def test_a_right_idiom_within_a_garbled_one_does_not_hide_it() -> None:
    ((where, _),) = told("An eye for an eye leaves the whole global blind.")
    assert where == "An eye for an eye leaves the whole global blind"


def test_a_frame_that_cannot_be_read_is_the_rules_fault(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rule = next(iter(sorted(rulebook.builtin().rglob("garbled-animals.yaml"))))
    folder = tmp_path / "own" / "idioms"
    folder.mkdir(parents=True)
    text = rule.read_text(encoding="utf-8").replace("frames: |\n", "frames: |\n  by <nobody> heart beat\n", 1)
    (folder / "garbled-animals.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(rulebook.RulebookError, match="no slot <nobody>"):
        run(readers.read("Cats and dogs.", "a.md", format="markdown"), rulebook.load(tmp_path))
