"""Prose being gathered from a run of inline markup, for readers of Markdown and of HTML."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from lint.document import OPAQUE, Block, BlockKind, assemble
from lint.kept import expression
from lint.readers._rows import Cut, addresses
from lint.readers._shortcodes import MARKS
from lint.readers._tags import Piece, attributes, pieces
from lint.text import Span

# Elements whose content is no prose, but stands for a word of the sentence around it.
CODE = frozenset({"code", "kbd", "samp", "var", "tt", "math", "svg", "button", "select", "textarea"})
# Elements of which nothing is seen or said; `rt` says again what the word above it says.
UNSEEN = frozenset({"script", "style", "template", "noscript", "xmp", "iframe", "noembed", "noframes", "rt", "rp"})
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)

_BLANK = " \n\t\f"
_WORDISH = expression(r"[\p{L}\p{N}]")
_NOTE_MARK = expression(r"[\s\[\]()\d*†‡§,a-z]{0,8}")
_HIDING = expression(r"hidden", regex.I)


class Flow:
    """The pieces of one block after another; `close` turns what was gathered into a block.

    Images in a sentence are one opaque character there, and their alternative text is a caption behind the block.
    """

    def __init__(self, *, marked: bool = False) -> None:
        self.blocks: list[Block] = []
        self.marked = marked  # whether marks in the text cover what is left out
        self.titled = False  # whether the title of the article has been met
        self._pieces: list[Piece] = []
        self._captions: list[tuple[list[Piece], bool]] = []
        self._link = False  # inside a link
        self._inside = self._outside = False  # words met in links, and out of them
        self._veil: tuple[str, int, int, bool] | None = None  # element, depth, start, whether it stands for a word
        self._raised = -1  # number of pieces before <sup>
        self._reference = False  # whether it holds a link

    def text(self, text: str, start: int, end: int) -> None:
        """Add prose; `text` is the source under `start` to `end`, or what that was decoded to."""
        if self._veil is not None or not text:
            return
        self._pieces.append((text, start, end))
        if not (self._inside if self._link else self._outside) and _WORDISH.search(text):
            if self._link:
                self._inside = True
            else:
                self._outside = True

    def shown(self, source: str, start: int, end: int, base: int = 0) -> None:
        """Add text of HTML: references decoded, white space as a browser shows it, none twice in a row."""
        if self._veil is not None:
            return
        for text, begin, finish in pieces(source, start, end, base):
            if text[0] in _BLANK and (not self._pieces or self._pieces[-1][0][-1] in _BLANK):
                text, begin = text[1:], begin + 1
                if not text or finish - begin != len(text):
                    continue
            self.text(text, begin, finish)

    def opaque(self, start: int, end: int) -> None:
        """Add one character for source that is no prose but stands in a sentence."""
        if self._veil is None:
            self._pieces.append((OPAQUE, start, end))

    def line(self, start: int, end: int) -> None:
        """Add a line break."""
        if self._veil is None:
            self._pieces.append(("\n", start, end))

    def link(self, on: bool) -> None:  # noqa: FBT001
        """Enter or leave a link."""
        self._link = on

    def image(self, alt: list[Piece], start: int, end: int) -> None:
        """Add an image."""
        if self._veil is not None:
            return
        self.opaque(start, end)
        if alt:
            self._captions.append((alt, self._link))

    def tag(self, name: str, source: str, place: tuple[int, int], attrs: tuple[int, int], base: int = 0) -> None:
        """Take in an inline tag; a `name` with a leading slash is an end tag."""
        start, end = place
        if self._veil is not None:
            self._unveil(name, end + base)
            return
        if name == "/a":
            self._link = False
        elif name == "/sup" and 0 <= self._raised < len(self._pieces):
            if self._reference and _NOTE_MARK.fullmatch("".join(p[0] for p in self._pieces[self._raised :])):
                del self._pieces[self._raised :]  # a footnote's number is no part of the word before it
        elif name == "br":
            self.line(start + base, end + base)
        elif name[0] != "/" and not self._hides(name, source, place, attrs, base):
            if name == "sup":
                self._raised, self._reference = len(self._pieces), self._link
            elif name == "a":
                self._link = self._reference = "href" in attributes(source, *attrs)
            elif name == "img":
                alt = attributes(source, *attrs).get("alt", (0, 0))
                self.image(list(pieces(source, *alt, base)), start + base, end + base)

    def _hides(self, name: str, source: str, place: tuple[int, int], attrs: tuple[int, int], base: int) -> bool:
        """Whether a start tag begins something that is left out; if so, it has been taken in."""
        start, end = place
        alone = source[end - 2] == "/"
        if alone and source[start + 1].isupper():  # <Badge text="new" />
            self.opaque(start + base, end + base)
            return True
        hides = bool(_HIDING.search(source, *attrs)) and hidden(source, attributes(source, *attrs))
        if name not in CODE and name not in UNSEEN and not hides:
            return False
        word = name in CODE and not hides
        if not alone and name not in VOID:
            self._veil = (name, 1, start + base, word)
        elif word:
            self.opaque(start + base, end + base)
        return True

    def _unveil(self, name: str, end: int) -> None:
        if self._veil is None:
            return
        veil, depth, start, word = self._veil
        if name == veil:
            self._veil = (veil, depth + 1, start, word)
        elif name == "/" + veil:
            self._veil = (veil, depth - 1, start, word) if depth > 1 else None
            if depth == 1 and word:
                self.opaque(start, end)

    @property
    def veiled(self) -> str:
        """The element whose content is being left out, or nothing."""
        return self._veil[0] if self._veil is not None else ""

    def close(self, kind: BlockKind, at: int, *, name: str = "", level: int = 0, language: str | None = None) -> None:
        """End the block at source place `at`; a block without prose is dropped."""
        if self._veil is not None:
            _, _, start, word = self._veil
            self._veil = None
            if word and start < at:
                self.opaque(start, at)
        if self._pieces:
            linked = self._inside and not self._outside
            block = self.assembled(kind, self._pieces, name=name, level=level, linked=linked, language=language)
            if block is not None:
                if kind == "title":
                    self.titled = True
                self.blocks.append(block)
        for alt, linked in self._captions:
            caption = self.assembled("caption", alt, linked=linked, language=language)
            if caption is not None:
                self.blocks.append(caption)
        if self._pieces:
            self._pieces = []
            self._captions = []
        self._inside = self._outside = False
        self._raised = -1

    def assembled(
        self,
        kind: BlockKind,
        gathered: list[Piece],
        *,
        name: str = "",
        level: int = 0,
        linked: bool = False,
        language: str | None = None,
    ) -> Block | None:
        """A block of these pieces, or None."""
        return assembled(kind, gathered, name=name, level=level, linked=linked, language=language, marked=self.marked)


def hidden(source: str, found: dict[str, tuple[int, int]]) -> bool:
    """Whether these attributes take an element out of what readers see or hear."""
    if "hidden" in found:
        start, end = found.get("role", (0, 0))
        return source[start:end].strip().lower() != "tabpanel"  # shown when its tab is pressed
    start, end = found.get("aria-hidden", (0, 0))
    return source[start:end].strip().lower() == "true"


def assembled(
    kind: BlockKind,
    gathered: list[Piece],
    *,
    name: str = "",
    level: int = 0,
    linked: bool = False,
    language: str | None = None,
    marked: bool = False,
) -> Block | None:
    """A block of these pieces with its addresses made opaque, or None if no prose is in them."""
    text = "".join(piece[0] for piece in gathered)
    if marked:
        gathered = list(_without_marks(gathered))
        text = "".join(piece[0] for piece in gathered)
    found = list(addresses(text))
    if found:
        gathered = cut(gathered, found)
    found_pieces = [(t, Span(s, e)) for t, s, e in gathered]
    return assemble(kind, found_pieces, name=name, level=level, linked=linked, language=language)


def _without_marks(gathered: list[Piece]) -> Iterator[Piece]:
    for text, start, end in gathered:
        if len(text) != end - start:
            yield text, start, end
            continue
        at = 0
        for match in MARKS.finditer(text):
            begin, finish = match.span()
            yield text[at:begin], start + at, start + begin
            if match["opaque"]:
                yield OPAQUE, start + begin, start + finish
            at = finish
        yield text[at:], start + at, end


def cut(gathered: list[Piece], cuts: list[Cut]) -> list[Piece]:
    """The pieces with the text of each cut in the place of what it covers, wherever the pieces part it."""
    kept: list[Piece] = []
    at = number = 0
    said = -1  # the last cut whose text stands in `kept`
    for piece, start, end in gathered:
        stop = at + len(piece)
        exact = len(piece) == end - start
        here = at
        while here < stop:
            while number < len(cuts) and cuts[number].end <= here:
                number += 1
            first, last, text = cuts[number] if number < len(cuts) else Cut(stop, stop)
            until = min(first if here < first else last, stop) if exact else stop
            begin, finish = (start + here - at, start + until - at) if exact else (start, end)
            if here < first:
                kept.append((piece[here - at : until - at], begin, finish))
            elif text and said == number:
                kept[-1] = (kept[-1][0], kept[-1][1], finish)
            elif text:
                kept.append((text, begin, finish))
                said = number
            here = until
        at = stop
    return kept
