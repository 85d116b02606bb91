"""How good the rules are: precision, recall and fire rate per rule, kind and pack over a collection of texts.

Texts stand on one of three shelves. In `clean` ones every finding is a false alarm unless somebody judged it right. In
`labelled` ones spans are known to be wrong: a finding on one is right, and the labels that no finding touches are
missed; labels are seldom complete, so a finding elsewhere is not judged. Of `plain` ones nothing is known.

The engine tells each place once, so a place at which two rules fire counts for the graver one.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import msgspec
import regex

from lint.document import Document
from lint.finding import Fault, Finding
from lint.inspection import Inspection, Request, inspect
from lint.rule import Rule, mark
from lint.rulebook import Rulebook
from lint.text import BOM, Span

Shelf = Literal["clean", "labelled", "plain"]
SHELVES: tuple[Shelf, ...] = get_args(Shelf)
Verdict = Literal["right", "wrong", ""]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

_CONTEXT = 70  # code points on each side of a finding that is to be judged


class ScoreError(Exception):
    """Labels or verdicts that cannot be used; the message says where."""


class Label(NamedTuple):
    """A stretch of a text that is known to be wrong."""

    span: Span
    kind: str


class Scored(NamedTuple):
    """A finding, what is known of it, and the words around it."""

    finding: Finding
    shelf: Shelf
    verdict: Verdict
    excerpt: str


class Text(NamedTuple):
    """What came of one text. `found` has the rules that fired on each label."""

    path: str
    shelf: Shelf
    language: str = "en"
    words: int = 0
    findings: Sequence[Scored] = ()
    labels: Sequence[Label] = ()
    found: Sequence[frozenset[str]] = ()
    faults: Sequence[Fault] = ()
    error: str | None = None


class _SpanRow(msgspec.Struct):
    start: int
    end: int
    kind: str
    text: str | None = None


class _Row(msgspec.Struct):
    file: str
    spans: list[_SpanRow]
    language: str | None = None


Passage = tuple[str, str | None, Sequence[Label]]


def read_labels(path: Path) -> Iterator[Passage]:
    """The passages of a labels file: path, language if told, labels.

    The file has one JSON object a line: `file` (beside the labels), perhaps `language`, and `spans`, each with `start`
    and `end` in code points, a `kind`, and the `text` that stands there. Raises ScoreError.
    """
    for number, line in enumerate(_read(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=_Row)
        except msgspec.DecodeError as error:
            raise ScoreError(f"{path}:{number}: {error}") from None
        text = path.parent / row.file
        source = _read(text)
        for span in row.spans:
            here = source[span.start : span.end]
            if not 0 <= span.start < span.end <= len(source) or (span.text is not None and span.text != here):
                raise ScoreError(
                    f"{path}:{number}: {row.file} has {here!r} from {span.start} to {span.end}, not {span.text!r}"
                )
        yield text.as_posix(), row.language, [Label(Span(s.start, s.end), s.kind) for s in row.spans]


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ScoreError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise ScoreError(f"{path}: not UTF-8") from None


COLUMNS = ("verdict", "rule", "place", "fingerprint", "excerpt")


def read_verdicts(path: Path) -> dict[str, Verdict]:
    """The verdicts of a list of hits, by fingerprint; those left empty are no verdicts. Raises ScoreError."""
    text = _read(path).removeprefix(BOM)  # which spreadsheets put there
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if not {"verdict", "fingerprint"} <= set(rows.fieldnames or ()):
        raise ScoreError(f"{path}:1: the first line must name the columns, parted by tabs: {' '.join(COLUMNS)}")
    found: dict[str, Verdict] = {}
    known: dict[str, Verdict] = {verdict: verdict for verdict in VERDICTS}
    for number, row in enumerate(rows, 2):
        verdict = known.get((row["verdict"] or "").strip().lower())
        print_ = (row["fingerprint"] or "").strip()
        if verdict is None or not print_:
            raise ScoreError(f"{path}:{number}: a verdict is right, wrong or nothing, and needs its fingerprint")
        if verdict and found.setdefault(print_, verdict) != verdict:
            raise ScoreError(f"{path}:{number}: {print_} was judged {found[print_]} further up")
    return found


def hit_list(texts: Iterable[Text], verdicts: Mapping[str, Verdict]) -> Iterator[str]:
    """The findings of the texts as a list to read and judge, a line at a time: tabs part the columns.

    The first column has what was judged by a reader so far; what shelves and labels make of a finding is not there.
    """
    yield "\t".join(COLUMNS)
    for text in texts:
        for entry in sorted(text.findings, key=lambda e: (e.finding.rule, e.finding.span)):
            told = entry.finding
            place = f"{told.path}:{told.position.line}:{told.position.column}"
            fields = (verdicts.get(told.fingerprint, ""), told.rule, place, told.fingerprint, entry.excerpt)
            yield "\t".join(" ".join(field.split()) for field in fields)


def measure(paths: Iterable[str], shelf: Shelf, request: Request, verdicts: Mapping[str, Verdict]) -> Iterator[Text]:
    """What comes of the files, which all stand on one shelf and have no labels."""
    for inspection in inspect((path, request) for path in paths):
        yield _text(inspection, shelf, (), verdicts)


def measure_labelled(passages: Iterable[Passage], request: Request, verdicts: Mapping[str, Verdict]) -> Iterator[Text]:
    """What comes of labelled passages."""
    for path, language, labels in passages:
        spoken = request._replace(language=language or request.language)
        for inspection in inspect([(path, spoken)]):
            yield _text(inspection, "labelled", labels, verdicts)


def _text(inspection: Inspection, shelf: Shelf, labels: Sequence[Label], verdicts: Mapping[str, Verdict]) -> Text:
    document = inspection.document
    if document is None:
        return Text(inspection.path, shelf, error=inspection.error)
    scored = []
    for finding in inspection.findings:
        verdict = verdicts.get(finding.fingerprint, "")
        if not verdict and shelf == "clean":
            verdict = "wrong"
        elif not verdict and any(hits(finding.span, label.span) for label in labels):
            verdict = "right"
        scored.append(Scored(finding, shelf, verdict, _excerpt(document, finding)))
    return Text(
        inspection.path,
        shelf,
        document.language,
        sum(len(block.words) for block in document.blocks),
        scored,
        labels,
        [frozenset(f.rule for f in inspection.findings if hits(f.span, label.span)) for label in labels],
        inspection.faults,
    )


def hits(one: Span, other: Span) -> bool:
    """Whether two spans mean the same place: they share at least half of the shorter."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(one.end - one.start, other.end - other.start)


