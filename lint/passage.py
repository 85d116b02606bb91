"""What a stretch of an article says, whatever its case, punctuation and quotation marks, and where it stands.

For checks that compare parts of one article with each other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

from lint.document import OPAQUE, Block, Document
from lint.kept import expression

PART = expression(r"[\p{L}\p{M}\p{N}]+")
_HAN = expression(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_CODE = expression(
    r"`[^`\n]+`|^[ \t>]*(?:```|~~~)|<pre\b|^(?:-{4,}|\.{4,})\r?\n|::[ \t\r]*\n[ \t\r]*\n[ \t]", regex.M | regex.I
)
_HEADED = expression(r"^(?:#{1,6}[ \t]+`[^\n]*|\*\*[^*\n]{4,}\*\*:?)[ \t\r]*$", regex.M)
_TAG = expression(r"<[^<>]*>")

# What may follow a headline that stands at the beginning of a block and is not just the beginning of its sentence:
# a new line, a stop, the name of the site, the next word run into it, or a dateline ("Oslo: ", "LIMA (AP) - ").
_LET_GO = expression(
    r"""["'”’»)\]]*+(?:
        [ \t]*\n\s*["“‘„«(\[]?[\p{Lu}\p{N}]
      | [.!?…]["'”’»)]*\s
      | [ \t]*[|–—·-]\s+\p{Lu}\S*(?:\s\S+){0,3}$
      | (?<=[\p{Ll}\p{N}])\p{Lu}\p{Ll}
      | \s+\p{Lu}[\p{L}.'’-]*(?:,?\s\p{Lu}[\p{L}.'’-]*){0,3}(?:\s\([^()]{2,20}\))?(?::|\s?[–—]|\s-)\s
    )""",
    regex.X,
)

_ENDED = frozenset(".!?:;…)]\"”’»'。！？：；」）؟؛।")


class Passage:
    """A stretch of a block, with what it says: its words, in lower case and without punctuation."""

    __slots__ = ("block", "end", "number", "said", "start")

    def __init__(self, document: Document, number: int, start: int = 0, end: int | None = None) -> None:
        block = document.blocks[number]
        self.number = number
        self.block = block
        self.start = start
        self.end = len(block.text) if end is None else end
        text = block.folded[self.start : self.end]
        if OPAQUE in text:
            first, last = (bisect_left(block.segments, at, key=lambda s: s.at) for at in (self.start, self.end))
            inside = (s.source.of(document.source) for s in block.segments[first:last] if s.text == OPAQUE)
            text += " " + " ".join(inside)
        self.said = " ".join(PART.findall(text))

    @property
    def size(self) -> int:
        """How many words it has; two signs are a word where words are written without spaces."""
        count = self.said.count(" ") + 1 if self.said else 0
        return count if self.said.isascii() else max(count, len(_HAN.findall(self.said)) // 2)


def headline(document: Document) -> Passage | None:
    """The headline as a reader of the page sees it: the title, that of the front matter, or a short first line."""
    found: Passage | None = None
    for number, block in enumerate(document.blocks):
        if block.kind == "title":
            return Passage(document, number)
        if found is None and (block.name == "title" or (block.kind == "heading" and block.level == 1)):
            found = Passage(document, number)
    if found is not None:
        return found
    if document.blocks and document.blocks[0].kind == "paragraph":
        first = Passage(document, 0)
        if first.size <= 30 and "\n" not in first.block.text and not first.block.text.endswith((".", ":", ",", ";")):
            return first
    return None


def sections(document: Document) -> list[int]:
    """The section of each block, 0 for all where sections make no difference.

    Manuals say a step or a warning again under each heading for those who read no more than that section, so in
    a document with code a heading parts what else would be the same thing said twice. One that is all code
    ("#### `close()`") is no block, and one may be a line in bold ("**Example 2: To close it**").
    """
    if _CODE.search(document.source) is None:
        return [0] * len(document.blocks)
    begun = [match.start() for match in _HEADED.finditer(document.source)]
    found, section = [], 0
    for block in document.blocks:
        section += block.kind == "heading"
        found.append(section + bisect_right(begun, block.source.start))
    return found


def touch(document: Document, first: Passage, again: Passage) -> bool:
    """Whether nothing stands between the two, not even code or a picture."""
    if first.block.kind != again.block.kind:
        return False
    start = first.block.span(first.start, first.end).end
    end = again.block.span(again.start, again.end).start
    return end - start < 400 and PART.search(_TAG.sub("", document.source[start:end])) is None


def first_sign(block: Block) -> int:
    """Where the first word of a block begins."""
    found = PART.search(block.folded)
    return found.start() if found else 0


def let_go(block: Block, words: Sequence[str]) -> int:
    """Where the headline ends that the block begins with as something of its own; 0 if it does not."""
    end = 0
    found = PART.finditer(block.folded)
    for word in words:
        part = next(found, None)
        if part is None or not (part[0] == word or (part[0].startswith(word) and word is words[-1])):
            return 0
        end = part.start() + len(word)
    match = _LET_GO.match(block.text, end)
    if match is None:
        return 0
    if match[0].startswith(tuple(".!?…")):
        return end + 1
    return match.end() if match.end() == len(block.text) else end


def own_lines(text: str) -> list[tuple[int, int]]:
    """Where the lines of a text are that may be read on their own, and do not just run on from line to line."""
    if "\n" not in text:
        return [(0, len(text))]
    found: list[tuple[int, int]] = []
    rows = [row.strip() for row in text.split("\n")]
    widest = max(map(len, rows))
    at, before = 0, ""
    for number, row in enumerate(rows):
        after = rows[number + 1] if number + 1 < len(rows) else ""
        # A wrapped line goes on from a full one that ends in mid-sentence, and the next goes on from it.
        goes_on = bool(before) and before[-1] not in _ENDED and len(before) >= 0.6 * widest
        if row and not goes_on and not row[0].islower() and not after[:1].islower():
            start = text.index(row, at)
            found.append((start, start + len(row)))
        at = text.index("\n", at) + 1 if after or number + 1 < len(rows) else at
        before = row
    return found
