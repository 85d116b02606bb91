"""Strays that a page leaves at the edges of an article or runs into its text: share bars, related links, comment forms.

Phrases are written in the notation of `lint.lexicon.phrasing` and listed by the place where they are strays:

- `line`: a line of its own, wherever it stands
- `sure`: the same, and nobody would write it into an article (`Notify me of new posts by email`)
- `edge`: a line of its own before the first or behind the last full paragraph
- `part`: counts in a line beside others (`Facebook` in “Share this: Facebook Twitter”), or where three stand together
- `opening`: a short line begins with it that stands before or behind all full paragraphs (`Tags: travel, food`)
- `lead`: a short line begins with it, wherever it stands (`Also read: Five soups`)
- `closing`: stands behind the last sentence of a paragraph (“… on Monday. Read More”)
- `glued`: is run into the next word, or the word before into it (“Previous articleFerry sinks”)

The same words inside running prose (“You may also like to try the soup”) are no strays. Cells, captions and fields
are not looked at, items only at an edge.

A fix takes a stray out, with its line and blank line; but not what heads a list, a link or a text, which would be
left without a head. It is safe, where the rule says so, for a line of nothing but `sure` strays or of three parts and
more; whatever an author may have written is only suggested.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Annotated, Literal, NamedTuple

import msgspec
import regex

from lint.document import Block, Document
from lint.finding import Fault, Hit
from lint.kept import expression
from lint.kinds import Check, RuleError
from lint.lexicon.phrasing import Phrase, PhraseError, compile_phrase, compile_phrases
from lint.passage import own_lines
from lint.rule import CLOSE, OPEN, Example, Rule


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a boilerplate rule says."""

    line: Annotated[list[str], msgspec.Meta(description="Strays as a line of their own, wherever it stands.")] = []
    sure: Annotated[list[str], msgspec.Meta(description="The same; nobody writes them, so that a fix is safe.")] = []
    edge: Annotated[
        list[str], msgspec.Meta(description="Strays as a line of their own at an edge of the article.")
    ] = []
    part: Annotated[list[str], msgspec.Meta(description="Strays beside others in a line, or three together.")] = []
    opening: Annotated[list[str], msgspec.Meta(description="A short line at an edge that begins so is a stray.")] = []
    lead: Annotated[list[str], msgspec.Meta(description="A short line that begins so is a stray anywhere.")] = []
    closing: Annotated[list[str], msgspec.Meta(description="Strays behind the last sentence of a paragraph.")] = []
    glued: Annotated[list[str], msgspec.Meta(description="Strays that are run into the word behind or before.")] = []
    links: Annotated[
        Literal["flag", "spare"],
        msgspec.Meta(
            description="`spare`: leave alone what is a link, or what heads a list or a link: an author put it there."
        ),
    ] = "flag"


_PLACES = ("line", "sure", "edge", "part", "opening", "lead", "closing", "glued")
_CHAIN = _PLACES[:4]  # those of which a line may hold several
_LONGEST_LINE, _LONGEST_OPENING, _BODY_WORDS, _BODY_SIGNS, _EDGE_BLOCKS = 200, 15, 20, 40, 3

# What may stand around a stray: bullets, arrows, bars, icons. Not a question mark, and no quotation mark.
_TRIM = r"[^\p{L}\p{N}%?\"'“”‘’„«]"
_STOP = r"(?:[.!?…。！？؟।][\"'”’»」)\]]*|[—–»›|]|\[(?:…|\.\.\.)\])"
_UNSPACED = expression(r"[\p{Han}\p{Hiragana}\p{Katakana}]")  # a comma parts what counts as words of these
_SEAM = expression(r"[\p{Ll}.!?…”]\p{Lu}")  # where two texts may be run together
_LINK = expression(r"\]\(|\]\[|<a\b|https?://", regex.I)
_TAG_BEFORE = expression(r"<a\b[^<>]*>\s*$", regex.I)


class _Line(NamedTuple):
    """A line of a block that may be read on its own."""

    block: Block
    start: int
    end: int
    edge: bool
    outer: bool  # no full paragraph stands on its far side
    heads: bool  # it heads a list or a link, or as a heading some text


