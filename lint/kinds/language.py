"""Passages that were left in another language than the text around them.

A rule names one `fault`:

- `passage`: a sentence or block of five words and more, or a run of blocks. One finding tells of the whole run and
  stands at its beginning.
- `label`: a block of two to four words: a heading, an item, a cell.
- `file`: nearly all of the text is in another language than the path, the front matter or the user says. Then its
  passages are not told one by one.

The language of a text is what `--language`, the file or its path says, else what most of it is in. In a text whose
language nobody says, only passages that are the smaller part of it are told.

Left alone is what may stand in any language: quotations in quotation marks or with a name under them, words in brackets
or in italics, elements with a `lang` of their own, menus and lists of languages, bibliographies, titles of works, code.
So are words that the text uses in its own sentences as well.

A message may quote `{opening}`, the first words of the passage, `{language}`, the language that it is in, `{home}`, the
one that it ought to be in, and `{more}`, which says how many blocks after it belong to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

import msgspec

from lint.document import Block, Document
from lint.finding import Hit
from lint.kept import expression
from lint.kinds import Check
from lint.lexicon import foreign, identify, set_off
from lint.lexicon.foreign import Judgement
from lint.lexicon.languages import NAMES, SCRIPTS, base
from lint.rule import Rule


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a language rule says."""

    fault: Annotated[Literal["passage", "label", "file"], msgspec.Meta(description="What to look for.")]


JUDGES_WORDS = True
VALUES = ("opening", "language", "home", "more")

_WHOLE_FILE = 0.9  # of what is in any language
_FILE = 150  # code points that have to be in the other language
_MINOR = 0.4  # more than this share is no passage left over where nobody says what the text is in
_OPENING = 8  # words that a message quotes
_SHORT = 10  # different words of a block that is looked at as a whole

_HAN = frozenset({"ja", "zh"})  # which share most of their signs


class _Stretch(NamedTuple):
    """A part of a block, or the whole, in another language."""

    number: int  # of the block
    start: int
    end: int
    language: str
    whole: bool
    label: bool


class _Survey:
    """What of a document is in its own language and what in others."""

    def __init__(self, document: Document, home: str) -> None:
        self.document = document
        self.home = home
        self.stretches: list[_Stretch] = []
        self.plain: set[int] = set()  # blocks in the language of the text
        self.amount: Counter[str] = Counter()  # code points in each language
        self._own, self._strange = identify.own_words(home), identify.strange_words(home)
        script = SCRIPTS.get(home, "Latin")
        letters = r"\p{Hiragana}\p{Katakana}" if script == "Kana" else rf"\p{{{script}}}"
        self._letters = expression(rf"[^\P{{L}}\p{{Latin}}{letters}]{{2}}")
        apart = set_off.apart(document)
        for number, block in enumerate(document.blocks):
            if number not in apart and (not block.language or base(block.language) == home):
                self._take(number, block)

    def _take(self, number: int, block: Block) -> None:
        found = list(self._found(block)) if self._suspicious(block) else None
        if found is None or any(judgement is foreign.OWN for *_, judgement in found):
            self.plain.add(number)
        for start, end, judgement in found or ():
            if judgement.language is not None:
                whole = number not in self.plain and (start, end) == (0, len(block.text))
                self.stretches.append(_Stretch(number, start, end, judgement.language, whole, judgement.label))
                self.amount[judgement.language] += end - start
        if number in self.plain:
            other = sum(end - start for start, end, judgement in found or () if judgement.language)
            self.amount[self.home] += len(block.text) - other

    def _suspicious(self, block: Block) -> bool:
        """Whether a block is worth a closer look: this is all that most blocks of a text cost."""
        words = block.vocabulary
        strange = len(words & self._strange)
        if strange > 1 or self.home in _HAN:
            return True
        if not block.text.isascii() and self._letters.search(block.text):
            return True
        if self.home in SCRIPTS:
            return False
        return (strange > 0 and len(words) < _SHORT) or (len(words) > 1 and self._own.isdisjoint(words))

    def _found(self, block: Block) -> Iterator[tuple[int, int, Judgement]]:
        """The judgements on the sentences of a block; those in one other language and what is between them as one."""
        veiled = set_off.veiled(self.document, block)
        heading = block.kind in ("title", "heading", "field")
        sentences: Sequence[tuple[int, int]] = [(0, len(block.text))]
        if len(block.vocabulary) >= _SHORT:
            sentences = self.document.sentences(block)
        found: list[tuple[int, int, Judgement]] = []
        for start, end in sentences:
            judgement = foreign.judged(block.text[start:end], veiled[start:end], self.home, heading=heading)
            if judgement.label and len(sentences) > 1:
                judgement = foreign.UNCLEAR
            found.append((start, end, judgement))
        if len(found) > 1 and all(judgement is foreign.UNCLEAR for *_, judgement in found):
            yield 0, len(block.text), foreign.judged(block.text, veiled, self.home, heading=heading)
            return
        spoken = {judgement.language for *_, judgement in found if judgement.language}
        alone = len(spoken) == 1 and all(judgement is not foreign.OWN for *_, judgement in found)
        at = 0
        while at < len(found):
            start, end, judgement = found[at]
            at += 1
            if judgement.language is not None:
                last = at
                for number_ in range(at, len(found)):
                    other = found[number_][2]
                    if other.language == judgement.language:
                        last = number_ + 1
                    elif other is not foreign.UNCLEAR:
                        break
                if last > at:
                    at, end = last, found[last - 1][1]
                if alone:
                    start, end = 0, len(block.text)
            yield start, end, judgement

    def passages(self) -> list[list[_Stretch]]:
        """The stretches, those together that follow each other as whole blocks in one language."""
        groups: list[list[_Stretch]] = []
        for stretch in self.stretches:
            last = groups[-1][-1] if groups else None
            if (
                last is not None
                and last.whole
                and stretch.whole
                and last.language == stretch.language
                and self.plain.isdisjoint(range(last.number, stretch.number))
            ):
                groups[-1].append(stretch)
            else:
                groups.append([stretch])
        return groups

    def jargon(self) -> frozenset[str]:
        """The words of the blocks that are in the language of the text."""
        blocks = self.document.blocks
        return frozenset().union(*(blocks[number].vocabulary for number in self.plain))


