"""`report`: articles in, one page out that an editor opens in a browser."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lint.cli import reporting
from lint.cli.checking import Asked, asked
from lint.cli.drafts import draft
from lint.cli.selection import UsageError
from lint.cli.terminal import colour

if TYPE_CHECKING:
    from lint.inspection import Inspection
    from lint.rule import Rule

_HEAD = 1_000  # bytes in which a page says that malaprop wrote it


def report(arguments: argparse.Namespace) -> int:
    """`malaprop report`."""
    date = _date(arguments.date)
    target = None if arguments.output == "-" else _target(arguments.output)

    from lint import inspection
    from lint.reporters import _page as page
    from lint.reporters import text
    from lint.text import visible

    wanted = asked(arguments, but=target)
    rules = {id: rule for request in wanted.requests for id, rule in request.rulebook.by_id.items()}
    about = page.About(rules, page.Limits(_limits(wanted)), date)
    results: list[Inspection] = []
    pieces = page.report(_kept(wanted.inspections(), results), about)
    if target is None:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
        print(text.summary(results, text.Painter(colour=False)), file=sys.stderr)
    else:
        with draft(target) as file:
            for piece in pieces:
                file.write(piece)
            file.commit()
        said = text.summary(results, text.Painter(colour=colour("auto")))
        print(f"{visible(arguments.output)}: {said}")
    code = inspection.exit_code(results)
    return 0 if code == 1 and arguments.fail_on is None else code


def _limits(wanted: Asked) -> dict[str, Sequence[Rule]]:
    """The readability rules of each text's house: all that are not ignored, whether or not they were chosen to run."""
    from lint.rulebook import Selection

    found: dict[str, Sequence[Rule]] = {}
    known: dict[tuple[int, bytes], Sequence[Rule]] = {}
    for name, settings, request in zip(wanted.names, wanted.settings, wanted.requests, strict=True):
        whole = request.rulebook.whole
        key = id(whole), settings.rules_key
        if key not in known:
            said = [selection._replace(select=None) for selection in settings.selections]
            chosen = whole.chosen([Selection(select=("readability",)), *said], preview=settings.preview)
            known[key] = [rule for rule in chosen.rules if rule.kind == "readability"]
        found[name] = known[key]
    return found


def _kept(inspections: Iterable[Inspection], results: list[Inspection]) -> Iterator[Inspection]:
    """The inspections; without what only the page needs of them they are also put into `results`."""
    for inspection in inspections:
        results.append(inspection._replace(document=None, excerpt=None))
        reporting.told(results[-1])
        yield inspection


def _date(said: str | None) -> datetime.date | None:
    """The date to print: what --date says, else SOURCE_DATE_EPOCH (in UTC); else none, so that no clock is read."""
    if said == "today":
        return datetime.datetime.now().astimezone().date()
    if said is not None:
        try:
            return datetime.date(*map(int, said.split("-")))
        except (TypeError, ValueError):
            raise UsageError(f"--date: '{said}' is no date; write it as 2026-03-31, or today") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH: '{epoch}' is no number of seconds since 1970") from None


def _target(name: str) -> Path:
    """Where to write. Raises UsageError for a file that is not a report: an article must not be lost to a slip."""
    from lint.reporters._page import GENERATOR

    path = Path(name)
    try:
        if path.is_file() and path.stat().st_size:
            with path.open("rb") as file:
                if GENERATOR not in file.read(_HEAD):
                    raise UsageError(
                        f"--output: {name} exists and is no report of malaprop; remove it, or name another file"
                    )
    except (OSError, ValueError) as error:
        raise UsageError(f"--output: {name}: {getattr(error, 'strerror', None) or error}") from None
    return path
