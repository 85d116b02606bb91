"""A baseline: the findings that texts had on the day a team began, so that a run tells only what came since.

A finding is found again by its fingerprint, never by its line, and the count of a fingerprint in a file may not rise.
The file is JSON with one entry a line, sorted, so that a change of one article is a change of a few lines. Its paths
are written as they are seen from its own folder, with slashes, so that it holds from any folder and on any system.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from lint.discover import seen_from
from lint.finding import Finding, Severity
from lint.inspection import Inspection

VERSION = 1
_SHOWN = 60  # code points of the words that an entry quotes, for whoever reads it


class BaselineError(ValueError):
    """The baseline cannot be used; the message names the file and says what to do."""


class Entry(msgspec.Struct, frozen=True, order=True, omit_defaults=True, forbid_unknown_fields=True):
    """A fingerprint that a file may show `count` times; `text` is for readers."""

    rule: str
    fingerprint: str
    count: int = 1
    text: str = ""


class Baseline(msgspec.Struct, frozen=True):
    """Entries and verdicts by path, the path as it is seen from `folder`."""

    folder: Path
    files: Mapping[str, Sequence[Entry]]
    verdicts: Mapping[str, str]

    def there(self, path: str) -> bool:
        """Whether a file of the baseline still exists."""
        return os.path.lexists(self.folder / path)

    @property
    def total(self) -> int:
        """How many findings it holds."""
        return sum(entry.count for entries in self.files.values() for entry in entries)


def read(path: Path) -> Baseline:
    """The baseline in a file. Raises BaselineError for one that is missing, damaged or of a newer malaprop."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise BaselineError(f"{path}: there is no such baseline; write it with --update-baseline") from None
    except OSError as error:
        raise BaselineError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError as error:
        raise _damaged(path, f"byte {error.start} is not UTF-8") from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("<<<<<<<", ">>>>>>>")):
            raise BaselineError(
                f"{path}:{number}: a merge left its marks here; take the file of either side and run --update-baseline"
            )
    if text.strip() and not text.lstrip().startswith(("{", "[")):  # an article by a slip: nobody should delete it
        raise _other(path)
    try:
        told = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise _damaged(path, error.msg, error.lineno) from None
    except (ValueError, RecursionError) as error:
        raise _damaged(path, str(error)) from None
    version = told.get("version") if isinstance(told, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise BaselineError(f"{path} is of a newer malaprop (version {version}; this one reads {VERSION}); update it")
    if version is None:
        raise _other(path)
    if version != VERSION:
        raise _damaged(path, "its version is no number that malaprop gave")
    try:
        files = msgspec.convert(told.get("files"), dict[str, list[Entry]])
        verdicts = msgspec.convert(told.get("verdicts"), dict[str, str])
    except msgspec.ValidationError as error:
        raise _damaged(path, str(error)) from None
    if any(entry.count < 1 for entries in files.values() for entry in entries):
        raise _damaged(path, "a count is below 1")
    return Baseline(path.parent, files, verdicts)


def _other(path: Path) -> BaselineError:
    return BaselineError(f"{path} is no baseline; name a file that --update-baseline wrote, or is to make")


def _damaged(path: Path, why: str, line: int = 0) -> BaselineError:
    place = f"{path}:{line}" if line else f"{path}"
    return BaselineError(
        f"{place}: the baseline is damaged: {why}; restore it (git checkout), or delete it and run --update-baseline"
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) < len(pairs):
        twice = next(key for key, n in Counter(key for key, _ in pairs).items() if n > 1)
        raise ValueError(f"“{twice}” stands there twice")
    return told


def written(baseline: Baseline) -> str:
    """The text of the file: sorted, one entry a line, the same for the same baseline."""
    files = ",\n".join(
        f"    {_quoted(path)}: [\n{_lines('      ' + _row(entry) for entry in sorted(entries))}\n    ]"
        for path, entries in sorted(baseline.files.items())
        if entries
    )
    verdicts = _lines(f"    {_quoted(path)}: {_quoted(label)}" for path, label in sorted(baseline.verdicts.items()))
    parts = (f'  "version": {VERSION}', f'  "files": {_braced(files)}', f'  "verdicts": {_braced(verdicts)}')
    return "{\n" + _lines(parts) + "\n}\n"


def _lines(rows: Iterable[str]) -> str:
    return ",\n".join(rows)


def _braced(body: str) -> str:
    return f"{{\n{body}\n  }}" if body else "{}"


def _row(entry: Entry) -> str:
    count = f', "count": {entry.count}' if entry.count > 1 else ""
    said = f'"rule": {_quoted(entry.rule)}, "fingerprint": {_quoted(entry.fingerprint)}'
    return f'{{{said}{count}, "text": {_quoted(entry.text)}}}'


def _quoted(value: str) -> str:
    """A value as JSON, with what cannot be seen (or cannot be written as UTF-8) as escapes."""
    told = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in told)


class Stale(NamedTuple):
    """An entry whose finding is gone, `times` over."""

    path: str
    rule: str
    text: str
    times: int


