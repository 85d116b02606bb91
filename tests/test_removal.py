"""What is taken out of an article goes without a trace, in every format, or stays."""

# ruff: noqa: E501 - a case a line

import pytest

from lint import readers
from lint.removal import removed

OUT = "Stray words"


def without(format_, source, words=OUT):
    """The source without the first block stretch that says `words`; None if it has to stay."""
    document = readers.read(source, "a", format=format_)
    block = next(b for b in reversed(document.blocks) if words in b.text)
    start = block.text.index(words)
    found = removed(document, block, start, start + len(words))
    if found is None:
        return None
    span, instead = found
    return source[: span.start] + instead + source[span.end :]


CASES = {
    "a paragraph in the middle": ("text", "One is here.\n\nStray words\n\nTwo is here.\n", "One is here.\n\nTwo is here.\n"),
    "the last paragraph": ("text", "One is here.\n\nStray words\n", "One is here.\n"),
    "the last one without a line end": ("text", "One is here.\r\n\r\nStray words", "One is here."),
    "more blank lines": ("text", "One is here.\n\n\nStray words\n\n\n\nTwo is here.\n", "One is here.\n\n\n\nTwo is here.\n"),
    "CRLF and LF": ("text", "One is here.\r\n\r\nStray words\r\n\nTwo is here.\n", "One is here.\r\n\nTwo is here.\n"),
    "a lone CR": ("text", "One is here.\r\rStray words\r\rTwo is here.", "One is here.\r\rTwo is here."),
    "behind a byte order mark": ("text", "\ufeffStray words\n\nOne is here.\n", "\ufeffOne is here.\n"),
    "a quotation": ("text", "One is here.\n\n> Stray words\n\nTwo is here.\n", "One is here.\n\nTwo is here.\n"),
    "an item": ("text", "- one\n- Stray words\n- two\n", "- one\n- two\n"),
    "a heading in capitals": ("text", "One.\n\nSTRAY WORDS\n\nTwo is here.\n", "One.\n\nTwo is here.\n"),
    "an underlined heading": ("text", "One is.\n\nStray words\n-----------\n\nTwo is.\n", "One is.\n\nTwo is.\n"),
    "a line of a paragraph": ("text", "One is here.\n\nStray words\nTwo is here.\n", "One is here.\n\nTwo is here.\n"),
    "the last line of a paragraph": ("text", "One is here,\nand two.\nStray words\n", "One is here,\nand two.\n"),
    "the end of a sentence": ("text", "One is here. Stray words\n", "One is here.\n"),
    "the middle of a line": ("text", "One is here. Stray words Two is here.\n", "One is here. Two is here.\n"),
    "run in": ("text", "One is here.Stray wordsTwo is here.\n", "One is here. Two is here.\n"),
    "a Markdown paragraph": ("markdown", "# T\n\nStray words\n\nTwo.\n", "# T\n\nTwo.\n"),
    "right under a heading": ("markdown", "# T\nStray words\n\nTwo.\n", "# T\n\nTwo.\n"),
    "an ATX heading": ("markdown", "One.\n\n## Stray words ##\n\nTwo.\n", "One.\n\nTwo.\n"),
    "an ATX heading between lines": ("markdown", "One.\n## Stray words\nTwo.\n", None),
    "a setext heading": ("markdown", "One.\n\nStray words\n---\n\nTwo.\n", "One.\n\nTwo.\n"),
    "bold": ("markdown", "One.\n\n**Stray words**\n\nTwo.\n", "One.\n\nTwo.\n"),
    "a link": ("markdown", "One.\n\n[Stray words](https://a.example)\n\nTwo.\n", "One.\n\nTwo.\n"),
    "a Markdown item": ("markdown", "- one\n- Stray words\n- two\n", "- one\n- two\n"),
    "an item of a loose list": ("markdown", "- one\n\n- Stray words\n\n- two\n", "- one\n\n- two\n"),
    "an item with a list of its own": ("markdown", "- Stray words\n  - one\n- two\n", None),
    "an item with more text": ("markdown", "- Stray words\n\n  More.\n- two\n", None),
    "a numbered item": ("markdown", "1. one\n2. Stray words\n3. two\n", None),
    "in a quotation": ("markdown", "> One.\n>\n> Stray words\n>\n> Two.\n", "> One.\n>\n> Two.\n"),
    "at the end of a quotation": ("markdown", "> One.\n>\n> Stray words\n\nTwo.\n", "> One.\n\nTwo.\n"),
    "at the head of a quotation": ("markdown", "One.\n\n> Stray words\n>\n> Two.\n", "One.\n\n> Two.\n"),
    "two paragraphs without a blank line": ("markdown", "One.\n***\nStray words\n***\nTwo.\n", None),
    "with an attribute list": ("markdown", "One.\n\nStray words\n{: .lead}\n\nTwo.\n", None),
    "with a comment": ("markdown", "One.\n\nStray words <!-- keep -->\n\nTwo.\n", None),
    "with a picture": ("markdown", "One.\n\n![](a.png) Stray words\n\nTwo.\n", None),
    "a cell": ("markdown", "| a | b |\n|---|---|\n| Stray words | c |\n", None),
    "a caption": ("markdown", "One.\n\n![Stray words](a.png)\n", None),
    "the title of the front matter": ("markdown", "---\ntitle: Stray words\n---\n\nOne.\n", None),
    "the title": ("markdown", "# Stray words\n\nOne.\n", None),
    "HTML in Markdown": ("markdown", "One.\n\n<p>Stray words</p>\n\nTwo.\n", "One.\n\nTwo.\n"),
    "an element": ("html", "<p>One.</p>\n<p class='x'>Stray words</p>\n<p>Two.</p>\n", "<p>One.</p>\n<p>Two.</p>\n"),
    "an element in its line": ("html", "<p>One.</p><p>Stray words</p><p>Two.</p>", "<p>One.</p><p>Two.</p>"),
    "an element of many lines": ("html", "<div>\n  <p>\n    <b>Stray words</b>\n  </p>\n\n  <p>Two.</p>\n</div>\n", "<div>\n\n  <p>Two.</p>\n</div>\n"),
    "an HTML heading": ("html", "<h1>T</h1>\n<h2>Stray words</h2>\n<p>Two.</p>\n", "<h1>T</h1>\n<p>Two.</p>\n"),
    "an element that a link may lead to": ("html", "<p>One.</p>\n<h2 id=s>Stray words</h2>\n", None),
    "an element that nobody closes": ("html", "<p>One.\n<p>Stray words\n<p>Two.\n", None),
    "an element with something else in it": ("html", "<p>One.</p><div>Stray words<p>Two.</p></div>", None),
    "an HTML item": ("html", "<ul><li>Stray words</li></ul><p>Two.</p>", None),
    "an HTML cell": ("html", "<table><tr><td>Stray words</td></tr></table>", None),
    "the end of an element": ("html", "<p>One. <i>Two.</i> Three. Stray words</p>", "<p>One. <i>Two.</i> Three.</p>"),
    "inside inline markup": ("html", "<p>One. <i>Stray words</i></p>", None),
    "inside a link": ("markdown", "One. [Stray words](x)\n", None),
    "an RST heading": ("rst", "Title\n=====\n\nOne.\n\nStray words\n-----------\n\nTwo.\n", "Title\n=====\n\nOne.\n\nTwo.\n"),
    "one with a line above": ("rst", "T\n=\n\nOne.\n\n-----------\nStray words\n-----------\n\nTwo.\n", "T\n=\n\nOne.\n\nTwo.\n"),
    "an RST paragraph": ("rst", "One.\n\nStray words\n\nTwo.\n", "One.\n\nTwo.\n"),
    "before a literal block": ("rst", "One.\n\nStray words::\n\n    code\n", None),
    "behind a target": ("rst", "One.\n\n.. _here:\n\nStray words\n-----------\n\nTwo.\n", None),
    "the text of a directive": ("rst", "One.\n\n.. note:: Stray words\n\nTwo.\n", None),
    "an AsciiDoc paragraph": ("asciidoc", "= T\n\nOne.\n\nStray words\n\nTwo.\n", "= T\n\nOne.\n\nTwo.\n"),
    "an AsciiDoc heading": ("asciidoc", "= T\n\n== Stray words\n\nTwo.\n", "= T\n\nTwo.\n"),
    "a paragraph with a title of its own": ("asciidoc", "= T\n\n.Title\nStray words\n\nTwo.\n", None),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    format_, source, wanted = CASES[case]
    words = OUT.upper() if OUT.upper() in source else OUT
    assert without(format_, source, words) == wanted


def test_neighbours_can_go_together():
    source = "One is here.\n\nStray words\n\nMore strays\n"
    document = readers.read(source, "a.txt")
    (first, _), (second, _) = (removed(document, b, 0, len(b.text)) for b in document.blocks[1:])
    assert first.end <= second.start
