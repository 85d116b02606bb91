"""What an article does in places where languages differ: as its own language does, or as another.

A finder reads the article for one convention and returns a `Habit`. Blocks that were left in English are not read: they
are a fault of their own, and right in themselves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lint import quotation
from lint.document import Block, Document
from lint.lexicon.locale import Locale


class Found(NamedTuple):
    """A place where the article does as another language does; `values` are for the message."""

    block: Block
    start: int
    end: int
    meant: str | None = None
    replacement: str | None = None
    values: Mapping[str, str] = {}


class Habit(NamedTuple):
    """How often the article does as its language does, and where it does otherwise."""

    own: int
    foreign: list[Found]

    @property
    def mixed(self) -> bool:
        """Whether the article does both: one place in five its own way is a habit from which the others depart."""
        return self.own * 4 >= len(self.foreign)


# Words of English that are none of the other languages: “of”, “to”, “is”, “for” and “will” are.
_WORDS = """
the and that this these are from you your which with when where what have been they their should would could each
other used using there if
"""
_ENGLISH = frozenset(_WORDS.split())
_NEARLY = frozenset(("of", "to", "is", "it", "was", "he", "she", "his", "her", "by", "for"))
_SHORT = 15  # words; in so short a text one article shows that it is English
_LEARNT = 8  # blocks of some length that show what language a document is in


class Article:
    """A document and the conventions of its language."""

    def __init__(self, document: Document, conventions: Locale) -> None:
        self.document = document
        self.locale = conventions

    def blocks(self, signs: str = "") -> Iterator[Block]:
        """The blocks in the language of the article; with `signs` those that hold one of them."""
        for block in self.document.blocks:
            if not signs or any(map(block.text.__contains__, signs)):
                if self.locale.language == "en" or not english(block):
                    yield block

    def in_its_language(self) -> bool:
        """Whether the document is in the language that it is taken for.

        One that says nothing is taken for English; eight paragraphs of some length show whether it is.
        """
        if self.locale.language != "en":
            return True
        long = [block for block in self.document.blocks if len(block.words) >= _SHORT]
        return len(long) < _LEARNT or sum(english(block) for block in long) * 4 >= len(long)


def quoted(text: str, language: str) -> Callable[[int, int], bool]:
    """Whether a stretch of the text lies inside a quotation: a number or a mark there is what somebody else wrote."""
    outer: list[quotation.Quotation] = []
    for pair in quotation.read(text, language).pairs if quotation.MARKS.search(text) else ():
        if not outer or pair.start >= outer[-1].end:
            outer.append(pair)

    def inside(start: int, end: int) -> bool:
        at = bisect_left(outer, (start,)) - 1
        return at >= 0 and end < outer[at].end

    return inside


def english(block: Block) -> bool:
    """Whether a block is in English, by words that other languages do not have."""
    met = block.vocabulary & _ENGLISH
    return len(met) > 1 or ("the" in met and len(block.vocabulary) < _SHORT)


def speaks_english(block: Block) -> bool:
    """Whether a block has a word that is English for certain or nearly so."""
    return not block.vocabulary.isdisjoint(_ENGLISH | _NEARLY)
