"""Prose with a way back to the source.

A reader turns a file into blocks. A block is one run of prose (a paragraph, a heading, a table cell ...)
whose text a check can read as a writer would, made of segments that each know where they came from.
What is not prose inside a block (inline code, a URL, a shortcode) stands there as one OPAQUE character, so that
the words around it do not touch.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import methodcaller
from typing import Literal, NamedTuple, get_args

from lint.kept import expression
from lint.sentences import sentences
from lint.text import LineIndex, Span

OPAQUE = "\N{OBJECT REPLACEMENT CHARACTER}"

BlockKind = Literal["title", "heading", "paragraph", "item", "cell", "quote", "caption", "field"]
BLOCK_KINDS: tuple[str, ...] = get_args(BlockKind)

# Combining marks belong to the word that they stand in: "Cafe\u0301" is one word. Where nothing is `_BEYOND`, `re` is
# twice as fast.
_WORD = expression(r"[\p{L}\p{M}\p{N}]+(?:['’\-][\p{L}\p{M}\p{N}]+)*")
_PLAIN_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_BOUNDS = methodcaller("span")
_as_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)  # Span(*bounds) without a call in Python
_PART = expression(r"[\p{L}\p{M}\p{N}]+")

# For kinds that go through an article word by word: `re` is four times as fast as `regex` at this.
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|(?<![^\W_])-|-(?![^\W_])|[^\w\s\-]|_")

# Texts without these have no combining mark, and `regex` and `str.isalnum` agree on what a letter is.
_BEYOND = re.compile("[^\0-\u02ff\u2010-\u206f\ufffc]")
_SIGNS = frozenset(
    char for char in map(chr, (*range(0x300), *range(0x2010, 0x2070), ord(OPAQUE))) if not char.isalnum()
)

# Every entry keeps the length, so that an offset into folded text is an offset into the text.
_FOLD = tuple(
    {
        "‘": "'",
        "’": "'",
        "‛": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "‐": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\n": " ",
        "\r": " ",
        "\t": " ",
    }.items()
)
_CONTROLS = 3  # the entries that are ASCII


def fold(text: str) -> str:
    """`text` in lower case with straight quotes and plain spaces, code point for code point."""
    lower = text.lower()
    if len(lower) != len(text):  # "İ".lower() is two code points
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return straight(lower)


def straight(text: str) -> str:
    """`text` with straight quotes and plain spaces, code point for code point."""
    for char, plain in _FOLD[-_CONTROLS:] if text.isascii() else _FOLD:  # nine times as fast as `translate`
        text = text.replace(char, plain)
    return text


class Segment(NamedTuple):
    """Ties `text`, which begins at code point `at` of its block, to its source.

    It is verbatim when the source under the span is the text; otherwise something was decoded (`&amp;`) or
    stands for something left out, and the segment can only be pointed at as a whole.
    """

    at: int
    text: str
    source: Span

    @property
    def same_length(self) -> bool:
        """Whether places inside the segment can be told apart in the source."""
        return len(self.text) == self.source.end - self.source.start


class Block:
    """One run of prose: its kind, its text, and the segments that lead back.

    `name` is the key of a field ("title", "description"); `level` that of a heading from 1; `linked` says that the
    whole text is a link, as in a menu; `language` is the tag that the markup gives to this part of the text. Two blocks
    are equal only if they are the same object.
    """

    __slots__ = (
        "_folded",
        "_starts",
        "_token_set",
        "_tokens",
        "_vocabulary",
        "_words",
        "kind",
        "language",
        "level",
        "linked",
        "name",
        "segments",
        "text",
    )

    def __init__(
        self,
        kind: BlockKind,
        segments: Sequence[Segment],
        *,
        name: str = "",
        level: int = 0,
        linked: bool = False,
        language: str | None = None,
    ) -> None:
        self.kind: BlockKind = kind
        self.segments = tuple(segments)
        self.name = name
        self.level = level
        self.linked = linked
        self.language = language
        self.text = "".join(segment.text for segment in self.segments)
        self._starts = [segment.at for segment in self.segments]
        self._folded: str | None = None
        self._words: tuple[Span, ...] | None = None
        self._tokens: list[str] | None = None
        self._token_set: frozenset[str] | None = None
        self._vocabulary: frozenset[str] | None = None

    def __repr__(self) -> str:
        return f"Block({self.kind!r}, {self.text[:60]!r})"

    def span(self, start: int, end: int) -> Span:
        """The source span of block text `start` to `end`, both in code points of the block.

        Raises IndexError unless 0 <= start < end <= len(text).
        """
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"{start}:{end} is no stretch of a block of {len(self.text)} code points")
        first = self.segments[bisect_right(self._starts, start) - 1]
        last = self.segments[bisect_right(self._starts, end - 1) - 1]
        begin = first.source.start + (start - first.at if first.same_length else 0)
        finish = last.source.start + (end - last.at) if last.same_length else last.source.end
        return Span(begin, finish)

    @property
    def source(self) -> Span:
        """The source span of the whole block."""
        return self.span(0, len(self.text))

    @property
    def folded(self) -> str:
        """`fold(text)`, computed once."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    @property
    def words(self) -> tuple[Span, ...]:
        """The words of the block, computed once; a hyphen or apostrophe inside belongs to its word."""
        if self._words is None:
            pattern = _WORD if _BEYOND.search(self.text) else _PLAIN_WORD
            self._words = tuple(map(_as_span, map(_BOUNDS, pattern.finditer(self.text))))
        return self._words

    @property
    def tokens(self) -> list[str]:
        """The words of the folded text, parted at hyphens, and the signs between them, computed once.

        "well-known, don't" is well, known, a comma and don't.
        """
        if self._tokens is None:
            self._tokens = _TOKEN.findall(self.folded)
        return self._tokens

    @property
    def token_set(self) -> frozenset[str]:
        """The different tokens, computed once: a filter for checks that look for a few of them."""
        if self._token_set is None:
            self._token_set = frozenset(self.tokens)
        return self._token_set

    def token_spans(self) -> list[Span]:
        """Where each of the tokens stands, in code points of the block; made for every call, as few blocks need it."""
        return list(map(_as_span, map(_BOUNDS, _TOKEN.finditer(self.folded))))

    @property
    def vocabulary(self) -> frozenset[str]:
        """The folded words of the block, parted at hyphens and apostrophes: a filter for checks that look for words."""
        if self._vocabulary is None:
            if _BEYOND.search(self.folded):
                self._vocabulary = frozenset(_PART.findall(self.folded))
            else:  # the same in half the time or less
                words = self.token_set - _SIGNS
                if "'" in self.folded:
                    parted = [word for word in words if "'" in word]
                    words = words.difference(parted).union(*(word.split("'") for word in parted))
                self._vocabulary = words
        return self._vocabulary


