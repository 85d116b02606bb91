"""The report for a terminal: place, rule and message, the line with the words underlined, what was meant.

    story.txt:4:27: error[orphaned-attribution] ...
     4 | ... resolve the tension.” His spokesman said.
       |                        ^^^^^^^^^^^^^^^^^^^^^^
       = meant: ...

Columns are code points. A file that could not be checked has a line of its own and is counted in the last one. Lines of
prose are long, so the excerpt is a window around the words. Control and direction characters of an article are shown by
their numbers and never reach the terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from lint.finding import Finding, Fix, Severity
from lint.inspection import Inspection
from lint.reporters._context import Context
from lint.reporters._remarks import SORTS
from lint.reporters._statistics import statistics
from lint.text import Excerpt, visible

_MARGIN = 16  # columns: the least that is shown before a mark, and the longest word that is not cut
_MANY = 30  # findings from which on the most frequent rules are named
_OFTEN = 4
_STYLES = {"error": "1;31", "warning": "1;33", "note": "1;36", "path": "1", "dim": "2", "good": "1;32", "bold": "1"}


class Painter:
    """Wraps text in ANSI colours, or leaves it as it is."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def __call__(self, style: str, text: str) -> str:
        """`text` in a style of the report."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self._colour else text


def _width(text: str) -> int:
    """Terminal columns of visible text: wide East Asian characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def finding_lines(finding: Finding, excerpt: Excerpt, paint: Painter, width: int) -> Iterator[str]:
    """One finding as lines of text. `width` is that of the terminal in columns."""
    level = finding.severity.name
    place = f"{visible(finding.path)}:{finding.position.line}:{finding.position.column}"
    preview = " (preview)" if finding.status == "preview" else ""
    yield (
        f"{paint('path', place)}: {paint(level, level)}{paint('dim', '[')}{finding.rule}{paint('dim', ']')}{preview} "
        f"{paint('bold', visible(finding.message))}"
    )
    number = str(finding.position.line)
    gutter = " " * max(4, len(number))
    before, match, after = _window(excerpt.line(finding.position.line), finding, width - len(gutter) - 4)
    bar = paint("dim", "|")
    yield f"{paint('dim', number.rjust(len(gutter)))} {bar} {before}{paint(level, match)}{after}"
    yield f"{gutter} {bar} {' ' * _width(before)}{paint(level, '^' * max(1, _width(match)))}"
    if finding.meant and finding.meant not in finding.message:
        yield f"{gutter} {paint('dim', '=')} meant: {visible(finding.meant)}"
    if finding.fix is not None:
        yield f"{gutter} {paint('dim', '=')} fix ({finding.fix.safety}): {_what(finding, finding.fix)}"
    yield ""


def _what(finding: Finding, fix: Fix) -> str:
    """What a fix does; with the words that it takes where they are only some of those that are marked."""
    start, end = fix.span.start - finding.span.start, fix.span.end - finding.span.start
    some = 0 <= start < end <= len(finding.text) and end - start < len(finding.text)
    words = f" “{visible(finding.text[start:end])}”" if some else ""
    return f"replace{words} by “{visible(fix.replacement)}”" if fix.replacement else f"delete{words}"


