"""`report`: articles in, one page out that an editor opens in a browser."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lint.cli import reporting
from lint.cli.checking import asked
from lint.cli.drafts import draft
from lint.cli.selection import UsageError, load, split
from lint.cli.terminal import colour

if TYPE_CHECKING:
    from lint.inspection import Inspection

_HEAD = 1_000  # bytes in which a page says that malaprop wrote it


def report(arguments: argparse.Namespace) -> int:
    """`malaprop report`."""
    date = _date(arguments.date)
    target = None if arguments.output == "-" else _target(arguments.output)

    from lint import inspection
    from lint.finding import Severity
    from lint.reporters import _page as page
    from lint.reporters import text

    request, _, found = asked(arguments, but=target)
    # The limits are shown whether or not their rules, which run only where they are selected, are to run.
    house = load(arguments.rules).select(["readability"], split(arguments.ignore), preview=arguments.preview)
    about = page.About(request.rulebook.by_id, page.Limits(house.rules), date)
    results: list[Inspection] = []
    pieces = page.report(_kept(found, results), about)
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
        print(f"{text.visible(arguments.output)}: {said}")
    never = arguments.fail_on == "never"
    level = None if arguments.fail_on == "verdict" else Severity["error" if never else arguments.fail_on]
    code = inspection.exit_code(results, level)
    return 0 if never and code == 1 else code


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
