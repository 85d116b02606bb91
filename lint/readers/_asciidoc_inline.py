"""Inline markup of AsciiDoc: which stretches of a text read otherwise than they are written, and its footnotes."""

from __future__ import annotations

import html
from collections.abc import Iterator

import regex

from lint.document import OPAQUE
from lint.kept import expression
from lint.readers._rows import Cut, addresses
from lint.text import Span

# A constrained mark opens where no word stands before it and closes where none follows.
_TOKEN = expression(
    r"""
      (?P<escape>\\(?=[*_`#^~+{<\[:\\"']|\w++:))
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});)
    | (?P<attribute>\{(?:[\w][\w-]*|(?:counter2?|set):[^{}\n]{1,80})\})
    | (?P<curly>(?:(?<=")`(?=\S)|(?<=')`(?=\S)))
    | (?P<pass3>\+\+\+)(?=\S) | (?P<pass2>(?<!\+)\+\+)(?=[^\s+]) | (?P<pass1>(?<![\w+;:}])\+)(?=[^\s+])
    | (?P<dollars>\$\$)(?=\S)
    | (?P<code2>``)(?=\S) | (?P<code1>(?<![\w`;:}])`)(?=[^\s`])
    | (?P<bold2>\*\*)(?=\S) | (?P<bold1>(?<![\w*;:}])\*)(?=[^\s*])
    | (?P<italic2>__)(?=\S) | (?P<italic1>(?<![\w;:}])_)(?=[^\s_])
    | (?P<role>(?<![\w;:}])\[[.\#%][\w.\#%\-]++\](?=[*_`\#]))
    | (?P<mark2>\#\#)(?=\S) | (?P<mark1>(?<![\w#&;:}])\#)(?=[^\s#])
    | (?P<sup>\^)(?=\S) | (?P<sub>~)(?=\S)
    | (?P<cross><<)(?=[^\s<>])
    | (?P<anchor>\[\[[^\[\]\n]{1,200}\]\])
    | (?P<hidden>\(\(\()(?=\S) | (?P<term>\(\()(?=[^\s(])
    | (?P<note>(?<!\w)footnote(?:ref)?:[\w.-]*\[)
    | (?P<link>(?<![\w:/@])(?:link|xref|mailto|https?|ftp|irc):[^\s\[\]<>]{1,500}\[)
    | (?P<macro>(?<![\w:/])(?:image|icon|kbd|btn|menu|pass|stem|latexmath|asciimath|anchor|indexterm|xref|a|term)
        :[^\s\[\]:]{0,300}\[)
    | (?P<break>[ ]\+(?=\n))
    """,
    regex.X,
)
_DROPPED = frozenset({"anchor", "role", "escape", "break"})
# What closes each mark; the text between is code, or prose that may hold other marks.
_CODE = {
    "pass3": expression(r"\+\+\+"),
    "pass2": expression(r"\+\+"),
    "pass1": expression(r"(?<=[^\s+])\+(?!\w)"),
    "dollars": expression(r"\$\$"),
    "code2": expression(r"``"),
    "code1": expression(r"(?<=\S)`(?![\w`])"),
    "cross": expression(r">>"),
    "hidden": expression(r"\)\)\)"),
    "macro": expression(r"(?<!\\)\]"),
}
_TEXT = {
    "bold2": expression(r"\*\*"),
    "bold1": expression(r"(?<=[^\s*])\*(?![\w*])"),
    "italic2": expression(r"__"),
    "italic1": expression(r"(?<=\S)_(?!\w)"),
    "mark2": expression(r"\#\#"),
    "mark1": expression(r"(?<=\S)\#(?!\w)"),
    "sup": expression(r"(?<=\S)\^"),
    "sub": expression(r"(?<=\S)~"),
    "term": expression(r"\)\)"),
    "link": expression(r"(?<!\\)\]"),
    "note": expression(r"(?<!\\)\]"),
}
_SHORT = ("sup", "sub")  # they hold no blank
_ATTRIBUTES = expression(r",\s*(?:[\w-]+\s*=|[.#%][\w-])")
# Attributes that stand for a character; every other `{name}` is a value that this file need not hold.
_CHARACTERS = {
    "amp": "&", "apos": "'", "asterisk": "*", "backslash": "\\", "backtick": "`", "brvbar": "¦", "caret": "^",
    "cpp": "C++", "cxx": "C++", "deg": "°", "empty": "", "endsb": "]", "gt": ">", "ldquo": "“", "lsquo": "‘",
    "lt": "<", "nbsp": "\N{NO-BREAK SPACE}", "plus": "+", "pp": "++", "quot": '"', "rdquo": "”", "rsquo": "’",
    "sp": " ", "startsb": "[", "tilde": "~", "vbar": "|", "wj": "\N{WORD JOINER}", "zwsp": "\N{ZERO WIDTH SPACE}",
}  # fmt: skip


