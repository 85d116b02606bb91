"""`check --fix` and `--diff`: articles mended and written, or what would be changed as a patch."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from lint.cli.selection import UsageError
from lint.inspection import Inspection, Repair, exit_code, inspect_data, on_disk, taken
from lint.mending import Mending, Mine, mended
from lint.reporters.text import counted
from lint.text import visible
from lint.writing import NotWrittenError, tidied, write

if TYPE_CHECKING:
    from lint.inspection import Request


def fixer(arguments: argparse.Namespace, mine: Mine) -> Fixer:
    """What mends those findings of a run that are `mine`. Raises UsageError for options that do not go together."""
    if not (arguments.fix or arguments.diff):
        raise UsageError("--unsafe-fixes goes with --fix or --diff")
    if arguments.diff and (arguments.format or arguments.output):
        raise UsageError("--diff prints a patch and no report; leave out --format and --output")
    return Fixer(mine, diff=arguments.diff, unsafe=arguments.unsafe_fixes)


class Fixer:
    """Mends one file after another, and remembers what it would change."""

    def __init__(self, mine: Mine, *, diff: bool, unsafe: bool) -> None:
        self._diff, self._unsafe = diff, unsafe
        self._mine = mine
        self._piped: bytes | None = None  # what standard input became

    def files(self, wanted: Sequence[tuple[str, Request]]) -> Generator[Inspection, None, None]:
        """One inspection a path, of what it holds now. A file that cannot be written does not stop the others."""
        if not self._diff:
            tidied({Path(os.path.realpath(path)).parent for path, _ in wanted})
        for path, request in wanted:
            data = taken(path, on_disk)
            if isinstance(data, Inspection):
                yield data
                continue
            mending = self._mending(data, path, request)
            if mending.data == data or self._diff:
                self._show(path, data, mending.data)
                yield _told(mending)
                continue
            try:
                write(path, mending.data, data)
            except NotWrittenError as error:
                yield _told(mending, inspect_data(data, path, request), str(error))
                continue
            yield _told(mending)

    def piped(self, data: bytes, name: str, request: Request) -> Inspection:
        """The inspection of standard input, mended."""
        mending = self._mending(data, name, request)
        self._piped = mending.data
        self._show(name, data, mending.data)
        return _told(mending)

    @contextmanager
    def reporting(self, *, piped: bool) -> Iterator[None]:
        """While a report is printed: it goes to standard error where the mended text goes to standard output."""
        if not piped:
            yield
            return
        try:
            with redirect_stdout(sys.stderr):
                yield
        finally:  # whatever became of the report, the text is not lost
            _print(self._piped or b"")

    def difference(self, inspections: Iterable[Inspection]) -> int:
        """Print patches as the inspections come, and what went wrong to standard error; the exit code of `--diff`."""
        done: list[Inspection] = []
        fixed = files = 0
        for inspection in inspections:
            repair = inspection.repair
            why = inspection.error or (repair.error if repair else None)
            if why:
                print(f"{visible(inspection.path)}: {visible(why)}", file=sys.stderr)
            for fault in inspection.faults:
                print(f"{visible(inspection.path)}: {fault.rule}: {visible(fault.message)}", file=sys.stderr)
            if repair and repair.fixed:
                fixed += len(repair.fixed)
                files += 1
            done.append(inspection._replace(document=None, findings=(), verdict=None))
        print(f"Would fix {counted(fixed, 'finding')} in {counted(files, 'file')}.", file=sys.stderr)
        return exit_code(done) or int(files > 0)

    def _mending(self, data: bytes, path: str, request: Request) -> Mending:
        return mended(data, lambda octets: inspect_data(octets, path, request), self._mine, unsafe=self._unsafe)

    def _show(self, path: str, old: bytes, new: bytes) -> None:
        if self._diff and old != new:
            _print(b"".join(patch(path, old, new)))


def _told(mending: Mending, inspection: Inspection | None = None, error: str | None = None) -> Inspection:
    if not mending.settled:
        rules = ", ".join(sorted({finding.rule for finding in mending.fixed}))
        error = f"the fixes of {rules} undo each other; leave one out with --ignore, and tell who wrote it"
    fixed = () if error is not None else mending.fixed
    return (inspection or mending.inspection)._replace(repair=Repair(fixed, mending.left_out, error))


def _print(data: bytes) -> None:
    """Write octets to standard output; a terminal is shown what it would obey by number."""
    if sys.stdout.isatty():
        sys.stdout.write(
            "".join(visible(line) + "\n" for line in data.decode("utf-8", "replace").removesuffix("\n").split("\n"))
        )
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def patch(path: str, old: bytes, new: bytes) -> Iterator[bytes]:
    """A unified diff, as `git apply -p0` and `patch -p0` take it. Lines end with LF alone, and keep their CR."""
    name = path.encode("utf-8", "surrogateescape")
    if any(sign in path for sign in '\n\t\r"\\'):
        name = b'"' + path.encode("unicode_escape").replace(b'"', b'\\"') + b'"'
    for line in difflib.diff_bytes(difflib.unified_diff, _lines(old), _lines(new), name, name):
        yield line
        if not line.endswith(b"\n"):
            yield b"\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    last = lines.pop()
    return [line + b"\n" for line in lines] + ([last] if last else [])
