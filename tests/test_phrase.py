"""The kind `phrase`: slots, exceptions, mentions, overlaps and its own examples."""

import pytest

from lint import engine, proof, readers, rulebook
from lint.rule import mark

RULE = """\
id: odd-words
kind: phrase
languages: [en]
status: stable
severity: warning
summary: Odd words.
why: Because.
message: "{message}"
phrases: {phrases}
{more}examples:
  bad: ["{bad}"]
  good: [Nothing.]
"""


def load(tmp_path, phrases, *, message="“{match}” is odd", more="", bad="⟦x⟧"):
    text = (
        RULE.replace("{message}", message).replace("{phrases}", phrases).replace("{more}", more).replace("{bad}", bad)
    )
    (tmp_path / "odd-words.yaml").write_text(text, "utf-8")
    return rulebook.load(tmp_path, build=True)


def flagged(book, text, format="text"):
    findings = engine.run(readers.read(text, "x", format=format, language="en"), book).findings
    return mark(text, tuple(f.span for f in findings))


@pytest.mark.parametrize(
    "text",
    [
        "All ⟦bosom disease⟧ and ⟦Bosom Disease⟧.",
        "The term “bosom disease” is wrong.",
        "The term “bosom disease,” he said.",
        "The term 'bosom disease' is wrong.",
        "“⟦Bosom disease⟧ is common,” he said.",
        "He said it is “a ⟦bosom disease⟧”.",
        "⟦Bosom disease⟧",
        "“⟦bosom disease⟧ and other things”",
        "Her bosom, disease and all.",
        "A ⟦bosom disease⟧, a ⟦bosom-disease⟧, and a bosom diseases.",
    ],
)
def test_a_phrase(tmp_path, text):
    plain = text.replace("⟦", "").replace("⟧", "")
    assert flagged(load(tmp_path, "[bosom disease]"), plain) == text


def test_a_line_break_is_a_space(tmp_path):
    book = load(tmp_path, "[bosom disease]")
    assert flagged(book, "All the bosom\ndisease there.\n", "markdown") == "All the ⟦bosom\ndisease⟧ there.\n"


def test_quoted_rules_flag_mentions(tmp_path):
    book = load(tmp_path, "[bosom disease]", more="quoted: true\n")
    assert flagged(book, "A “bosom disease” here.") == "A “⟦bosom disease⟧” here."


def test_the_longer_row_speaks(tmp_path):
    book = load(tmp_path, "[weigh <poss> nose, nose in, weigh <poss> nose in the]")
    assert flagged(book, "They weigh his nose in the debate; a nose in.") == (
        "They ⟦weigh his nose in the⟧ debate; a ⟦nose in⟧."
    )


def test_an_exception_spares_what_it_overlaps(tmp_path):
    book = load(tmp_path, "[a news]", more="exceptions: ['a news {conference|agency}']\n")
    assert flagged(book, "It is a news. At a news conference.") == "It is ⟦a news⟧. At a news conference."


def test_a_name_is_capitalised_and_quoted(tmp_path):
    book = load(tmp_path, '["~call <name> as a", "by <name>"]', message="not “{name}”")
    text = "To call him as a witness, calling Ada Stone as a liar, seen by Ada Stone there, by then."
    assert flagged(book, text) == (
        "To call him as a witness, ⟦calling Ada Stone as a⟧ liar, seen ⟦by Ada Stone⟧ there, by then."
    )
    findings = engine.run(readers.read(text, "x", format="text", language="en"), book).findings
    assert [f.message for f in findings] == ["not “Ada Stone”", "not “Ada Stone”"]


def test_a_name_may_begin_late(tmp_path):
    assert flagged(load(tmp_path, '["<name> said me"]'), "yesterday Ada said me no") == "yesterday ⟦Ada said me⟧ no"


def test_what_was_meant_reaches_the_message(tmp_path):
    book = load(tmp_path, "{bosom disease: breast cancer}", message="“{match}” was probably “{meant}”")
    (finding,) = engine.run(readers.read("Bosom disease.", "x", format="text", language="en"), book).findings
    assert finding.message == "“Bosom disease” was probably “breast cancer”"
    assert finding.meant == "breast cancer"


def test_only_the_blocks_named(tmp_path):
    book = load(tmp_path, "[bosom disease]", more="blocks: [heading]\n")
    assert flagged(book, "<h2>A bosom disease</h2><p>A bosom disease.", "html") == (
        "<h2>A ⟦bosom disease⟧</h2><p>A bosom disease."
    )


@pytest.mark.parametrize(
    ("phrases", "message", "reason"),
    [
        ("{bosom disease: ''}", "not {meant}", "does not say what was meant"),
        ("[bosom disease]", "not {meant}", "does not say what was meant"),
        ("[bosom <illness>]", "no", "there is no slot <illness>"),
        ("[]", "no", "at least one phrase"),
    ],
)
def test_rules_that_cannot_be_built(tmp_path, phrases, message, reason):
    with pytest.raises(rulebook.RulebookError, match=reason):
        load(tmp_path, phrases, message=message)


def test_the_contract_tries_every_row(tmp_path):
    book = load(
        tmp_path, "[~take a gander, a gander at]", bad="To ⟦take a gander⟧ there.", more="exceptions: [gander at]\n"
    )
    (problem,) = proof.contract(book)
    assert "a row does not fire" in problem.message
    assert "a gander at" in problem.message


def test_a_long_line_is_no_trouble(tmp_path):
    book = load(tmp_path, "[weigh <poss> nose, bosom disease, as needs be]")
    text = "He will weigh the words of needs and a bosom as his own one day. " * 20_000
    assert flagged(book, text + "bosom disease") == text + "⟦bosom disease⟧"
