"""`score`: how good the rules are on texts of which something is known."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lint.cli.drafts import draft
from lint.cli.selection import UsageError, selected
from lint.text import visible

if TYPE_CHECKING:
    from lint.figures import Figures
    from lint.inspection import Request
    from lint.rulebook import Rulebook
    from lint.score import Text, Verdict


def score(arguments: argparse.Namespace) -> int:
    """`malaprop score`."""
    from lint import scorecard
    from lint.finding import Severity
    from lint.inspection import Request
    from lint.lexicon.languages import is_tag
    from lint.rulebook import RulebookError
    from lint.score import ScoreError, hit_list, read_verdicts

    figures = arguments.check_stats or arguments.update_stats
    if figures and not arguments.clean:
        raise UsageError("--check-stats and --update-stats need clean texts: --clean FOLDER")
    if not (arguments.paths or arguments.clean or arguments.labels):
        raise UsageError("nothing to score: name --clean texts, --labels or other texts")
    if arguments.hits:
        _spare(Path(arguments.hits), arguments.judged)
    book = selected(arguments, preview=arguments.preview or bool(figures))
    if arguments.language is not None and not is_tag(arguments.language):
        raise UsageError(f"--language: '{arguments.language}' is no language tag; write en, pt-BR …")
    request = Request(book, Severity.note, None, arguments.language, bool(os.environ.get("MALAPROP_DEBUG")))
    verdicts: dict[str, Verdict] = {}
    try:
        for name in arguments.judged:
            verdicts.update(read_verdicts(Path(name)))
        texts = _texts(arguments, request, verdicts)
    except ScoreError as error:
        raise UsageError(str(error)) from None
    except RulebookError as error:
        raise UsageError(f"the rules cannot be used:\n{error}") from None
    if arguments.hits:
        _write(Path(arguments.hits), "\n".join(hit_list(texts, verdicts)) + "\n")
    code = _told(texts)
    if figures:
        return code or _figures(arguments, texts, book)
    report = scorecard.json_report if arguments.format == "json" else scorecard.text_report
    sys.stdout.write(report(texts, book))
    return code


def _texts(arguments: argparse.Namespace, request: Request, verdicts: Mapping[str, Verdict]) -> list[Text]:
    from lint import discover
    from lint.score import Shelf, measure, measure_labelled, read_labels

    shelves: tuple[tuple[Shelf, Sequence[str]], ...] = (("clean", arguments.clean), ("plain", arguments.paths))
    texts: list[Text] = []
    for shelf, paths in shelves:
        files = list(discover.files(paths, ignored=True))
        if paths and not files:
            raise UsageError(f"no file of a known format in {', '.join(paths)}")
        texts += measure(files, shelf, request, verdicts)
    for name in arguments.labels:
        texts += measure_labelled(read_labels(Path(name)), request, verdicts)
    return texts


def _told(texts: Iterable[Text]) -> int:
    """Tell what could not be read or carried through; the value is the exit code that it deserves."""
    code = 0
    for text in texts:
        if text.error is not None:
            print(f"malaprop: {visible(text.path)}: not checked: {visible(text.error)}", file=sys.stderr)
            code = 3
        for fault in text.faults:
            what = "checked in part only" if fault.unchecked else "rule failed"
            print(f"malaprop: {visible(text.path)}: {what}: {fault.rule}: {visible(fault.message)}", file=sys.stderr)
            code = max(code, 3 if fault.unchecked else 2)
    return code


def _spare(path: Path, judged: Iterable[str]) -> None:
    """Raise UsageError where a list of hits would write over verdicts, hours of work, or over another file."""
    from lint.score import ScoreError, read_verdicts

    if any(os.path.realpath(path) == os.path.realpath(name) for name in judged):
        raise UsageError("--hits would write over verdicts; name another file and compare the two")
    if not path.is_file() or not path.stat().st_size:
        return
    try:
        verdicts = read_verdicts(path)
    except ScoreError:
        raise UsageError(f"--hits: {path} exists and is no list of hits; remove it, or name another file") from None
    if verdicts:
        raise UsageError(f"--hits: {path} holds verdicts; hand them in with --judged, and name another file for --hits")


def _write(path: Path, text: str) -> None:
    with draft(path) as file:
        file.write(text)
        file.commit()


def _figures(arguments: argparse.Namespace, texts: Sequence[Text], book: Rulebook) -> int:
    """Write the figures beside the rules, or compare with those that stand there."""
    from lint import figures
    from lint.reporters.text import counted

    whole = not (arguments.select or arguments.ignore)
    now = figures.measured(texts, book)
    path = Path(arguments.update_stats or arguments.check_stats)
    try:
        # An update of some rules keeps the figures of the others.
        committed = figures.read(path) if arguments.check_stats or path.exists() else None
    except figures.FiguresError as error:
        raise UsageError(str(error)) from None
    if arguments.update_stats:
        _write(path, figures.written(now if whole else _merged(committed, now)))
        print(f"{path}: {counted(len(now.rules), 'rule')} on {now.words:,} words in {counted(now.files, 'file')}")
        return 0
    assert committed is not None
    found = list(figures.differences(committed, now, texts, book, whole=whole))
    for difference in found:
        print(difference.message)
    if any(difference.worse for difference in found):
        clean = " ".join(arguments.clean)
        print(
            f"\nMend a rule that fires more often, or say in the commit why its figure may rise. To write the "
            f"figures of new rules: malaprop score --clean {clean} --update-stats {path}"
        )
        return 1
    print(f"{len(now.rules)} rules on {now.words:,} words: none fires more often than its figure in {path}.")
    return 0


def _merged(committed: Figures | None, now: Figures) -> Figures:
    """The figures of some rules put among those of the others."""
    import msgspec

    if committed is None:
        return now
    return msgspec.structs.replace(now, rules={**committed.rules, **now.rules})
