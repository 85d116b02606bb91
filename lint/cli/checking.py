"""`check` and `try`: files or a text in, a report out."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint.cli import reporting
from lint.cli.requests import faults_told, requests, settled
from lint.cli.selection import UsageError
from lint.cli.terminal import colour, columns

if TYPE_CHECKING:
    from lint.cli.fixing import Fixer
    from lint.config.layers import Resolved
    from lint.inspection import Inspection, Request
    from lint.text import Span

_SLOW = 1.5  # seconds after which a progress bar appears


def check(arguments: argparse.Namespace) -> int:
    """`malaprop check`."""
    from lint import inspection

    wanted = asked(arguments)
    fixer = _fixer(arguments)
    if fixer is not None and arguments.diff:
        return fixer.difference(wanted.inspections(fixer))
    nameless = wanted.piped and not arguments.stdin_name
    outputs = reporting.outputs(arguments, wanted.names[1:] if nameless else wanted.names, arguments.closing)
    with fixer.reporting(piped=wanted.piped) if fixer else nullcontext():
        results = reporting.report(
            wanted.inspections(fixer), outputs, arguments, [request.rulebook for request in wanted.requests]
        )
    return reporting.exit_code(inspection.exit_code(results), arguments)


class Asked(NamedTuple):
    """The texts that the command line names, what holds for each, and how it is to be checked.

    `piped` says that the first of them is standard input.
    """

    names: Sequence[str]
    settings: Sequence[Resolved]
    requests: Sequence[Request]
    piped: bool

    def inspections(self, fixer: Fixer | None = None) -> Iterator[Inspection]:
        """The inspections as they come, of what a fixer made of the texts if there is one.

        Raises UsageError for a rule that cannot be built once it is needed.
        """
        from lint import inspection
        from lint.rulebook import RulebookError

        wanted = list(zip(self.names, self.requests, strict=True))
        try:
            if self.piped:
                name, request = wanted.pop(0)
                yield (fixer.piped if fixer else inspection.inspect_data)(_stdin(), name, request)
            yield from _following(self.names, (fixer.files if fixer else inspection.inspect)(wanted))
        except RulebookError as error:
            raise UsageError(f"the rules cannot be used:\n{error}") from None


def asked(arguments: argparse.Namespace, *, but: Path | None = None) -> Asked:
    """What is to be checked, of which nothing is read yet; `but` is a file that is left out. Raises UsageError."""
    from lint import discover

    paths = [path for path in arguments.paths if path != "-"]
    piped = arguments.stdin or len(paths) < len(arguments.paths)
    if not paths and not piped:
        raise UsageError("nothing to check: name files or folders, or --stdin")
    if arguments.stdin_name and not piped:
        raise UsageError("--stdin-name goes with --stdin")
    # Rules and documents hold no cycles, and a collector that walks them all took a third of the time.
    gc.disable()
    with faults_told():
        files = list(discover.files(paths, any_format=arguments.input_format is not None, ignored=arguments.no_ignore))
    if but is not None:
        files = [file for file in files if not _same(file, but)]
    if paths and not files:
        raise UsageError(
            f"no file of a known format in {', '.join(paths)}; --input-format takes any file as that format"
        )
    names = [arguments.stdin_name or "stdin.txt", *files] if piped else files
    found = settled(arguments, names)
    gc.freeze()
    gc.set_threshold(100_000)
    gc.enable()
    return Asked(names, [settings for settings, _ in found], [request for _, request in found], piped)


def _same(one: str, other: Path) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def _fixer(arguments: argparse.Namespace) -> Fixer | None:
    if not (arguments.fix or arguments.diff or arguments.unsafe_fixes):
        return None
    from lint.cli.fixing import fixer

    return fixer(arguments)


def try_text(arguments: argparse.Namespace) -> int:
    """`malaprop try`."""
    from lint import inspection
    from lint.finding import Severity
    from lint.reporters import text
    from lint.reporters._context import Context
    from lint.rule import mark
    from lint.rulebook import RulebookError

    raw = _stdin() if arguments.text == "-" else arguments.text.encode("utf-8", "surrogateescape")
    (request,) = requests(arguments, ["try"])
    request = request._replace(
        input_format=request.input_format or "text", severity=Severity.note, fail_on=Severity.note
    )
    try:
        result = inspection.inspect_data(raw, "try", request)
    except RulebookError as error:
        raise UsageError(f"the rules cannot be used:\n{error}") from None
    if result.document is None:
        print(f"malaprop: {result.error}", file=sys.stderr)
        return 3
    spans: list[Span] = []
    for finding in result.findings:  # marks do not nest: the first of two that overlap is shown
        if not spans or finding.span.start >= spans[-1].end:
            spans.append(finding.span)
    print(mark(result.document.source, tuple(spans)).rstrip("\n") + "\n")
    for piece in text.report([result], Context(colour=colour("auto"), width=columns())):
        sys.stdout.write(piece)
    return inspection.exit_code([result])


def _stdin() -> bytes:
    if sys.stdin is None:  # closed by the caller
        raise UsageError("standard input is closed")
    return sys.stdin.buffer.read()


def _following(files: Sequence[str], inspections: Iterator[Inspection]) -> Iterator[Inspection]:
    """The inspections as they come, with a progress bar on a terminal's standard error once they take long."""
    if not sys.stderr.isatty() or len(files) < 2:
        yield from inspections
        return
    import time

    start, bar, task = time.monotonic(), None, None
    try:
        for number, inspection in enumerate(inspections, 1):
            if bar is None and time.monotonic() - start > _SLOW:
                from rich.console import Console
                from rich.progress import Progress

                # Findings for the same terminal are printed above the bar; those for a file are not touched.
                shared = sys.stdout.isatty()
                bar = Progress(console=Console(stderr=True), transient=True, redirect_stdout=shared)
                task = bar.add_task("checking", total=len(files))
                bar.start()
            if bar is not None and task is not None:
                bar.update(task, completed=number, description=Path(inspection.path).name[:30])
            yield inspection
    finally:
        if bar is not None:
            bar.stop()
