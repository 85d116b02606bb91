"""Words, phrases and sentences in a loop.

Translation models fall into loops ("the first of the first of the first of") and patching sentences together leaves
words twice ("on on"). `fault` says which of three things a rule is about:

    succession   a unit of `shortest` to `longest` words that is said `times` times or more, one right after the
                 other. Only white space may stand between them, unless `punctuation` is set: "I see. I see. I see."
                 The whole run is flagged; a fix leaves one.
    syllables    a piece of a word of `shortest` to `longest` letters that is said `times` times or more inside it
    density      a phrase of `longest` words that is said `times` times or more in one block and makes up a `share`
                 of its words

Case makes no difference, line breaks and inline markup neither; code and addresses part what stands beside them.
Left alone are units with a digit, names (every word begins with a capital: "Duran Duran"), what stands alone between
quotation marks, and what a rule allows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

import msgspec
import regex

from lint.document import OPAQUE, Block, BlockKind, Document
from lint.finding import Fault, Hit
from lint.kept import expression
from lint.kinds import Check, RuleError
from lint.rule import Rule


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a repeat rule says."""

    fault: Annotated[
        Literal["succession", "syllables", "density"],
        msgspec.Meta(description="Said in succession, inside a word, or again and again in a block."),
    ] = "succession"
    shortest: Annotated[int, msgspec.Meta(ge=1, description="Words (or letters) that a unit has at least.")] = 1
    longest: Annotated[int, msgspec.Meta(ge=1, le=40, description="Words (or letters) that a unit has at most.")] = 1
    times: Annotated[int, msgspec.Meta(ge=2, description="How often a unit must be said.")] = 2
    most: Annotated[int | None, msgspec.Meta(description="How often it may be said at most: more is on purpose.")] = (
        None
    )
    punctuation: Annotated[bool, msgspec.Meta(description="Whether punctuation may stand between the units.")] = False
    letters: Annotated[int, msgspec.Meta(ge=1, description="Letters that some word of a unit must have.")] = 1
    units: Annotated[list[str], msgspec.Meta(description="The units to look for, in lower case; any if empty.")] = []
    allowed: Annotated[list[str], msgspec.Meta(description="Units that may be said twice, in lower case.")] = []
    connectives: Annotated[
        list[str],
        msgspec.Meta(description="Words that make two sayings of one word right: and, in “again and again”."),
    ] = []
    containing: Annotated[
        list[str], msgspec.Meta(description="Words one of which a unit must have, in lower case; any if empty.")
    ] = []
    share: Annotated[
        float, msgspec.Meta(gt=0, le=1, description="The share of a block's words that a dense phrase makes up.")
    ] = 0.3
    blocks: Annotated[list[BlockKind], msgspec.Meta(description="Kinds of block to look in; all if empty.")] = []


JUDGES_WORDS = True
VALUES = ("unit", "times")

_LONGEST_OPENER = 5  # letters of words that open sentences ("There there"); the names of species are longer
_LONGEST_SMALL_WORD = 4
_OPENING, _CLOSING = "\"'“‘„«", "\"'”’“»"
_SPOKEN = expression(r"\p{L}[\p{L}\p{M}'’\-]*")
_PROSE = expression(r"[\p{L}\p{M}'’\-, ]+")
_SPACE = expression(r"[ \u00a0]{1,2}|[ ]*\n")  # more, a tab or an indent parts columns and lines of code
# Beside a word: a path, an identifier, a formula ("col_a a", "foo.git git", "list list(").
_CODE_BEFORE = expression(r"[_/\\@#=<>|&*+$^~.:\-]$")
_CODE_AFTER = expression(r"[_/\\@#=<>|&*+$^~(]|\.[\p{L}\p{N}]")


class Run(NamedTuple):
    """Words `first` to `last` (not included) of a block repeat with a period."""

    first: int
    last: int
    period: int


