"""`report`: articles in, one page out that an editor opens in a browser."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lint.cli.checking import asked
from lint.cli.selection import UsageError, load, split
from lint.cli.terminal import colour

_HEAD = 1_000  # bytes in which a page says that malaprop wrote it


def report(arguments: argparse.Namespace) -> int:
    """`malaprop report`."""
    date = _date(arguments.date)
    target = None if arguments.output == "-" else _target(arguments.output)

    from lint import inspection
    from lint.finding import Severity
    from lint.reporters import page, text

    request, found = asked(arguments, but=target)
    # The limits are shown whether or not their rules, which run only where they are selected, are to run.
    house = load(arguments.rules).select(["readability"], split(arguments.ignore), preview=arguments.preview)
    about = page.About(request.rulebook.by_id, page.Limits(house.rules), date)
    with _opened(target) as out:
        results = page.write(found, out, about)
    told = sys.stderr if target is None else sys.stdout
    paint = text.Painter(colour=target is not None and colour("auto"))
    for line in text.failures(results, paint):
        print(line, file=sys.stderr)
    print(f"{text.visible(arguments.output)}: " if target else "", text.summary(results, paint), sep="", file=told)
    never = arguments.fail_on == "never"
    level = None if arguments.fail_on == "verdict" else Severity["error" if never else arguments.fail_on]
    code = inspection.exit_code(results, level)
    return 0 if never and code == 1 else code


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
    from lint.reporters.page import GENERATOR

    path = Path(os.path.realpath(name))
    try:
        if path.is_dir():
            raise UsageError(f"--output: {name} is a folder; name a file in it, as report.html")
        if not path.parent.is_dir():
            raise UsageError(f"--output: there is no folder {path.parent} to write {path.name} into")
        if path.is_file() and path.stat().st_size:
            with path.open("rb") as file:
                if GENERATOR not in file.read(_HEAD):
                    raise UsageError(
                        f"--output: {name} exists and is no report of malaprop; remove it, or name another file"
                    )
    except (OSError, ValueError) as error:
        raise UsageError(f"--output: {name}: {getattr(error, 'strerror', None) or error}") from None
    return path


@contextmanager
def _opened(target: Path | None) -> Iterator[BinaryIO]:
    """A file that becomes the target when all is written, so that a run that breaks off leaves the old report."""
    if target is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if target.exists() and not target.is_file():  # a pipe, or /dev/stdout
        with target.open("wb") as out:
            yield out
        return
    scratch = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with scratch.open("xb") as out:
            yield out
        scratch.replace(target)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
