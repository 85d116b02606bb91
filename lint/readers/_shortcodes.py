"""What a site generator replaces before anybody reads the page: shortcodes, template tags and attribute lists.

Only what a generator would really replace is left out. `{{ page.title }}` and `{{< figure >}}` are; `{{name}}`,
`{{ first_name }}` and `{date}` are what an unfinished article looks like, and stay text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable
from typing import NamedTuple

import regex

from lint.kept import expression

# Marks cover what is left out until the parser is through. They are characters that no text has, of two octets and of
# three, so that they add up to any length; not controls, which CommonMark allows in no link: [x]({{ site.url }}/y).
_OPAQUE, _DROPPED = ("\u07fb", "\ufdd0"), ("\u07fc", "\ufdd1")
MARKS = expression(rf"(?P<opaque>[{''.join(_OPAQUE)}]+)|[{''.join(_DROPPED)}]+")


class Construct(NamedTuple):
    """A stretch of source to leave out; one that is not dropped stands for a word of its sentence."""

    start: int
    end: int
    dropped: bool


# Shortcodes and tags whose content is not prose either.
_CODE = "highlight|mermaid|math|comment|script|style|chart|plantuml|diagram|code|figma|codeblock|uml"

_OPENING = expression(r"\{\{|\{%|\{#\s|\{\*\s")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}", "{*": "*}"}
_LONGEST = 4000

_PAIRED = expression(rf"\{{[%{{][<%\-]?\s*+(?P<name>{_CODE})\b")
_PAIR_END = expression(rf"\{{(?:%-?\s*+end|\{{[<%]\s*+/\s*+)(?P<name>{_CODE})\b[^{{}}]{{0,40}}\}}\}}?")

# Roots that only a generator knows: Jekyll, Eleventy, Zola, Docusaurus, Sphinx, Material for MkDocs.
_EXPANDED = expression(
    r"""\s*+[-~]?\s*+(?:
        (?:site|page|layout|content|include|paginator|post|posts|forloop|jekyll|collections?|section|config|theme
          |frontmatter|super|git|build|eleventy|env|docs|macros?)(?:\s*+[.|\[\]]|\s*+\Z)
      | [.$"'/!] | \#(?:include|rustdoc_include|playground|title)\b | [\w.]++\s*+\(
      | (?:\w++[.\w]*+\s*+\|\s*+(?:relative_url|absolute_url|relref|url|safe|markdownify|jsonify|date|escape|slugify)\b)
      | (?:ref|relref|partial|template|block|define|range|with|end|now)\b(?:\s++["'.$]|\s*+\Z)
    )""",
    regex.VERBOSE,
)
_NAMED = expression(r"\{%-?\s*(?:assign|capture|for|set)\s+(\w+)")
_ROOT = expression(r"\s*[-~]?\s*(\w+)(\.\w)?")
_TAG = expression(r"\{%-?\s*(?:if|for|assign|capture|set|unless|macro|include|block)\s")

# Kramdown and Pandoc attribute lists: {: .note}, {.external target=_blank}, {#top .wide}.
_ATTRIBUTE_LIST = expression(
    r"""\{:[^{}\n]*+\} | (?<=[\])*`_}\ ])\{\s*+(?:[.\#][\w\-:]++|[\w\-]++=(?:"[^"\n{}]*+"|[^\s"{}]++))
        (?:\s++(?:[.\#][\w\-:]++|[\w\-]++=(?:"[^"\n{}]*+"|[^\s"{}]++)))*+\s*+\}""",
    regex.VERBOSE,
)


def marks(octets: int, *, dropped: bool) -> str:
    """Marks that are as long in UTF-8 as what they cover, two octets or more."""
    two, three = _DROPPED if dropped else _OPAQUE
    return three * (octets % 2) + two * ((octets - 3 * (octets % 2)) // 2)


def constructs(source: str, *, attribute_lists: bool = False, code: Container[int] = ()) -> list[Construct]:
    """What is replaced before publishing, in order and without overlaps; nothing that begins in `code`."""
    if "{" not in source or MARKS.search(source):
        return []
    found: list[Construct] = []
    # Where tags are, a template engine is, and it knows `{{ people.lead.name }}` too.
    tagged = "{%" in source and _TAG.search(source) is not None
    named = {m[1] for m in _NAMED.finditer(source)} if tagged else set()
    nearest: dict[str, int] = {}  # the next place of each closer, so that a line of "{{{{" costs one look
    wrapped = _Wrapped(source)
    at = 0
    for match in _OPENING.finditer(source):
        start = match.start()
        if start < at or start in code:
            continue
        closer = _CLOSERS[match[0][:2]]
        close = nearest.get(closer, -2)
        if close != -1 and close < match.end():
            close = nearest[closer] = source.find(closer, match.end())
        if close < 0 or close - start > _LONGEST:
            continue
        inner = source[match.end() : close]
        end = close + 2
        if "\n\n" in inner or (closer == "}}" and not _is_expanded(inner, named, tagged=tagged)):
            continue
        end = wrapped.end(start, end)
        found.append(Construct(start, end, closer in ("#}", "%}")))
        at = end
    if attribute_lists:
        spans = (m.span() for m in _ATTRIBUTE_LIST.finditer(source))
        lists = (Construct(*span, dropped=True) for span in spans if span[0] not in code)
        found = merged([*found, *lists])
    return found


def _is_expanded(inner: str, named: set[str], *, tagged: bool) -> bool:
    if inner[:1] in "<%" and inner[:1] and inner[-1] in "<>%":
        return True
    if _EXPANDED.match(inner):
        return True
    root = _ROOT.match(inner)
    return root is not None and (root[1] in named or (tagged and bool(root[2])))


class _Wrapped:
    """Finds where the code ends that a construct wraps."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._ends: dict[str, list[tuple[int, int]]] | None = None  # found once, when first needed

    def end(self, start: int, end: int) -> int:
        """The end of the construct at `start` to `end`, with the code behind it and its closing tag if there is one."""
        opener = _PAIRED.match(self._source, start, end)
        if opener is None:
            return end
        if self._ends is None:
            self._ends = {}
            for match in _PAIR_END.finditer(self._source):
                self._ends.setdefault(match["name"], []).append(match.span())
        ends = self._ends.get(opener["name"], [])
        number = bisect_right(ends, (end, 0))
        return ends[number][1] if number < len(ends) and ends[number][0] - end < 20 * _LONGEST else end


def merged(found: Iterable[Construct]) -> list[Construct]:
    """The constructs in order; of two that overlap the first is kept."""
    kept: list[Construct] = []
    for construct in sorted(found):
        if not kept or kept[-1].end <= construct.start:
            kept.append(construct)
    return kept


def veiled(source: str, found: Iterable[Construct]) -> str:
    """`source` with each construct replaced by as many marks as it has code points."""
    parts: list[str] = []
    at = 0
    for start, end, dropped in found:
        parts += (source[at:start], (_DROPPED if dropped else _OPAQUE)[0] * (end - start))
        at = end
    if not parts:
        return source
    parts.append(source[at:])
    return "".join(parts)
