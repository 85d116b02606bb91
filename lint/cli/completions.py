"""`completions`: what a shell completes of the command line, made from its own parser."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence

from lint.cli.arguments import parser
from lint.cli.selection import UsageError, load


def completions(arguments: argparse.Namespace) -> int:
    """`malaprop completions`."""
    try:
        import shtab
    except ImportError:
        raise UsageError("shtab is not installed; pip install 'malaprop[completions]'") from None
    whole = parser()
    names = _names()
    places = {"PATH": shtab.FILE, "FILE": shtab.FILE, "DIR": shtab.DIRECTORY}
    for action in _actions(whole):
        words = names.get(action.metavar if isinstance(action.metavar, str) else "") or names.get(action.dest)
        if action.metavar in places:
            action.complete = places[action.metavar]  # type: ignore[attr-defined]  # where shtab looks for it
        elif words and action.choices is None:
            action.choices = words
    print(shtab.complete(whole, arguments.shell), end="")
    return 0


def _names() -> Mapping[str, Sequence[str]]:
    """The words that stand for what has no choices of its own, by the metavar or destination of an option."""
    from lint import kinds, readers, reporters

    book = load(())
    return {
        "NAMES": book.names(),
        "RULE": sorted({*book.by_id, *kinds.names()}),
        "kind": kinds.names(),
        "input_format": readers.formats(),
        "format": reporters.formats(),
    }


def _actions(whole: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every argument of the parser and of its commands."""
    for action in whole._actions:  # noqa: SLF001 - argparse has no other way to ask for them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in dict.fromkeys(action.choices.values()):
                yield from _actions(command)
        else:
            yield action
