"""What changed in a git repository: which files, and which of their lines.

git is asked by its command, in the folder that the user is in, with the user's environment, so that hooks (which set
GIT_DIR and GIT_INDEX_FILE) and worktrees are obeyed. Settings that change the form of a diff are overridden.

Lines are counted as git counts them, from 1, ended by LF alone. A file that is new or not yet known to git has changed
wholly, and so has a copy; one that was renamed has changed where its text has. A change of the mode or of line ends is
none. Deleted files, links and submodules are left out.
"""

from __future__ import annotations

import errno
import os
import re
import subprocess
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lint import discover
from lint.finding import Finding
from lint.inspection import Inspection
from lint.text import Span

_BATCH = 16_000  # characters of paths for one call of git: Windows takes 32,000 in all
# What would change the meaning of the paths that we give, or the diff in spite of our options.
_UNSET = ("GIT_DIFF_OPTS", *(f"GIT_{how}_PATHSPECS" for how in ("LITERAL", "GLOB", "NOGLOB", "ICASE")))
_DIFF = (
    *("-c", "diff.relative=false", "diff", "--no-ext-diff", "--no-textconv", "--no-color", "-M"),
    *("--ignore-submodules=all", "--no-abbrev"),
)
_PATCH = ("-U0", "--inter-hunk-context=0", "--text", "--ignore-cr-at-eol", "--src-prefix=a/", "--dst-prefix=b/")
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb'\\([abfnrtv"\\]|[0-7]{3})')
_ESCAPES = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


class ChangesError(Exception):
    """git cannot say what changed; the message says why and what to do."""


class Lines(NamedTuple):
    """The lines of a file that changed: stretches from first to last, and `cuts`, lines behind which some are gone."""

    whole: bool
    stretches: Sequence[tuple[int, int]] = ()
    cuts: Sequence[int] = ()

    def touch(self, first: int, last: int) -> bool:
        """Whether something changed in the lines from first to last, or between two of them."""
        if self.whole:
            return True
        at = bisect_left(self.stretches, (first,))
        if at and self.stretches[at - 1][1] >= first:
            return True
        if at < len(self.stretches) and self.stretches[at][0] <= last:
            return True
        cut = bisect_left(self.cuts, first)
        return cut < len(self.cuts) and self.cuts[cut] < last


class Changes(NamedTuple):
    """Files that changed, by the names that reports give them; `staged` has the ids of their staged content."""

    files: Mapping[str, Lines]
    staged: Mapping[str, str] | None = None

    def read(self, name: str) -> bytes:
        """The content to check: the staged one, or that on disk. Raises OSError."""
        if self.staged is None:
            return Path(name).read_bytes()
        blob = self.staged.get(name)
        if blob is None:
            raise FileNotFoundError(errno.ENOENT, "it is not staged, and there is no such file")
        if not blob.strip("0"):
            raise OSError(errno.EINVAL, "its merge is not finished; resolve it and stage the file")
        try:
            return _git("cat-file", "blob", blob)
        except ChangesError as error:
            raise OSError(errno.EIO, str(error)) from None

    def touched(self, inspection: Inspection) -> Touched:
        """What of an inspected file changed."""
        assert inspection.document is not None
        return Touched(self.files[inspection.path], inspection.document.source)


class Touched:
    """The changed lines of one source; called with a finding it says whether that touches them."""

    def __init__(self, lines: Lines, source: str) -> None:
        self._lines = lines
        self._ends = [found.start() for found in re.finditer("\n", source)]

    def __call__(self, finding: Finding) -> bool:
        """Whether a finding touches a changed line, by its own words or by those that it is related to."""
        return self._touches(finding.span) or (finding.related is not None and self._touches(finding.related))

    def _touches(self, span: Span) -> bool:
        return self._lines.touch(self._line(span.start), self._line(max(span.start, span.end - 1)))

    def _line(self, offset: int) -> int:
        return bisect_left(self._ends, offset) + 1

    def narrowed(self, inspection: Inspection) -> Inspection:
        """The inspection with the findings alone that touch a change, and its verdict if most of the text changed."""
        kept = [finding for finding in inspection.findings if self(finding)]
        return inspection._replace(findings=kept, known=inspection.known or not self._mostly)

    @property
    def _mostly(self) -> bool:
        """Whether more than half of the lines changed."""
        changed = sum(last - first + 1 for first, last in self._lines.stretches)
        return self._lines.whole or 2 * changed > len(self._ends)


