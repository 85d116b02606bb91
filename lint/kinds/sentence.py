"""Sentences torn apart or run together.

A rule names one fault:

- `orphaned-attribution`: a sentence that only names the speaker of the quotation or statement before it.
- `orphaned-quote`: a quotation that follows a quotation of the same speaker with nothing between them.
- `torn-fragment`: a relative clause cut off at a full stop and made to look like a sentence.
- `torn-relative`: a sentence that begins with a relative pronoun and asks nothing.
- `cut-sentence`: a sentence that ends in a word that no sentence ends in.
- `capital-mid-sentence`: a capital on a common word in the middle of a sentence, where two were run together.
- `lower-case-start`: a sentence that begins in lower case.
- `missing-space`: no space after the full stop.
- `space-in-contraction`: white space inside a contraction or possessive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple

import msgspec

from lint import quotation
from lint.document import Block, Document, fold
from lint.finding import Hit
from lint.kept import expression
from lint.kinds import Check
from lint.lexicon.abbreviations import ABBREVIATIONS
from lint.lexicon.attribution import ATTRIBUTION, BARE_ATTRIBUTION, INTRODUCTION, SPEECH
from lint.lexicon.common_words import commonness
from lint.lexicon.openers import (
    CLAUSE,
    DOMAINS,
    LEADING_ON,
    MEMBERS,
    OPENERS,
    SACRED,
    SHORT,
    SMALL_NAMES,
    STARTERS,
    STARTERS_AFTER_SMALL,
)
from lint.rule import Rule

Fault = Literal[
    "orphaned-attribution",
    "orphaned-quote",
    "torn-fragment",
    "torn-relative",
    "cut-sentence",
    "capital-mid-sentence",
    "lower-case-start",
    "missing-space",
    "space-in-contraction",
]


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a sentence rule says."""

    fault: Annotated[Fault, msgspec.Meta(description="The fault that the rule reports.")]
    exceptions: Annotated[
        list[str], msgspec.Meta(description="Words or phrases in which a finding is right; case makes no difference.")
    ] = []


class _Found(NamedTuple):
    start: int
    end: int
    replacement: str | None = None


class _Article:
    """A document, and what is asked of the whole of it, once."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def sacred(self) -> bool:
        return any(not block.vocabulary.isdisjoint(SACRED) for block in self.document.blocks)

    @cached_property
    def tokenised(self) -> bool:
        """Whether every mark is set apart: a tokeniser did it, and this is the least that is wrong with the text."""
        return any(_TOKENISED.search(block.text) for block in self.document.blocks)


class _View(NamedTuple):
    """A block as the finders see it: `text` is its text with line breaks turned into spaces."""

    article: _Article
    block: Block
    text: str


_Finder = Callable[[_View], Iterator[_Found]]
_TOKEN = 40  # no word that is cited is longer


def _word_before(text: str, at: int) -> int:
    """Where the word that ends at `at` begins."""
    start = at
    while start and at - start < _TOKEN and (text[start - 1].isalnum() or text[start - 1] in "’'-"):
        start -= 1
    return start


def _abbreviates(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` may belong to the word before it."""
    start = stop
    while start and stop - start < _TOKEN and (text[start - 1].isalnum() or text[start - 1] in ".&"):
        start -= 1
    word = text[start:stop]
    return len(word) < 2 or "." in word or word.lower() in ABBREVIATIONS or word.isdigit()


# --- speakers --------------------------------------------------------------------------------------------------------

_SHORT_SENTENCE = expression(
    r"(?P<stop>[.!?…][”\"]|[”\"][.!?]|\.) "
    r"(?P<said>(?:(?:\p{Lu}\p{Ll}+ )?(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof)\. )?\p{Lu}[^.!?“”\":;]{4,110}\.)(?= |$)"
)
_ATTRIBUTION = expression(ATTRIBUTION + r"\.")
_BARE_ATTRIBUTION = expression(BARE_ATTRIBUTION + r"\.")


def _orphaned_attribution(view: _View) -> Iterator[_Found]:
    if view.block.vocabulary.isdisjoint(SPEECH):
        return
    for match in _SHORT_SENTENCE.finditer(view.text, overlapped=True):
        if match["stop"] != ".":
            orphan = _ATTRIBUTION.fullmatch(match["said"])
        elif _abbreviates(view.text, match.start()):
            continue  # "Sen. Burke said."
        else:
            orphan = _BARE_ATTRIBUTION.fullmatch(match["said"])
        if orphan:
            yield _Found(match.start(), match.end())


_JUNCTION = expression(r"[.!][”\"]\s+[“\"]\p{Lu}")
_INTRODUCED = expression(INTRODUCTION + r"$")
_INTRODUCTION_LENGTH = 160


