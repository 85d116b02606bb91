"""`check` and `try`: files or a text in, a report out."""

from __future__ import annotations

import argparse
import gc
import itertools
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint.cli import reporting
from lint.cli.narrowing import Narrowing
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

    narrowing = Narrowing(arguments)
    wanted = asked(arguments, narrowing=narrowing)
    fixer = _fixer(arguments, narrowing)
    inspections = wanted.inspections(fixer)
    arguments.closing.callback(inspections.close)
    if fixer is not None and arguments.diff:
        code = fixer.difference(inspections)
        narrowing.finish()
        return reporting.exit_code(code, arguments)
    nameless = wanted.piped and not arguments.stdin_name
    articles = wanted.names[1:] if nameless else wanted.names
    outputs = reporting.outputs(arguments, articles, _sources(arguments, wanted), arguments.closing)
    with fixer.reporting(piped=wanted.piped) if fixer else nullcontext():
        results = reporting.report(inspections, outputs, arguments, [r.rulebook for r in wanted.requests])
    narrowing.finish()
    return reporting.exit_code(inspection.exit_code(results), arguments)


class Asked(NamedTuple):
    """The texts that the command line names, what holds for each, and how it is to be checked.

    `piped` says that the first of them is standard input, `narrowing` what of them is told, and `jobs` by how many
    processes they are checked.
    """

    names: Sequence[str]
    settings: Sequence[Resolved]
    requests: Sequence[Request]
    piped: bool
    narrowing: Narrowing | None = None
    jobs: int = 1

    def inspections(self, fixer: Fixer | None = None) -> Generator[Inspection, None, None]:
        """The inspections as they come, of what a fixer made of the texts if there is one.

        Raises UsageError for a rule that cannot be built once it is needed.
        """
        from lint import inspection, workers
        from lint.rulebook import RulebookError

        wanted, read = list(zip(self.names, self.requests, strict=True)), inspection.on_disk
        if self.narrowing is not None:
            wanted, read = self.narrowing.wanted(wanted), self.narrowing.read
        first = [wanted.pop(0)] if self.piped else []
        try:
            if fixer is not None:
                rest = fixer.files(wanted)
            else:
                rest = workers.inspect(wanted, workers.processes(self.jobs, wanted), read)
            look = fixer.piped if fixer else inspection.inspect_data
            piped = (look(_stdin(), name, request) for name, request in first)
            found = itertools.chain(piped, _following(self.names, rest))
            yield from found if self.narrowing is None else self.narrowing.told(found)
        except RulebookError as error:
            raise UsageError(f"the rules cannot be used:\n{error}") from None


def asked(arguments: argparse.Namespace, *, but: Path | None = None, narrowing: Narrowing | None = None) -> Asked:
    """What is to be checked, of which nothing is read yet; `but` is a file that is left out. Raises UsageError."""
    from lint import discover

    paths = [path for path in arguments.paths if path != "-"]
    piped = arguments.stdin or len(paths) < len(arguments.paths)
    changed = narrowing is not None and bool(narrowing.changed)
    if not (paths or piped or changed):
        raise UsageError("nothing to check: name files or folders, or --stdin")
    if "" in paths:
        raise UsageError("an empty name is no file or folder; a variable in a script may not be set")
    if arguments.stdin_name and not piped:
        raise UsageError("--stdin-name goes with --stdin")
    # Rules and documents hold no cycles, and a collector that walks them all took a third of the time.
    gc.disable()
    with faults_told():
        if narrowing is not None and changed:
            files = narrowing.files(paths)
        else:
            any_format = arguments.input_format is not None
            files = list(discover.files(paths, any_format=any_format, ignored=arguments.no_ignore))
    if but is not None:
        files = [file for file in files if not _same(file, but)]
    if paths and not files and not changed:
        raise UsageError(
            f"no file of a known format in {', '.join(paths)}; --input-format takes any file as that format"
        )
    names = [arguments.stdin_name or "stdin.txt", *files] if piped else files
    # What cannot be used is told where nothing changed, too.
    found = settled(arguments, names or ["text"])[: len(names)]
    gc.freeze()
    gc.set_threshold(100_000)
    gc.enable()
    return Asked(
        names,
        [settings for settings, _ in found],
        [request for _, request in found],
        piped,
        narrowing,
        getattr(arguments, "jobs", 1),
    )


def _sources(arguments: argparse.Namespace, wanted: Asked) -> set[str]:
    """The files that a run goes by, which no report may write over: configurations, rules and the baseline."""
    if not arguments.output:
        return set()
    found = {str(file.path) for settings in wanted.settings for file in settings.files}
    found |= {rule.path for request in wanted.requests for rule in request.rulebook.rules}
    return found | ({arguments.baseline} if arguments.baseline is not None else set())


def _same(one: str, other: Path) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def _fixer(arguments: argparse.Namespace, narrowing: Narrowing) -> Fixer | None:
    if not (arguments.fix or arguments.diff or arguments.unsafe_fixes):
        return None
    from lint.cli.fixing import fixer

    return fixer(arguments, narrowing.new)


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