def _window(line: str, finding: Finding, room: int) -> tuple[str, str, str]:
    """What stands before, under and behind the mark, cut at words so that it fits into `room` columns."""
    start = finding.position.column - 1
    stop = finding.end.column - 1 if finding.end.line == finding.position.line else len(line)
    shown = visible(line[start : min(stop, start + room)])
    cut = finding.end.line > finding.position.line or stop > start + room
    match = _head(shown, room - _MARGIN, cut=cut)
    left = max(_MARGIN, (room - _width(match)) * 3 // 5)
    before = _tail(visible(line[max(0, start - room) : start]), left, cut=start > room)
    if match != shown:  # what follows does not follow here
        return before, match, ""
    right = room - _width(before) - _width(match)
    return before, match, _head(visible(line[stop : stop + room]), right, cut=stop + room < len(line)).rstrip()


def _head(text: str, room: int, *, cut: bool) -> str:
    """The beginning of visible text that fits, with … where something follows it (`cut` says that text does)."""
    if not cut and _width(text) <= room:
        return text
    end, used = 0, 2
    while end < len(text) and used + _columns(text[end]) <= room:
        used += _columns(text[end])
        end += 1
    whole = text[:end].rpartition(" ")[0] if end < len(text) else text
    return (whole if len(whole) > end - _MARGIN else text[:end]).rstrip() + " …"


def _tail(text: str, room: int, *, cut: bool) -> str:
    """The end of visible text that fits, with … where something stands before it."""
    if not cut and _width(text) <= room:
        return text.lstrip()
    start, used = len(text), 2
    while start and used + _columns(text[start - 1]) <= room:
        used += _columns(text[start - 1])
        start -= 1
    whole = text[start:].partition(" ")[2] if start else text
    return "… " + (whole if len(whole) > len(text) - start - _MARGIN else text[start:])


def verdict_lines(inspection: Inspection, paint: Painter) -> Iterator[str]:
    """The verdict on an article and its evidence; nothing if it is clean or was known before."""
    if inspection.verdict is None or inspection.verdict.label == "clean" or inspection.known:
        return
    yield f"{paint('path', visible(inspection.path))}: reads like {paint('bold', SORTS[inspection.verdict.label])}"
    for line in inspection.verdict.evidence:
        yield f"     {paint('dim', '=')} {visible(line)}"
    yield ""


def repair_lines(inspection: Inspection, paint: Painter) -> Iterator[str]:
    """The fixes of a file that were left out, and why a file was not written."""
    repair = inspection.repair
    if repair is None:
        return
    path = visible(inspection.path)
    for finding, why in repair.left_out:
        place = f"{path}:{finding.position.line}:{finding.position.column}"
        yield f"{paint('path', place)}: not fixed: {finding.rule} “{visible(finding.text)}”: {visible(why)}"
    if repair.error is not None:
        yield f"{paint('path', path)}: {paint('error', 'not fixed')}: {visible(repair.error)}"
    if repair.left_out or repair.error is not None:
        yield ""


def fixed_line(inspections: Sequence[Inspection], paint: Painter) -> Iterator[str]:
    """How much was fixed in how many files; nothing where nothing was to be fixed."""
    repairs = [i.repair for i in inspections if i.repair is not None]
    if not repairs:
        return
    fixed = [len(repair.fixed) for repair in repairs if repair.fixed and repair.error is None]
    text = f"Fixed {counted(sum(fixed), 'finding')} in {counted(len(fixed), 'file')}"
    left_out = {finding.fingerprint for repair in repairs for finding, _ in repair.left_out}
    if left_out:
        text += f"; {counted(len(left_out), 'fix', 'fixes')} left out"
    more = sum(f.fix is not None and f.fingerprint not in left_out for i in inspections for f in i.findings)
    if more and not any(repair.error for repair in repairs):
        text += f"; {counted(more, 'more', 'more')} with --unsafe-fixes"
    yield paint("good", text + ".")


def error_line(path: str, message: str, paint: Painter) -> str:
    """A file that could not be checked."""
    return f"{paint('path', visible(path))}: {paint('error', 'not checked')}: {visible(message)}"


def summary(inspections: Sequence[Inspection], paint: Painter) -> str:
    """The last line: how much was found in how many files, and what was not checked."""
    findings = [f for i in inspections for f in i.findings]
    checked = [i for i in inspections if i.error is None]
    failed = len(inspections) - len(checked)
    parts = []
    files = counted(len(checked), "file")
    if findings:
        levels = [
            counted(n, level.name)
            for level in sorted(Severity, reverse=True)
            if (n := sum(f.severity == level for f in findings))
        ]
        told = sum(1 for i in checked if i.findings)
        where = f"{told} of {files}" if len(checked) != told else files
        parts.append(f"{counted(len(findings), 'finding')} ({', '.join(levels)}) in {where}")
        fixable = sum(f.fix is not None for f in findings)
        if fixable:
            parts.append(f"{fixable} fixable")
    elif checked:
        parts.append(f"no findings in {files}")
    suppressed = sum(i.suppressed for i in inspections)
    if suppressed:
        parts.append(f"{suppressed} suppressed")
    if failed:
        parts.append(f"{counted(failed, 'file')} not checked")
    held = sum(i.baselined or 0 for i in inspections)
    if held:
        parts.append(f"{counted(held, 'finding')} {'is' if held == 1 else 'are'} in the baseline and not shown")
    text = "; ".join(parts or ["no file to check"]) + "."
    grave = findings or failed
    return paint("error" if grave else "good", text[:1].upper() + text[1:])


def counted(n: int, noun: str, several: str = "") -> str:
    """A number with its noun: “1 file”, “1,200 files”."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {several or noun + 's'}"


def statistics_lines(inspections: Sequence[Inspection], paint: Painter) -> Iterator[str]:
    """How often each rule, kind and file comes up; nothing where nothing was found."""
    for name, counts in statistics(f for i in inspections for f in i.findings).items():
        if counts:
            yield paint("bold", f"findings by {name.removesuffix('s')}")
            room = max(len(f"{count:,}") for count in counts.values())
            yield from (f"  {count:>{room},}  {visible(what)}" for what, count in counts.items())
            yield ""


def report(inspections: Iterable[Inspection], context: Context) -> Iterator[str]:
    """The whole report, a line at a time."""
    paint = Painter(colour=context.colour)
    done = []
    for inspection in inspections:
        # The summary needs no text, and thousands of documents would fill the memory.
        done.append(inspection._replace(document=None, excerpt=None))
        yield from (line + "\n" for line in _file_lines(inspection, paint, context.width))
    if context.statistics:
        yield from (line + "\n" for line in statistics_lines(done, paint))
    elif sum(len(inspection.findings) for inspection in done) >= _MANY:
        counts = statistics(f for i in done for f in i.findings)["rules"]
        often = ", ".join(f"{rule} ({count:,})" for rule, count in [*counts.items()][:_OFTEN])
        yield f"Most frequent: {often}; --statistics counts all.\n"
    yield summary(done, paint) + "\n"
    yield from (line + "\n" for line in fixed_line(done, paint))


def _file_lines(inspection: Inspection, paint: Painter, width: int) -> Iterator[str]:
    if inspection.error is not None:
        yield error_line(inspection.path, inspection.error, paint)
        return
    for finding in inspection.findings:
        assert inspection.excerpt is not None
        yield from finding_lines(finding, inspection.excerpt, paint, width)
    for fault in inspection.faults:
        what = "checked in part only" if fault.unchecked else "rule failed"
        place = paint("path", visible(inspection.path))
        yield f"{place}: {paint('error', what)}: {fault.rule}: {visible(fault.message)}"
    yield from verdict_lines(inspection, paint)
    yield from repair_lines(inspection, paint)