def _orphaned_quote(view: _View) -> Iterator[_Found]:
    text = view.text
    if not _JUNCTION.search(text):
        return
    for first, second in pairwise(quotation.read(text, view.article.document.language).pairs):
        between = text[first.end : second.start]
        if not between or not between.isspace() or text[first.end - 2] not in ".!":
            continue
        if not text[second.start + 1].isupper() or text.count(" ", second.start, second.end) < 2:
            continue
        # Without a speaker before the first, two quotations side by side may be anything: answers, signs, samples.
        if not _INTRODUCED.search(text[max(0, first.start - _INTRODUCTION_LENGTH) : first.start]):
            continue
        rest = text[second.end : second.end + 3].lstrip()[:1]
        if rest.islower() or rest in ("“", '"', "—", "–"):
            continue  # the speaker is named behind; or a list of sayings
        end = second.start + 1
        while end < len(text) and end - second.start < _TOKEN and (text[end].isalnum() or text[end] in "’'-"):
            end += 1
        yield _Found(_word_before(text, first.end - 2), end)


# --- sentences torn apart --------------------------------------------------------------------------------------------

# "to prevent any incident that occurred ..." loses its relative pronoun: "any" with a past event asserts nothing.
_TORN = expression(
    r"(?:(?<=[.!?…][”\"’)]? )|^)Any "
    r"(?:(?!(?:who|that|which|whose|where|when|what|how|why|and|but|or|has|had|was|were|is|are|do|does|did|"
    r"can|could|will|would|may|might|must|should|shall)\b)[\p{L}’'\-]+ ){1,6}?"
    r"(?:occurred|happened|arose|took place|broke out|erupted|ensued|transpired)"
    r"(?: (?:during|in|on|at|after|before|over|throughout|within|between|since|around|along|near)\b[^.!?;:“”]{0,80})?\."
    r"(?= |$|[”\"])"
)


def _torn_fragment(view: _View) -> Iterator[_Found]:
    if "Any " in view.text:
        yield from (_Found(*match.span()) for match in _TORN.finditer(view.text))


_RELATIVE = expression(
    r"(?<=[\p{Ll}\p{N}][.][”\"’)]? )(?P<word>Which|Who) (?!is (?:why|how|what|where|when|to say|exactly|fine))"
    r"(?:also |then |later |was|were|is|are|had|has|will|would|led|leads|means|meant|made|makes|caused|causes|"
    r"resulted|results|allows|allowed|became|brings|brought|gave|gives|helps|helped|came|began)"
    r"\b[^.!?“”\":;]{3,200}\.(?= |$)"
)


def _torn_relative(view: _View) -> Iterator[_Found]:
    if " Wh" in view.text:
        yield from (_Found(*match.span("word")) for match in _RELATIVE.finditer(view.text))


_CUT = expression(
    r"(?<=[\p{Ll}\p{N},;] )(?<!\b(?i:greater|less|more|fewer|rather|other|better|worse) (?=than))"
    r"(?:the|an|than|and|our|their|my|your|whose|although|unless|whereas|every|nor|"
    r"of the|in the|to the|on the|and the|for the|with the)\.(?= \p{Lu}|$)"
)


def _cut_sentence(view: _View) -> Iterator[_Found]:
    yield from (_Found(*match.span()) for match in _CUT.finditer(view.text))


# --- sentences run together ------------------------------------------------------------------------------------------

# The word first and what is around it by hand: three times as fast as one expression of the `regex` module.
_CAPITAL = re.compile(rf" ({'|'.join(OPENERS)}) (?=[^\W\d_A-Z])")
_CLAUSE = re.compile(CLAUSE)
_BREAK = expression(r"[.!?:…] ")
_LEAD = 8  # fewer words than this before the capital are a heading that was run into its text
_CLAUSE_LEAD = 4
_LEAD_LENGTH = 300
_UNPUNCTUATED = 60  # words to a stop: a transcript without punctuation has no place where one stop is missing


def _capital(view: _View) -> Iterator[_Found]:
    article, block, text = view
    stops = sum(map(text.count, ".!?…"))
    if len(block.words) > _UNPUNCTUATED * (stops + 1) or not (stops or "," in text):
        return
    for match in {m.start(): m for r in (_CAPITAL, _CLAUSE) for m in r.finditer(text)}.values():
        word, start = match[1], _word_before(text, match.start())
        before = text[start : match.start()]
        if not before[-1:].isalpha() or text[start - 1 : start] not in (" ", "(") or not text[match.end()].islower():
            continue
        if before.lower() in LEADING_ON or (word == "We" and text.startswith("the ", match.end())):  # "We the People"
            continue
        clause = match.re is _CLAUSE
        if before[0].isupper() and not clause and (word != "The" or before.isupper()):
            continue  # a headline, a label in capitals; but "fell to the post-Cold War The low point"
        lead = _BREAK.split(text[max(0, start - _LEAD_LENGTH) : start])[-1].split()
        headline = clause and sum(w[0].isupper() for w in lead) > len(lead) / 2
        if headline or len(lead) < (_CLAUSE_LEAD if clause else _LEAD) - 1:
            continue
        if word in ("He", "His", "You") and article.sacred:
            continue
        place = block.span(*match.span(1)).start
        if article.document.source[place - 1 : place] in ("*", "_", ">", "["):
            continue  # the title of a work in italics or linked
        yield _Found(start, match.end(1))


