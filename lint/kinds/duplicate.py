"""Something said before: a headline, caption, paragraph or sentence that stands in the article twice.

What is compared are the words. Case, punctuation, straight or curly quotes and line breaks make no difference; code
and links inside do, because “Press `a`.” and “Press `b`.” say different things. The later of the two is flagged, and
`{line}` in the message is the line of the first. A rule picks one fault:

- `headline`: the headline again, as a block of its own, as the first line of one, or twice in itself
- `near-headline`: one of the first blocks says the headline again with a few words changed
- `title-field`: the title of the front matter again as the first heading
- `caption`: a caption twice, or once bare and once with its credit
- `paragraph`, `sentence`: the same again anywhere in the article

A fix takes the later of the two out; where that is a heading with text of its own under it, it is only suggested. Only
a headline, a paragraph or a sentence that is there word for word can be fixed so.

Items, cells and links may repeat what they like, and so may a quotation repeat a line of the text (a pull quote).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import Annotated, Literal

import msgspec
import regex

from lint.document import Block, Document
from lint.finding import Fault, Hit
from lint.kept import expression
from lint.kinds import Check, RuleError
from lint.passage import PART, Passage, first_sign, headline, let_go, sections, touch
from lint.rule import Rule


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a duplicate rule says."""

    fault: Annotated[
        Literal["headline", "near-headline", "title-field", "caption", "paragraph", "sentence"],
        msgspec.Meta(description="What is said again."),
    ]
    words: Annotated[int, msgspec.Meta(ge=1, description="How many words it has at least.")] = 4
    near: Annotated[
        int, msgspec.Meta(ge=0, description="How many it has at least where the two are neighbours; 0: as many.")
    ] = 0
    similarity: Annotated[
        float, msgspec.Meta(gt=0, lt=1, description="`near-headline`: the share of words that are the same, in order.")
    ] = 0.75
    reach: Annotated[
        int, msgspec.Meta(ge=1, description="`near-headline`: how many blocks behind the headline are looked at.")
    ] = 3

    @property
    def closest(self) -> int:
        """The fewest words of neighbours."""
        return self.near or self.words


_FIXABLE = ("headline", "paragraph", "sentence")
_RUNNING = frozenset({"paragraph", "quote"})

# Fewer different words than this are “Da, da, da” or “No, no, and again no”.
_LEAST_DIFFERENT = 5
# The sentence behind a title that says what is done in a manual, and that says it once more.
_SHOWS = expression(r"(?:The following (?:\S+ ){0,2}|This (?:\S*\ufffc\S* )?)(?:examples?|commands?)\b")
_NUMBERED = expression(r"\p{No}|\(?(?:\p{Nd}{1,3}|\p{L})[.)]\s")
_NUMBER = expression(r"\p{N}+")
_REFRAIN = 3  # a speech or a song that comes back to its title so often does so on purpose
_SERIES = 20  # so many headings behind are compared
_CLOSED = expression(r"[.!?…。！？][\s\"'”’»›)\]]*$")
_ALTERNATIVE = expression(r"(?:alt\s*[:=]\s*[\"']?|!\[)$", regex.I)
_CREDIT = expression(r"[\s.]*\([^()]{2,60}\)[\s.]*|[\s.]*(?:[|/©–—-]|\p{L}+:|\p{L}+ by\b)\s*[^.!?]{2,60}")


def build(rules: Sequence[Rule]) -> Check:
    """One check for all duplicate rules."""
    for rule in rules:
        if rule.fix is not None and rule.params.fault not in _FIXABLE:
            raise RuleError(rule, f"only {', '.join(_FIXABLE)} can be fixed: which one is to stay is not known", "fix")

    def check(document: Document) -> Iterator[Hit | Fault]:
        for rule in rules:
            yield from _FAULTS[rule.params.fault](rule, document)

    return check


def _hit(rule: Rule, again: Passage, first: Passage, start: int | None = None, end: int | None = None) -> Hit:
    """What `again`, or a part of it, says after `first`."""
    place = again.start if start is None else start, again.end if end is None else end
    related = first.block, first.start, first.end
    return Hit(rule.id, again.block, *place, related=related, removes=rule.fix is not None)


def _headline_again(rule: Rule, document: Document) -> Iterator[Hit]:
    first = headline(document)
    if first is None:
        return
    yield from _twice_in_itself(rule, document, first)
    if first.size < rule.params.closest:
        return
    hits = list(_blocks_again(rule, document, first))
    if sum(hit.block.kind in _RUNNING for hit in hits) < _REFRAIN:
        yield from hits


