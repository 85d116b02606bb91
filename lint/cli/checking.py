"""`check` and `try`: files or a text in, a report out."""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from lint.cli import reporting
from lint.cli.selection import UsageError, selected
from lint.cli.terminal import colour, columns

if TYPE_CHECKING:
    from lint.cli.fixing import Fixer
    from lint.inspection import Inspection, Request
    from lint.text import Span

_SLOW = 1.5  # seconds after which a progress bar appears


def check(arguments: argparse.Namespace) -> int:
    """`malaprop check`."""
    from lint import discover, inspection
    from lint.finding import Severity
    from lint.rulebook import RulebookError

    paths = [path for path in arguments.paths if path != "-"]
    piped = arguments.stdin or len(paths) < len(arguments.paths)
    if not paths and not piped:
        raise UsageError("nothing to check: name files or folders, or --stdin")
    if arguments.stdin_name and not piped:
        raise UsageError("--stdin-name goes with --stdin")
    # Rules and documents hold no cycles, and a collector that walks them all took a third of the time.
    gc.disable()
    request = _request(arguments)
    gc.freeze()
    gc.set_threshold(100_000)
    gc.enable()
    files = list(discover.files(paths, any_format=arguments.input_format is not None))
    if paths and not files:
        raise UsageError(
            f"no file of a known format in {', '.join(paths)}; --input-format takes any file as that format"
        )
    fixer = _fixer(arguments, request)
    outputs = reporting.outputs(arguments, [*files, *filter(None, [arguments.stdin_name])], arguments.closing)
    try:
        found = _following(files, fixer.files(files) if fixer else inspection.inspect(files, request))
        if piped:
            name = arguments.stdin_name or "stdin.txt"
            first = fixer.piped(_stdin(), name) if fixer else inspection.inspect_data(_stdin(), name, request)
            found = itertools.chain([first], found)
        if arguments.diff and fixer:
            return fixer.difference(found)
        with fixer.reporting() if fixer else nullcontext():
            results = reporting.report(found, outputs, arguments, request.rulebook)
    except RulebookError as error:
        raise UsageError(f"the rules cannot be used:\n{error}") from None
    fail_on = None if arguments.fail_on == "verdict" else Severity[arguments.fail_on]
    return reporting.exit_code(inspection.exit_code(results, fail_on), arguments)


def _fixer(arguments: argparse.Namespace, request: Request) -> Fixer | None:
    if not (arguments.fix or arguments.diff or arguments.unsafe_fixes):
        return None
    from lint.cli.fixing import fixer

    return fixer(arguments, request)


def try_text(arguments: argparse.Namespace) -> int:
    """`malaprop try`."""
    from lint import inspection
    from lint.finding import Severity
    from lint.reporters import text
    from lint.reporters._context import Context
    from lint.rule import mark
    from lint.rulebook import RulebookError

    raw = _stdin() if arguments.text == "-" else arguments.text.encode("utf-8", "surrogateescape")
    request = _request(arguments)
    try:
        result = inspection.inspect_data(raw, "try", request._replace(input_format=request.input_format or "text"))
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
    return inspection.exit_code([result], Severity.note)


def _request(arguments: argparse.Namespace) -> Request:
    from lint.finding import Severity
    from lint.inspection import Request
    from lint.readers import formats
    from lint.rulefile import near

    name = arguments.input_format
    if name is not None and name not in formats():
        raise UsageError(
            f"--input-format: there is no '{name}'{near(name, formats())}; there are {', '.join(formats())}"
        )
    tag = arguments.language
    if tag is not None and not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*", tag):
        raise UsageError(f"--language: '{tag}' is no language tag; write en, pt-BR …")
    return Request(
        selected(arguments, preview=arguments.preview),
        Severity[getattr(arguments, "severity", "note")],
        name,
        arguments.language,
        bool(os.environ.get("MALAPROP_DEBUG")),
    )


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
