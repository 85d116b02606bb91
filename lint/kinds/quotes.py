"""Quotation marks and brackets that do not fit together.

A rule names one fault:

- `unbalanced-quote`: a quotation opened and never closed, or closed and never opened. A quotation that runs over
  several paragraphs, each of which opens anew, is right; so are inches, apostrophes and a quotation that is closed a
  few blocks further down.
- `unbalanced-bracket`: the same for round and square brackets. List letters, intervals and emoticons are right.
- `wrong-way-quote`: a mark that opens where it should close, or the other way round.
- `doubled-quote`: a mark written twice.
- `space-inside-quote`: white space between a quotation and its marks.
- `swapped-quote-space`: a straight mark with its space on the wrong side.
- `mixed-quotes`: straight and curly marks in one article; the first mark of the rarer form is flagged.
- `quote-stop-drift`: the full stop after a quoted fragment now inside, now outside the marks; the rarer is flagged.

What opens and what closes depends on the language of the document; the last five are told of English only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Literal, get_args

import msgspec
import regex

from lint import brackets, quotation, spacing
from lint.document import Block, Document
from lint.finding import Hit
from lint.kept import expression
from lint.kinds import Check
from lint.quotation import Reading
from lint.rule import Rule

Fault = Literal[
    "unbalanced-quote",
    "unbalanced-bracket",
    "wrong-way-quote",
    "doubled-quote",
    "space-inside-quote",
    "swapped-quote-space",
    "mixed-quotes",
    "quote-stop-drift",
]


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a quotes rule says."""

    fault: Annotated[Fault, msgspec.Meta(description="The fault that the rule reports.")]


JUDGES_WORDS = True
VALUES = ("what", "count")

# A hit before it has a rule: block, start, end, replacement, values.
_Found = Iterator[tuple[Block, int, int, str | None, dict[str, str]]]
_MAY_OPEN = "“„«»\"‘'"
_REACH = 8  # a mark may find its partner so many blocks further down: a list, a poem, a letter that is quoted
_SHOWN = 3  # how often in an article a matter of style is told


# Whoever writes these types straight marks on purpose: the site generator turns them into curly ones.
_TYPOGRAPHED = frozenset({"markdown", "rst", "asciidoc"})