def _blocks_again(rule: Rule, document: Document, first: Passage) -> Iterator[Hit]:
    """Each block that is the headline or begins with it."""
    words, size = first.said.split(), first.size
    follower = _follower(document, first.number)
    for number in range(first.number + 1, len(document.blocks)):
        block = document.blocks[number]
        if not _can_repeat_headline(block) or _tops(document, first, block):
            continue
        if size < rule.params.words and number != follower:
            return
        opening = PART.match(block.folded, first_sign(block))
        if opening is None or opening[0] != words[0]:
            continue
        again = Passage(document, number)
        if again.said == first.said:
            found = _hit(rule, again, first)
            yield found._replace(doubtful=_heads(document, number, follower))
        elif size >= rule.params.words and block.kind != "heading" and (end := let_go(block, words)):
            yield _hit(rule, again, first, 0, end)


def _heads(document: Document, number: int, follower: int) -> bool:
    """Whether the block is a heading with text of its own, and not the headline said again right behind itself."""
    if document.blocks[number].kind != "heading" or number == follower:
        return False
    return number + 1 < len(document.blocks) and document.blocks[number + 1].kind != "heading"


def _can_repeat_headline(block: Block) -> bool:
    return block.kind == "heading" or (block.kind in _RUNNING and not block.linked)


def _tops(document: Document, head: Passage, block: Block) -> bool:
    """Whether the block is the heading that prints a title kept in the front matter or in <title>."""
    if head.block.kind != "field" or block.kind != "heading":
        return False
    return block is next(b for b in document.blocks if b.kind == "heading")


def _twice_in_itself(rule: Rule, document: Document, first: Passage) -> Iterator[Hit]:
    """A headline run into itself: “Rain stops play Rain stops play”."""
    parts = list(PART.finditer(first.block.folded))
    half, odd = divmod(len(parts), 2)
    if odd or half < max(rule.params.closest, 2):
        return
    if [p[0] for p in parts[:half]] == [p[0] for p in parts[half:]]:
        start = parts[half].start()
        if start and first.block.text[start - 1] in "\"'“‘„«":
            start -= 1
        yield _hit(rule, first, Passage(document, first.number, 0, parts[half - 1].end()), start)


def _follower(document: Document, number: int) -> int:
    """The number of the next block that is read as text."""
    for later in range(number + 1, len(document.blocks)):
        if document.blocks[later].kind not in ("field", "caption"):
            return later
    return -1


def _headline_reworded(rule: Rule, document: Document) -> Iterator[Hit]:
    first = headline(document)
    params: Params = rule.params
    if first is None or not params.words <= first.size <= 60:
        return
    words = first.said.split()
    numbers = _NUMBER.findall(first.said)
    matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(words)
    number = first.number
    for _ in range(params.reach):
        number = _follower(document, number)
        if number < 0:
            return
        block = document.blocks[number]
        if not _can_repeat_headline(block) or _tops(document, first, block):
            continue
        if len(block.text) > 3 * len(first.block.text):
            continue
        again = Passage(document, number)
        if again.said == first.said or again.said.startswith(first.said + " ") or _SHOWS.match(block.text):
            continue
        matcher.set_seq1(again.said.split())
        if _NUMBER.findall(again.said) != numbers:
            continue  # "Part 1" and "Part 2" are two things
        if matcher.real_quick_ratio() >= params.similarity and matcher.ratio() >= params.similarity:
            if not _in_series(document, again, params.similarity):
                yield _hit(rule, again, first)
            return


def _in_series(document: Document, again: Passage, similarity: float) -> bool:
    """Whether later headings are worded alike (“Running the server on Linux”, “Running the client on Linux”, ...)."""
    matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(again.said.split())
    headings = (n for n in range(again.number + 1, len(document.blocks)) if document.blocks[n].kind == "heading")
    for number in islice(headings, _SERIES):
        matcher.set_seq1(Passage(document, number).said.split())
        if matcher.real_quick_ratio() >= similarity and matcher.ratio() >= similarity:
            return True
    return False


def _title_field(rule: Rule, document: Document) -> Iterator[Hit]:
    if document.format == "html":  # <title> and <h1> agree by design
        return
    fields = [n for n, block in enumerate(document.blocks) if block.name == "title"]
    titles = [n for n, block in enumerate(document.blocks) if block.kind == "title" and not block.name]
    if fields and titles:
        first, again = Passage(document, fields[0]), Passage(document, titles[0])
        if again.said == first.said and again.size >= rule.params.words:
            yield _hit(rule, again, first)


