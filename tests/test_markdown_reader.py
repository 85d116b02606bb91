"""The Markdown reader: what is prose, of what kind, and exactly where it stands in the file."""

# ruff: noqa: E501 - sources stand beside what they say

import pytest

from lint import readers
from lint.document import OPAQUE, Block, Document
from lint.text import Span


def document(source: str) -> Document:
    return readers.read(source, "article.md")


def blocks(source: str) -> list[tuple[str, str]]:
    """Kind and text of each block; on the way every segment is held against the source."""
    found = document(source)
    for block in found.blocks:
        exact(block, source)
    return [(block.kind, block.text) for block in found.blocks]


def exact(block: Block, source: str) -> None:
    behind = 0
    for segment in block.segments:
        assert segment.source.start >= behind
        behind = segment.source.end
        if segment.same_length and OPAQUE not in segment.text:
            assert segment.source.of(source).replace("\r", "\n") == segment.text


def only(source: str) -> str:
    ((_, text),) = blocks(source)
    return text


def placed(source: str, words: str) -> str:
    """The source under `words`, wherever they are in the prose of `source`."""
    for block in document(source).blocks:
        at = block.text.find(words)
        if at >= 0:
            return block.span(at, at + len(words)).of(source)
    raise AssertionError(words)


class TestBlocks:
    def test_first_heading_of_level_one_is_the_title(self):
        source = "# One\n\n## Two\n\n# Three\n"
        found = document(source).blocks
        assert [(b.kind, b.level, b.text) for b in found] == [
            ("title", 1, "One"),
            ("heading", 2, "Two"),
            ("heading", 1, "Three"),
        ]

    def test_no_title_behind_another_heading(self):
        assert blocks("## Two\n\n# One\n") == [("heading", "Two"), ("heading", "One")]

    def test_setext_heading_of_two_lines(self):
        assert blocks("Big\nnews\n====\n\nSmall\n---\n") == [("title", "Big\nnews"), ("heading", "Small")]

    def test_heading_attributes_are_markup(self):
        assert blocks("# Title {#id .c}\n") == [("title", "Title")]

    def test_tight_and_loose_items_have_a_block_for_each_paragraph(self):
        source = "- one\n- two\n  - deep\n\n1. three\n\n   four\n\n- [x] done\n"
        assert blocks(source) == [("item", w) for w in ("one", "two", "deep", "three", "four", "done")]

    def test_lazily_continued_quotation(self):
        source = "> quoted\nlazily\n> and on\n>\n> again\n"
        assert blocks(source) == [("quote", "quoted\nlazily\nand on"), ("quote", "again")]
        assert placed(source, "lazily\nand") == "lazily\n> and"

    def test_cells(self):
        source = "| a | b *c* |\n|---|---|\n| d \\| e | &lt; f |\n"
        assert blocks(source) == [("cell", "a"), ("cell", "b c"), ("cell", "d | e"), ("cell", "< f")]
        assert placed(source, "d | e") == r"d \| e"

    def test_footnote_text_is_prose_and_its_mark_is_not(self):
        assert blocks("It is so[^1].\n\n[^1]: Or is it?\n    Really.\n") == [
            ("paragraph", "It is so."),
            ("paragraph", "Or is it?\nReally."),
        ]

    def test_definition_list(self):
        assert blocks("Term\n: Meaning\n") == [("item", "Term"), ("item", "Meaning")]

    def test_code_blocks_are_out(self):
        source = "Before\n\n```py\ncode = 1\n```\n\n~~~\nmore\n~~~\n\n    indented\n\nAfter\n"
        assert blocks(source) == [("paragraph", "Before"), ("paragraph", "After")]

    def test_a_paragraph_between_two_rules_is_no_metadata(self):
        assert blocks("a\n\n---\n\nb\n\n---\n\n---\nSome text\n\n---\n") == [
            ("paragraph", "a"),
            ("paragraph", "b"),
            ("paragraph", "Some text"),
        ]

    def test_table_of_contents_marker_is_out(self):
        assert blocks("[TOC]\n\n[[_TOC_]]\n\nText [TOC] here\n") == [("paragraph", "Text [TOC] here")]

    def test_rules_and_empty_sources_have_no_prose(self):
        for source in ("", "\n", "---\n", "\ufeff", "***\n\n* * *\n", "<!-- only -->\n", "[a]: http://x\n"):
            assert blocks(source) == []