_LOWER = expression(r"(?<=[\p{L}\p{N})”\"])\. (?P<word>\p{Ll}[\p{Ll}’']*)(?=,? \p{L})")
_CODE = expression(r"[{}_=<>]|//|/ /|\(\)|www\.|@")
_NEAR = 60  # how far code and addresses make a small letter right
_COMMON = 3.6


def _lower_case(view: _View) -> Iterator[_Found]:
    text = view.text
    for match in _LOWER.finditer(text):
        stop, word = match.start(), match["word"].replace("’", "'").partition("'")[0]
        if word not in SHORT and (commonness(word) < _COMMON or word in SMALL_NAMES or word in DOMAINS):
            continue
        if _abbreviates(text, stop) or _CODE.search(text, max(0, stop - _NEAR), match.end() + _NEAR):
            continue
        start = stop
        while start and stop - start < _TOKEN and not text[start - 1].isspace():
            start -= 1
        if sum(c.isupper() for c in text[start:stop]) > 1 or text[max(0, start - 2) : start] == ". ":
            continue  # an initialism; words one. by. one.
        yield _Found(start, match.end())


_TOUCHING = re.compile(r"[^\W\d_A-Z][.!?][”\"’]?[^\W\d_a-z]")
_GLUED = expression(
    r"(?<![\p{L}\p{N}.@/\\_:#\-])(?P<before>\p{Ll}{2,}|\p{Lu}\p{Ll}+)(?P<stop>[.!?][”\"’]?)"
    rf"(?P<word>(?<=\b\p{{Ll}}+[.!?][”\"’]?)(?:{'|'.join(STARTERS_AFTER_SMALL)})|(?:{'|'.join(STARTERS)}))"
    r"(?= \p{L}|’|, )"
)
# Any other word, if both are common and the text does not use the first as a name before dots (errors.Is, errors.New).
_GLUED_WORD = expression(
    r"(?<=[\p{Ll},;] )(?P<before>\p{Ll}{3,})(?P<stop>\.)(?P<word>\p{Lu}\p{Ll}{2,})(?= \p{Ll}{2,}[ ,.])"
)
_NAMES_NEAR = 2000


def _missing_space(view: _View) -> Iterator[_Found]:
    text = view.text
    if not _TOUCHING.search(text):
        return
    found = list(_GLUED.finditer(text))
    for match in _GLUED_WORD.finditer(text):
        before, word = match["before"], match["word"]
        if word in STARTERS_AFTER_SMALL or word in MEMBERS or commonness(word.lower()) < _COMMON:
            continue
        near = max(0, match.start() - _NAMES_NEAR), match.end() + _NAMES_NEAR
        known = commonness(before) >= _COMMON or commonness(before.removesuffix("s")) >= _COMMON
        if known and text.count(before + ".", *near) == 1:
            found.append(match)
    for match in found:
        start, end = match.span()
        yield _Found(start, end, f"{match['before']}{match['stop']} {match['word']}")


_TOKENISED = expression(r"\p{L} [’'] \p{L}|“ \p{L}|\p{L} ”")
_SPLIT = expression(
    r"(?<![‘'\"“])\b\p{L}+(?:n[’'] t|[’'] (?:s|re|ve|ll))(?![\p{L}\p{N}’'\-=.(\[])"
    r"|\b(?:[Ii]|[Hh]e|[Ss]he|[Ww]e|[Tt]hey|[Yy]ou|[Ii]t)[’'] [dm](?![\p{L}\p{N}’'\-=.(\[])"
    r"|\b\p{L}+ ’(?:s|re|ve|ll)(?= \p{Ll})|\b\p{L}+n ’t\b"
)


def _contraction(view: _View) -> Iterator[_Found]:
    if ("’ " in view.text or "' " in view.text or " ’" in view.text) and not view.article.tokenised:
        for match in _SPLIT.finditer(view.text):
            yield _Found(*match.span(), match[0].replace(" ", ""))


_FINDERS: dict[str, _Finder] = {
    "orphaned-attribution": _orphaned_attribution,
    "orphaned-quote": _orphaned_quote,
    "torn-fragment": _torn_fragment,
    "torn-relative": _torn_relative,
    "cut-sentence": _cut_sentence,
    "capital-mid-sentence": _capital,
    "lower-case-start": _lower_case,
    "missing-space": _missing_space,
    "space-in-contraction": _contraction,
}


def build(rules: Sequence[Rule]) -> Check:
    """One check for all sentence rules, block by block."""
    entries = [(rule.id, _FINDERS[rule.params.fault], [fold(e) for e in rule.params.exceptions]) for rule in rules]

    def check(document: Document) -> Iterator[Hit]:
        article = _Article(document)
        for block in document.blocks:
            view = _View(article, block, block.text.replace("\n", " "))
            for name, finder, exceptions in entries:
                for start, end, replacement in finder(view):
                    if not any(_overlaps(block.folded, e, start, end) for e in exceptions):
                        yield Hit(name, block, start, end, replacement=replacement)

    return check


def _overlaps(folded: str, phrase: str, start: int, end: int) -> bool:
    return folded.find(phrase, max(0, start - len(phrase) + 1), end + len(phrase) - 1) >= 0