def _caption_again(rule: Rule, document: Document) -> Iterator[Hit]:
    params: Params = rule.params
    seen: dict[str, Passage] = {}
    before: Passage | None = None
    for number, block in enumerate(document.blocks):
        if block.kind not in ("caption", "paragraph", "quote"):
            before = None
            continue
        if len(block.text) > 600:
            before = None
            continue
        again = Passage(document, number)
        if block.kind == "caption" and again.size >= params.words and not _alternative(document, block):
            first = seen.setdefault(again.said, again)
            if first is not again:
                yield _hit(rule, again, first)
        if before is not None and before.size >= params.closest and before.block.kind == block.kind:
            if again.said.startswith(before.said + " ") and _credited(before.block, block):
                yield _hit(rule, again, before)
        before = again


def _alternative(document: Document, block: Block) -> bool:
    """Whether it is an image's alternative text, which may well say what the caption says."""
    start = block.source.start
    return _ALTERNATIVE.search(document.source, max(0, start - 12), start) is not None


def _credited(bare: Block, block: Block) -> bool:
    """Whether the block says what `bare` says and then only a credit."""
    last = len(PART.findall(bare.folded))
    parts = list(PART.finditer(block.folded))
    rest = block.text[parts[last - 1].end() :].lstrip("\"'”’»,;")
    return _CREDIT.fullmatch(rest) is not None


def _paragraph_again(rule: Rule, document: Document) -> Iterator[Hit]:
    whole = (Passage(document, n) for n, b in enumerate(document.blocks) if b.kind in _RUNNING and not b.linked)
    for first, again in _again(rule, document, whole):
        yield _hit(rule, again, first)


def _sentence_again(rule: Rule, document: Document) -> Iterator[Hit]:
    sentences = (
        Passage(document, number, *span)
        for number, block in enumerate(document.blocks)
        if block.kind in _RUNNING and not block.linked
        for span in document.sentences(block)
    )
    copied: dict[tuple[int, int], bool] = {}  # asked once a pair of paragraphs, however many sentences they have
    for first, again in _again(rule, document, sentences):
        if _pulled(first) or _pulled(again):
            continue
        pair = first.number, again.number
        if pair not in copied:
            copied[pair] = _copied(document, *pair)
        if not copied[pair]:
            yield _hit(rule, again, first)


def _again(rule: Rule, document: Document, passages: Iterator[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Each passage that was there before in a block of the same kind, behind the one that it repeats."""
    params: Params = rule.params
    top = headline(document)
    title = top.said if top is not None else ""
    section = sections(document)
    seen: dict[tuple[str, str, int], Passage] = {}
    before: Passage | None = None
    for again in passages:
        size, block = again.size, again.block
        first = again
        if size >= params.closest and len(set(again.said.split())) >= _LEAST_DIFFERENT and again.said != title:
            if before is not None and before.said == again.said and touch(document, before, again):
                first = before
            elif size >= params.words and _is_prose(again):
                first = seen.setdefault((block.kind, again.said, section[again.number]), again)
        if first is not again:
            yield first, again
        before = again


def _is_prose(passage: Passage) -> bool:
    """Not a label, a credit or an item: a stop closes it, and no number opens it."""
    text = passage.block.text
    closed = _CLOSED.search(text, max(passage.start, passage.end - 8), passage.end)
    return closed is not None and _NUMBERED.match(text, passage.start) is None


def _copied(document: Document, first: int, again: int) -> bool:
    """Whether a whole paragraph is there twice: that is said once, and not of each of its sentences."""
    return first != again and Passage(document, first).said == Passage(document, again).said


def _alone(passage: Passage) -> bool:
    """Whether it is all that its block says."""
    return passage.start == 0 and passage.end == len(passage.block.text)


def _pulled(passage: Passage) -> bool:
    """Whether it is a pull quote: on its own, and in quotation marks."""
    return _alone(passage) and passage.block.text[0] in "\"“„«»‘'"


_FAULTS: dict[str, Callable[[Rule, Document], Iterator[Hit]]] = {
    "headline": _headline_again,
    "near-headline": _headline_reworded,
    "title-field": _title_field,
    "caption": _caption_again,
    "paragraph": _paragraph_again,
    "sentence": _sentence_again,
}