class _Entry(NamedTuple):
    """One file of `git diff --raw`."""

    status: str
    path: str
    before: str  # another path if it was renamed
    blob: str


def since(ref: str, paths: Sequence[str], *, any_format: bool = False, ignored: bool = True) -> Changes:
    """What differs, of the files that `paths` name, between the files on disk and where HEAD left `ref`.

    Files that git does not know and does not ignore are among them. Raises ChangesError, and ConfigError as
    `discover.files` does.
    """
    root = _root("--changed-since")
    base = _base(ref)
    entries = _entries(_git(*_DIFF, "--raw", "-z", base))
    unknown = _git("ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", ":/")
    for name in map(os.fsdecode, filter(None, unknown.split(b"\0"))):
        # A slash at the end marks a repository inside this one.
        if not name.endswith("/") and not os.path.islink(os.path.join(root, name)):  # noqa: PTH114, PTH118
            entries.append(_Entry("A", name, name, ""))
    return Changes(_files(root, entries, paths, (base,), any_format=any_format, ignored=ignored)[0])


def staged(paths: Sequence[str], *, any_format: bool = False, ignored: bool = True) -> Changes:
    """What the next commit changes, of the files that `paths` name. Raises as `since` does."""
    root = _root("--staged")
    entries = _entries(_git(*_DIFF, "--cached", "--raw", "-z"))
    return Changes(*_files(root, entries, paths, ("--cached",), any_format=any_format, ignored=ignored))


def _files(
    root: str,
    entries: Sequence[_Entry],
    paths: Sequence[str],
    against: Sequence[str],
    *,
    any_format: bool,
    ignored: bool,
) -> tuple[dict[str, Lines], dict[str, str]]:
    for path in paths:
        place = discover.located(path)
        if place != root and not place.startswith(root.rstrip(os.sep) + os.sep):
            raise ChangesError(
                f"{path} is outside of the repository {root}; run malaprop in the one that it belongs to"
            )
    by_place = {os.path.normpath(os.path.join(root, entry.path)): entry for entry in entries}  # noqa: PTH118
    wanted = {
        name: by_place[place]
        for name, place in discover.among(by_place, paths or ["."], any_format=any_format, ignored=ignored)
    }
    changed = _changed([entry for entry in wanted.values() if entry.status not in "AU"], against)
    lines = {
        name: Lines(whole=True) if entry.status in "AU" else changed[entry.path]
        for name, entry in wanted.items()
        if entry.status in "AU" or entry.path in changed
    }
    # What is named and is nowhere is no change, but an error when it is read.
    lines |= {path: Lines(whole=True) for path in paths if path not in lines and not os.path.lexists(path)}
    return lines, {name: entry.blob for name, entry in wanted.items()}


def _entries(raw: bytes) -> list[_Entry]:
    """The files in the output of `git diff --raw -z` that have a text now."""
    fields = iter(raw.split(b"\0"))
    found: dict[str, _Entry] = {}
    for head in fields:
        if not head.startswith(b":"):
            continue
        _, mode, _, blob, status = head.decode("ascii").split(" ")
        before = path = os.fsdecode(next(fields))
        if status[0] in "RC":
            path = os.fsdecode(next(fields))
        if status[0] == "U" or (mode.startswith("100") and path not in found):
            letter = "A" if status[0] == "C" else status[0]
            found[path] = _Entry(letter, path, before, blob)
    return list(found.values())


