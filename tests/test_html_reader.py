"""The HTML reader: what is prose, of what kind, and exactly where it stands in the file."""

# ruff: noqa: E501 - sources stand beside what they say

import pytest

from lint import readers
from lint.document import OPAQUE, Document


def document(source: str) -> Document:
    return readers.read(source, "page.html")


def blocks(source: str) -> list[tuple[str, str]]:
    """Kind and text of each block; on the way every segment is held against the source."""
    found = document(source)
    for block in found.blocks:
        behind = 0
        for segment in block.segments:
            assert segment.source.start >= behind
            behind = segment.source.end
            if segment.same_length and OPAQUE not in segment.text:
                assert segment.source.of(source).replace("\r", "\n") == segment.text
    return [(block.kind, block.text) for block in found.blocks]


def only(source: str) -> str:
    ((_, text),) = blocks(source)
    return text


def placed(source: str, words: str) -> str:
    for block in document(source).blocks:
        at = block.text.find(words)
        if at >= 0:
            return block.span(at, at + len(words)).of(source)
    raise AssertionError(words)


class TestBlocks:
    def test_a_page(self):
        source = (
            "<!doctype html>\n<html lang=en-GB><head><meta charset=utf-8><title>Ti &amp; tle</title>\n"
            '<meta content="Says &quot;it&quot; all" name=Description><link rel=x><style>p { }</style></head>\n'
            "<body><h1>Head <em>line</em></h1><h2>Sub</h2><p>One.</p><p>Two.</p><h1>Later</h1></body></html>\n"
        )
        assert blocks(source) == [
            ("field", "Ti & tle"),
            ("field", 'Says "it" all'),
            ("title", "Head line"),
            ("heading", "Sub"),
            ("paragraph", "One."),
            ("paragraph", "Two."),
            ("heading", "Later"),
        ]
        found = document(source)
        assert [(b.name, b.level) for b in found.blocks[:4]] == [("title", 0), ("description", 0), ("", 1), ("", 2)]
        assert placed(source, "& tle") == "&amp; tle"
        assert placed(source, '"it"') == "&quot;it&quot;"
        assert found.language == "en-GB"

    def test_kinds(self):
        source = (
            "<ul><li>item<p>its paragraph</ul><table><caption>cap</caption><tr><th>head<td>cell</table>"
            "<blockquote>quote<p>on</blockquote><figure><figcaption>fig</figcaption></figure><dl><dt>term<dd>meaning</dl>"
            "<details><summary>sum</summary>more</details><address>addr</address>bare<section>text</section>"
        )
        assert blocks(source) == [
            ("item", "item"),
            ("item", "its paragraph"),
            ("caption", "cap"),
            ("cell", "head"),
            ("cell", "cell"),
            ("quote", "quote"),
            ("quote", "on"),
            ("caption", "fig"),
            ("item", "term"),
            ("item", "meaning"),
            ("paragraph", "sum"),
            ("paragraph", "more"),
            ("paragraph", "addr"),
            ("paragraph", "bare"),
            ("paragraph", "text"),
        ]

    def test_unclosed_paragraphs_items_and_cells(self):
        source = "<p>a<p>b<div>c</div><ul><li>d<li>e<ul><li>f</ul>g</ul><table><tr><td>h<td>i<tr><td>j</table>k"
        assert [text for _, text in blocks(source)] == list("abcdefghijk")
        assert blocks(source)[6] == ("item", "g")
        assert blocks(source)[-1] == ("paragraph", "k")

    @pytest.mark.parametrize(
        "source",
        [
            "<script>if (a<b) '</p>'</script>",
            "<STYLE>p>a{}</style >",
            "<nav><p>Home</p><ul><li>x</ul></nav>",
            "<pre>code <b>x</b></pre>",
            "<noscript>on</noscript>",
            "<template><p>t</p></template>",
            "<select><option>a<option>b</select>",
            "<textarea><p>a</textarea>",
            "<svg><title>t</title><text>x</text></svg>",
            "<div hidden>x<p>y</p></div>",
            "<p aria-hidden='true'>x</p>",
            "<div role=navigation>x</div>",
            "<ul class='site-nav wide'><li>x</ul>",
            "<div id=breadcrumbs>a</div>",
            "<!-- <p>x</p> -->",
            "<![CDATA[x]]>",
            "<?php echo 1 ?>",
            "<iframe><p>x</p></iframe>",
        ],
    )
    def test_left_out(self, source):
        assert blocks(f"<p>before</p>{source}<p>after</p>") == [("paragraph", "before"), ("paragraph", "after")]

    def test_headers_footers_and_asides_stay(self):
        source = (
            "<header>a</header><aside>b</aside><footer>c</footer><div class='navy no-nav'>d</div><body class=has-menu>e"
        )
        assert [text for _, text in blocks(source)] == list("abcde")

    def test_the_footer_of_a_whole_page_is_the_sites(self):
        source = "<body><main><p>a</p><footer>b</footer></main><blockquote>c<footer>d</footer></blockquote><footer>e</footer>"
        assert [text for _, text in blocks(source)] == list("abcd")

    def test_linked_blocks(self):
        source = "<p><a href=x>All</a>.</p><p><a href=x>part</a> only</p><p><a name=x>no link</a></p><p><a href=x><img alt='Pic'></a>"
        assert [(b.text, b.linked) for b in document(source).blocks] == [
            ("All.", True),
            ("part only", False),
            ("no link", False),
            ("Pic", True),
        ]

    def test_images(self):
        source = "<p><img alt='A &amp; b' src=x></p><p>see <img src=x alt=this> here</p><img src=x><img alt=''>"
        assert blocks(source) == [("caption", "A & b"), ("paragraph", f"see {OPAQUE} here"), ("caption", "this")]
        assert placed(source, "A & b") == "A &amp; b"


