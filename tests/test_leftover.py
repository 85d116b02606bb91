"""The kind `leftover`: what it leaves alone, exact spans, mending, and its cost on hostile text."""

import unicodedata

import pytest

from lint import engine, readers, rulebook
from lint.lexicon import mojibake
from lint.lexicon.characters import full_width, invisible
from lint.lexicon.confusables import mixed
from lint.rule import mark


@pytest.fixture(scope="module")
def book():
    book = rulebook.load(rulebook.builtin()).select(["leftover"], preview=True)
    assert len(book.rules) >= 14  # a rule or more for each fault
    return book


def findings(book, text, format="text", language="en"):
    return engine.run(readers.read(text, "x", format=format, language=language), book).findings


def flagged(book, text, format="text", language="en"):
    return mark(text, tuple(f.span for f in findings(book, text, format, language)))


# What each encoding makes of a text that is damaged by being read in it.
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp1251"])
@pytest.mark.parametrize("char", "’“—…–•")
def test_a_damaged_character_is_mended_where_the_encoding_has_its_bytes(encoding, char):
    damaged = char.encode().decode(encoding, "ignore")
    if damaged.encode(encoding) != char.encode():
        pytest.skip("a byte has no character there")
    text = f"It was said{damaged} to all."
    assert mojibake.mended(text) == f"It was said{char} to all."
    (found,) = mojibake.damaged(text)
    assert text[found.start : found.end] == damaged


@pytest.mark.parametrize("char", "éèàáíóúñçüöäåøßãêô£©°½")
def test_a_latin_letter_or_sign_is_mended_in_small_letters(char):
    damaged = char.encode().decode("latin-1")
    assert mojibake.mended(f"xx{damaged}xx") == f"xx{char}xx"
    again = damaged.encode().decode("cp1252", "ignore")
    if again.encode("cp1252", "ignore") == damaged.encode():
        assert mojibake.mended(f"xx{again}xx") == f"xx{char}xx"


@pytest.mark.parametrize("word", ["мир и труд", "Ελλάδα", "שלום", "你好世界", "日本語"])
def test_a_word_of_another_script_is_mended_as_a_whole(word):
    damaged = "".join(chr(b) if 0x80 <= b < 0xA0 else bytes([b]).decode("latin-1") for b in word.encode())
    assert mojibake.mended(f"They wrote {damaged} there.") == f"They wrote {word} there."


@pytest.mark.parametrize(
    "text",
    [
        "BEYONCÉ’S “CAFÉ…” — VOILÀ™ «À» NÃO, AMANHÃ… IRMÃ”",
        "naïve façade, El Niño, Åsa, Łódź, Šéf, Ærø, Ñandú, Übermut",
        "« Ça va ? » – « Très bien ! » 5 °C, ½, £5, ©2020, §3",
        "Съешь ещё этих мягких французских булок, «Ёлка» – №5",
        "Τὸ γὰρ αὐτὸ νοεῖν ἐστίν; Ünïcödé; İstanbul; Điện Biên Phủ",
        "√2 ¬p ∂x ∫f Ω",
    ],
)
def test_good_text_is_not_taken_for_damaged(text):
    assert list(mojibake.damaged(text)) == []


def test_every_accented_word_end_before_a_typographic_mark_is_good():
    letters = [chr(c) for c in range(0xC0, 0x250) if unicodedata.category(chr(c)).startswith("L")]
    wrong = [
        (word, found)
        for letter in letters
        if letter.isupper() or letter not in "âÂÃ"
        for closing in "’”…–—»«™"
        for word in (f"WOR{letter.upper()}{closing} ", f"Wor{letter.lower()}{closing}a ", f"“{letter}{closing} ")
        for found in mojibake.damaged(word)
    ]
    assert wrong == []


def test_a_safe_fix_gives_back_the_text(book):
    text = "It wasnâ€™t the p\u0430per：she \u200bsaid\x08 so.\n"
    document = readers.read(text, "x", format="text", language="en")
    fixed, skipped = engine.fixed(document, engine.run(document, book).findings)
    assert fixed == "It wasn’t the paper: she said so.\n"
    assert not skipped


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("p\u0430per", ["Cyrillic"]),
        ("\u0420\u0435scue", ["Cyrillic"]),
        ("Pоссия и Mосква", ["Latin", "Latin"]),
        ("SMSки, NGOа, TNFα, ΔE, kΩ, μm, VКонтакте, Wi-Fi-роутер", []),
        ("Москва paper λόγος", []),
    ],
)
def test_the_letter_that_slipped_in_is_told_from_words_of_two_parts(text, names):
    assert [stray.name for stray in mixed(text)] == names


