"""The reports of a run: which formats go where, all written from one pass over the files."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint.cli.drafts import Draft, draft, unwritable
from lint.cli.selection import UnwritableError, UsageError
from lint.cli.terminal import colour, columns
from lint.text import visible

if TYPE_CHECKING:
    from lint.inspection import Inspection
    from lint.reporters._context import Context
    from lint.rulebook import Rulebook

_JOB_SUMMARY = 1 << 20  # bytes that GitHub takes of the summary of a step


class Outputs(NamedTuple):
    """The format for standard output, if any, and the format of each file."""

    shown: str | None
    files: Sequence[tuple[str, Draft]]


def outputs(
    arguments: argparse.Namespace, inputs: Iterable[str], sources: Iterable[str], closing: ExitStack
) -> Outputs:
    """What --format, --output and --quiet ask for. `inputs` are the files that are checked, `sources` what by.

    The files are begun here, so that what cannot be written is told before the work. Raises UsageError, and
    UnwritableError for a file that cannot be written.
    """
    shown: str | None = None if arguments.format is None else _known("--format", arguments.format)
    targets: list[tuple[str, str]] = []
    for told in arguments.output:
        name, sign, file = told.partition("=")
        if not sign or not file:
            raise UsageError(f"--output: '{told}' is not FORMAT=FILE; write sarif=malaprop.sarif")
        _known("--output", name)
        if file != "-":
            targets.append((name, file))
        elif shown is not None:
            raise UsageError("two reports for standard output; give one of them a file with --output FORMAT=FILE")
        else:
            shown = name
    if arguments.quiet and shown is not None:
        raise UsageError(
            "--quiet prints no report; leave out --quiet, or give the report a file with --output FORMAT=FILE"
        )
    _distinct(targets, inputs, sources)
    drafts = [(name, closing.enter_context(draft(Path(file)))) for name, file in targets]
    return Outputs(None if arguments.quiet else shown or "text", drafts)


def _known(option: str, name: str) -> str:
    from lint import reporters

    if name not in reporters.formats():
        from lint.sheet import near

        names = reporters.formats()
        raise UsageError(
            f"{option}: there is no format '{name}'{near(name, names) or '; there are ' + ', '.join(names)}"
        )
    return name


def _distinct(targets: Sequence[tuple[str, str]], inputs: Iterable[str], sources: Iterable[str]) -> None:
    """Raise UsageError where a report would write over another, an article, or what the run goes by."""
    taken: set[str] = set()
    articles = {os.path.realpath(file) for file in inputs} if targets else set()
    others = {os.path.realpath(file) for file in sources} if targets else set()
    for _, file in targets:
        place = os.path.realpath(file)
        if place in articles:
            raise UsageError(f"--output: {file} is one of the files to check; the report would write over it")
        if place in others:
            told = "is a configuration, a rule or the baseline of this run; the report would write over it"
            raise UsageError(f"--output: {file} {told}")
        if place in taken and not (Path(place).exists() and not Path(place).is_file()):
            raise UsageError(f"--output: two reports for {file}; give each a file of its own")
        taken.add(place)


def report(
    inspections: Iterable[Inspection], wanted: Outputs, arguments: argparse.Namespace, books: Iterable[Rulebook]
) -> list[Inspection]:
    """Write all reports on what the rulebooks found; the value is the inspections without their documents.

    Raises OSError for standard output and UnwritableError for a file that cannot be written.
    """
    from lint.reporters import load
    from lint.reporters._context import Context

    context = Context(
        rules={id: rule for book in dict.fromkeys(books) for id, rule in book.by_id.items()},
        root=Path.cwd().as_posix(),
        statistics=arguments.statistics,
    )
    done: list[Inspection] = []

    def seen() -> Iterator[Inspection]:
        for inspection in inspections:
            slim = inspection._replace(document=None)
            done.append(slim)
            if wanted.shown is None:
                told(slim)
            yield slim

    coming = seen()
    failure: OSError | None = None
    if wanted.shown is not None:
        terminal = context._replace(colour=colour(arguments.color), width=columns())
        try:
            for piece in load(wanted.shown).report(coming, terminal):
                sys.stdout.write(piece)
            sys.stdout.flush()
        except OSError as error:
            if not wanted.files:
                raise
            failure = error  # a reader that went away (`| head`) must not cost the files
    for _ in coming:
        pass
    _write(done, wanted, context)
    if failure is not None:
        raise failure
    return done


def _write(done: Sequence[Inspection], wanted: Outputs, context: Context) -> None:
    """Write the files; one that fails does not keep the others from being written."""
    from lint.reporters import load

    failures: list[str] = []
    for name, file in wanted.files:
        try:
            for piece in load(name).report(done, context):
                file.write(piece)
            file.commit()
        except UnwritableError as error:  # noqa: PERF203 - a file, not an item
            failures.append(str(error))
    if "github" in (wanted.shown, *(name for name, _ in wanted.files)):
        _job_summary(done, context)
    if failures:
        raise UnwritableError("; ".join(failures))


def told(inspection: Inspection) -> None:
    """Where no report is printed, what could not be checked still reaches the user."""
    said: list[str] = []
    if inspection.error is not None:
        said.append(f"not checked: {inspection.error}")
    if inspection.repair is not None and inspection.repair.error is not None:
        said.append(f"not fixed: {inspection.repair.error}")
    for fault in inspection.faults:
        what = "checked in part only" if fault.unchecked else "rule failed"
        said.append(f"{what}: {fault.rule}: {fault.message}")
    for line in said:
        print(f"malaprop: {visible(inspection.path)}: {visible(line)}", file=sys.stderr)


def _job_summary(done: Sequence[Inspection], context: Context) -> None:
    """Append the summary to what GitHub Actions shows beside the log, where it says by GITHUB_STEP_SUMMARY how.

    A step whose summary is too large gets none at all, so one that no longer fits is left out, which the log tells.
    """
    from lint.reporters import markdown

    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    data = "".join(markdown.report(done, context)).encode("utf-8", "backslashreplace")
    try:
        with Path(place).open("ab") as file:
            if file.tell() + len(data) <= _JOB_SUMMARY:
                file.write(data)
                return
    except OSError as error:
        raise unwritable(Path(place), error) from None
    print("malaprop: the summary of this step is full; that of malaprop was left out", file=sys.stderr)


def exit_code(code: int, arguments: argparse.Namespace) -> int:
    """The exit code of the run; --exit-zero forgives findings, and nothing else."""
    return 0 if arguments.exit_zero and code == 1 else code
