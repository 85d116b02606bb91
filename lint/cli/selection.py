"""What the commands share: the rules that the command line asks for, and how it says that they cannot be used."""

from __future__ import annotations

import argparse
import os
from collections.abc import Container, Mapping, Sequence
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


def selected(
    arguments: argparse.Namespace, *, preview: bool, run: bool = True, whole: Rulebook | None = None
) -> Rulebook:
    """The rules (those built in and of --rules, or `whole`) that --select and --ignore leave.

    Raises UsageError if none are left.

    `run` says that they are to run: then those that cannot are left out where they were not named themselves, and it
    is a UsageError if one was named or nothing of a kind can run.
    """
    book = whole or load(arguments.rules)
    names = split(arguments.select)
    try:
        chosen = book.select(names, split(arguments.ignore), preview=preview)
    except KeyError as error:
        raise unknown(error.args[0], book) from None
    if not chosen.rules:
        raise UsageError(
            "no rule is left to check with; --select and --ignore took all, or only preview rules remain (--preview)"
        )
    if not run:
        return chosen
    provide(arguments, chosen)
    return able(chosen, names)


def unknown(name: str, book: Rulebook) -> UsageError:
    """That --select or --ignore names what is not there."""
    from lint.sheet import near

    return UsageError(f"there is no rule, family, kind, origin or pack '{name}'{near(name, book.names())}")


def able(chosen: Rulebook, names: Container[str]) -> Rulebook:
    """The rules that can run. Raises UsageError for one of `names` that cannot, and for a kind of which nothing can."""
    from lint import ability

    try:
        return ability.able(chosen, names)
    except ability.UnableError as error:
        raise UsageError(str(error)) from None


def provide(arguments: argparse.Namespace, *books: Rulebook, said: Mapping[str, str] | None = None) -> None:
    """Bring what kinds of the rulebooks need from outside; it is put away when the command ends.

    `said` is what a configuration says of grammar checkers, by the names of the options, which beat it.
    """
    options = {
        name: getattr(arguments, name, None) or None for name in ("grammar", "languagetool_url", "languagetool_dir")
    }
    if all(rule.kind != "grammar" for book in books for rule in book.rules):
        if any(options.values()):
            raise UsageError("a grammar checker is named, but none of its rules is selected; add --select grammar")
        return
    from lint import compiled, grammar

    known = ("MALAPROP_LANGUAGETOOL_URL", "MALAPROP_LANGUAGETOOL_DIR")
    # One server is meant, not two: that of the command line, else of the environment, else of a configuration.
    if options["languagetool_url"] or options["languagetool_dir"] or any(os.environ.get(name) for name in known):
        said = {name: value for name, value in (said or {}).items() if name == "grammar"}
    told = grammar.settings(
        checker=options["grammar"] or (said or {}).get("grammar"),
        url=options["languagetool_url"] or (said or {}).get("languagetool_url"),
        folder=options["languagetool_dir"] or (said or {}).get("languagetool_dir"),
        cache=None if getattr(arguments, "no_cache", False) else compiled.folder(),
    )
    arguments.closing.enter_context(grammar.opened(told))