def build(rules: Sequence[Rule]) -> Check:
    """One check for all language rules; most blocks are passed by the words of grammar that they hold."""
    names: dict[str, list[str]] = {}
    for rule in rules:
        names.setdefault(rule.params.fault, []).append(rule.id)

    def check(document: Document) -> Iterator[Hit]:
        home = base(document.claimed or document.language)
        if not foreign.known(home):
            return
        survey = _Survey(document, home)
        if not survey.stretches:
            return
        (language, most), total = _most(survey), survey.amount.total()
        if document.claimed is None:
            if total - survey.amount[home] > _MINOR * total:
                return
        elif most >= max(_FILE, _WHOLE_FILE * total) and names.get("file"):
            those = [stretch for stretch in survey.stretches if stretch.language == language]
            first = min(those, key=lambda stretch: (stretch.label, stretch.number))
            for name in names["file"]:
                yield _hit(name, survey, [first])
            return
        if not survey.amount[home]:  # all of it is in another language, and too short to say so of a whole text
            return
        jargon: frozenset[str] | None = None
        for group in survey.passages():
            fault = "label" if all(stretch.label for stretch in group) else "passage"
            if fault == "label" and names.get("label"):
                jargon = survey.jargon() if jargon is None else jargon
                if document.blocks[group[0].number].vocabulary <= jargon:
                    continue
            for name in names.get(fault, ()):
                yield _hit(name, survey, group)

    return check


def _most(survey: _Survey) -> tuple[str, int]:
    """The language that most of what is not in the language of the text is in, and how much that is."""
    found = Counter({name: count for name, count in survey.amount.items() if name != survey.home})
    return found.most_common(1)[0]


def _hit(rule: str, survey: _Survey, group: Sequence[_Stretch]) -> Hit:
    first = group[0]
    block = survey.document.blocks[first.number]
    words = block.text[first.start : first.end].split()
    after = len(group) - 1
    values = {
        "opening": " ".join(words[:_OPENING]) + ("…" if len(words) > _OPENING else ""),
        "language": NAMES[first.language],
        "home": NAMES[survey.home],
        "more": f", and so {'is the block' if after == 1 else f'are the {after} blocks'} after it" if after else "",
    }
    return Hit(rule, block, first.start, first.end, values=values)
