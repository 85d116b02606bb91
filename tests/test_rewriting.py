"""Other words are written as a format writes them, or not at all."""

import pytest

from lint import readers
from lint.rewriting import rewritten


def put(format_, source, old, new):
    """The source with `new` for the block text `old`; None if that cannot be done."""
    document = readers.read(source, "a", format=format_)
    block = next(b for b in document.blocks if old in b.text)
    start = block.text.index(old)
    found = rewritten(document, block, start, start + len(old), new)
    if found is None:
        return None
    span, words = found
    return source[: span.start] + words + source[span.end :]


CASES = {
    "as it stands": ("text", "One;; two\r\n", ";;", ";", "One; two\r\n"),
    "markup of nobody": ("text", "One;; two\n", ";;", "<*&", "One<*& two\n"),
    "a reference": ("html", "<p>a &amp;amp; b</p>", "&amp;", "&", "<p>a &amp; b</p>"),
    "a reference that was none": ("html", "<p>a & b</p>", "& b", "< b", "<p>a &lt; b</p>"),
    "white space in HTML": ("html", "<p>one\n   one two</p>", "one\none", "one", "<p>one two</p>"),
    "an attribute": ("html", '<p>a</p><img alt="b;; c">', ";;", '"', '<p>a</p><img alt="b&quot; c">'),
    "inside markup": ("html", "<p>one <b>one</b> two</p>", "one one", "one", None),
    "around markup": ("html", "<p>one <b>two</b></p>", "one two", "one", None),
    "the last of an element": ("html", "<p>x <b>;;</b></p>", ";;", "", None),
    "a reference in Markdown": ("markdown", "a &amp;amp; b\n", "&amp;", "&", "a &amp; b\n"),
    "an escape in Markdown": ("markdown", "a \\&amp; b\n", "&amp;", "and", "a and b\n"),
    "what would be a tag": ("markdown", "a ;; b\n", ";;", "<b>", "a &lt;b&gt; b\n"),
    "what would be emphasis": ("markdown", "a ;; b\n", ";;", "*b*", None),
    "what is kept as it is": ("markdown", "*a* b* b* c\n", "b* b*", "b*", "*a* b* c\n"),
    "over a quotation's mark": ("markdown", "> on the\n> the quay\n", "the\nthe", "the", "> on the quay\n"),
    "a field": ("markdown", "---\ntitle: a ;; b\n---\n\nc\n", ";;", "–", "---\ntitle: a – b\n---\n\nc\n"),
    "what would end a field": ("markdown", "---\ntitle: 'a ;; b'\n---\n\nc\n", ";;", "'", None),
    "over code": ("markdown", "one `x` one\n", "one \ufffc one", "one", None),
    "what RST would read": ("rst", "a ;; b\n", ";;", "|b|", None),
    "what AsciiDoc would read": ("asciidoc", "a ;, b\n", ";,", "{b}", None),
}


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    format_, source, old, new, wanted = CASES[case]
    assert put(format_, source, old, new) == wanted
    if wanted is not None and new:
        assert any(new in block.text for block in readers.read(wanted, "a", format=format_).blocks)
