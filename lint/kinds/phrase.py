"""Phrases that do not belong in the text, each with what was meant where that is known.

A phrase is written in the notation of `lint.lexicon.phrasing`: literal words, `~word` for any inflected form,
`{a|b|}` for a choice and `<det>`, `<poss>`, `<num>`, `<name>`, `<word>`, `<words>` for slots. Straight and curly
apostrophes, line breaks and case make no difference. A phrase that stands alone between quotation marks is being
talked about and is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
import regex

from lint.document import Block, BlockKind, Document
from lint.finding import Fault, Hit
from lint.kinds import Check, RuleError
from lint.lexicon.phrasing import Phrase, PhraseError, compile_phrase
from lint.rule import Rule


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a phrase rule says."""

    phrases: Annotated[
        dict[str, str] | list[str],
        msgspec.Meta(description="Phrases, or phrases with what was meant (an empty meaning: not known)."),
    ]
    exceptions: Annotated[
        list[str], msgspec.Meta(description="Phrases in which a match is right; a match that overlaps one is dropped.")
    ] = []
    blocks: Annotated[list[BlockKind], msgspec.Meta(description="Kinds of block to look in; all if empty.")] = []
    quoted: Annotated[
        bool, msgspec.Meta(description="Also flag a phrase that stands alone between quotation marks.")
    ] = False


VALUES = ("name",)
_OPENING, _CLOSING = "\"'“‘„«", "\"'”’“»"


class _Entry:
    __slots__ = ("blocks", "exceptions", "meant", "phrase", "quoted", "rule")

    def __init__(self, rule: Rule, phrase: Phrase, meant: str | None, exceptions: list[Phrase]) -> None:
        self.rule = rule.id
        self.phrase = phrase
        self.meant = meant
        self.exceptions = exceptions
        self.blocks = frozenset(rule.params.blocks)
        self.quoted = rule.params.quoted

    def find(self, block: Block) -> Iterator[Hit]:
        if self.blocks and block.kind not in self.blocks:
            return
        text, folded = block.text, block.folded
        spared: list[tuple[int, int]] | None = None
        for match in self.phrase.pattern.finditer(folded):
            start, end = match.span()
            values = match.groupdict()
            if "name" in values and not _capitalised(text, *match.span("name")):
                continue
            if not self.quoted and text[start - 1 : start] in _OPENING and text[end : end + 1] in _CLOSING:
                if start and end < len(text):
                    continue
            if spared is None:
                spared = [m.span() for e in self.exceptions for m in e.pattern.finditer(folded)]
            if any(a < end and start < b for a, b in spared):
                continue
            name = text[slice(*match.span("name"))] if "name" in values else ""
            yield Hit(self.rule, block, start, end, meant=self.meant, values={"name": name})


def _capitalised(text: str, start: int, end: int) -> bool:
    return all(word[0].isupper() for word in regex.split(r"[ .]+", text[start:end]) if word)


def _compiled(rule: Rule, phrase: str, key: str) -> Phrase:
    try:
        return compile_phrase(phrase)
    except PhraseError as error:
        raise RuleError(rule, str(error), key) from None


def build(rules: Sequence[Rule]) -> Check:
    """One check for all phrase rules: phrases are filed under a word that each match must contain."""
    index: dict[str, list[_Entry]] = defaultdict(list)
    for rule in rules:
        rows = rule.params.phrases
        exceptions = [_compiled(rule, text, "exceptions") for text in rule.params.exceptions]
        for text, meant in rows.items() if isinstance(rows, dict) else ((row, "") for row in rows):
            phrase = _compiled(rule, text, "phrases")
            entry = _Entry(rule, phrase, meant or None, exceptions)
            for anchor in phrase.anchors:
                index[anchor].append(entry)
    anchors = frozenset(index)

    def check(document: Document) -> Iterator[Hit | Fault]:
        for block in document.blocks:
            present = block.vocabulary & anchors
            seen: set[int] = set()
            for anchor in sorted(present):
                for entry in index[anchor]:
                    if id(entry) not in seen:
                        seen.add(id(entry))
                        yield from entry.find(block)

    return check
