"""What a check says (`Hit`, in block coordinates) and what an author is told (`Finding`, in the file's)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Literal, NamedTuple

from lint.document import Block
from lint.text import Position, Span

Safety = Literal["safe", "suggest"]


class Severity(IntEnum):
    """How much a finding matters; comparable."""

    note = 1
    warning = 2
    error = 3


class Hit(NamedTuple):
    """A stretch of a block that a rule objects to.

    `replacement` is the text of a fix, `meant` what the author probably meant, `values` what the message may quote
    beside `{match}`, `related` another stretch that the message cites by `{line}` (the first spelling, say). `removes`
    says that the fix is to take the stretch out, with its whole block where it is one; `doubtful` that the author has
    to look at the fix here, even if the rule's are safe.
    """

    rule: str
    block: Block
    start: int
    end: int
    replacement: str | None = None
    meant: str | None = None
    values: Mapping[str, str] = {}
    related: tuple[Block, int, int] | None = None
    removes: bool = False
    doubtful: bool = False


class Fault(NamedTuple):
    """A rule that could not be carried through, as when a pattern ran out of time.

    `unchecked` says that not the rule is to blame but what it depends on, as a server that does not answer: then the
    file was checked in part only.
    """

    rule: str
    message: str
    unchecked: bool = False


class Fix(NamedTuple):
    """Text to put in the place of `span` of the source."""

    span: Span
    replacement: str
    safety: Safety


class Finding(NamedTuple):
    """One thing an author is told; ordered by path, place and rule. Its offsets are code points of the source.

    `related` is another stretch that the finding depends on: what was said before, the first spelling.
    """

    path: str
    span: Span
    rule: str
    kind: str
    severity: Severity
    status: str
    message: str
    position: Position
    end: Position
    text: str
    meant: str | None
    fix: Fix | None
    fingerprint: str
    related: Span | None = None