def runs(words: Sequence[str], longest: int) -> Iterator[Run]:
    """Where a unit of at most `longest` words is said twice or more in succession, in the order they are met.

    A place is tried only where a word stands at the same distance from its last occurrence as its neighbour does:
    one dictionary look-up a word in prose that does not loop.
    """
    seen: dict[str, int] = {}
    done = [0] * (longest + 1)
    end = len(words)
    for at, word in enumerate(words):
        before = seen.get(word)
        seen[word] = at
        if before is None:
            continue
        period = at - before
        if period > longest or at < done[period]:
            continue
        last = at + 1
        while last < end and words[last] == words[last - period]:
            last += 1
        first = at
        while first > period and words[first - 1] == words[first - 1 - period]:
            first -= 1
        if last - first >= period:
            done[period] = last
            yield Run(first - period, last, period)


class _Rule:
    """A rule with its lists in the form that runs are compared with."""

    def __init__(self, rule: Rule) -> None:
        params: Params = rule.params
        self.id = rule.id
        self.params = params
        self.fixes = rule.fix is not None
        self.blocks = frozenset(params.blocks)
        self.units = frozenset(params.units)
        self.allowed = frozenset(params.allowed)
        self.containing = frozenset(params.containing)
        self.connectives = frozenset(params.connectives)
        if params.shortest > params.longest:
            raise RuleError(rule, "`shortest` is more than `longest`", "shortest")
        if params.fault != "succession" and rule.fix is not None:
            raise RuleError(rule, "only what is said in succession can be fixed", "fix")

    def finds(self, document: Document, block: Block, words: Sequence[str], run: Run) -> Iterator[Hit]:
        """The parts of a run that the rule objects to."""
        params, period = self.params, run.period
        if not params.shortest <= period <= params.longest or (self.blocks and block.kind not in self.blocks):
            return
        if not self.minds(words[run.first : run.first + period]):
            return
        for first, last in _stretches(block, run, punctuation=params.punctuation):
            times = (last - first) // period
            if times < params.times or (params.most is not None and times > params.most):
                continue
            start = block.words[first].start
            end = block.words[first + times * period - 1].end
            if _is_name(block, first, period) or _is_talked_about(block.text, start, end):
                continue
            if period == 1 and _is_term(document, block, first):
                continue
            said = block.text[start : block.words[first + period - 1].end]
            values = {"unit": " ".join(said.split()), "times": str(times)}
            yield Hit(self.id, block, start, end, replacement=said if self.fixes else None, values=values)

    def minds(self, unit: Sequence[str]) -> bool:
        """Whether the rule objects to the unit, said often enough."""
        if max(map(len, unit)) < self.params.letters or not all(map(_SPOKEN.fullmatch, unit)):
            return False
        # "la-la-la la-la-la" is a sound.
        if len(unit) == 1 and "-" in unit[0] and len(set(unit[0].split("-"))) == 1:
            return False
        # "again and again and again", "from desk to desk to desk": one of the two words connects.
        if len(unit) == 2 and not self.connectives.isdisjoint(unit):
            return False
        if self.containing and self.containing.isdisjoint(unit):
            return False
        turns = {" ".join((*unit[i:], *unit[:i])) for i in range(len(unit))}
        return turns.isdisjoint(self.allowed) and (not self.units or not turns.isdisjoint(self.units))


def _stretches(block: Block, run: Run, *, punctuation: bool) -> Iterator[tuple[int, int]]:
    """The parts of a run, as word numbers, with nothing between their words that parts them."""
    text, words = block.text, block.words
    first = run.first
    for number in range(run.first + 1, run.last + 1):
        if number < run.last:
            gap = text[words[number - 1].end : words[number].start]
            if OPAQUE not in gap if punctuation else _SPACE.fullmatch(gap):
                continue
        if number - first >= 2 * run.period:
            yield first, number
        first = number


