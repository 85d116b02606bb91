"""Near misses of idioms: “weighed his nose in” where “poked his nose in” was meant.

A rule lists RIGHT idioms as frames, in the notation of `lint.lexicon.frames`. A text that fits a frame but for one
content word, one preposition or determiner, or two words that have changed places, is flagged, and the finding names
the idiom. What a frame licenses passes, and so do inflection, adverbs put in, and a play on words in quotation marks.

Whether a near miss is told depends on how open the place is in good English (`lint.lexicon.licences`): where hardly
anything else ever stands, any word is told; where more does, only a substitute of the right word, one that sounds like
it, or a verb from another idiom with the same particle (“weighed his nose in”: weigh in, poke one's nose in); where
anything may stand, none. For idioms of a rulebook of one's own that is judged by how much of the idiom is left
(`lint.lexicon.near_misses`). Words that good English puts there pass, and so does a word that the article is about: who
writes of kettles and makes “a mountain out of a kettle” is playing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import msgspec

from lint.document import Block, Document, assemble
from lint.finding import Fault, Hit
from lint.kept import kept
from lint.kinds import Check, RuleError, said, table_rows
from lint.lexicon import substitution
from lint.lexicon.frame_index import Filed, Index, filed
from lint.lexicon.frames import Fit, Frame, FrameError, Slot, compile_frame, lay, rendered
from lint.lexicon.inflection import bases
from lint.lexicon.near_misses import counts_as_slip, silences
from lint.quotation import mentioned
from lint.rule import CLOSE, OPEN, Example, Rule
from lint.text import Span

JUDGES_WORDS = True


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an idiom rule says."""

    frames: Annotated[
        str,
        msgspec.Meta(
            description="Right idioms, one a line: words, {licensed|variants}, {optional|}, <det>, <poss>, <num>, "
            "<word>, <words>, =word for one that must stand as written. A line that begins with # is a comment."
        ),
    ]


def _frames(rule: Rule) -> Iterator[Frame]:
    found = False
    for line in table_rows(rule.params.frames):
        found = True
        try:
            yield from compile_frame(line)
        except FrameError as error:
            raise RuleError(rule, str(error), "frames") from None
    if not found:
        raise RuleError(rule, "an idiom rule needs at least one frame", "frames")


def build(rules: Sequence[Rule]) -> Check:
    """One check for all idiom rules. A frame is filed under its two rarest words, one of which a near miss keeps."""
    index = _index(rules)

    def check(document: Document) -> Iterator[Hit | Fault]:
        for block in document.blocks:
            for hit, odd in _near_misses(block, index):
                if not any(_is_subject(document, word) for word in odd):
                    yield hit

    return check


def _index(rules: Sequence[Rule]) -> Index:
    parts: tuple[Any, ...] = kept("idiom", said(rules), lambda: tuple(filed(map(_frames, rules))))
    return Index(Filed(*parts), [rule.id for rule in rules])


_OFTEN = 3  # times that an article has a word which it is about


def _is_subject(document: Document, word: str) -> bool:
    """Whether the article is about what a word stands for: it has the word, in some form, again and again."""
    known = set(bases(word))
    met = (token for block in document.blocks for token in block.tokens if token[0] == word[0])
    return sum(not known.isdisjoint(bases(token)) for token in met) >= _OFTEN


def _near_misses(block: Block, index: Index) -> Iterator[tuple[Hit, list[str]]]:
    """The near misses of a block, each with the words in it that are not of the idiom."""
    tokens, present = block.tokens, block.token_set
    laid: list[tuple[int, int]] = []  # a place and an entry that may be filed under the word there
    for word in present & index.words:
        numbers = index.possible(word, present)
        if numbers:
            at = -1
            for _ in range(tokens.count(word)):
                at = tokens.index(word, at + 1)
                laid.extend([(at, number) for number in numbers])
    exact: list[tuple[int, int]] = []
    found: dict[tuple[int, int], tuple[str, Frame, Fit]] = {}
    seen: set[tuple[int, int]] = set()
    for at, number in sorted(laid):
        rule, frame, first, last, length, beside = index.entry(number)
        low, high = max(0, at - last), at - first + 1
        if beside and beside.isdisjoint(tokens[low : high + length]):
            continue
        for start in range(low, high):
            if (id(frame), start) in seen:
                continue
            seen.add((id(frame), start))
            for fit in lay(frame, tokens, start):
                if not fit.missed:
                    exact.append((fit.start, fit.end))
                elif counts_as_slip(frame, fit, tokens):
                    found.setdefault((fit.start, fit.end), (rule, frame, fit))
    if not found:
        return
    spans = block.token_spans()
    kept: list[tuple[int, int]] = []
    for (start, end), (rule, frame, fit) in sorted(found.items(), key=lambda row: (-(row[0][1] - row[0][0]), row[0])):
        if any(a < end and start < b for a, b in kept) or any(silences(span, frame, fit) for span in exact):
            continue
        first, last = spans[start].start, spans[end - 1].end
        if mentioned(block.text, first, last) or _is_name(block, fit, spans):
            continue
        kept.append((start, end))
        odd = [tokens[fit.places[number]] for number in fit.missed if len(fit.missed) == 1]
        yield Hit(rule, block, first, last, meant=rendered(frame, tokens, fit)), odd


def _is_name(block: Block, fit: Fit, spans: Sequence[Span]) -> bool:
    """Whether a word that does not fit is written as a name where the words after the first are not."""
    odd = {fit.places[number] for number in fit.missed}
    capitals = {at: block.text[spans[at].start].isupper() for at in range(fit.start, fit.end)}
    return any(capitals[at] for at in odd if at > fit.start) and not all(
        capital for at, capital in capitals.items() if at not in odd and len(spans[at].of(block.text)) > 3
    )


# Words that hardly any idiom has and no thesaurus gives for one.
_ODD = ("gravel", "turnip", "trombone")
_EVERY = 5  # frames of which one is tried


def generated(rule: Rule) -> Iterator[Example]:
    """Of some frames a garbled form: in the slot that is freest another word, or a substitute.

    A frame of two common words has none that is told; it is listed so that a right use is not taken for a wrong one.
    """
    index = _index([rule])
    for line in list(table_rows(rule.params.frames))[::_EVERY]:
        frame = compile_frame(line)[0]
        for number, filler in _garbles(frame):
            words = [_shown(slot) for slot in frame.slots]
            words[number] = filler
            text = " ".join(words)
            block = assemble("paragraph", [(text, Span(0, len(text)))])
            hits = [hit for hit, _ in _near_misses(block, index)] if block else []
            if [(hit.start, hit.end) for hit in hits] == [(0, len(text))]:
                yield Example(text=f"It was, they said, {OPEN}{text}{CLOSE}, no more.")
                break


def _garbles(frame: Frame) -> Iterator[tuple[int, str]]:
    for number in frame.contents:
        yield from ((number, word) for word in _ODD)
        yield from ((number, word) for word in substitution.substitutes(frame.slots[number].written)[:4])


def _shown(slot: Slot) -> str:
    return {"poss": "his", "words": "those old ways", "word": "grey"}.get(slot.kind, slot.written)
