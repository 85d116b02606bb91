"""Expressions whose words were swapped for synonyms: “profound learning” where “deep learning” was meant.

A rule lists RIGHT expressions, one a line; what is wrong is computed from them and from the substitutes that spinners
and translating machines put for a word (`lint.lexicon.substitution`). The other faults need no list. `pair`: the right
expressions are the pairs of words that were counted often next to each other in good English; flagged is a pair that
good English does not have where one substitution undone makes a common one (“powerful tea”). `unlikely-pair` does
without a right expression: in a passage full of signs of spinning it flags words that good English does not put
together. `name`: where an article writes of Slack, a “Loose” in the same company is flagged.

A candidate is told only if it is sure enough (`lint.lexicon.evidence`): alone when its own evidence is strong, with
less in a passage that shows other signs of spinning. An expression that stands there as it should silences what
crosses it; a swapped word that is written as a name is taken for one, and so is a play on words in quotation marks.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal
from zlib import crc32

import msgspec

from lint.document import Block, Document
from lint.finding import Fault, Hit
from lint.kept import kept
from lint.kinds import Check, RuleError, said, table_rows
from lint.lexicon import doubts, evidence, survey
from lint.lexicon.counts import word_class
from lint.lexicon.frames import inflected_like
from lint.lexicon.function_words import FUNCTION_WORDS
from lint.lexicon.garbling import garbles
from lint.lexicon.inflection import bases, third_person
from lint.lexicon.substitution import back
from lint.lexicon.tortured import LONGEST, Candidate, Lexicon, tree
from lint.lexicon.translated_names import translated_names
from lint.quotation import mentioned
from lint.rule import CLOSE, OPEN, Example, Rule
from lint.text import Span

JUDGES_WORDS = True


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a term rule says."""

    terms: Annotated[
        str,
        msgspec.Meta(
            description="Right expressions of two to five words, one a line, in the singular and the base form; "
            "capitals only in names. A line that begins with # is a comment."
        ),
    ] = ""
    fault: Annotated[
        Literal["expression", "pair", "unlikely-pair", "unlikely-word", "name"],
        msgspec.Meta(
            description="expression: one of `terms` with words swapped. pair: what one substitution made of a common "
            "pair of words. unlikely-pair: in a passage that reads like spun text, words that good English does not "
            "put together. unlikely-word: there, a word that hardly anyone writes but spinners. name: a name of the "
            "article taken for a word and replaced."
        ),
    ] = "expression"


def build(rules: Sequence[Rule]) -> Check:
    """One check for all term rules: their expressions are one tree, walked once along each block."""
    starts, packed = kept("term", said(rules), lambda: _filed(rules))
    terms = _Terms(rules, starts)
    swapped, unlikely, suspect, named = (
        next((rule.id for rule in rules if rule.params.fault == fault), None)
        for fault in ("pair", "unlikely-pair", "unlikely-word", "name")
    )
    surveyor = survey.Surveyor(Lexicon(packed), evidence.model())

    def check(document: Document) -> Iterator[Hit | Fault]:
        blocks = [block.tokens for block in document.blocks]
        seen = document.memo[_SURVEY] = surveyor.survey(blocks)
        told: dict[int, set[int]] = defaultdict(set)
        read = seen if swapped else seen._replace(scored=[s for s in seen.scored if s.candidate.number >= 0])
        for scored in survey.told(read):  # a pair that no rule speaks for must not stand before a term
            candidate, block = scored.candidate, document.blocks[scored.block]
            rule, line = terms[candidate.number] if candidate.number >= 0 else (swapped, " ".join(candidate.right))
            spans = block.token_spans()[candidate.start : candidate.end]
            start, end = spans[0].start, spans[-1].end
            if rule and not _named(block, spans, line) and not mentioned(block.text, start, end):
                told[scored.block].update(range(candidate.start, candidate.end))
                yield Hit(rule, block, start, end, meant=_meant(candidate, line, block))
        if named is not None:
            for double in translated_names(document.blocks):
                span = document.blocks[double.block].token_spans()[double.token]
                yield Hit(named, document.blocks[double.block], span.start, span.end, meant=double.name)
        if unlikely is not None:
            yield from _unlikely(unlikely, document, doubts.odd(blocks, seen), told)
        if suspect is not None:
            for doubt in doubts.suspects(blocks, seen):
                block = document.blocks[doubt.block]
                span = block.token_spans()[doubt.token]
                if doubt.token not in told[doubt.block] and block.text[span.start].islower():
                    yield Hit(suspect, block, span.start, span.end, meant=_in_number(span.of(block.text), doubt.meant))

    return check


