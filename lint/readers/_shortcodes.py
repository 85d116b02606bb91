"""What a site generator replaces before anybody reads the page: shortcodes, template tags and attribute lists.

Only what a generator would really replace is left out. `{{ page.title }}` and `{{< figure >}}` are; `{{name}}`,
`{{ first_name }}` and `{date}` are what an unfinished article looks like, and stay text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import regex

# Marks cover what is left out until the parser is through. They are characters that no text has, of two octets and of
# three, so that they add up to any length; not controls, which CommonMark allows in no link: [x]({{ site.url }}/y).
_OPAQUE, _DROPPED = ("\u07fb", "\ufdd0"), ("\u07fc", "\ufdd1")
MARKS = regex.compile(rf"(?P<opaque>[{''.join(_OPAQUE)}]+)|[{''.join(_DROPPED)}]+")


class Construct(NamedTuple):
    """A stretch of source to leave out; one that is not dropped stands for a word of its sentence."""

    start: int
    end: int
    dropped: bool


# Shortcodes and tags whose content is not prose either.
_CODE = "highlight|mermaid|math|comment|script|style|chart|plantuml|diagram|code|figma|codeblock|uml"

_OPENING = regex.compile(r"\{\{|\{%|\{#\s|\{\*\s")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}", "{*": "*}"}
_LONGEST = 4000

_PAIRED = regex.compile(rf"\{{[%{{][<%\-]?\s*({_CODE})\b")

# Roots that only a generator knows: Jekyll, Eleventy, Zola, Docusaurus, Sphinx, Material for MkDocs.
_EXPANDED = regex.compile(
    r"""\s*+[-~]?\s*+(?:
        (?:site|page|layout|content|include|paginator|post|posts|forloop|jekyll|collections?|section|config|theme
          |frontmatter|super|git|build|eleventy|env|docs|macros?)(?:\s*+[.|\[\]]|\s*+\Z)
      | [.$"'/!] | \#(?:include|rustdoc_include|playground|title)\b | [\w.]++\s*+\(
      | (?:\w++[.\w]*+\s*+\|\s*+(?:relative_url|absolute_url|relref|url|safe|markdownify|jsonify|date|escape|slugify)\b)
      | (?:ref|relref|partial|template|block|define|range|with|end|now)\b(?:\s++["'.$]|\s*+\Z)
    )""",
    regex.VERBOSE,
)
_NAMED = regex.compile(r"\{%-?\s*(?:assign|capture|for|set)\s+(\w+)")
_ROOT = regex.compile(r"\s*[-~]?\s*(\w+)")

# Kramdown and Pandoc attribute lists: {: .note}, {.external target=_blank}, {#top .wide}.
_ATTRIBUTE_LIST = regex.compile(
    r"""\{:[^{}\n]*+\} | (?<=[\])*`_}\ ])\{\s*+(?:[.\#][\w\-:]++|[\w\-]++=(?:"[^"\n{}]*+"|[^\s"{}]++))
        (?:\s++(?:[.\#][\w\-:]++|[\w\-]++=(?:"[^"\n{}]*+"|[^\s"{}]++)))*+\s*+\}""",
    regex.VERBOSE,
)


def marks(octets: int, *, dropped: bool) -> str:
    """Marks that are as long in UTF-8 as what they cover, two octets or more."""
    two, three = _DROPPED if dropped else _OPAQUE
    return three * (octets % 2) + two * ((octets - 3 * (octets % 2)) // 2)


def constructs(source: str, *, attribute_lists: bool = False) -> list[Construct]:
    """What is replaced before publishing, in order and without overlaps."""
    if "{" not in source or MARKS.search(source):
        return []
    found: list[Construct] = []
    named = {m[1] for m in _NAMED.finditer(source)} if "{%" in source else set()
    nearest: dict[str, int] = {}  # the next place of each closer, so that a line of "{{{{" costs one look
    at = 0
    for match in _OPENING.finditer(source):
        start = match.start()
        if start < at:
            continue
        closer = _CLOSERS[match[0][:2]]
        close = nearest.get(closer, -2)
        if close != -1 and close < match.end():
            close = nearest[closer] = source.find(closer, match.end())
        if close < 0 or close - start > _LONGEST:
            continue
        inner = source[match.end() : close]
        end = close + 2
        if "\n\n" in inner or (closer == "}}" and not _is_expanded(inner, named)):
            continue
        end = _paired(source, start, end)
        found.append(Construct(start, end, closer in ("#}", "%}")))
        at = end
    if attribute_lists:
        found = merged([*found, *(Construct(*m.span(), True) for m in _ATTRIBUTE_LIST.finditer(source))])  # noqa: FBT003
    return found


def _is_expanded(inner: str, named: set[str]) -> bool:
    if inner[:1] in "<%" and inner[:1] and inner[-1] in "<>%":
        return True
    if _EXPANDED.match(inner):
        return True
    root = _ROOT.match(inner)
    return bool(named) and root is not None and root[1] in named


def _paired(source: str, start: int, end: int) -> int:
    """The end of a construct together with the code that it wraps."""
    opener = _PAIRED.match(source, start, end)
    if opener is None:
        return end
    name = opener[1]
    for closing in (
        f"{{% end{name}",
        f"{{%- end{name}",
        f"{{{{< /{name}",
        f"{{{{</{name}",
        f"{{{{% /{name}",
        f"{{{{%/{name}",
    ):
        close = source.find(closing, end, end + 20 * _LONGEST)
        if close >= 0:
            stop = source.find("}", close + len(closing))
            if stop >= 0:
                return stop + (2 if source.startswith("}}", stop) else 1)
    return end


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
