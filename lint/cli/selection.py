"""What the commands share: the rules that the command line asks for, and how it says that they cannot be used."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # heavy modules are imported where they are used: `--help` stays instant
    from lint.rulebook import Rulebook


class UsageError(Exception):
    """Something the user can mend on the command line or in a rule; exit 2."""


class UnwritableError(Exception):
    """A file that cannot be written; the message names it and says why. Exit 3."""


def split(names: Sequence[str]) -> list[str]:
    """The names of a repeated option whose values are parted by commas. Raises UsageError for none."""
    found = [name.strip() for part in names for name in part.split(",") if name.strip()]
    if names and not found:  # an empty variable in a script would otherwise select everything
        raise UsageError("--select and --ignore need the name of a rule, family, kind, origin or pack")
    return found


def load(paths: Sequence[str], *, builtin: bool = True, build: bool = False) -> Rulebook:
    """The built-in rules and those at `paths`. Raises UsageError if they cannot be used."""
    from pathlib import Path

    from lint import rulebook

    roots = [rulebook.builtin()] if builtin else []
    try:
        return rulebook.load(*roots, *map(Path, paths), build=build)
    except rulebook.RulebookError as error:
        lines = "\n".join(str(problem) for problem in error.problems)
        raise UsageError(f"the rules cannot be used:\n{lines}") from None


def selected(arguments: argparse.Namespace, *, preview: bool, run: bool = True) -> Rulebook:
    """The rules that --rules, --select and --ignore leave. Raises UsageError if none are left.

    `run` says that they are to run: then those that cannot are left out where they were not named themselves, and it
    is a UsageError if one was named or nothing of a kind can run.
    """
    from lint.rulefile import near

    book = load(arguments.rules)
    try:
        chosen = book.select(split(arguments.select), split(arguments.ignore), preview=preview)
    except KeyError as error:
        name = error.args[0]
        raise UsageError(f"there is no rule, family, kind, origin or pack '{name}'{near(name, book.names())}") from None
    if not chosen.rules:
        raise UsageError(
            "no rule is left to check with; --select and --ignore took all, or only preview rules remain (--preview)"
        )
    return _able(arguments, chosen) if run else chosen


def _able(arguments: argparse.Namespace, chosen: Rulebook) -> Rulebook:
    from lint.ability import UnableError, able

    provide(arguments, chosen)
    if any(getattr(arguments, name, None) for name in ("grammar", "languagetool_url", "languagetool_dir")):
        if all(rule.kind != "grammar" for rule in chosen.rules):
            raise UsageError("a grammar checker is named, but none of its rules is selected; add --select grammar")
    try:
        return able(chosen, split(arguments.select))
    except UnableError as error:
        raise UsageError(str(error)) from None


def provide(arguments: argparse.Namespace, book: Rulebook) -> None:
    """Bring what kinds of the rulebook need from outside; it is put away when the command ends."""
    if all(rule.kind != "grammar" for rule in book.rules):
        return
    from lint import compiled, grammar

    told = grammar.settings(
        checker=getattr(arguments, "grammar", None),
        url=getattr(arguments, "languagetool_url", None),
        folder=getattr(arguments, "languagetool_dir", None),
        cache=None if getattr(arguments, "no_cache", False) else compiled.folder(),
    )
    arguments.closing.enter_context(grammar.opened(told))