class _Article:
    """The marks of a document, read once for all faults."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.blocks = document.blocks
        self.language = document.language.partition("-")[0].lower()
        self.english = self.language == "en"
        self.typographed = document.format in _TYPOGRAPHED
        self.readings: dict[int, Reading] = {}
        for number, block in enumerate(document.blocks):
            if quotation.MARKS.search(block.text):
                self.readings[number] = quotation.read(block.text, document.language)


_CLINGS = frozenset(".,;:!?'’\"”)]-–")
_TOKEN = 40  # no more than this is cited


def _token(text: str, at: int) -> tuple[int, int]:
    """A mark with the word it clings to, so that an author sees which one is meant."""
    start, end = at, at + 1
    if text[at] in "([" or (end < len(text) and text[end].isalnum()):
        while end < len(text) and end - at < _TOKEN and text[end] in "\"“‘'([":
            end += 1
        while end < len(text) and end - at < _TOKEN and (text[end].isalnum() or text[end] in "'’-"):
            end += 1
    if end == at + 1 or (start and text[start - 1].isalnum()):
        while start and at - start < _TOKEN and text[start - 1].isspace():
            start -= 1
        while start and at - start < _TOKEN and (text[start - 1].isalnum() or text[start - 1] in _CLINGS):
            start -= 1
        if text[start].isspace():
            start = at
    return start, end


def _word(text: str, at: int) -> tuple[int, int]:
    """A mark or apostrophe with the word that it stands in or before."""
    start, end = at, at + 1
    while start and at - start < _TOKEN and (text[start - 1].isalnum() or text[start - 1] in "'’"):
        start -= 1
    while end < len(text) and end - at < _TOKEN and (text[end].isalnum() or text[end] in "'’"):
        end += 1
    return start, end


# --- pairs -----------------------------------------------------------------------------------------------------------


_Places = dict[int, list[int]]  # the number of a block -> places in it


def _across(opened: _Places, closed: _Places) -> None:
    """Take away what is opened in one block and closed in one soon after."""
    for number in sorted(closed):
        kept = []
        for at in closed[number]:
            source = next((n for n in range(number - 1, number - 1 - _REACH, -1) if opened.get(n)), None)
            if source is None:
                kept.append(at)
            else:
                opened[source].pop()
        closed[number] = kept


def _told(article: _Article, *faults: tuple[str, _Places]) -> _Found:
    for number, block in enumerate(article.blocks):
        for what, places in faults:
            for at in places.get(number, ()):
                yield block, *_token(block.text, at), None, {"what": what}


# Attributes, escapes, templates and tags that were left in the text: their marks are no quotations.
_MARKUP = expression(r"=[\"“”]|\\\"|\{\{|</?\w+[ >]")
_OPENS_ANEW = expression(r"\n\s*[“„«\"]")


def _unbalanced_quotes(article: _Article) -> _Found:
    blocks, readings = article.blocks, article.readings
    opened: _Places = {}
    closed: _Places = {}
    mismatched: _Places = {}
    for number, reading in readings.items():
        text = blocks[number].text
        if reading.loose or _MARKUP.search(text):
            continue  # inches, somebody who writes about the mark itself, or code
        reversed_ = frozenset(reading.reversed)
        following = blocks[number + 1].text[:1] if number + 1 < len(blocks) else ""
        # A paragraph of a longer quotation is not closed: the next one opens anew, in its own block or on its own line.
        anew = len(text) if following and following in _MAY_OPEN else 0
        if not anew and "\n" in text:
            anew = max((match.start() for match in _OPENS_ANEW.finditer(text)), default=0)
        opened[number] = [at for at in reading.unclosed if at >= anew and at not in reversed_]
        closed[number] = [at for at in reading.unopened if at not in reversed_]
        mismatched[number] = [] if article.typographed else reading.mismatched
    _across(opened, closed)
    yield from _told(
        article,
        ("never closed", opened),
        ("never opened", closed),
        ("not the mark that opened the quotation", mismatched),
    )


def _unbalanced_brackets(article: _Article) -> _Found:
    opened: _Places = {}
    closed: _Places = {}
    numbers: _Places = {}
    for number, block in enumerate(article.blocks):
        if brackets.BRACKETS.search(block.text):
            opened[number], closed[number] = brackets.unbalanced(block.text)
            numbers[number] = brackets.numbers(block.text) if opened.get(number - 1) else []
    _across(opened, closed)
    _across(opened, numbers)  # where a page was cut at each stop, “(pp.” is closed by “31 – 34)”
    yield from _told(article, ("never closed", opened), ("never opened", closed))


# --- single marks ----------------------------------------------------------------------------------------------------

# Words that begin with an apostrophe; any other word after ’ may have been quoted.
_ELIDED = expression(
    r"’(?:\d|(?:tis|twas|twere|twill|twould|til|till|em|im|er|cause|cos|cuz|coz|bout|round|fore|neath|gainst|mid|n|nuff|"
    r"kay|sup|tude|hood|burbs|fraid|nother|lectric|night|morning|ere|ell|alf|ard|ave|as|ad|is|ome|ow|e|s|t|d|ll|re|ve|m|"
    r"appen|and|un|uns|ole|zat|zis)\b)",
    regex.I,
)
_WRONG_SINGLE = expression(r"(?<![^\s(\[—–])’(?=\p{L})[^’‘“”\n.!?;:]{2,50}(?<=[\p{L}\p{N}])’(?!\p{L})")


def _wrong_way(article: _Article) -> _Found:
    if not article.english:
        return
    for number, reading in article.readings.items():
        block = article.blocks[number]
        for at in reading.reversed:
            yield block, *_token(block.text, at), None, {"what": "turned the wrong way"}
    for block in article.blocks:
        if "’" not in block.text:
            continue
        for match in _WRONG_SINGLE.finditer(block.text):
            # A plural possessive would close by chance: ’ardly the dogs’ day.
            if not _ELIDED.match(match[0]) and not (match[0][-2] == "s" and " " in match[0]):
                yield block, *match.span(), "‘" + match[0][1:], {"what": "turned the wrong way"}


_DOUBLED = expression(r"(?<![\"=(\[,])(?:““|””|\"\")(?![\"“”])")


def _doubled(article: _Article) -> _Found:
    for number, reading in article.readings.items():
        block = article.blocks[number]
        text = block.text
        begins = {pair.end: pair.start for pair in reading.pairs} if "””" in text else {}
        for match in _DOUBLED.finditer(text):
            start, end = match.span()
            before, after = text[start - 1 : start], text[end : end + 1]
            glued = (before.isalnum() or before in (".", "!", "?", ",")) and before, after.isalnum()
            if match[0] == '""' and bool(glued[0]) == glued[1]:
                continue  # an empty string
            if match[0] == "““" and not glued[1]:
                continue
            if match[0] == "””" and (not glued[0] or begins.get(end - 1, 0) > begins.get(end, end) + 1):
                continue  # the two close quotations that begin at different places
            yield block, start, end, match[0][0], {"what": "written twice"}


_SPACE_INSIDE = expression(r"(?<=[“„])[ \t]+(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}.,!?])[ \t]+(?=”)")


def _space_inside(article: _Article) -> _Found:
    if not article.english:
        return
    for number, reading in article.readings.items():
        block = article.blocks[number]
        if not _SPACE_INSIDE.search(block.text):
            continue
        inner = {p.start + 1 for p in reading.pairs} | {p.end - 1 for p in reading.pairs}
        for match in _SPACE_INSIDE.finditer(block.text):
            start, end = match.span()
            if start in inner or end in inner:
                first, last = (start - 1, end) if start in inner else (start, end + 1)
                yield (
                    block,
                    first,
                    last,
                    block.text[first:start] + block.text[end:last],
                    {"what": "with a space inside"},
                )


def _swapped_space(article: _Article) -> _Found:
    if article.english:
        for block in article.blocks:
            for start, end in spacing.swapped(block.text):
                yield block, start, end, None, {}


# --- style of the article --------------------------------------------------------------------------------------------

# Double marks and apostrophes each for themselves: curly quotations with straight apostrophes are some houses' habit.
_FORMS = (
    (
        expression(r"[“”]"),
        expression(r"(?<=\s|^|\()\"(?=\p{L})|(?<=[\p{L}.,!?])\"(?=\s|$|[.,;:!?)])"),
    ),
    (expression(r"(?<=\p{L})’(?=\p{L})|‘(?=\p{L})"), expression(r"(?<=\p{L})'(?=\p{L})")),
)


_HABIT = 3  # with fewer marks of the other form the article has no habit from which one could depart


def _mixed(article: _Article) -> _Found:
    if not article.english or article.typographed:
        return
    # A menu or a field is written by the site and not by the author.
    own = [block for block in article.blocks if not block.linked and block.kind != "field"]
    for forms in _FORMS:
        curly, straight = ([(block, m.start()) for block in own for m in form.finditer(block.text)] for form in forms)
        few, many = sorted((curly, straight), key=len)
        if few and len(many) >= _HABIT:
            block, at = few[0]
            what = "curly" if few is curly else "straight"
            yield block, *_word(block.text, at), None, {"what": what, "count": str(len(many))}


_INSIDE = expression(r"(?<=[\p{L}\p{N}])\.[”\"](?=\s|$)")
_OUTSIDE = expression(r"(?<=[\p{L}\p{N}])[”\"]\.(?=\s|$)")


def _stop_drift(article: _Article) -> _Found:
    """A full stop stands inside in one house and outside a fragment in another; an article keeps to one of them.

    A whole sentence that is quoted has its stop inside in either house: only fragments show that an article drifts.
    """
    if not article.english:
        return
    inside: list[tuple[Block, int, bool]] = []
    outside: list[tuple[Block, int, bool]] = []
    for number, reading in article.readings.items():
        block = article.blocks[number]
        starts = {p.end: p.start for p in reading.pairs}
        for match in _INSIDE.finditer(block.text):
            if (start := starts.get(match.end())) is not None:
                # “We were late,” she said, “but the train was later.” goes on with a sentence.
                resumed = "," in block.text[max(0, start - 2) : start]
                inside.append((block, match.start(), block.text[start + 1].islower() and not resumed))
        for match in _OUTSIDE.finditer(block.text):
            if (start := starts.get(match.start() + 1)) is not None:
                outside.append((block, match.start(), block.text[start + 1].islower()))
    fragments = [entry for entry in inside if entry[2]]
    if not fragments or not outside:
        return
    few, what = (outside, "outside") if len(outside) <= len(inside) else (fragments, "inside")
    # Where the end of a link stands between the mark and the stop, the stop cannot simply go inside.
    touching = [(block, at) for block, at, _ in few if len(range(*block.span(at, at + 2))) == 2]
    for block, at in touching[:_SHOWN]:
        yield block, at, at + 2, None, {"what": what}


_FINDERS: dict[str, Callable[[_Article], _Found]] = {
    "unbalanced-quote": _unbalanced_quotes,
    "unbalanced-bracket": _unbalanced_brackets,
    "wrong-way-quote": _wrong_way,
    "doubled-quote": _doubled,
    "space-inside-quote": _space_inside,
    "swapped-quote-space": _swapped_space,
    "mixed-quotes": _mixed,
    "quote-stop-drift": _stop_drift,
}
assert set(_FINDERS) == set(get_args(Fault))


def build(rules: Sequence[Rule]) -> Check:
    """One check for all quotes rules: the marks of a document are read once, then asked about each fault."""

    def check(document: Document) -> Iterator[Hit]:
        article = _Article(document)
        for rule in rules:
            for block, start, end, replacement, values in _FINDERS[rule.params.fault](article):
                yield Hit(rule.id, block, start, end, replacement=replacement, values=values)

    return check
