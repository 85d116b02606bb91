"""Kinds of check, one file each. A kind's name is its file's name; nothing lists them.

A kind module holds a docstring (its manual), `Params` (what its rules may say) and `build(rules) -> Check`.
It may hold `VALUES`, the names that a message may quote beside `{match}`, `{meant}` and `{line}`, and
`generated(rule)`, examples made from the rule's own rows. A kind that costs a server, much time or a library which not
everybody wants says `OPT_IN = True`: its rules run only where they, their family or their kind are selected by name.
A kind that judges what words say, and not where they stand or how an article is built, says `JUDGES_WORDS = True`: it
is not told of what is one of the house's own words (`lint.house`).
One that needs what may not be installed has `lacking()`, which says what is to be installed, or None; where that
differs from rule to rule, `unable(rule)` says why one cannot run.

A kind without `build` has rules that speak not of the text but of the run: the engine says what they find.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Protocol

import msgspec

from lint.document import Document
from lint.finding import Fault, Hit
from lint.rule import Rule

Check = Callable[[Document], Iterator[Hit | Fault]]


class RuleError(ValueError):
    """A rule that its kind cannot build; `key` names the parameter at fault."""

    def __init__(self, rule: Rule, message: str, key: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.key = key


class Kind(Protocol):
    """What a kind module offers."""

    __doc__: str | None
    Params: Any

    def build(self, rules: Sequence[Rule]) -> Check:
        """One check for all the rules."""


def said(rules: Sequence[Rule]) -> list[bytes]:
    """All that the rules tell their kind: what it makes of that may be kept (`lint.kept`)."""
    return [part for rule in rules for part in (rule.id.encode(), msgspec.msgpack.encode(rule.params))]


def table_rows(text: str) -> Iterator[str]:
    """The rows of a table that a rule holds as one text, without empty ones and those that begin with #."""
    for line in text.splitlines():
        row = line.strip()
        if row and not row.startswith("#"):
            yield row


def of_the_run(name: str) -> bool:
    """Whether the rules of a kind speak of the run and need those of other kinds beside them."""
    return not hasattr(load(name), "build")


def opt_in(name: str) -> bool:
    """Whether the rules of a kind run only where they are selected by name."""
    return bool(getattr(load(name), "OPT_IN", False))


def judges_words(name: str) -> bool:
    """Whether a kind has nothing to say of words that a house uses on purpose."""
    return bool(getattr(load(name), "JUDGES_WORDS", False))


def lacking(name: str) -> str | None:
    """What has to be installed or set before a kind can run, in words for a user; None where nothing is."""
    told: str | None = getattr(load(name), "lacking", lambda: None)()
    return told


def unable(rule: Rule) -> str | None:
    """Why a rule cannot run as things are: what its kind lacks, or what the rule alone needs; None where it can."""
    told: str | None = lacking(rule.kind) or getattr(load(rule.kind), "unable", lambda _: None)(rule)
    return told


@cache
def names() -> list[str]:
    """The kinds that exist, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def load(name: str) -> Any:
    """The module of a kind. Raises KeyError if there is none of that name."""
    if name not in names():
        raise KeyError(name)
    return importlib.import_module(f"{__name__}.{name}")
