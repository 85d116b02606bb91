"""Blocks out of HTML: a whole page, or a stretch of HTML inside Markdown."""

from __future__ import annotations

from typing import Any, NamedTuple

import regex

from lint.document import BlockKind
from lint.kept import expression
from lint.readers._flow import CODE, UNSEEN, Flow, hidden
from lint.readers._tags import TOKEN, attributes, pieces

# Elements that begin and end a block, each with the kind it gives its text; "" leaves the kind of its surroundings.
_BLOCKS: dict[str, BlockKind | str] = {
    **dict.fromkeys(
        (  # noqa: SIM905 - a paragraph of words reads better
            "address article aside body center details dialog dir div dl fieldset figure footer form "
            "frameset head header hgroup hr html legend listing main menu nav object ol optgroup option p "
            "plaintext pre search section summary table tbody tfoot thead tr ul video audio canvas"
        ).split(),
        "",
    ),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "blockquote": "quote",
}
_SILENT = frozenset({"nav", "pre", "listing", "plaintext", "head", "canvas", "video", "audio", "object", "datalist"})
# A block that may stay unclosed, and the elements that end its reach: a second <li> closes the first one's.
_UNCLOSED = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "tr": ({"tr"}, {"table"}),
    "tbody": ({"thead", "tbody", "tfoot"}, {"table"}),
    "tfoot": ({"thead", "tbody", "tfoot"}, {"table"}),
    "body": ({"head"}, {"html"}),
}
_PARAGRAPH = ({"p"}, {"td", "th", "table", "caption", "button", "object"})
_HOLDING = frozenset({"svg", "math", "button", "select"})
_REACH = 40  # how far up an unclosed element is looked for; without a limit deep nesting costs its square

# Whole names, or their parts: "site-nav" is navigation, "navy" and "no-nav" are not.
_NAVIGATION = expression(
    r"(?:[a-z]+[-_]{1,2})??(?<!no-|no_|has-|with-|hide-)(?:nav|navbar|navigation|menu|menubar|breadcrumbs?|navheader|navfooter|pagination)"
    r"|(?:nav|navbar|navigation|menu|breadcrumbs?)[-_]{1,2}(?:list|items?|links?|container|wrapper|bar|trail)",
    regex.I,
)
_SECTIONS = ("article", "main", "section", "aside", "blockquote")
_LANG = expression(r"lang", regex.I)
_MARKED = expression(r"class|id|role|hidden", regex.I)
_ROLES = frozenset({"navigation", "menu", "menubar", "toolbar", "search"})


class _Element(NamedTuple):
    name: str
    kind: BlockKind
    level: int
    silent: bool
    language: str | None = None  # its own, or that of what it stands in; <html> and <body> speak for the document


