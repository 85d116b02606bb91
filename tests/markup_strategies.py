"""Sources for property tests: shuffled markup, much of it broken, in every kind of line end and script.

Atoms are drawn one after another, so that constructs start and do not end, end and never started, nest and cross.
"""

# ruff: noqa: E501 - atoms stand side by side
from __future__ import annotations

from hypothesis import strategies as st

# Letters of one to four octets, marks that combine, joiners, directions, what is not a character, and controls.
WORDS = (
    "word", "Two words", "naïve", "Ünïcode", "Cafe\u0301", "n\u0303", "İstanbul", "ǅ", "ﬁn", "слово", "日本語", "ไทย",
    "مرحبا", "👩‍👩‍👧", "🏳️‍🌈", "𝔘𝔫𝔦", "\U0010ffff", "a\u200db", "zero\u200bwidth", "soft\u00adhyphen", "\u202eabc", "x" * 80,
    "it's", "“quoted”", "end.", "3.14", "U.S.", "—", "…", "'", '"', "\x1e", "\x1f", "\x00", "\x0b", "\x0c", "\x85", "\u2028", "\ufffc",
    "\ufeff", "\ufffe", "\x7f", "\x1b",
)  # fmt: skip
SPACES = (" ", " ", "  ", "\t", "    ", "\u00a0", "\u3000", " " * 9)
ENTITIES = (
    "&amp;", "&amp", "&lt;", "&quot;", "&#39;", "&#x27;", "&nbsp;", "&shy;", "&copy", "&notit;", "&NotEqualTilde;", "&eacute;t&eacute;",
    "&#0;", "&#128;", "&#xD800;", "&#x110000;", "&#99999999999999999999999;", "&#;", "&#x;", "&;", "&", "&bogus;", "&#10;", "&#13;",
)  # fmt: skip
ADDRESSES = (
    "https://a.example/b_c?d=1&e=*f*",
    "http://",
    "www.x.example.",
    "me@x.example",
    "a@b",
    "<mailto:a@b.cd>",
    "@",
)
CONSTRUCTS = (
    "{{ page.title }}", "{{ name }}", "{{name}}", "{date}", "{{", "}}", "{% include a.html %}", "{% raw %}", "{% endraw %}", "{%", "%}",
    "{{< figure src=x >}}", "{{% note %}}", "{{% /note %}}", "{{<", ">}}", "{% highlight py %}", "{% endhighlight %}", "{{#include x.rs}}",
    "{: .class}", "{.a b=c}", "{#id}", "{", "}", "{/* c */}", "{é}", "{{ site.é }}", "{{< é 👍 >}}", "{% comment %}", "{% endcomment %}",
)  # fmt: skip
TAGS = (
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<br>", "<br/>", "<wbr>", "<hr>", "<em class='x>y'>", "</em>", "<a href=x>", "</a>",
    "<a name=x>", '<img alt="a &amp; b" src=x>', "<img alt=é>", "<img>", "<code>", "</code>", "<kbd>", "</kbd>", "<pre>", "</pre>",
    "<script>", "</script>", "<style>", "</style>", "<textarea>", "</textarea>", "<title>", "</title>", "<svg>", "</svg>",
    "<button>", "</button>", "<select>", "</select>", "<nav>", "</nav>", "<header>", "</header>", "<ul>", "</ul>", "<li>", "</li>",
    "<table>", "</table>", "<tr>", "<td>", "</td>", "<caption>", "</caption>", "<blockquote>", "</blockquote>", "<h1>", "</h1>", "<h2>",
    "</h2>", "<dl>", "<dt>", "<dd>", "</dl>", "<sup>", "</sup>", "<span hidden>", "</span>", "<div class='site-nav'>", "<i aria-hidden=true>",
    "</i>", "<!--", "-->", "--!>", "<!-- c -->", "<!-->", "<![CDATA[", "]]>", "<!doctype html>", "<?xml ?>", "<", ">", "</", "</ x>", "<x",
    "<a b='", '<a b="', "<p", "<é>", "<Tabs>", "</Tabs>", "<Tab a={1 > 2} />", "<>", "</>",
    "<meta name=description content='x &amp; y'>", "<html lang=de>", "<body>", "<figure>", "<figcaption>", "</figure>",
)  # fmt: skip
MARKUP = (
    "*", "**", "_", "__", "***", "~~", "~", "`", "``", "```", "~~~", "$", "$$", "$5-$6", "[", "]", "(", ")", "](x)", "![", "![alt](x)",
    "[link](x)", "[a][b]", "[b]: http://x 'T'", "[^1]", "[^1]: ", "\\", "\\*", "\\é", "\\\n", "|", "\\|", "^", "==", "[ ] ", "[x] ",
    "<http://a.example>", "  \n",
)  # fmt: skip
LINE_STARTS = (
    "", "", "", "# ", "## ", "###### ", "> ", ">", "> > ", "- ", "* ", "+ ", "1. ", "12) ", "- [ ] ", "    ", "\t", "  ", " ", ": ",
    "| a | b |", "|-|-|", "|:-:|", "===", "---", "***", "+++", "...", "```py", "~~~", "$$", "!!! note \"T\"", "!!! note", "??? tip", ":::",
    ":::note[T]", "/// tip | T", "///", "> [!NOTE]", "> [!tip] T", "[TOC]", "import A from 'a'", "export const x = 1", "<Tabs>", "</Tabs>",
    "title: ", "title: \"a \\\" b\"", "description: >-", "summary: |", "caption: 'it''s'", "lang: de", "title = \"x\"", "abstract = '''", "- title: x",
)  # fmt: skip
LINE_ENDS = ("\n", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\r\r", "\n\r", "\n \n", "\n> \n", "")


def _inline(*atoms: tuple[str, ...]) -> st.SearchStrategy[str]:
    drawn = st.one_of([st.sampled_from(group) for group in (WORDS, SPACES, ENTITIES, ADDRESSES, CONSTRUCTS, *atoms)])
    return st.lists(drawn, max_size=8).map("".join)


def _sources(starts: tuple[str, ...], inline: st.SearchStrategy[str], heads: tuple[str, ...]) -> st.SearchStrategy[str]:
    line = st.tuples(st.sampled_from(starts), inline, st.sampled_from(LINE_ENDS)).map("".join)
    return st.tuples(st.sampled_from(("", "", "", "\ufeff")), st.sampled_from(heads), st.lists(line, max_size=10)).map(
        lambda parts: parts[0] + parts[1] + "".join(parts[2])
    )


def markdown_sources() -> st.SearchStrategy[str]:
    """Articles in Markdown, with front matter, HTML, shortcodes and JSX, none of it sound."""
    heads = (
        "",
        "",
        "",
        "---\n",
        "+++\n",
        "---\r\ntitle: x\r\n---\r\n",
        "---\rtitle: é &amp; 'x'\r---\r",
        '+++\ntitle = "a\\u00e9"\n+++\n',
    )
    return _sources(LINE_STARTS, _inline(MARKUP, MARKUP, TAGS), heads)


def html_sources() -> st.SearchStrategy[str]:
    """Pages and pieces of pages, none of them sound."""
    heads = (
        "",
        "",
        "<!doctype html>\n<html lang=en><head><title>T &amp; t</title></head><body>\r\n",
        "<p>",
        "<table><tr><td>",
    )
    return _sources(("", "", "  ", "\t"), _inline(TAGS, TAGS, TAGS), heads)