class TestInline:
    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("a *b* **c** ~~d~~ __e__\n", "a b c d e"),
            ("w*or*d\n", "word"),
            ("see [the *link*](u 't') now\n", "see the link now"),
            ("see [the link][r] now\n\n[r]: http://x 't'\n", "see the link now"),
            ("the `code` and ``co`de`` here\n", f"the {OPAQUE} and {OPAQUE} here"),
            ("at <https://x.example/a_b> or <me@x.example>\n", f"at {OPAQUE} or {OPAQUE}"),
            ("at https://x.example/a_b_c?d=1&e=2, or www.x.example.\n", f"at {OPAQUE}, or {OPAQUE}."),
            ("(see https://x.example/a_(b))\n", f"(see {OPAQUE})"),
            ("write to me.too+x@mail.example.org.\n", f"write to {OPAQUE}."),
            ("[https://x.example/a](https://x.example/a) is it\n", f"{OPAQUE} is it"),
            ("let $x^2_1$ be\n", f"let {OPAQUE} be"),
            ("so $$\\sum x$$ is\n", f"so {OPAQUE} is"),
            ("a <b>bo</b>ld <!-- c --> one<br>two\n", "a bold  one\ntwo"),
            ("press <kbd>Ctrl <b>C</b></kbd> now\n", f"press {OPAQUE} now"),
            ("x <script>var y = 'z'</script> w\n", "x  w"),
            ("x <span hidden>no</span>w\n", "x w"),
            ("super<wbr>cali\n", "supercali"),
            ("AT&amp;T &copy; &eacute;t&#233; &notreal; \\& \\*\n", "AT&T © été &notreal; & *"),
            ("line  \nhard\\\nbreak\n", "line\nhard\nbreak"),
            ("costs $5-$6, or $3,000–$4,000 each\n", "costs $5-$6, or $3,000–$4,000 each"),
            ("from $5 million to US$ 6\n", "from $5 million to US$ 6"),
            ("smile :smile: and 50% of {date}\n", "smile :smile: and 50% of {date}"),
            ("a  double\tand tab\n", "a  double\tand tab"),
        ],
    )
    def test_prose_of_a_paragraph(self, source, text):
        assert only(source) == text

    def test_decoded_and_escaped_characters_stand_where_they_are_written(self):
        source = "A &lt;b&gt; \\*c\\* é&nbsp;👍 d&amp;\n"
        assert placed(source, "<") == "&lt;"
        assert placed(source, "*c") == "*c"
        assert placed(source, "* é") == "* é"
        assert placed(source, "👍") == "👍"
        assert placed(source, "d&") == "d&amp;"

    def test_opaque_stands_for_all_of_its_markup(self):
        source = "a `co de` b <https://x.example> c\n"
        assert placed(source, OPAQUE) == "`co de`"
        assert placed(source, f"b {OPAQUE} c") == "b <https://x.example> c"

    def test_a_phrase_across_markup_takes_the_markup_in(self):
        assert placed("he **poked\n> his** nose in\n", "poked") == "poked"
        assert placed("x he **poked his** nose in\n", "he poked his nose") == "he **poked his** nose"

    def test_alone_an_image_is_a_caption(self):
        source = "![A *cat* &amp; dog](x.png 'title')\n"
        assert blocks(source) == [("caption", "A cat & dog")]
        assert placed(source, "cat* &amp; dog"[:3]) == "cat"

    def test_in_a_sentence_an_image_is_opaque_and_its_text_a_caption(self):
        assert blocks("Click ![gear icon](g.png) now.\n") == [
            ("paragraph", f"Click {OPAQUE} now."),
            ("caption", "gear icon"),
        ]

    def test_no_code_or_address_in_the_text_of_an_image(self):
        assert blocks("![The `x` of <https://x.example> $5-$6](y)\n") == [
            ("caption", f"The {OPAQUE} of {OPAQUE} $5-$6")
        ]

    def test_linked_blocks(self):
        source = "[All of it](x)\n\n- [Item](x).\n- [Part](x) of it\n\n[![Badge](b)](x)\n\n<https://x.example>\n"
        assert [(b.text, b.linked) for b in document(source).blocks] == [
            ("All of it", True),
            ("Item.", True),
            ("Part of it", False),
            ("Badge", True),
        ]


