"""Faults of grammar that another program finds: LanguageTool, or Harper where no Java is wanted.

A rule chooses what to report: rules and categories of LanguageTool (`languagetool`, `categories`, less `without`) and
lints of Harper (`harper`). A rule that names both works with either; `docs/grammar.md` in the project says how the
checker is set up. Rules of this kind run only where they, their family or the kind are selected.

Passages go to the checker without their markup, and what comes back is mapped to exact places. A remark about words
that lean on something left out (code, an address) is dropped. So is one on a word with a capital inside a sentence,
because checkers do not know the names that translated text is full of; `names` keeps those. A passage that could not
be checked is told, and the file counts as checked in part only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, NamedTuple, Protocol

import msgspec
import regex

from lint.document import OPAQUE, Block, BlockKind, Document
from lint.finding import Fault, Hit
from lint.kept import expression
from lint.kinds import Check, RuleError
from lint.rule import Rule

OPT_IN = True
JUDGES_WORDS = True
VALUES = ("told",)


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a grammar rule says."""

    languagetool: Annotated[
        list[str], msgspec.Meta(description="Rules of LanguageTool by id; `ID[2]` is one of the rules of a group.")
    ] = []
    categories: Annotated[list[str], msgspec.Meta(description="Categories of LanguageTool by id.")] = []
    without: Annotated[
        list[str], msgspec.Meta(description="Rules of LanguageTool, as in `languagetool`, that are not reported.")
    ] = []
    harper: Annotated[list[str], msgspec.Meta(description="Lints of Harper by name.")] = []
    exceptions: Annotated[
        list[str], msgspec.Meta(description="Expressions; a remark that overlaps what one of them matches is dropped.")
    ] = []
    names: Annotated[bool, msgspec.Meta(description="Keep remarks on words with a capital inside a sentence.")] = False
    blocks: Annotated[list[BlockKind], msgspec.Meta(description="Kinds of block to look in; all if empty.")] = []


class Remark(NamedTuple):
    """What a checker says of a stretch of a passage, in code points of the passage.

    `part` is the number of the rule in its group, where it has one.
    """

    start: int
    end: int
    rule: str
    part: str
    category: str
    message: str
    suggestions: tuple[str, ...]


class Unchecked(NamedTuple):
    """Why a passage was not checked."""

    reason: str


class Asked(NamedTuple):
    """The rules and categories that a checker is to try, in its own names, sorted."""

    rules: tuple[str, ...]
    categories: tuple[str, ...] = ()


class Checker(Protocol):
    """A program that checks grammar. `name` is "languagetool" or "harper"."""

    @property
    def name(self) -> str:
        """The parameter of a rule that speaks to it."""

    def lacking(self) -> str | None:
        """What has to be installed or set before it can run, in words for a user."""

    def check(self, passages: Sequence[str], language: str, asked: Asked) -> Sequence[Sequence[Remark] | Unchecked]:
        """The remarks on each passage, or why there are none."""


_checker: Checker | None = None


@contextmanager
def using(checker: Checker | None) -> Iterator[None]:
    """While this lasts, rules of this kind ask the checker."""
    global _checker
    before, _checker = _checker, checker
    try:
        yield
    finally:
        _checker = before


def lacking() -> str | None:
    """What has to be installed or set before a checker can run."""
    return "no grammar checker is in use" if _checker is None else _checker.lacking()


def unable(rule: Rule) -> str | None:
    """Why a rule has nothing to do for the checker in use."""
    if _checker is None or _asked([rule], _checker.name) != Asked(()):
        return None
    other = "harper" if _checker.name == "languagetool" else "languagetool"
    return f"it speaks to {other}, and {_checker.name} is in use"


def _asked(rules: Sequence[Rule], checker: str) -> Asked:
    if checker == "harper":
        return Asked(tuple(sorted({name for rule in rules for name in rule.params.harper})))
    named = {name.partition("[")[0] for rule in rules for name in rule.params.languagetool}
    return Asked(tuple(sorted(named)), tuple(sorted({name for rule in rules for name in rule.params.categories})))