class Page:
    """Reads HTML into the blocks of a flow."""

    def __init__(self, flow: Flow, kind: BlockKind = "paragraph") -> None:
        self._flow = flow
        self._stack = [_Element("", kind, level=0, silent=False)]
        self._open: dict[str, int] = {}

    def read(self, source: str, start: int, end: int, base: int = 0) -> None:
        """Read `source` from `start` to `end`; its first character is at place `base` of the file."""
        flow = self._flow
        for token in TOKEN.finditer(source, start, end):
            sort = token.lastgroup
            if sort == "text" or sort == "lone":
                if not self._stack[-1].silent:
                    flow.shown(source, *token.span(), base)
            elif sort == "attrs":
                self._tag(token, source, base)
            elif sort == "content":
                self._raw(token, source, base)
        self._close(end + base)

    def _raw(self, token: Any, source: str, base: int) -> None:
        name = token["raw"].lower()
        if name == "title":
            if not self._flow.veiled and not (self._stack[-1].silent and self._stack[-1].name != "head"):
                start, end = token.span("content")
                block = self._flow.assembled("field", list(pieces(source, start, end, base)), name="title")
                if block is not None:
                    self._flow.blocks.append(block)
        elif name == "textarea" and not self._stack[-1].silent:
            self._flow.opaque(token.start() + base, token.end() + base)

    def _tag(self, token: Any, source: str, base: int) -> None:
        name = token["name"].lower()
        closing = bool(token["end"])
        flow = self._flow
        if name not in _BLOCKS:
            if name == "meta" and not closing:
                self._meta(source, token.span("attrs"), base)
            elif not self._stack[-1].silent:
                flow.tag("/" + name if closing else name, source, token.span(), token.span("attrs"), base)
            return
        veil = flow.veiled
        if (
            veil
            and (veil not in CODE or veil in _HOLDING)
            and (veil in UNSEEN or not (closing and self._open.get(name)))
        ):
            return  # blocks inside a button are left out with it; <code> that was left open ends with its block
        self._close(token.start() + base)
        if closing:
            self._pop(name)
            return
        self._imply(name)
        if name == "hr":
            return
        above = self._stack[-1]
        given = _BLOCKS[name]
        silent = above.silent or name in _SILENT or self._marked(name, source, token.span("attrs"))
        silent = silent or (name == "footer" and self._of_the_site())
        level = int(name[1]) if given == "heading" else above.level
        kind: Any = given or above.kind
        if name == "h1" and not flow.titled and not silent:
            kind = "title"
        self._stack.append(_Element(name, kind, level, silent, self._language(name, source, token.span("attrs"))))
        self._open[name] = self._open.get(name, 0) + 1

    def _meta(self, source: str, attrs: tuple[int, int], base: int) -> None:
        found = attributes(source, *attrs)
        start, end = found.get("name", (0, 0))
        if source[start:end].strip().lower() == "description" and "content" in found:
            block = self._flow.assembled("field", list(pieces(source, *found["content"], base)), name="description")
            if block is not None:
                self._flow.blocks.append(block)

    def _marked(self, name: str, source: str, attrs: tuple[int, int]) -> bool:
        """Whether the attributes of a block say that it is hidden, or navigation."""
        if not _MARKED.search(source, *attrs):
            return False
        found = attributes(source, *attrs)
        if hidden(source, found):
            return True
        if name in ("html", "body", "main", "article"):
            return False
        start, end = found.get("role", (0, 0))
        if source[start:end].strip().lower() in _ROLES:
            return True
        for key in ("class", "id"):
            start, end = found.get(key, (0, 0))
            if any(_NAVIGATION.fullmatch(word) for word in source[start:end].split()):
                return True
        return False

    def _language(self, name: str, source: str, attrs: tuple[int, int]) -> str | None:
        if name not in ("html", "body") and _LANG.search(source, *attrs):
            found = attributes(source, *attrs)
            start, end = found.get("lang") or found.get("xml:lang") or (0, 0)
            if source[start:end].strip():
                return source[start:end].strip()
        return self._stack[-1].language

    def _of_the_site(self) -> bool:
        """Whether a footer here is that of a whole page, with the site's rights and cookies, and not of an article."""
        return bool(self._open.get("body")) and not any(self._open.get(name) for name in _SECTIONS)

    def _imply(self, name: str) -> None:
        """Close what a start tag closes without saying so."""
        if self._open.get("p"):
            self._pop_within(*_PARAGRAPH)
        if name in _UNCLOSED:
            self._pop_within(*_UNCLOSED[name])
        elif name[0] == "h" and name[1:].isdigit() and self._stack[-1].name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._drop()

    def _pop_within(self, names: set[str], reach: set[str]) -> None:
        for number in range(len(self._stack) - 1, max(0, len(self._stack) - 1 - _REACH), -1):
            found = self._stack[number].name
            if found in names:
                while len(self._stack) > number:
                    self._drop()
                return
            if found in reach:
                return

    def _pop(self, name: str) -> None:
        if self._open.get(name):
            while self._stack[-1].name != name:
                self._drop()
            self._drop()

    def _drop(self) -> None:
        self._open[self._stack.pop().name] -= 1

    def _close(self, at: int) -> None:
        top = self._stack[-1]
        kind = top.kind
        if kind == "title" and self._flow.titled:
            kind = "heading"
        self._flow.close(kind, at, level=top.level if kind in ("title", "heading") else 0, language=top.language)
