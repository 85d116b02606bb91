"""What MDX adds to Markdown: import and export lines, expressions in braces, components.

A reader sees no file name, so an article is MDX if it has a module line, a comment in braces, or an attribute in
braces. In any other, `{date}` is a leftover of an unfinished template and stays text.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from lint.kept import expression
from lint.readers._fences import Fences
from lint.readers._shortcodes import Construct
from lint.readers._tags import ATTRIBUTES

_MODULE = expression(
    r"""(?:\A\ufeff?|(?<=\n\n)|(?<=\r\n\r\n)|(?<=^---\n))(?:import\s[^\n;]*?["'][^"'\n]++["']|export\s+(?:const|let|default|function)\b)
        (?:[^\r\n]|\r?\n(?![ \t]*\r?\n))*+""",
    regex.VERBOSE | regex.M,
)
_SIGN = expression(r"^[ \t]*+<[a-zA-Z][\w.]*+(?:\s++[\w\-:]++(?:=\"[^\"]*+\")?+)*+=\{|\{/\*", regex.M)
# Code in backticks holds braces of its own; a blank line ends whatever was left open.
_BRACE = expression(r"(?P<code>`++[^`\r\n]++`++)|(?P<open>\{)|(?P<close>\})|(?:\r\n?|\n)[ \t]*+(?:\r\n?|\n)")
# <Tabs>, and kramdown's <aside markdown="1">; what stands below is Markdown, too.
_COMPONENT = expression(
    rf"""^[ \t>]*+(
        <(?:/?[A-Z]\w*[a-z][\w.]*+ | [a-z]++(?=[ ][^>\n]*\bmarkdown=["']?(?:1|block|span)))
        (?=[\s/>]){ATTRIBUTES}>
    )[ \t]*$""",
    regex.VERBOSE | regex.M,
)


def expressions(source: str, fences: Fences) -> Iterator[Construct]:
    """Module lines and braces of an article in MDX; nothing in any other."""
    lines = [m.span() for m in _MODULE.finditer(source) if m.start() not in fences] if "port " in source else []
    if not lines and not any(m.start() not in fences for m in _SIGN.finditer(source)):
        return
    for start, end in lines:
        yield Construct(start, end, dropped=True)
    starts: list[int] = []
    for match in _BRACE.finditer(source):
        if match.start() in fences or match["code"]:
            continue
        if match["open"]:
            starts.append(match.start())
        elif match["close"]:
            if len(starts) == 1:
                yield Construct(starts[0], match.end(), dropped=source.startswith("{/*", starts[0]))
            if starts:
                starts.pop()
        else:
            starts.clear()


def components(source: str, fences: Fences) -> Iterator[tuple[int, int]]:
    """Tags that have lines of their own and Markdown, not HTML, between them."""
    if "<" not in source:
        return
    for match in _COMPONENT.finditer(source):
        if match.start(1) not in fences:
            yield match.span(1)