_INVISIBLE = regex.compile(r"(?![ \u00a0])[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]")


def _excerpt(document: Document, finding: Finding) -> str:
    start = max(0, finding.span.start - _CONTEXT)
    end = finding.span.end + _CONTEXT
    here = Span(finding.span.start - start, finding.span.end - start)
    excerpt = " ".join(mark(document.source[start:end], (here,)).split())
    return _INVISIBLE.sub(lambda m: f"<U+{ord(m[0]):04X}>", excerpt)


class Tally(NamedTuple):
    """The figures of one group of rules."""

    group: str  # all, pack, kind or rule
    name: str
    rules: int
    words: Mapping[Shelf, int]  # in languages that a rule of the group speaks
    findings: Mapping[Shelf, int]
    false_alarms: int  # on the clean shelf
    verdicts: Mapping[Verdict, int]
    found: Mapping[str, int]  # labels by kind


def tallies(texts: Sequence[Text], rulebook: Rulebook) -> Iterator[Tally]:
    """The figures of all rules together, then those of each pack, kind and rule."""
    words: Counter[tuple[Shelf, str]] = Counter()
    for text in texts:
        words[text.shelf, text.language] += text.words
    by_rule: dict[str, list[Scored]] = {rule.id: [] for rule in rulebook.rules}
    for text in texts:
        for entry in text.findings:
            by_rule[entry.finding.rule].append(entry)
    for group in ("all", "pack", "kind", "rule"):
        members: dict[str, list[Rule]] = {}
        for rule in rulebook.rules:
            name = {"all": "all rules", "pack": rule.pack, "kind": rule.kind, "rule": rule.id}[group]
            members.setdefault(name, []).append(rule)
        for name, rules in sorted(members.items()):
            yield _tally(group, name, rules, texts, words, by_rule)


def _tally(
    group: str,
    name: str,
    rules: Sequence[Rule],
    texts: Sequence[Text],
    words: Mapping[tuple[Shelf, str], int],
    by_rule: Mapping[str, Sequence[Scored]],
) -> Tally:
    entries = [entry for rule in rules for entry in by_rule[rule.id]]
    ids = {rule.id for rule in rules}
    spoken: Counter[Shelf] = Counter()
    for (shelf, language), number in words.items():
        if any(rule.speaks(language) for rule in rules):
            spoken[shelf] += number
    found: Counter[str] = Counter()
    for text in texts:
        for label, finders in zip(text.labels, text.found, strict=True):
            if not ids.isdisjoint(finders):
                found[label.kind] += 1
    return Tally(
        group,
        name,
        len(rules),
        spoken,
        Counter(entry.shelf for entry in entries),
        sum(entry.shelf == "clean" and entry.verdict == "wrong" for entry in entries),
        Counter(entry.verdict for entry in entries),
        found,
    )


def labels_by_kind(texts: Iterable[Text]) -> Counter[str]:
    """How many labels of each kind the texts have."""
    return Counter(label.kind for text in texts for label in text.labels)
