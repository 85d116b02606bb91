"""The kind `boilerplate`: what is a stray, where, and when the same words are right."""

import pytest

from lint import engine, readers, rulebook
from lint.rule import mark

BOOK = rulebook.load(rulebook.builtin() / "english" / "boilerplate")
STORY = (
    "The bridge will stay closed until the repairs are done, the minister said on Tuesday, and no date can be given "
    "for the end of them.\n\n"
    "Nobody in the two villages had been told, and the bus still waits every morning at the wrong end of the road.\n\n"
)


def flagged(text, format="text", book=BOOK):
    findings = engine.run(readers.read(text, "x", format=format, language="en"), book).findings
    return mark(text, tuple(f.span for f in findings))


def plain(marked):
    return marked.replace("⟦", "").replace("⟧", "")


@pytest.mark.parametrize(
    "tail",
    [
        "⟦You may also like⟧",
        "⟦Related News:⟧\n\nMinister: “No date”",
        "⟦READ MORE: Minister's own bridge holds⟧",
        "⟦Share this:⟧\n\n⟦Facebook · Twitter · WhatsApp⟧",
        "⟦Share on Facebook Share on Twitter⟧",
        "⟦Leave a Reply⟧\n\n⟦Your email address will not be published.⟧",
        "⟦%d bloggers like this:⟧",
        "⟦Previous article⟧Salt at last\n⟦Next article⟧Minister “sorry”",
        "⟦Tags: bridges, roads⟧",
        "⟦Loading…⟧",
        "⟦→ Read more ←⟧",
        "He would say no more … ⟦Read More⟧",
        "He would say no more. ⟦[Read more...]⟧",
        "He would say no more.⟦Continue reading⟧",
    ],
)
def test_strays_behind_a_story(tail):
    assert flagged(plain(STORY + tail)) == STORY + tail


def test_strays_before_and_inside_a_story():
    first, second = STORY.rstrip().split("\n\n")
    text = f"⟦Skip to content⟧\n\n⟦Home > News > Roads⟧\n\nBridge closed\n\n{first}\n\n⟦Advertisement⟧\n\n{second}"
    assert flagged(plain(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "You may also like to try the soup.",
        "Read more in the guide to bridges.",
        "The next article is about salt.",
        STORY + "See also the page on roads.",
        STORY + "He read on. She read more.",
        STORY + "He wrote: “Leave a reply”.",
        "The previous\nArticle was longer.",
        "",
    ],
)
def test_running_prose_is_right(text):
    assert flagged(text) == text


@pytest.mark.parametrize(
    "tail",
    [
        "## Learn more\n\nThe guide says how the loom is threaded.\n",
        "## Related articles\n\n- [Threading](a.md)\n- [Cleaning](b.md)\n",
        "[Read more](a.md)\n",
        "The loom has a guide. [Read more](a.md)\n",
        "[Next](a.md)\n",
        "## See also\n\n- [Threading](a.md)\n",
        "Related: [Threading the loom](a.md)\n",
        "| Menu | Search |\n|---|---|\n| Share | Print |\n",
    ],
)
def test_what_an_author_has_linked_is_right(tail):
    text = "# The loom\n\n" + STORY + tail
    assert flagged(text, "markdown") == text


@pytest.mark.parametrize("word", ["Comments", "Share", "Archives"])
def test_a_short_word_is_a_stray_only_at_an_edge(word):
    paragraphs = STORY.rstrip().split("\n\n") * 4
    inside = "\n\n".join([*paragraphs[:4], word, *paragraphs[4:]])
    assert flagged(inside) == inside
    assert flagged(f"{STORY}{word}") == f"{STORY}⟦{word}⟧"


def test_a_rule_without_rows_is_refused(tmp_path):
    (tmp_path / "empty-rule.yaml").write_text(
        "id: empty-rule\nkind: boilerplate\nseverity: error\nsummary: s\nwhy: w\nmessage: m\n"
        'examples: {bad: ["⟦x⟧"], good: [y]}\n',
        "utf-8",
    )
    with pytest.raises(rulebook.RulebookError, match="needs one of line, sure, edge"):
        rulebook.load(tmp_path, build=True)


PACKS = sorted(p.parent.parent.name for p in rulebook.builtin().glob("*/boilerplate/*-page-strays.yaml"))
PACKS.remove("english")


@pytest.mark.parametrize("pack", PACKS)
def test_rows_of_other_languages_know_no_english(pack):
    book = rulebook.load(rulebook.builtin() / pack)
    for english in ("Leave a Reply", "Facebook Twitter WhatsApp", "Read more: Five soups", "Tags: soup"):
        assert flagged(STORY + english, book=book) == STORY + english


@pytest.mark.parametrize(
    ("pack", "stray"),
    [
        ("russian", "Читайте также: Five soups"),
        ("german", "Lesen Sie auch: Five soups"),
        ("chinese", "阅读更多：Five soups"),
        ("japanese", "続きを読む"),
        ("arabic", "اقرأ أيضا: Five soups"),
    ],
)
def test_a_stray_in_another_language_is_one_in_english_too(pack, stray):
    assert flagged(STORY + stray, book=rulebook.load(rulebook.builtin() / pack)) == f"{STORY}⟦{stray}⟧"


def test_a_paragraph_without_spaces_is_a_paragraph():
    book = rulebook.load(rulebook.builtin() / "chinese")
    story = "渡轮搁浅\n\n" + "九名船员被一艘拖网渔船救起，天亮之前全部安全回到港口。" * 3
    assert flagged(f"{story}\n\n标签：湖\n\n{story}", book=book) == f"{story}\n\n标签：湖\n\n{story}"
    assert flagged(f"{story}\n\n标签：湖", book=book) == f"{story}\n\n⟦标签：湖⟧"


def test_texts_of_nothing_but_starts_are_read_to_their_end():
    for text in (
        "Share " * 200_000,
        "Read more\n" * 20_000,
        "\n\n".join(["Share on Facebook " * 11 + "Zeppelin"] * 500),
    ):
        engine.run(readers.read(text, "x", format="text"), BOOK)


@pytest.mark.parametrize(
    ("line", "safety"),
    [
        ("Facebook | Twitter | WhatsApp", "safe"),
        ("Notify me of new posts by email", "safe"),
        ("Share this: Facebook", "safe"),
        ("Have your say", "suggest"),
        ("Share this | Follow us", "suggest"),
        ("Follow us on Facebook and Twitter for more of our stories", "suggest"),
    ],
)
def test_only_what_nobody_writes_is_taken_out_without_asking(line, safety):
    document = readers.read(f"{STORY}{line}\n", "a.txt")
    found = [f.fix for f in engine.run(document, BOOK).findings]
    assert [(fix.safety, fix.replacement) for fix in found] == [(safety, "")]


def test_what_heads_a_list_stays():
    document = readers.read(f"# T\n\n{STORY}Share this:\n\n- [Facebook](x)\n", "a.md")
    (found,) = engine.run(document, BOOK.select(["share-line"])).findings
    assert found.fix is None