def generated(rule: Rule) -> Iterator[Example]:
    """An example made from each of some expressions: the first garble of it that is told by itself."""
    lines = list(_lines(rule))
    surveyor = survey.Surveyor(Lexicon(tree(map(classes, lines))), evidence.model())
    for line in lines:
        if crc32(line.encode()) % _SAMPLED == 0:
            garble = next((text for text in garbles(line.replace("' ", " ")) if _is_told(text, surveyor)), None)
            if garble is not None:  # of some expressions no garble is sure enough to be told alone
                yield Example(text=f"{OPEN}{garble}{CLOSE}.")


_SAMPLED = 16  # one line in so many: the rules have 26,000


def _is_told(garble: str, surveyor: survey.Surveyor) -> bool:
    tokens = garble.lower().split()
    found = [scored.candidate for scored in survey.told(surveyor.survey([tokens]))]
    return [(c.start, c.end, c.number >= 0) for c in found] == [(0, len(tokens), True)]


def _unlikely(rule: str, document: Document, runs: Iterator[doubts.Odd], told: dict[int, set[int]]) -> Iterator[Hit]:
    for run in runs:
        block = document.blocks[run.block]
        spans = block.token_spans()[run.start : run.end]
        if block.kind in ("title", "heading") or any(block.text[span.start].isupper() for span in spans[1:]):
            continue  # names meet for the first time in good English too
        if told[run.block].isdisjoint(range(run.start, run.end)):
            told[run.block].update(range(run.start, run.end))
            yield Hit(rule, block, spans[0].start, spans[-1].end)


class _Terms:
    """The expressions of rules by their numbers, with the rule of each; they are read when one is told."""

    def __init__(self, rules: Sequence[Rule], starts: Sequence[int]) -> None:
        self._rules = rules
        self._starts = starts
        self._lines: dict[int, list[str]] = {}

    def __getitem__(self, number: int) -> tuple[str, str]:
        place = bisect_right(self._starts, number) - 1
        rule = self._rules[place]
        if place not in self._lines:
            self._lines[place] = list(_lines(rule))
        return rule.id, self._lines[place][number - self._starts[place]]


def _filed(rules: Sequence[Rule]) -> tuple[list[int], dict[str, bytes]]:
    """The number of the first expression of each rule, and the tree of all."""
    lines = [list(_lines(rule)) for rule in rules]
    starts = list(itertools.accumulate(map(len, lines), initial=0))[:-1]
    return starts, tree(classes(line) for own in lines for line in own)


_SURVEY = "term.survey"


def surveyed(document: Document) -> survey.Survey | None:
    """What the check of this kind saw in the document, if it has run."""
    found = document.memo.get(_SURVEY)
    return found if isinstance(found, survey.Survey) else None


def _lines(rule: Rule) -> Iterator[str]:
    found = False
    for line in table_rows(rule.params.terms):
        found = True
        if not 2 <= len(line.replace("-", " ").split()) < LONGEST:
            raise RuleError(rule, f"“{line}”: an expression has two to {LONGEST - 1} words", "terms")
        yield line
    if not found and rule.params.fault == "expression":
        raise RuleError(rule, "a term rule needs at least one expression", "terms")


def classes(line: str) -> tuple[str, ...]:
    """The word classes of an expression as it is written, without an apostrophe at the end of a word."""
    return tuple(word_class(part.rstrip("'")) for part in line.lower().replace("’", "'").replace("-", " ").split())


def _named(block: Block, spans: Sequence[Span], line: str) -> bool:
    """Whether a swapped word is written as a name, where the right expression is none.

    "Civics Test" in running text is the name of something; headings and items have capitals for other reasons.
    """
    text = block.text
    capital = [text[span.start].isupper() for span in spans]
    if line != line.lower():
        return not any(capital)  # and the name of an institution is not meant where nothing is capitalised
    if block.kind in ("title", "heading"):
        return False
    opens = spans[0].start == 0 or text[: spans[0].start].rstrip()[-1:] in ".!?:“\"'‘(—–-"
    return any(capital[1:]) or (capital[0] and not opens)


def _in_number(token: str, word: str) -> str:
    # Rare words have no class of their own: "cudgels" is a plural because no word is replaced by it as it is.
    plural = token.endswith("s") and not token.endswith("ss") and (word_class(token) != token or not back(token))
    return third_person(word) if plural and not word.endswith("s") else word


def _meant(candidate: Candidate, line: str, block: Block) -> str:
    """The right expression, its inflected words in the form of what stands there."""
    parts = line.replace("-", " ").split()
    tokens = block.tokens[candidate.start : candidate.end]
    if len(parts) != len(tokens) or "-" in line:
        return line
    for place, token in enumerate(tokens):
        part = parts[place]
        if part != part.lower() or part in FUNCTION_WORDS or part.endswith("s"):
            continue
        swapped = any(place == at for at, _ in candidate.swapped)
        if not swapped and part in bases(token):
            parts[place] = token
        elif swapped and (place in (0, len(parts) - 1)):
            parts[place] = _in_number(token, part)
            if parts[place] == part and place == 0 and candidate.number < 0:
                parts[place] = inflected_like(token, part)
    return " ".join(parts)
