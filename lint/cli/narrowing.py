"""What of a run is told: only what is not in the baseline, only what changed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lint.cli.drafts import draft
from lint.cli.selection import UsageError

if TYPE_CHECKING:
    from lint.baseline import Baseline, Ledger
    from lint.changes import Changes
    from lint.finding import Finding
    from lint.inspection import Inspection, Request


class Narrowing:
    """The options --baseline, --changed-since and --staged of one run.

    Raises UsageError if they cannot be met, UnwritableError if the baseline cannot be written.
    """

    def __init__(self, arguments: argparse.Namespace) -> None:
        piped = arguments.stdin or "-" in arguments.paths
        self.changed = f"since {arguments.changed_since}" if arguments.changed_since is not None else ""
        if arguments.staged:
            self.changed = "in what is staged"
        self._arguments = arguments
        self._changes: Changes | None = None
        self._ledger: Ledger | None = None
        self._requests: dict[str, Request] = {}
        if piped and (self.changed or arguments.update_baseline):
            raise UsageError("standard input goes with neither --changed-since, --staged nor --update-baseline")
        if self.changed and arguments.update_baseline:
            raise UsageError("--update-baseline needs whole files; leave --changed-since and --staged out")
        if arguments.baseline is None and (arguments.update_baseline or arguments.show_stale):
            raise UsageError("--update-baseline and --show-stale need --baseline FILE (malaprop-baseline.json, say)")
        if arguments.fix or arguments.diff:
            self._refuse_fixes(arguments)
        self._old = self._baseline()
        if self._old is not None:
            from lint.baseline import Ledger

            self._ledger = Ledger(self._old)
        # Begun here, so that what cannot be written is told before the work.
        update = arguments.update_baseline
        self._draft = arguments.closing.enter_context(draft(Path(arguments.baseline))) if update else None

    def _refuse_fixes(self, arguments: argparse.Namespace) -> None:
        option = "--fix" if arguments.fix else "--diff"
        if arguments.staged:
            raise UsageError(f"--staged checks what is staged and {option} mends files on disk; use one of them")
        if self.changed:
            raise UsageError(
                f"{option} mends whole files; leave --changed-since out (what a baseline holds is left alone)"
            )
        if arguments.update_baseline:
            raise UsageError(
                f"{option} and --update-baseline are two steps: mend, look at what was changed, then update"
            )

    def new(self, inspection: Inspection) -> Sequence[Finding]:
        """The findings that fixes may mend: those of the baseline are left alone."""
        if self._ledger is None:
            return inspection.findings
        least = self._requests[inspection.path].severity
        return [finding for finding in self._ledger.new(inspection) if finding.severity >= least]

    def files(self, paths: list[str]) -> list[str]:
        """The files that changed. Raises ConfigError for a .malapropignore that cannot be used."""
        from lint import changes

        any_format, ignored = self._arguments.input_format is not None, self._arguments.no_ignore
        try:
            if self._arguments.staged:
                self._changes = changes.staged(paths, any_format=any_format, ignored=ignored)
            else:
                ref = self._arguments.changed_since
                self._changes = changes.since(ref, paths, any_format=any_format, ignored=ignored)
        except changes.ChangesError as error:
            raise UsageError(str(error)) from None
        if not self._changes.files:
            print(f"malaprop: no text of a known format changed {self.changed}", file=sys.stderr)
        return list(self._changes.files)

    def read(self, path: str) -> bytes:
        """The content of a file to check. Raises OSError."""
        return Path(path).read_bytes() if self._changes is None else self._changes.read(path)

    def wanted(self, files: Sequence[tuple[str, Request]]) -> list[tuple[str, Request]]:
        """The files with the requests to inspect them by: a baseline is held against findings of every severity."""
        from lint.finding import Severity

        self._requests = dict(files)
        if self._old is None:
            return list(files)
        return [(path, request._replace(severity=Severity.note)) for path, request in files]

    def told(self, inspections: Iterable[Inspection]) -> Iterator[Inspection]:
        """The inspections with what is new."""
        for inspection in inspections:
            yield self._new(inspection)

    def _new(self, inspection: Inspection) -> Inspection:
        touched = None
        if self._changes is not None and inspection.document is not None:
            touched = self._changes.touched(inspection)
        if self._ledger is not None:
            request = self._requests[inspection.path]
            inspection = self._ledger.sifted(inspection, request.rulebook.by_id, request.severity, touched)
            if self._arguments.update_baseline and inspection.error is None:
                held = (inspection.baselined or 0) + len(inspection.findings)
                inspection = inspection._replace(findings=(), baselined=held, known=True)
        return inspection if touched is None else touched.narrowed(inspection)

    def finish(self) -> None:
        """When all has been told: write the baseline anew, tell what is gone from it."""
        if self._ledger is None or self._old is None:
            return
        stale = self._ledger.gone()
        if self._arguments.show_stale:
            from lint.text import visible

            for path, rule, text, number in stale:
                times = f" ({number} times)" if number > 1 else ""
                print(f"malaprop: gone from {visible(path)}: {rule}: “{visible(text)}”{times}", file=sys.stderr)
        gone = sum(entry.times for entry in stale)
        if self._arguments.update_baseline:
            self._write(gone)
        elif self._arguments.show_stale:
            from lint.reporters.text import counted

            hint = "; --update-baseline drops them" if gone else ""
            told = counted(gone, "finding of the baseline is", "findings of the baseline are")
            print(f"malaprop: {told} gone{hint}", file=sys.stderr)

    def _baseline(self) -> Baseline | None:
        if self._arguments.baseline is None:
            return None
        from lint import baseline

        path = Path(self._arguments.baseline)
        try:
            if self._arguments.update_baseline and not os.path.lexists(path):
                return baseline.Baseline(path.parent, {}, {})
            old = baseline.read(path)
        except baseline.BaselineError as error:
            raise UsageError(str(error)) from None
        if not self._arguments.update_baseline and old.files and not any(map(old.there, old.files)):
            first = next(iter(old.files))
            from lint.reporters.text import counted

            raise UsageError(
                f"{path}: none of its {counted(len(old.files), 'file')} is there, {old.folder / first} for one; paths "
                f"in a baseline go from the folder that it lies in. Put it back where it was, or write it with "
                f"--update-baseline"
            )
        return old

    def _write(self, gone: int) -> None:
        from lint import baseline
        from lint.reporters.text import counted

        assert self._ledger is not None
        assert self._old is not None
        assert self._draft is not None
        path = Path(self._arguments.baseline)
        renewed = self._ledger.renewed()
        new = renewed.total - self._old.total + gone
        self._draft.write(baseline.written(renewed))
        self._draft.commit()
        files = sum(1 for entries in renewed.files.values() if entries)
        print(
            f"malaprop: {path}: {counted(renewed.total, 'finding')} in {counted(files, 'file')} "
            f"({new:,} new, {gone:,} gone)",
            file=sys.stderr,
        )
