"""How hard a text is to read, held against limits, for a whole document, its sections or its sentences.

A rule names a `measure` and what it should be at least or at most. The measures:

{measures}

A section goes from one heading to the next. Measured is running prose: paragraphs, quotations, and list items that are
whole sentences; tables, captions and headings are not. A text of fewer words than `words` is not judged: the formulas
say nothing of a few lines. A measure that was not made for the language of the document is not used on it.

The finding stands at the sentence, else at the heading of the section or document, else at its first line of prose.
All measures of a document and its sections are in the JSON report under `metrics`, whether or not a limit was passed.

The kind runs only where it is selected (`--select all,readability`) and needs the extra `readability`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

import msgspec

from lint.document import Block, Document
from lint.finding import Fault, Hit
from lint.kinds import Check, RuleError
from lint.lexicon import measures
from lint.rule import Rule
from lint.text import Span

OPT_IN = True
lacking = measures.lacking

__doc__ = __doc__.format(measures="\n".join(f"- `{name}`: {what}." for name, what in measures.MEASURES.items()))

Measure = Literal[
    "reading-ease",
    "grade",
    "fog",
    "smog",
    "dale-chall",
    "gulpease",
    "fernandez-huerta",
    "lix",
    "sentence-length",
    "longest-sentence",
    "sentence-variation",
    "type-token",
]


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a readability rule says."""

    measure: Annotated[Measure, msgspec.Meta(description="What is measured.")]
    at_least: Annotated[float | None, msgspec.Meta(description="What the measure should not fall below.")] = None
    at_most: Annotated[float | None, msgspec.Meta(description="What it should not pass.")] = None
    scope: Annotated[
        Literal["document", "section", "sentence"],
        msgspec.Meta(description="What is measured as a whole; of a sentence only its length, as longest-sentence."),
    ] = "document"
    words: Annotated[int, msgspec.Meta(ge=1, description="Words of prose below which nothing is said.")] = 100


VALUES = ("value", "limit")


class Part(NamedTuple):
    """A document or a section of it: its heading, if it has one, and its sentences with the words of each."""

    heading: Block | None
    sentences: list[tuple[Block, Span, list[str]]]

    @property
    def words(self) -> int:
        """How many words its sentences have."""
        return sum(len(words) for _, _, words in self.sentences)

    def measured(self, language: str) -> dict[str, float]:
        """Its measures."""
        return measures.measures([words for _, _, words in self.sentences], language)


def build(rules: Sequence[Rule]) -> Check:
    """One check for all readability rules. Raises RuleError for a rule without a limit."""
    for rule in rules:
        params = rule.params
        if params.at_least is None and params.at_most is None:
            raise RuleError(rule, "a readability rule needs a limit: at_least, at_most or both", "measure")
        if params.scope == "sentence" and params.measure != "longest-sentence":
            raise RuleError(rule, "of a sentence only its length is measured: measure: longest-sentence", "scope")

    def check(document: Document) -> Iterator[Hit | Fault]:
        sections = list(_sections(document))
        whole = Part(next(_titles(document.blocks), None), [row for part in sections for row in part.sentences])
        taken = whole.measured(document.language)
        parts = [(section, section.measured(document.language)) for section in sections]
        if taken:
            document.metrics["readability"] = {
                "words": whole.words,
                "sentences": len(whole.sentences),
                "measures": taken,
                "sections": [
                    {
                        "line": document.lines.position(_place(part)[0].span(*_place(part)[1:]).start).line,
                        "heading": part.heading.text if part.heading else None,
                        "words": part.words,
                        "measures": found,
                    }
                    for part, found in parts
                    if found and len(parts) > 1
                ],
            }
        for rule in rules:
            scope = rule.params.scope
            if scope == "sentence":
                yield from _long_sentences(rule, whole)
            else:
                for part, found in [(whole, taken)] if scope == "document" else parts:
                    yield from _judged(rule, part, found)

    return check


def _judged(rule: Rule, part: Part, found: dict[str, float]) -> Iterator[Hit]:
    value = found.get(rule.params.measure)
    limit = _passed(rule, value)
    if value is not None and limit is not None and part.words >= rule.params.words:
        yield Hit(rule.id, *_place(part), values={"value": _shown(value), "limit": _shown(limit)})


def _long_sentences(rule: Rule, whole: Part) -> Iterator[Hit]:
    for block, span, words in whole.sentences:
        limit = _passed(rule, len(words))
        if limit is not None:
            yield Hit(rule.id, block, span.start, span.end, values={"value": str(len(words)), "limit": _shown(limit)})


def _passed(rule: Rule, value: float | None) -> float | None:
    """The limit that a value is on the wrong side of."""
    low, high = rule.params.at_least, rule.params.at_most
    if value is None:
        return None
    if low is not None and value < low:
        return float(low)
    return float(high) if high is not None and value > high else None


def _shown(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _place(part: Part) -> tuple[Block, int, int]:
    if part.heading is not None:
        return part.heading, 0, len(part.heading.text)
    block, span, _ = part.sentences[0]
    return block, span.start, span.end


def _titles(blocks: Iterable[Block]) -> Iterator[Block]:
    return (block for block in blocks if block.kind in ("title", "heading"))


def _sections(document: Document) -> Iterator[Part]:
    part = Part(None, [])
    for block in document.blocks:
        if block.kind in ("title", "heading"):
            if part.sentences:
                yield part
            part = Part(block, [])
        elif _is_prose(block):
            part.sentences.extend(_sentences(document, block))
    if part.sentences:
        yield part


def _is_prose(block: Block) -> bool:
    return block.kind in ("paragraph", "quote") or (block.kind == "item" and block.text.rstrip("”\"')*_")[-1:] in _ENDS)


_ENDS = (".", "!", "?", "…", "。", "！", "？")


def _sentences(document: Document, block: Block) -> Iterator[tuple[Block, Span, list[str]]]:
    text = block.text.replace("’", "'")
    spans = iter(block.words)
    word = next(spans, None)
    for sentence in document.sentences(block):
        words = []
        while word is not None and word.start < sentence.end:
            if word.start >= sentence.start:
                words.append(word.of(text))
            word = next(spans, None)
        if len(words) >= 3:
            yield block, sentence, words