@pytest.mark.parametrize(
    "flag",
    [
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "👩\u200d🚀",
        "❤\ufe0f\u200d🔥",
        "1\ufe0f\u20e3",
    ],
)
def test_emoji_keep_what_holds_them_together(flag):
    assert list(invisible(f"So {flag} it is.")) == []


def test_directional_marks_are_right_beside_writing_that_needs_them():
    assert list(invisible("The name \u2067דוד\u2069 is old.")) == []
    assert [s.name for s in invisible("The name \u2067David\u2069 is old.")] == [
        "U+2067 RIGHT-TO-LEFT ISOLATE",
        "U+2069 POP DIRECTIONAL ISOLATE",
    ]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Two ways：by train", "Two ways: by train"),
        ("at 12：30 sharp", "at 12:30 sharp"),
        ("see（the map）now", "see (the map) now"),
        ("http：//example.com", "http://example.com"),
        ("他说：“Hello，world。”这是", None),
        ("用 Word，不用 Excel。", None),
    ],
)
def test_full_width_marks_get_the_space_that_they_carried(text, fixed):
    found = list(full_width(text))
    for stray in reversed(found):
        text = text[: stray.start] + stray.instead + text[stray.end :]
    assert (text if found else None) == fixed


def test_markup_of_front_matter_and_code_is_left_alone(book):
    page = (
        "---\ntitle: Fish &amp; chips\ndescription: A <b>short</b> one\n---\n\nUse `{name}` and `%s`.\n\n    {{ x }}\n"
    )
    assert findings(book, page, "markdown") == []
    assert findings(book, "<p>Use <code>%s</code> and <code>&amp;nbsp;</code>.</p>", "html") == []
    assert flagged(book, "<p>Fish ⟦&amp;amp;⟧ chips</p>".replace("⟦", "").replace("⟧", ""), "html") == (
        "<p>Fish ⟦&amp;amp;⟧ chips</p>"
    )


def test_a_fenced_block_of_plain_text_is_left_alone(book):
    assert findings(book, "Run this:\n\n```\necho {title} %s\n```\n\nDone.") == []
    assert flagged(book, "```\na\n```\n\nDear ⟦{name}⟧.".replace("⟦", "").replace("⟧", "")) == (
        "```\na\n```\n\nDear ⟦{name}⟧."
    )


def test_a_reply_is_flagged_at_the_edge_and_said_by_nobody(book):
    rest = "\n\nThe harbour is old.\n\nIt was built in 1904.\n\nShips call daily.\n\nThe town is rich.\n"
    assert [f.rule for f in findings(book, "Great question!" + rest)] == ["model-reply"]
    assert findings(book, "The tour.\n\nIt begins.\n\nGreat question! It does." + rest) == []
    assert findings(book, "The bot said: “Certainly! Here is your text.”" + rest) == []
    assert findings(book, "The bot answered:\n\nCertainly! Here is your text." + rest) == []
    assert [f.rule for f in findings(book, "It ends.\n\nCertainly! Here is your text." + rest)] == ["model-reply"]


def test_a_rule_for_replies_needs_phrases_and_others_take_none(tmp_path):
    text = (
        "id: odd\nkind: leftover\nfault: {fault}\nseverity: error\nsummary: Odd.\nwhy: Because.\nmessage: Odd.\n"
        "{more}examples:\n  bad: [⟦x⟧]\n  good: [y]\n"
    )
    for fault, more, said in (
        ("model-reply", "", "needs 'phrases'"),
        ("mojibake", "phrases: [odd words]\n", "takes no phrases"),
        ("model-prompt", "edge: ['{']\n", "cannot read"),
        ("mojibak", "", "mojibak"),
    ):
        (tmp_path / "odd.yaml").write_text(text.replace("{fault}", fault).replace("{more}", more), "utf-8")
        with pytest.raises(rulebook.RulebookError, match=said):
            rulebook.load(tmp_path / "odd.yaml", build=True)


@pytest.mark.parametrize(
    "piece", ["{", "[[", "<a ", "{{", "%", "`", "“", "éÃ", "\u200b", "[insert ", "& ", "\u0430b ", "<b>"]
)
def test_hostile_text_is_read_to_its_end(book, piece):
    document = readers.read(piece * (80_000 // len(piece)), "x", format="text", language="en")
    assert engine.run(document, book).faults == []