class _Entry:
    """The strays of one rule, as expressions over folded text."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule.id
        params: Params = rule.params
        found = {place: _compiled(rule, getattr(params, place), place) for place in _PLACES}
        if not any(found.values()):
            raise RuleError(rule, f"a boilerplate rule needs one of {', '.join(_PLACES)}", "line")
        self.spares = params.links == "spare"
        self.fixes = rule.fix is not None
        self._filed: dict[str, list[tuple[str, Phrase]]] = defaultdict(list)  # under a word that a match must contain
        for place in _PLACES[:-1]:
            for phrase in found[place]:
                for anchor in phrase.anchors:
                    self._filed[anchor].append((place, phrase))
        self._anchors = frozenset(self._filed)
        self._found = found

    def possible(self, block: Block) -> set[str]:
        """The places of phrases all of whose words the block has: one word alone ("das") many blocks have."""
        vocabulary = block.vocabulary
        return {
            place
            for anchor in self._anchors & vocabulary
            for place, phrase in self._filed[anchor]
            if not any(group.isdisjoint(vocabulary) for group in phrase.groups)
        }

    # Each is compiled when an article first has the words of a phrase in it: all at once they took 0.9 s.

    @cached_property
    def whole(self) -> regex.Pattern[str] | None:
        """The expression for a line that is nothing but strays."""
        chain = [(place, self._found[place]) for place in _CHAIN if self._found[place]]
        alternatives = "|".join(f"(?P<{place}>{_any(phrases)})" for place, phrases in chain)
        return expression(rf"(?:{_TRIM}*(?:{alternatives}))+{_TRIM}*") if chain else None

    @cached_property
    def opening(self) -> regex.Pattern[str] | None:
        """The expression for the beginning of a line."""
        phrases = self._found["opening"]
        return expression(rf"{_TRIM}*(?:{_any(phrases)})") if phrases else None

    @cached_property
    def lead(self) -> regex.Pattern[str] | None:
        """The expression for the beginning of a line in the middle of an article."""
        phrases = self._found["lead"]
        return expression(rf"{_TRIM}*(?:{_any(phrases)})\s*+[^\s]") if phrases else None

    @cached_property
    def closing(self) -> regex.Pattern[str] | None:
        """The expression for strays behind a paragraph's last sentence."""
        phrases = self._found["closing"]
        return _at_end(_any(phrases)) if phrases else None

    @property
    def glued(self) -> list[Phrase]:
        """Strays that are run together with their neighbours."""
        return self._found["glued"]

    def lines(self, document: Document, lines: Sequence[_Line]) -> Iterator[Hit]:
        for line in lines:
            possible = self.possible(line.block)
            if not possible:
                continue
            folded = line.block.folded[line.start : line.end]
            stray, sure = self._is_stray(folded, line, possible)
            if not stray:
                continue
            if self.spares and (line.heads or _linked(document, line.block, line.start, line.end)):
                continue
            removes, sure = self.fixes and not line.heads, sure and line.block.kind not in ("title", "heading")
            yield Hit(self.rule, line.block, line.start, line.end, removes=removes, doubtful=not sure)

    def _is_stray(self, folded: str, line: _Line, possible: set[str]) -> tuple[bool, bool]:
        """Whether a line is a stray, and whether it surely is one."""
        if not possible.isdisjoint(_CHAIN) and self.whole is not None and (match := self.whole.fullmatch(folded)):
            said = match.capturesdict()
            several = len(said.get("part", ())) >= 3
            edge = line.edge and line.block.kind not in ("title", "heading", "item") and not line.block.linked
            if said.get("sure") or said.get("line") or several or (edge and said.get("edge")):
                return True, not said.get("line") and not said.get("edge")
        if len(folded.split()) > _LONGEST_OPENING:
            return False, False
        if "lead" in possible and line.block.kind != "item" and self.lead is not None and self.lead.match(folded):
            return True, False
        if "opening" not in possible or self.opening is None or not line.outer:
            return False, False
        return self.opening.match(folded) is not None, False

    def close(self, document: Document, block: Block) -> Iterator[Hit]:
        """A stray behind the last sentence of a paragraph."""
        if "closing" not in self.possible(block) or self.closing is None:
            return
        folded = block.folded
        begin = max(0, len(folded) - _LONGEST_LINE)
        match = self.closing.search(folded, begin)
        if match is None:
            return
        start, end = match.span("hit")
        text = block.text[start:end]
        # “See the report. Read more.” is a sentence; “Read More” and “Read more…” are buttons.
        if text[0].islower() or (text.endswith(".") and not text.endswith("..")) or len(folded[:start].split()) < 4:
            return
        if not (self.spares and _linked(document, block, start, end)):
            yield Hit(self.rule, block, start, end, removes=self.fixes, doubtful=True)

    def run_in(self, block: Block) -> Iterator[Hit]:
        """A stray without a space between it and its neighbour."""
        text, folded = block.text, block.folded
        flagged: list[tuple[int, int]] = []
        for phrase in self.glued:
            if not all(any(word in folded for word in group) for group in phrase.groups):
                continue
            for match in _unbound(phrase.body).finditer(folded):
                start, end = match.span()
                before, after = text[start - 1 : start], text[end : end + 1]
                into_next = after.isupper() and text[end - 1].islower() and not before.isalnum()
                fresh = start > 0 and text[start].isupper() and (before.islower() or before in ".!?…”")
                into_this = fresh and not after.isalnum()
                if (into_next or into_this) and not any(a < end and start < b for a, b in flagged):
                    flagged.append((start, end))
                    yield Hit(self.rule, block, start, end, removes=self.fixes, doubtful=True)


@cache
def _unbound(body: str) -> regex.Pattern[str]:
    return expression(body)