def assemble(
    kind: BlockKind,
    pieces: Iterable[tuple[str, Span]],
    *,
    name: str = "",
    level: int = 0,
    linked: bool = False,
    language: str | None = None,
) -> Block | None:
    """A block made of (text, source span) pieces in reading order, or None if no prose is in them.

    White space at both ends is left out, empty pieces too; neighbours that touch in the source are joined.
    """
    kept: list[tuple[str, Span]] = []
    run: list[str] = []  # texts that touch, joined only when the run ends: a paragraph may have 100,000 lines
    at = Span(0, 0)
    exact = False
    for text, span in pieces:
        if not text:
            continue
        same = len(text) == span.end - span.start
        if run and exact and same and at.end == span.start:
            run.append(text)
            at = Span(at.start, span.end)
            continue
        if run:
            kept.append(("".join(run), at))
        run, at, exact = [text], span, same
    if run:
        kept.append(("".join(run), at))
    while kept and not kept[-1][0].strip():
        kept.pop()
    kept = kept[next((i for i, (text, _) in enumerate(kept) if text.strip()), 0) :]
    if not kept:
        return None
    text, span = kept[0]
    if len(text) == span.end - span.start:
        lead = len(text) - len(text.lstrip())
        kept[0] = (text[lead:], Span(span.start + lead, span.end))
    text, span = kept[-1]
    if len(text) == span.end - span.start:
        tail = len(text) - len(text.rstrip())
        kept[-1] = (text[: len(text) - tail], Span(span.start, span.end - tail))
    segments, length = [], 0
    for text, span in kept:
        segments.append(Segment(length, text, span))
        length += len(text)
    if not any(c.isalnum() for s in segments for c in s.text) and not any(
        s.text.strip().strip(OPAQUE) for s in segments
    ):
        return None
    return Block(kind, segments, name=name, level=level, linked=linked, language=language)


class Comment(NamedTuple):
    """What the source says beside the article: a comment, or an entry of the front matter that is meant for malaprop.

    `span` is all of it, with the signs around it; `text` what stands between them. One that is `of_file` stands in a
    place for things that hold for the whole file.
    """

    span: Span
    text: Span
    of_file: bool = False


class Document:
    """One article: the source as it is on disk and its blocks in reading order.

    `language` is a BCP 47 tag, that of the rules which run; `claimed` the one that the user, the file or its path says
    the text is in, if any does. `comments` are those that may speak to malaprop. Sentences and lines are computed when
    first asked for, then shared.
    """

    def __init__(
        self,
        path: str,
        source: str,
        blocks: Sequence[Block],
        *,
        language: str = "en",
        claimed: str | None = None,
        format: str = "text",
        comments: Iterable[Comment] = (),
    ) -> None:
        self.path = path
        self.source = source
        self.blocks = tuple(blocks)
        self.comments = tuple(comments)
        self.language = language
        self.claimed = claimed
        self.format = format
        self.memo: dict[str, object] = {}  # what one check worked out and others ask for
        self.metrics: dict[str, object] = {}  # what checks measured, for reports: plain data under the names of kinds
        self._lines: LineIndex | None = None
        self._sentences: dict[int, tuple[Span, ...]] = {}

    @property
    def lines(self) -> LineIndex:
        """The line index of the source, computed once."""
        if self._lines is None:
            self._lines = LineIndex(self.source)
        return self._lines

    def sentences(self, block: Block) -> tuple[Span, ...]:
        """The sentences of a block in its code points, without white space around them; computed once."""
        found = self._sentences.get(id(block))
        if found is None:
            found = self._sentences[id(block)] = tuple(sentences(block.text, self.language))
        return found