class TestInline:
    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("a <b>bo</b>ld <i>w</i>ord", "a bold word"),
            ("super<wbr>cali&shy;fragi<!-- c -->listic", "supercalifragilistic"),
            ("one\n      two\tthree   four", "one\ntwo\tthree four"),
            ("one <b> two</b> ", "one two"),
            ("one<br>two<br/>three", "one\ntwo\nthree"),
            ("the <code>co <b>d</b></code> and <kbd>K</kbd>", f"the {OPAQUE} and {OPAQUE}"),
            ("f <svg><path d='>'/></svg> x <math><mi>y</mi></math>", f"f {OPAQUE} x {OPAQUE}"),
            ("go <button type=x>Go</button> on", f"go {OPAQUE} on"),
            ("x <script>y</script>z", "x z"),
            ("x <span hidden>y</span>z <i aria-hidden=true>w</i>", "x z"),
            ("fact<sup><a href='#n1'>[1]</a></sup>. m<sup>2</sup>", "fact. m2"),
            (
                "AT&amp;T &copy 2024 &notit; &eacute;t&#233; &#x1F44D; &bogus; R&D",
                "AT&T © 2024 ¬it; été 👍 &bogus; R&D",
            ),
            ("&#128; &#0; &#xD800; &#x110000; &NotEqualTilde;", "€ \ufffd \ufffd \ufffd ≂̸"),
            ("a < b <3 c", "a < b <3 c"),
            ("at https://x.example/?a=1&amp;b=2. Me: me@x.example", f"at {OPAQUE}. Me: {OPAQUE}"),
            ("<a title='a>b' href=\"x>y\">link</a>", "link"),
            ("<p title=it's>text</p>", "text"),
            ("by {{ page.author }} and {{name}}{% if x %}", f"by {OPAQUE} and {{{{name}}}}"),
            ("tail <b", "tail"),
            ("<em>un<strong>closed", "unclosed"),
            ("a</b></p></i>b", "a\nb"),
        ],
    )
    def test_prose_of_a_paragraph(self, source, text):
        assert "\n".join(t for _, t in blocks(source)) == text

    def test_places(self):
        source = "<p>He <em>was &lt;\n    not</em> here, caf&eacute; 👍 <code>x</code> end</p>"
        assert placed(source, "He was") == "He <em>was"
        assert placed(source, "<\nnot") == "&lt;\n    not"
        assert placed(source, "café") == "caf&eacute;"
        assert placed(source, OPAQUE) == "<code>x</code>"
        assert placed(source, "end") == "end"

    def test_a_reference_without_semicolon_ends_where_its_name_does(self):
        assert placed("<p>&notit</p>", "¬") == "&not"
        assert placed("<p>&notit</p>", "it") == "it"

    def test_code_that_is_never_closed_ends_with_its_block(self):
        assert blocks("<p>a <code>b</p><p>c</p>") == [("paragraph", f"a {OPAQUE}"), ("paragraph", "c")]

    def test_a_value_that_is_never_closed_hides_no_more_than_its_tag(self):
        assert blocks('<p>a</p><p class="x>b</p><p>c</p>') == [("paragraph", w) for w in "abc"]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_every_line_end(self, end):
        source = f"\ufeff<p>one{end}  two</p>{end}{end}<p>three\0</p>{end}"
        assert blocks(source) == [("paragraph", "one\ntwo"), ("paragraph", "three\0")]
        assert placed(source, "one\ntwo") == f"one{end}  two"


class TestHostileSources:
    @pytest.mark.parametrize(
        "source",
        ["<html lang='fr_CA'>", "<html xml:lang=fr-CA>", "<!-- <html lang=de> --><body lang=fr-CA>"],
    )
    def test_language(self, source):
        assert document(source).language == "fr-CA"

    @pytest.mark.parametrize("source", ["", "<html>", "<html lang='not a tag'>", "text"])
    def test_no_language(self, source):
        assert document(source).language == "en"

    @pytest.mark.parametrize(
        "atom",
        [
            "<a ", '<a b="', "<a b='\" ", "<!--", "<!-- --", "<![CDATA[", "</", "<script>", "<title>", "&#", "&amp", "<p>", "<b>", "</b>",
            "<li><div>", "<table><td>", "<p><button>", "<svg>", "<sup>", "{{", "a@b.", "http://", "<div hidden>", "<td><p><div>",
        ],
    )  # fmt: skip
    def test_nothing_but_openings_is_read_to_its_end(self, atom):
        source = atom * (100_000 // len(atom))
        document(source)

    def test_a_line_of_five_megabytes(self):
        (block,) = document("<p>" + "word &eacute; " * 330_000).blocks
        assert len(block.text) == 330_000 * 7 - 1
