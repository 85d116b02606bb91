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

import marshal
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

import msgspec

from lint.document import Block, Document, assemble
from lint.finding import Fault, Hit
from lint.kept import kept
from lint.kinds import Check, RuleError, said, table_rows
from lint.lexicon import substitution
from lint.lexicon.frames import Fit, Frame, FrameError, Slot, compile_frame, lay, rendered
from lint.lexicon.inflection import bases
from lint.lexicon.near_misses import anchors, counts_as_slip, rarity, silences
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


class Entry(NamedTuple):
    """A frame, the rule that it belongs to, and how far into it the word that it is filed under may stand.

    A near miss has a word of `beside`, if there are such, within `length` tokens.
    """

    rule: str
    frame: Frame
    first: int
    last: int
    length: int
    beside: frozenset[str]


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
    index = _Index(rules)

    def check(document: Document) -> Iterator[Hit | Fault]:
        for block in document.blocks:
            for hit, odd in _near_misses(block, index):
                if not any(_is_subject(document, word) for word in odd):
                    yield hit

    return check


Filed = tuple[dict[str, list[int]], list[tuple[str, int, int, int, tuple[int, ...]]], list[bytes]]


class _Index:
    """Entries by the words that they are filed under; a frame stays packed until an article has its word."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.filed, self._rows, self._packed = kept("idiom", said(rules), lambda: _filed(rules))
        self.words = frozenset(self.filed)
        self._entries: dict[int, Entry] = {}
        self._frames: dict[int, Frame] = {}
        self._besides: dict[str, tuple[frozenset[str], dict[str, list[int]]]] = {}

    def possible(self, word: str, present: frozenset[str]) -> set[int]:
        """The numbers of the entries under a word of which a text with the words `present` may have a near miss."""
        known = self._besides.get(word)
        if known is None:
            filed: dict[str, list[int]] = defaultdict(list)
            for number in self.filed[word]:
                for other in self.entry(number).beside or ("",):
                    filed[other].append(number)
            known = self._besides[word] = frozenset(filed), filed
        others, filed = known
        always = filed.get("", [])  # which say nothing of the words beside
        if others.isdisjoint(present):
            return set(always)
        return set(always).union(*(filed[other] for other in others & present))

    def entry(self, number: int) -> Entry:
        """An entry by its number."""
        found = self._entries.get(number)
        if found is None:
            rule, place, first, last, beside = self._rows[number]
            frame = self._frame(place)
            length = sum(slot.high for slot in frame.slots)
            near = frozenset().union(*(frame.slots[slot].words for slot in beside))
            found = Entry(rule, frame, first, last, length, near)
            self._entries[number] = found
        return found

    def _frame(self, place: int) -> Frame:
        found = self._frames.get(place)
        if found is None:
            source, slots = marshal.loads(self._packed[place])
            found = self._frames[place] = Frame(source, tuple(Slot(*slot) for slot in slots))
        return found


def _filed(rules: Sequence[Rule]) -> Filed:
    """As plain data: the numbers of entries under each word, the entries with the place of their frame, the frames."""
    filed: dict[str, list[int]] = defaultdict(list)
    rows: list[tuple[str, int, int, int, tuple[int, ...]]] = []
    packed: list[bytes] = []
    for rule in rules:
        for frame in _frames(rule):
            for number in anchors(frame):
                for word in frame.slots[number].words:
                    filed[word].append(len(rows))
                rows.append((rule.id, len(packed), *_reach(frame, number), _beside(frame, number)))
            packed.append(marshal.dumps((frame.source, tuple(map(tuple, frame.slots)))))
    return dict(filed), rows, packed


def _reach(frame: Frame, number: int) -> tuple[int, int]:
    """How many tokens from the start the word of a slot may stand, if it may have changed places with its neighbour."""
    contents = frame.contents
    near = [n for n in contents if n < number][-1:] + [n for n in contents if n > number][:1]
    first = min([number, *near]) if len(contents) > 2 else number
    last = max([number, *near]) if len(contents) > 2 else number
    return sum(slot.low for slot in frame.slots[:first]), sum(slot.high for slot in frame.slots[:last])


def _beside(frame: Frame, number: int) -> tuple[int, ...]:
    """The two rarest other slots, of which a near miss misses one at most; none if there is but one."""
    others = [at for at, slot in enumerate(frame.slots) if slot.words and at != number]
    others.sort(key=lambda at: -rarity(frame.slots[at].words))
    return tuple(others[:2]) if len(others) > 1 else ()


_OFTEN = 3  # times that an article has a word which it is about


def _is_subject(document: Document, word: str) -> bool:
    """Whether the article is about what a word stands for: it has the word, in some form, again and again."""
    known = set(bases(word))
    met = (token for block in document.blocks for token in block.tokens if token[0] == word[0])
    return sum(not known.isdisjoint(bases(token)) for token in met) >= _OFTEN


def _near_misses(block: Block, index: _Index) -> Iterator[tuple[Hit, list[str]]]:
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
    index = _Index([rule])
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