class Inline:
    """The cuts of one text, and the stretches that are footnotes: texts of their own."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self._text = text
        self._start, self._end = start, len(text) if end is None else end
        self._hopeless: set[str] = set()  # marks that nothing closes in the rest of the text
        self._closing: dict[str, Cut] = {}  # marks that are open, and where they close
        self.footnotes: list[Span] = []

    def cuts(self) -> Iterator[Cut]:
        """The cuts in order; footnotes are known when they have been taken."""
        at = self._start
        for cut in self._markup():
            if cut.start < at:
                continue  # a mark that closes inside something that was cut already
            yield from addresses(self._text, at, cut.start)
            if cut.end > cut.start:
                yield cut
            at = cut.end
        yield from addresses(self._text, at, self._end)

    def _markup(self) -> Iterator[Cut]:
        at = self._start
        while True:
            token = _TOKEN.search(self._text, at, self._end)
            limit = token.start() if token is not None else self._end
            for name, cut in sorted(self._closing.items(), key=lambda item: item[1].start):
                if cut.start <= limit:
                    del self._closing[name]
                    yield cut
                    at = max(at, cut.end)
            if token is None:
                return
            if token.start() < at:
                continue
            at = token.end()
            for cut in self._token(token):
                yield cut
                at = max(at, cut.end)
            if token.lastgroup == "escape":
                at = token.end() + 1

    def _token(self, token: regex.Match[str]) -> Iterator[Cut]:
        name = token.lastgroup or ""
        start, inside = token.span()
        if name in _DROPPED:
            yield Cut(start, inside)
        elif name == "entity":
            decoded = html.unescape(token[0])
            if decoded != token[0]:
                yield Cut(start, inside, decoded)
        elif name == "attribute":
            yield Cut(start, inside, _CHARACTERS.get(token[0][1:-1].lower(), OPAQUE))
        elif name == "curly":
            yield from self._quotation(start)
        elif name not in self._hopeless and name not in self._closing:
            rule = _CODE.get(name) or _TEXT[name]
            end = rule.search(self._text, inside + 1 if name not in ("link", "note", "macro") else inside, self._end)
            if end is None:
                self._hopeless.add(name)
            elif name in _CODE:
                yield self._opaque(token, end)
            else:
                yield from self._open(token, end)

    def _quotation(self, at: int) -> Iterator[Cut]:
        """The curly quotation marks that are written as a straight one and a backquote: "`so`"."""
        mark = self._text[at - 1]
        end = self._text.find("`" + mark, at + 1, self._end)
        if end < 0 or "curly" in self._closing:
            return
        yield Cut(at, at + 1)
        self._closing["curly"] = Cut(end, end + 1)

    def _opaque(self, token: regex.Match[str], end: regex.Match[str]) -> Cut:
        start = token.start()
        name, content = token.lastgroup, self._text[token.end() : end.start()]
        if name == "hidden" or token[0].startswith(("indexterm:", "anchor:")):
            return self._gone(start, end.end())
        if name == "cross" and "," in content:
            text = token.end() + content.index(",") + 1
            self._closing["cross"] = Cut(end.start(), end.end())
            return Cut(start, text + len(self._text[text : end.start()]) - len(self._text[text : end.start()].lstrip()))
        return Cut(start, end.end(), OPAQUE)

    def _gone(self, start: int, end: int) -> Cut:
        """A cut that leaves no blank in front of a full stop."""
        if start > self._start and self._text[start - 1] == " " and self._text[end : end + 1] in " \n.,;:!?)":
            start -= 1
        return Cut(start, end)

    def _open(self, token: regex.Match[str], end: regex.Match[str]) -> Iterator[Cut]:
        name = token.lastgroup or ""
        start, inside = token.span()
        content = self._text[inside : end.start()]
        if name in _SHORT and any(c.isspace() for c in content):
            return
        if name == "note":
            if content.strip():
                self.footnotes.append(Span(inside, end.start()))
            yield self._gone(start, end.end())
            return
        close = Cut(end.start(), end.end())
        if name == "link":
            attributes = _ATTRIBUTES.search(content)
            shown = content[: attributes.start()] if attributes is not None else content
            shown = shown.rstrip("^")
            if not shown.strip() or "=" in shown.split(" ")[0].split(",")[0]:
                yield Cut(start, end.end(), OPAQUE)
                return
            close = Cut(inside + len(shown), end.end())
            if len(shown) > 2 and shown[0] == shown[-1] == '"':
                inside, close = inside + 1, Cut(close.start - 1, close.end)
        yield Cut(start, inside)
        self._closing[name] = close