class TestGenerators:
    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("by {{ page.author }} today\n", f"by {OPAQUE} today"),
            ("by {{ site.title | upcase }} today\n", f"by {OPAQUE} today"),
            ('see {{< ref "a_b.md" >}} now\n', f"see {OPAQUE} now"),
            ("see {{% param x %}} now\n", f"see {OPAQUE} now"),
            ('see [it]({{ "/a b/" | url }}) and [that]({{ site.baseurl }}/x) now\n', "see it and that now"),
            ("a {% include b.html %}c\n", "a c"),
            ("{% for who in site.team %}{{ who.name }} left{% endfor %}\n", f"{OPAQUE} left"),
            ("a [b](c){.ext target=_blank} d {: .note }\n", "a b d"),
            ("Hello {{name}}, on {{ first_name }} and {date}\n", "Hello {{name}}, on {{ first_name }} and {date}"),
            ("open {{ and never closed\n", "open {{ and never closed"),
            ("é {{< 𝔘 é >}} ö\n", f"é {OPAQUE} ö"),
        ],
    )
    def test_only_what_would_be_replaced_is_left_out(self, source, text):
        assert only(source) == text

    def test_template_code_in_a_fence_ends_with_it(self):
        assert blocks("a\n\n```\n{%!s(bool\n```\n{% raw %}\nb {% endraw %}\n") == [
            ("paragraph", "a"),
            ("paragraph", "b"),
        ]

    def test_kramdown_reads_markdown_where_it_is_told_to(self):
        source = "<aside markdown='1' class='x'>\nSee [this *one*](x).\n</aside>\n"
        assert blocks(source) == [("paragraph", "See this one.")]

    def test_code_between_shortcodes_is_out(self):
        for source in (
            "a\n\n{{< highlight go >}}\nx := 1\n\ny\n{{< /highlight >}}\n\nb\n",
            "a\n\n{% highlight ruby %}\nputs 1\n\ny\n{% endhighlight %}\n\nb\n",
        ):
            assert blocks(source) == [("paragraph", "a"), ("paragraph", "b")]

    def test_prose_between_shortcodes_stays(self):
        assert blocks("{{< note >}}\nMind *this*.\n{{< /note >}}\n") == [
            ("paragraph", f"{OPAQUE}\nMind this.\n{OPAQUE}")
        ]

    @pytest.mark.parametrize(
        ("source", "found"),
        [
            ('!!! note "Mind *this*"\n    Body.\n\n    More.\n\nOut.\n', ["Mind this", "Body.", "More.", "Out."]),
            ("!!! tip\n\n    Body.\n", ["Body."]),
            ("??? note\n    Body.\n", ["Body."]),
            (":::note[Mind it]\nBody.\n:::\n", ["Mind it", "Body."]),
            ("::: {.callout}\nBody.\n:::\n", ["Body."]),
            (":::warning\n\nBody.\n\n:::\n", ["Body."]),
            ("/// tip | Mind it\n\nBody.\n\n///\n", ["Mind it", "Body."]),
            ("> [!NOTE]\n> Body.\n", ["Body."]),
            ("> [!tip]- Mind it\n> Body.\n", ["Mind it", "Body."]),
        ],
    )
    def test_markers_of_admonitions_are_out_and_their_titles_prose(self, source, found):
        assert [text for _, text in blocks(source)] == found
        assert {kind for kind, _ in blocks(source)} <= {"paragraph", "heading"}

    def test_exclamations_are_no_admonitions(self):
        assert blocks("!!! wow\n\nBody.\n") == [("paragraph", "!!! wow"), ("paragraph", "Body.")]

    def test_mdx(self):
        source = (
            "import Tabs from '@theme/Tabs';\nimport X from \"x\"\n\nexport const a = {\n  b: 1\n};\n\n# Title\n\n"
            "<Tabs>\n  <Item value={1 > 2}>\n  Some **bold** {props.name} {/* no */}text, `{x}`.\n\n  ```js\n  let {\n  ```\n"
            "  </Item>\n</Tabs>\n\nA <Badge t='new' /> and <B>inner</B>.\n"
        )
        assert blocks(source) == [
            ("title", "Title"),
            ("paragraph", f"Some bold {OPAQUE} text, {OPAQUE}."),
            ("paragraph", f"A {OPAQUE} and inner."),
        ]


class TestHtml:
    def test_html_blocks_are_read_as_html(self):
        source = "<div class='x>y'>\ntext &amp; more\n<p>para <b>bo</b>ld</p>\n<!-- no -->\n</div>\n"
        assert blocks(source) == [("paragraph", "text & more"), ("paragraph", "para bold")]
        assert placed(source, "text & more") == "text &amp; more"

    def test_details_figures_and_tables(self):
        source = (
            "<details>\n<summary>Sum *up*</summary>\n\nHidden *text*\n\n</details>\n\n"
            '<figure>\n<img src="x" alt="A cat">\n<figcaption>The cat</figcaption>\n</figure>\n'
        )
        assert blocks(source) == [
            ("paragraph", "Sum *up*"),
            ("paragraph", "Hidden text"),
            ("caption", "A cat"),
            ("caption", "The cat"),
        ]

    def test_html_in_a_quotation_and_an_item(self):
        source = "> <p>quoted &lt;\n> text</p>\n\n- <div>\n  item\n  </div>\n"
        assert blocks(source) == [("quote", "quoted <\ntext"), ("item", "item")]
        assert placed(source, "<\ntext") == "&lt;\n> text"

    def test_scripts_styles_and_code_are_out(self):
        source = (
            "<script>\nif (a < b) c()\n\n</script>\n\n<style>\np {}\n</style>\n\n<pre>\ncode\n\nmore\n</pre>\n\nText\n"
        )
        assert blocks(source) == [("paragraph", "Text")]