class _Choice:
    """Which rules report a remark."""

    def __init__(self, rules: Sequence[Rule], checker: str) -> None:
        self._by_name: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            params = rule.params
            names = params.harper if checker == "harper" else [*params.languagetool, *map(_category, params.categories)]
            for name in names:
                self._by_name[name].append(rule)

    def rules(self, remark: Remark) -> Iterator[Rule]:
        names = {remark.rule, f"{remark.rule}[{remark.part}]"}
        for name in sorted({*names, _category(remark.category)}):
            for rule in self._by_name.get(name, ()):
                if names.isdisjoint(rule.params.without):
                    yield rule


def _category(name: str) -> str:
    return f"category:{name}"


def build(rules: Sequence[Rule]) -> Check:
    """One check for all grammar rules: a document is one question to the checker."""
    exceptions = {rule.id: _compiled(rule) for rule in rules if rule.params.exceptions}
    for rule in rules:
        if not (rule.params.languagetool or rule.params.categories or rule.params.harper):
            raise RuleError(rule, "a grammar rule names rules or categories of LanguageTool, or lints of Harper")

    def check(document: Document) -> Iterator[Hit | Fault]:
        checker = _checker
        if checker is None:
            yield Fault("grammar", "no grammar checker is in use", unchecked=True)
            return
        choice, asked = _Choice(rules, checker.name), _asked(rules, checker.name)
        if asked == Asked(()):
            return
        answers = checker.check([block.text for block in document.blocks], document.language, asked)
        unchecked = [answer.reason for answer in answers if isinstance(answer, Unchecked)]
        for block, answer in zip(document.blocks, answers, strict=True):
            if not isinstance(answer, Unchecked):
                for hit in _hits(document, block, answer, choice):
                    if not any(_crosses(hit, pattern) for pattern in exceptions.get(hit.rule, ())):
                        yield hit
        if unchecked:
            many = f"{len(unchecked)} of {len(answers)} passages are not checked: "
            yield Fault("grammar", (many if len(answers) > 1 else "") + unchecked[0], unchecked=True)

    return check


def _hits(document: Document, block: Block, remarks: Sequence[Remark], choice: _Choice) -> Iterator[Hit]:
    for remark in remarks:
        for rule in choice.rules(remark):
            params = rule.params
            if params.blocks and block.kind not in params.blocks:
                continue
            if _leans_on_opaque(block.text, remark) or (not params.names and _names(document, block, remark)):
                continue
            meant = remark.suggestions[0] if remark.suggestions else None
            yield Hit(rule.id, block, remark.start, remark.end, meant, meant, {"told": remark.message})


def _compiled(rule: Rule) -> list[regex.Pattern[str]]:
    try:
        return [expression(source) for source in rule.params.exceptions]
    except regex.error as error:
        raise RuleError(rule, f"not an expression: {error}", "exceptions") from None


def _crosses(hit: Hit, pattern: regex.Pattern[str]) -> bool:
    return any(match.start() < hit.end and hit.start < match.end() for match in pattern.finditer(hit.block.text))


# Checkers read a stand-in where something was left out. Four code points reach over a space and a mark.
_NEAR = 4


def _leans_on_opaque(text: str, remark: Remark) -> bool:
    return OPAQUE in text[max(0, remark.start - _NEAR) : remark.end + _NEAR]


_CAPITALISED = expression(r"(?<![\p{L}\p{N}])(?!I(?:['’]|\b))\p{Lu}[\p{L}\p{M}]*")


_OPENING = "“”\"'‘’([—– "  # what may stand before the first word of a sentence


def _names(document: Document, block: Block, remark: Remark) -> bool:
    """Whether a word of the remark has a capital that no sentence's beginning explains."""
    text = block.text
    for word in _CAPITALISED.finditer(text, remark.start, remark.end):
        before = [sentence.start for sentence in document.sentences(block) if sentence.start <= word.start()]
        if not before or text[before[-1] : word.start()].strip(_OPENING):
            return True
    return False