def _changed(entries: Sequence[_Entry], against: Sequence[str]) -> dict[str, Lines]:
    """The changed lines of files, by their paths; a file whose text is as it was is not among them."""
    found: dict[str, Lines] = {}
    batch: list[str] = []
    for number, entry in enumerate(entries, 1):
        batch += sorted({f":(top,literal){path}" for path in (entry.before, entry.path)})
        if number == len(entries) or sum(map(len, batch)) > _BATCH:
            found |= _hunks(_git(*_DIFF, *_PATCH, *against, "--", *batch))
            batch = []
    return found


def _hunks(patch: bytes) -> dict[str, Lines]:
    stretches: dict[str, list[tuple[int, int]]] = {}
    cuts: dict[str, list[int]] = {}
    path = ""
    rows = iter(patch.split(b"\n"))
    for row in rows:
        if row.startswith(b"+++ "):
            path = _path(row[4:])
        elif hunk := _HUNK.match(row):
            old, first, new = (1 if n is None else int(n) for n in hunk.groups())
            if new:
                stretches.setdefault(path, []).append((first, first + new - 1))
            else:
                cuts.setdefault(path, []).append(first)
            while old or new:  # the text itself: nothing in it is taken for a header
                mark = next(rows)[:1]
                old -= mark == b"-"
                new -= mark == b"+"
    return {p: Lines(whole=False, stretches=stretches.get(p, ()), cuts=cuts.get(p, ())) for p in {*stretches, *cuts}}


def _path(quoted: bytes) -> str:
    """The path of a `+++` line, which is quoted as C does where it holds something unusual."""
    name = quoted.removesuffix(b"\t")
    if name.startswith(b'"'):
        name = _ESCAPE.sub(_unescaped, name[1:-1])
    return os.fsdecode(name.removeprefix(b"b/"))


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8)]) if len(code) == 3 else _ESCAPES.get(code, code)


def _root(option: str) -> str:
    """The folder of the repository's files. Raises ChangesError where there is none."""
    try:
        told = _git("rev-parse", "--show-toplevel")
    except ChangesError as error:
        raise ChangesError(
            f"{option} needs a git repository with its files, and is to be run inside it; {error}"
        ) from None
    return os.path.realpath(os.fsdecode(told.removesuffix(b"\n")))


def _base(ref: str) -> str:
    """The commit at which HEAD and `ref` parted. Raises ChangesError."""
    name = ref.removesuffix("...")
    if not name or name.startswith("-") or ".." in name:
        raise ChangesError(f"--changed-since: '{ref}' is no single commit; name a branch, a tag or a commit")
    commit = _answer("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if not commit:
        raise ChangesError(f"--changed-since: git knows no commit '{name}'; {_remedy(name)}")
    base = _answer("merge-base", commit, "HEAD")
    if not base:
        raise ChangesError(f"--changed-since: '{name}' and HEAD have no commit in common; {_remedy(name)}")
    return base


def _remedy(name: str) -> str:
    if _answer("rev-parse", "--is-shallow-repository") == "true":
        return "this is a shallow clone: run `git fetch --unshallow` (in CI: fetch the whole history, fetch-depth: 0)"
    if _answer("rev-parse", "--verify", "--quiet", f"origin/{name}^{{commit}}"):
        return f"did you mean 'origin/{name}'?"
    return "`git log --all` lists those that there are, `git fetch` brings those of others"


def _answer(*arguments: str) -> str:
    """What git answers to a question that may have no answer; then it is empty."""
    try:
        return _git(*arguments).decode("ascii", "replace").strip()
    except _RefusedError:
        return ""


class _RefusedError(ChangesError):
    """git ran and said no."""


def _git(*arguments: str) -> bytes:
    environment = {name: value for name, value in os.environ.items() if name not in _UNSET}
    environment["GIT_OPTIONAL_LOCKS"] = "0"  # a hook or an editor may be writing the index
    try:
        done = subprocess.run(
            ["git", *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False, env=environment
        )
    except OSError as error:
        raise ChangesError(f"git cannot be run: {(error.strerror or str(error)).lower()}; is it installed?") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _RefusedError(f"git says: {said[0] if said else f'nothing, but ends with {done.returncode}'}")
    return done.stdout