class TestFrontMatter:
    def test_yaml(self):
        source = (
            "---\r\ntitle: \"A \\\"b\\\" caf\\u00e9\"  # c\ndescription: >-\n  One\n  two\n\n  three\nsubtitle: 'it''s'\n"
            "summary: plain: text # comment\n  goes on\ntags: [a, b]\nlang: de_AT\nseo:\n  caption: Deep\nslug: no\nexcerpt:\n---\nText\n"
        )
        found = document(source).blocks
        assert [(b.kind, b.name, b.text) for b in found] == [
            ("field", "title", 'A "b" café'),
            ("field", "description", "One\ntwo\nthree"),
            ("field", "subtitle", "it's"),
            ("field", "summary", "plain: text\ngoes on"),
            ("field", "caption", "Deep"),
            ("paragraph", "", "Text"),
        ]
        for block in found:
            exact(block, source)
        assert placed(source, "café") == "caf\\u00e9"
        assert placed(source, '"b"') == '\\"b\\"'
        assert placed(source, "it's") == "it''s"
        assert placed(source, "two\nthree") == "two\n\n  three"
        assert document(source).language == "de-AT"

    def test_toml(self):
        source = (
            "+++\ntitle = \"A \\\"b\\\"\"\ndescription = '''\nlong 'text'\n'''\ndraft = true\nlanguage = \"fr\"\n"
            '[params]\nsummary = """one \\\n  two"""\n+++\n\nText\n'
        )
        assert [(b.name, b.text) for b in document(source).blocks] == [
            ("title", 'A "b"'),
            ("description", "long 'text'"),
            ("summary", "one two"),
            ("", "Text"),
        ]
        assert document(source).language == "fr"

    def test_tags_and_references_in_values_are_passed_on_to_the_page(self):
        source = '---\ntitle: A &ldquo;b&rdquo;\nsummary: "<p>See <a href=\\"x\\">this</a> & a < b</p>"\n---\n'
        assert blocks(source) == [("field", "A “b”"), ("field", "See this & a < b")]
        assert placed(source, "“b”") == "&ldquo;b&rdquo;"

    @pytest.mark.parametrize(
        "source",
        [
            "---\ntitle: x\n",
            "---\n\ntitle\n\n---\n",
            "+++\nx",
            "---",
            '--- \ntitle: "open\n---\n',
            "---\nlang: English please\n---\n",
        ],
    )
    def test_broken_front_matter_is_no_error(self, source):
        document(source)
        assert document(source).language == "en"

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_every_line_end(self, end):
        source = end.join(("\ufeff---", "title: Two words", "---", "# Head", "", "One", "two", "", "> q", "> r", ""))
        assert blocks(source) == [
            ("field", "Two words"),
            ("title", "Head"),
            ("paragraph", "One\ntwo"),
            ("quote", "q\nr"),
        ]
        assert placed(source, "One\ntwo") == f"One{end}two"
        assert placed(source, "Head") == "Head"


class TestHostileSources:
    def test_nul_and_byte_order_mark(self):
        source = "\ufeff# A\0b\n\nc\0 d\n"
        assert blocks(source) == [("title", "A\0b"), ("paragraph", "c\0 d")]

    def test_positions_behind_characters_of_every_width(self):
        source = "# é 👍 e\u0301 日本\n\n*ü* and **𝔘** `x` end\n"
        for words in ("日本", "ü and 𝔘", "end"):
            assert placed(source, words).replace("*", "") == words
        assert document(source).blocks[1].span(0, 1) == Span(source.index("ü"), source.index("ü") + 1)

    @pytest.mark.parametrize(
        "atom",
        [
            "{{",
            "{{< ",
            "{% highlight %}",
            "<a ",
            '<a b="',
            "<!--",
            "[![",
            "`{",
            "*a_",
            "$5 ",
            "> ",
            "\n!!! note\n",
            "\n:::",
            "a@",
            "{",
            "\n<A b={",
        ],
    )
    def test_nothing_but_openings_is_read_to_its_end(self, atom):
        source = atom * (60_000 // len(atom)) if atom != "> " else atom * 3_000
        document(source)

    def test_a_line_of_five_megabytes(self):
        (block,) = document("word é, " * 625_000).blocks
        assert len(block.text) == 5_000_000 - 1