class Ledger:
    """A baseline held against the inspections of a run, one after another."""

    def __init__(self, old: Baseline) -> None:
        self.stale: list[Stale] = []
        self._old = old
        self._files: dict[str, dict[str, Entry]] = {}
        self._verdicts: dict[str, str] = {}
        self._moved: set[str] = set()
        self._lost: dict[str, list[str]] | None = None  # paths that no longer exist, by the fingerprints they had

    def sifted(
        self,
        inspection: Inspection,
        ran: Container[str],
        severity: Severity,
        fresh: Callable[[Finding], bool] | None = None,
    ) -> Inspection:
        """The inspection without the findings of the baseline and without those below `severity`.

        `ran` are the rules that ran: entries of others are not dropped.
        Where there are more of a fingerprint than the baseline has, those that are `fresh` (on a line that changed, if
        that is known) are told rather than others, and later ones rather than earlier ones.
        """
        key = seen_from(str(self._old.folder), inspection.path)
        if inspection.error is not None:
            self._keep(key, self._old.files.get(key, ()), self._old.verdicts.get(key))
            return inspection._replace(baselined=0)
        source = self._source(key, inspection.findings)
        if source != key:
            self._moved.add(source)
        entries, verdict = self._old.files.get(source, ()), self._old.verdicts.get(source)
        new, left = _apart(inspection.findings, entries, fresh)
        told = [finding for finding in new if finding.severity >= severity]
        held = sum(finding.severity >= severity for finding in inspection.findings) - len(told)
        label = inspection.verdict.label if inspection.verdict is not None else "clean"
        self._keep(key, _entries(inspection.findings), None if label == "clean" else label)
        # A rule that failed may have missed what it found before.
        kept = [entry for entry in entries if inspection.faults or entry.rule not in ran]
        self._keep(key, kept, None)
        for entry in entries:
            if entry not in kept and left[entry.fingerprint] > 0:
                self.stale.append(Stale(source, entry.rule, entry.text, left[entry.fingerprint]))
        known = inspection.known or (verdict is not None and verdict == label)
        return inspection._replace(findings=told, baselined=held, known=known)

    def new(self, inspection: Inspection) -> list[Finding]:
        """The findings that are not in the baseline; nothing is taken down of it."""
        source = self._source(seen_from(str(self._old.folder), inspection.path), inspection.findings)
        return _apart(inspection.findings, self._old.files.get(source, ()))[0]

    def renewed(self) -> Baseline:
        """The baseline as the run leaves it: other files keep their entries, but for those that no longer exist."""
        for path in sorted({*self._old.files, *self._old.verdicts} - self._files.keys()):
            if self._old.there(path):
                self._keep(path, self._old.files.get(path, ()), self._old.verdicts.get(path))
        files = {path: list(entries.values()) for path, entries in self._files.items() if entries}
        return Baseline(self._old.folder, files, self._verdicts)

    def gone(self) -> list[Stale]:
        """All stale entries, those of files that no longer exist included, by path."""
        lost = [
            Stale(path, entry.rule, entry.text, entry.count)
            for path, entries in self._old.files.items()
            if path not in self._files and path not in self._moved and not self._old.there(path)
            for entry in entries
        ]
        return sorted(self.stale + lost)

    def _keep(self, key: str, entries: Iterable[Entry], verdict: str | None) -> None:
        kept = self._files.setdefault(key, {})
        for entry in entries:
            other = kept.get(entry.fingerprint)
            if other is None or entry.count > other.count:
                kept[entry.fingerprint] = entry
        if verdict is not None:
            self._verdicts[key] = verdict

    def _source(self, key: str, findings: Iterable[Finding]) -> str:
        """The path that a file has in the baseline: its own, or the one that it had before it was renamed.

        That is, for a file without entries, the path no longer there whose findings it has most of, and at least half
        of them. It is given away once: two copies of an article do not both inherit.
        """
        if key in self._old.files or key in self._old.verdicts:
            return key
        found = Counter(finding.fingerprint for finding in findings)
        if self._lost is None:
            self._lost = {}
            for path, entries in sorted(self._old.files.items()):
                if path not in self._files and not self._old.there(path):
                    for entry in entries:
                        self._lost.setdefault(entry.fingerprint, []).append(path)
        shared: Counter[str] = Counter()
        for fingerprint, n in found.items():
            for path in self._lost.get(fingerprint, ()):
                if path not in self._moved:
                    had = next(e.count for e in self._old.files[path] if e.fingerprint == fingerprint)
                    shared[path] += min(n, had)
        name = key.rpartition("/")[2]
        for path in sorted(shared, key=lambda p: (-shared[p], p.rpartition("/")[2] != name, p)):
            if 2 * shared[path] >= sum(entry.count for entry in self._old.files[path]):
                return path
        return key


def _apart(
    findings: Sequence[Finding], entries: Iterable[Entry], fresh: Callable[[Finding], bool] | None = None
) -> tuple[list[Finding], Counter[str]]:
    """The findings that are not among the entries, in their order, and what of the entries is left."""
    left = Counter({entry.fingerprint: entry.count for entry in entries})
    new: list[Finding] = []
    for finding in sorted(findings, key=fresh) if fresh else findings:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
        else:
            new.append(finding)
    return sorted(new, key=lambda f: (f.span, f.rule)), left


def _entries(findings: Iterable[Finding]) -> list[Entry]:
    counts: Counter[str] = Counter()
    first: dict[str, tuple[str, str]] = {}
    for finding in findings:
        text = " ".join(finding.text.split())
        shown = text if len(text) <= _SHOWN else text[: _SHOWN - 2] + " …"
        counts[finding.fingerprint] += 1
        said = (finding.rule, shown)
        first[finding.fingerprint] = min(said, first.get(finding.fingerprint, said))
    return [Entry(rule, fingerprint, counts[fingerprint], text) for fingerprint, (rule, text) in first.items()]