def _is_name(block: Block, first: int, period: int) -> bool:
    """Whether one saying is a name: "Duran Duran", "Gorilla gorilla", "AND and", but not "The the"."""
    text = block.text
    words = [span.of(text) for span in block.words[first + period : first + 2 * period]]
    if period == 1 and text.isupper():
        return False
    if period == 1 and words[0].islower():
        start, end = block.words[first]
        if text[start].islower():
            return False
        opens = not start or text[start - 1] in _OPENING or text[max(0, start - 2) : start].rstrip()[-1:] in ".!?:"
        return not opens or end - start > _LONGEST_OPENER or (end - start > 1 and text[end - 1].isupper())
    return all(word[0].isupper() for word in words)


def _is_term(document: Document, block: Block, first: int) -> bool:
    """Whether markup sets a long word off from its double: "a *byte escape* escape starts with"."""
    one, other = block.words[first : first + 2]
    between = block.span(one.start, other.end).of(document.source)[len(one.of(block.text)) :]
    marked = between.removesuffix(other.of(block.text)).strip(" \n\r\t\u00a0>")
    return bool(marked) and other.end - other.start > _LONGEST_SMALL_WORD


def _is_talked_about(text: str, start: int, end: int) -> bool:
    """Whether the run stands alone between quotation marks or is part of code."""
    if _CODE_BEFORE.search(text, max(0, start - 2), start) or _CODE_AFTER.match(text, end):
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before and after and before in _OPENING and after in _CLOSING)


def _stutters(block: Block, words: Sequence[str], rule: _Rule) -> Iterator[Hit]:
    params = rule.params
    least = params.shortest * params.times
    pattern: regex.Pattern[str] | None = None
    for word, span in zip(words, block.words, strict=True):
        if len(word) < least:
            continue
        pattern = pattern or expression(rf"(\p{{L}}{{{params.shortest},{params.longest}}}?)\1{{{params.times - 1},}}")
        match = pattern.search(word)
        # "noooooo" is a cry, and no loop of "oo".
        if match and len(set(match[1])) > 1 and match[1] not in rule.allowed:
            times = len(match[0]) // len(match[1])
            yield Hit(rule.id, block, *span, values={"unit": match[1], "times": str(times)})


def _dense(block: Block, words: Sequence[str], rule: _Rule) -> Iterator[Hit]:
    size, params = rule.params.longest, rule.params
    if len(words) < size * params.times:
        return
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(words) - size + 1):
        gram = tuple(words[at : at + size])
        found = places[gram]
        if not found or at >= found[-1] + size:
            found.append(at)
    gram, found = max(places.items(), key=lambda item: len(item[1]))
    if len(found) < params.times or len(found) * size < params.share * len(words) or not rule.minds(gram):
        return
    start, end = block.words[found[0]].start, block.words[found[-1] + size - 1].end
    unit = " ".join(block.text[start : block.words[found[0] + size - 1].end].split())
    if not _PROSE.fullmatch(unit):
        return
    yield Hit(rule.id, block, start, end, values={"unit": unit, "times": str(len(found))})


def build(rules: Sequence[Rule]) -> Check:
    """One check for all repeat rules: runs are looked for once a block."""
    entries = [_Rule(rule) for rule in rules]
    succession = [entry for entry in entries if entry.params.fault == "succession"]
    syllables = [entry for entry in entries if entry.params.fault == "syllables"]
    density = [entry for entry in entries if entry.params.fault == "density"]
    longest = max((entry.params.longest for entry in succession), default=0)

    def check(document: Document) -> Iterator[Hit | Fault]:
        for block in document.blocks:
            folded = block.folded
            words = [folded[start:end] for start, end in block.words]
            for entry in syllables:
                yield from _stutters(block, words, entry)
            looped = False
            for run in runs(words, longest):
                for entry in succession:
                    for hit in entry.finds(document, block, words, run):
                        looped = looped or run.period > 1
                        yield hit
            # Half of the words of a loop are said before; long blocks of plain prose come near that too.
            if density and not looped and 2 * len(block.vocabulary) < len(words):
                for entry in density:
                    yield from _dense(block, words, entry)

    return check