def _at_end(strays: str) -> regex.Pattern[str]:
    """Strays behind a closed sentence, or in brackets behind whatever was cut off there."""
    chain = rf"(?:{strays})(?:{_TRIM}*(?:{strays}))*{_TRIM}*"
    return expression(rf"(?:(?<={_STOP})\s*+(?P<hit>{chain})|\s(?P<hit>[\[(](?:{strays})[\s.…»>→]*[\])]))$")


def _any(phrases: Sequence[Phrase]) -> str:
    """One expression for all; where a row ends with a colon, a bar will do too (“ALSO READ | Five soups”)."""
    return "|".join(p.expression + (r"\s*+[:：|]" if p.source.endswith(":") else "") for p in phrases)


def _compiled(rule: Rule, texts: Sequence[str], key: str) -> list[Phrase]:
    try:
        phrases = compile_phrases([text.removesuffix(":") for text in texts])
        return [phrase._replace(source=text) for phrase, text in zip(phrases, texts, strict=True)]
    except PhraseError as error:
        raise RuleError(rule, str(error), key) from None


def build(rules: Sequence[Rule]) -> Check:
    """One check for all boilerplate rules: the short lines of an article are found once, then shown to each."""
    entries = [_Entry(rule) for rule in rules]

    def check(document: Document) -> Iterator[Hit | Fault]:
        lines = list(_lines(document))
        seamed = [b for b in document.blocks if b.kind not in ("field", "cell") and _SEAM.search(b.text)]
        for entry in entries:
            yield from entry.lines(document, lines)
            for block in document.blocks:
                if block.kind in ("paragraph", "quote"):
                    yield from entry.close(document, block)
            if entry.glued:
                for block in seamed:
                    yield from entry.run_in(block)

    return check


def _lines(document: Document) -> Iterator[_Line]:
    """The short lines that stand on their own: all of a block, or in it where the text does not just run on."""
    blocks = document.blocks
    headed = document.format != "text"  # there a heading is a guess
    body = [n for n, block in enumerate(blocks) if block.kind in ("paragraph", "quote") and _full(block)]
    first, last = (body[0], body[-1]) if body else (len(blocks), -1)
    for number, block in enumerate(blocks):
        if block.kind in ("cell", "caption", "field"):
            continue
        outer = len(blocks) > 1 and not first <= number <= last  # one line alone has no edge
        outside = outer or (len(blocks) > 1 and not _EDGE_BLOCKS <= number < len(blocks) - _EDGE_BLOCKS)
        if block.kind == "item" and not outside:
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        heads = following is not None and (
            following.linked
            or following.kind == "item"
            or (headed and block.kind == "heading" and following.kind != "heading")
        )
        spans = own_lines(block.text)
        for start, end in spans:
            inside_first = number == first and start == spans[0][0] and len(spans) > 1
            inside_last = number == last and start != spans[0][0]
            if end - start <= _LONGEST_LINE:
                part = inside_first or inside_last
                yield _Line(block, start, end, outside or part, outer or part, heads)


def _full(block: Block) -> bool:
    """Whether the block is long enough to be a paragraph of the article."""
    if len(block.words) >= _BODY_WORDS:
        return True
    return not block.text.isascii() and len(_UNSPACED.findall(block.text)) >= _BODY_SIGNS


def _linked(document: Document, block: Block, start: int, end: int) -> bool:
    """Whether the stretch is the text of a link, or has one in it."""
    if block.linked:
        return True
    span = block.span(start, end)
    source = document.source
    if source[span.start - 1 : span.start] == "[" and source[span.end : span.end + 1] == "]":
        return True
    if _LINK.search(source, span.start, span.end + 2) is not None:
        return True
    return _TAG_BEFORE.search(source, max(0, span.start - 500), span.start) is not None


_BODY = (
    "The ferry left the harbour at nine on Monday, an hour late, with all of its passengers and most of their bags on "
    "board, and nobody at the quay could say why.\n\n"
    "Its captain told the paper that the engine had been cold, that the wind had turned in the night, and that he "
    "would rather be late than sorry.\n\n"
)


def generated(rule: Rule) -> Iterator[Example]:
    """Each row as the last line of an article, behind its last sentence, or run into a word."""
    params: Params = rule.params
    company = [*params.sure, *params.line, *params.edge]
    for place in _PLACES:
        for text in getattr(params, place):
            for sample in compile_phrase(text.removesuffix(":")).samples:
                said = sample[:1].upper() + sample[1:] + (":" if text.endswith(":") else "")
                if place == "part":
                    beside = compile_phrase(company[0]).samples[0] if company else f"{said} | {said}"
                    shown = f"{_BODY}{OPEN}{beside} | {said}{CLOSE}"
                elif place in ("opening", "lead"):
                    shown = f"{_BODY}{OPEN}{said} harbour{CLOSE}"
                elif place == "closing":
                    shown = f"{_BODY.strip()} {OPEN}{said}{CLOSE}"
                elif place == "glued":
                    shown = f"{_BODY}{OPEN}{said}{CLOSE}Ferry sails late"
                else:
                    shown = f"{_BODY}{OPEN}{said}{CLOSE}"
                yield Example(text=shown + "\n")
