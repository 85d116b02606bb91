"""Phrases that do not belong in the text, each with what was meant where that is known.

A phrase is written in the notation of `lint.lexicon.phrasing`: literal words, `~word` for any inflected form,
`{a|b|}` for a choice and `<det>`, `<poss>`, `<num>`, `<name>`, `<word>`, `<words>` for slots. Straight and curly
apostrophes, line breaks, hyphens for spaces and case make no difference. A phrase that stands alone between quotation
marks is being talked about and is left alone. Where two rows of a rule flag the same words, the longer match speaks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import msgspec
import regex

from lint.document import Block, BlockKind, Document
from lint.finding import Fault, Hit
from lint.kept import expression
from lint.kinds import Check, RuleError
from lint.lexicon.phrasing import Phrase, PhraseError, compile_phrases, spaced
from lint.quotation import mentioned
from lint.rule import CLOSE, OPEN, Example, Rule


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


JUDGES_WORDS = True
VALUES = ("name",)
_NAME_GOES_ON = expression(r"(?: \p{Lu}[\p{L}\p{M}'’\-]*){1,2}")


class _Entry:
    __slots__ = ("blocks", "exceptions", "meant", "others", "phrase", "quoted", "rule")

    def __init__(self, rule: Rule, phrase: Phrase, meant: str | None, exceptions: list[Phrase]) -> None:
        self.rule = rule.id
        self.phrase = phrase
        self.others = phrase.groups[1:]  # beside the words that it is filed under
        self.meant = meant
        self.exceptions = exceptions
        self.blocks = frozenset(rule.params.blocks)
        self.quoted = rule.params.quoted

    def find(self, block: Block) -> Iterator[Hit]:
        if self.blocks and block.kind not in self.blocks:
            return
        text, folded = block.text, block.folded
        spared: list[tuple[int, int]] | None = None
        at = 0
        while match := self.phrase.pattern.search(folded, at):
            start, end = match.span()
            at = end
            values = {}
            if "name" in match.re.groupindex:
                a, b = match.span("name")
                if not _capitalised(text[a:b]):
                    at = start + 1  # “yesterday Ada Stone said”: the name may begin at the next word
                    continue
                if b == end and (more := _NAME_GOES_ON.match(text, end)):
                    b = end = at = more.end()
                values = {"name": text[a:b]}
            if not self.quoted and mentioned(text, start, end):
                continue
            if spared is None:
                spared = [m.span() for e in self.exceptions for m in e.pattern.finditer(folded)]
            if any(a < end and start < b for a, b in spared):
                continue
            yield Hit(self.rule, block, start, end, meant=self.meant, values=values)


def _capitalised(name: str) -> bool:
    return all(word[0].isupper() for word in regex.split(r"[ .\s]+", name) if word)


def _compiled(rule: Rule, phrases: Sequence[str], key: str) -> list[Phrase]:
    try:
        return compile_phrases(phrases)
    except PhraseError as error:
        raise RuleError(rule, str(error), key) from None


def _rows(rule: Rule) -> Iterator[tuple[str, str]]:
    rows = rule.params.phrases
    if not rows:
        raise RuleError(rule, "a phrase rule needs at least one phrase", "phrases")
    for text, meant in rows.items() if isinstance(rows, dict) else ((row, "") for row in rows):
        if not meant and "{meant}" in rule.message:
            raise RuleError(rule, f"the message quotes {{meant}}, but “{text}” does not say what was meant", "phrases")
        yield text, meant


def generated(rule: Rule) -> Iterator[Example]:
    """An example or two made from each row: its first choices and its last."""
    if rule.params.blocks and "paragraph" not in rule.params.blocks:
        return
    for phrase in _compiled(rule, [text for text, _ in _rows(rule)], "phrases"):
        for sample in phrase.samples:
            yield Example(text=f"Nothing more: {OPEN}{sample}{CLOSE}, it says there.")


def build(rules: Sequence[Rule]) -> Check:
    """One check for all phrase rules: phrases are filed under a word that each match must contain."""
    index: dict[str, list[_Entry]] = defaultdict(list)
    for rule in rules:
        exceptions = _compiled(rule, rule.params.exceptions, "exceptions")
        rows = list(_rows(rule))
        phrases = _compiled(rule, [text for text, _ in rows], "phrases")
        for phrase, (_, meant) in zip(phrases, rows, strict=True):
            entry = _Entry(rule, phrase, meant or None, exceptions)
            for anchor in phrase.anchors:
                index[anchor].append(entry)
    anchors = frozenset(index)

    def check(document: Document) -> Iterator[Hit | Fault]:
        for block in document.blocks:
            vocabulary = block.vocabulary
            entries: dict[_Entry, None] = {}  # one may be filed under several words
            for anchor in vocabulary & anchors:
                for entry in index[anchor]:
                    for group in entry.others:
                        if group.isdisjoint(vocabulary):
                            break
                    else:
                        entries[entry] = None
            if entries:
                text = spaced(block.folded)
                found = (entry for entry in entries if entry.phrase.possible(text))
                yield from _longest(hit for entry in found for hit in entry.find(block))

    return check


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of the hits of one rule in one block that overlap, the longest."""
    last: dict[str, int] = {}
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.rule, hit.start, -hit.end)):
        if hit.start < last.get(hit.rule, 0):
            if hit.end - hit.start > kept[-1].end - kept[-1].start:
                kept[-1] = hit
                last[hit.rule] = hit.end
            continue
        kept.append(hit)
        last[hit.rule] = hit.end
    yield from kept
