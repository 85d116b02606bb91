"""What is asked of each file: the configuration that holds for it, less what the command line says otherwise."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint.cli.selection import UsageError, able, provide, split, unknown

if TYPE_CHECKING:
    from lint.config.configuration import Configuration
    from lint.config.layers import Resolved
    from lint.inspection import Request
    from lint.rulebook import Rulebook


def configuration(arguments: argparse.Namespace) -> Configuration:
    """The configuration of a run. Raises UsageError for options that mean nothing."""
    from msgspec import UNSET

    from lint.config.configuration import Configuration
    from lint.config.settings import Choice
    from lint.readers import formats
    from lint.sheet import near

    def said(name: str) -> Any:
        value = getattr(arguments, name, None)
        return UNSET if value is None else value

    name = said("input_format")
    if name and name not in formats():
        raise UsageError(
            f"--input-format: there is no '{name}'{near(name, formats()) or '; there are ' + ', '.join(formats())}"
        )
    from lint.lexicon.languages import is_tag

    tag = said("language")
    if tag is not UNSET and not is_tag(tag):
        raise UsageError(f"--language: '{tag}' is no language tag; write en, pt-BR …")
    command = Choice(
        select=split(getattr(arguments, "select", ())) or UNSET,
        ignore=split(getattr(arguments, "ignore", ())) or UNSET,
        preview=said("preview"),
        severity=said("severity"),
        fail_on=said("fail_on"),
        language=tag,
        input_format=name,
    )
    roots = [Path(path) for path in arguments.rules]
    return Configuration(command, named=arguments.config, isolated=arguments.isolated, roots=roots)


@contextmanager
def faults_told() -> Iterator[None]:
    """Faults of configurations and rules as what the command line says."""
    from lint.config.search import ConfigError
    from lint.rulebook import RulebookError

    try:
        yield
    except ConfigError as error:
        raise UsageError(f"the configuration cannot be used:\n{error}") from None
    except RulebookError as error:
        raise UsageError(f"the rules cannot be used:\n{error}") from None


def everything(arguments: argparse.Namespace) -> Rulebook:
    """All the rules that there are in the current folder. Raises UsageError if they cannot be used."""
    configured = configuration(arguments)
    with faults_told():
        return configured.everything(configured.of("text"))


def requests(arguments: argparse.Namespace, names: Sequence[str]) -> list[Request]:
    """One request a file; see `settled`."""
    return [request for _, request in settled(arguments, names)]


def settled(arguments: argparse.Namespace, names: Sequence[str]) -> list[tuple[Resolved, Request]]:
    """What holds for each file, and the request that comes of it. Files of equal settings share a rulebook.

    Raises UsageError before any file is read.
    """
    from lint.inspection import Request

    configured = configuration(arguments)
    with faults_told():
        resolved = [configured.of(name) for name in names]
        books = [chosen(configured, settings, name) for name, settings in zip(names, resolved, strict=True)]
    provide(arguments, *dict.fromkeys(books), said=_checker(books, resolved))
    running: dict[int, Rulebook] = {}
    found = []
    for settings, book in zip(resolved, books, strict=True):
        if id(book) not in running:
            running[id(book)] = able(book, {n for s in settings.selections for n in (*(s.select or ()), *s.extend)})
        request = Request(
            running[id(book)],
            settings.severity,
            settings.input_format,
            settings.language,
            bool(os.environ.get("MALAPROP_DEBUG")),
            settings.fail_on,
        )
        found.append((settings, request))
    return found


def chosen(configured: Configuration, settings: Resolved, name: str) -> Rulebook:
    """The rules for a file. Raises UsageError if none are left."""
    try:
        book = configured.rulebook(settings)
    except KeyError as error:
        raise unknown(error.args[0], configured.everything(settings)) from None
    if book.rules:
        return book
    told = "no rule is left to check with"
    files = ", ".join(file.name for file in settings.files)
    if files:
        raise UsageError(f"{name}: {told}; {files} and the command line take all (`malaprop config show {name}`)")
    raise UsageError(f"{told}; --select and --ignore took all, or only preview rules remain (--preview)")


def _checker(books: Sequence[Rulebook], resolved: Sequence[Resolved]) -> Mapping[str, str]:
    """What configurations say of the grammar checker, of which a run has one."""
    asking = {id(book): any(rule.kind == "grammar" for rule in book.rules) for book in books}
    said: list[dict[str, tuple[str, str]]] = []
    for settings, book in zip(resolved, books, strict=True):
        if asking[id(book)]:
            told = {
                key: (value, f"{file.name}:{file.line('grammar', key)}")
                for key, (value, file) in settings.grammar().items()
            }
            if told not in said:
                said.append(told)
    if len(said) > 1:
        places = " and ".join(sorted({place for told in said for _, place in told.values()}))
        raise UsageError(f"{places}: a run has one grammar checker; check these files in runs of their own")
    names = {"checker": "grammar", "languagetool-url": "languagetool_url", "languagetool-dir": "languagetool_dir"}
    return {names[key]: value for key, (value, _) in (said[0] if said else {}).items()}
