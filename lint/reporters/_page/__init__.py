"""The report as one page that stands alone: no request leaves it, and nothing of an article is more than text in it.

Articles are written to a scratch file as they come and put behind the totals at the end, so that a thousand of them
take no more memory than their findings. Every string goes to the page through `signs.shown` and Jinja's autoescape;
style and script are allowed by their hashes alone.
"""

from __future__ import annotations

import base64
import codecs
import datetime
import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lint import __version__
from lint.document import OPAQUE, Document
from lint.inspection import Inspection
from lint.reporters._page.readability import Limits as Limits
from lint.reporters._page.signs import runs, shown
from lint.reporters._page.stretches import parts
from lint.reporters._page.tally import LEVELS, Counts, bar, by_rule, counts, urgency, verdicts
from lint.reporters._remarks import SORTS
from lint.rule import Rule

GENERATOR = b'<meta name="generator" content="malaprop '  # stands in the first 1,000 bytes of every report
_TITLE = 160  # code points of a title that are shown
_SHORT = 100  # words below which a density says little and sets no scale


class About(NamedTuple):
    """What a report says beside what was found: its date, if any, the rules that ran, and the limits of the house."""

    rules: Mapping[str, Rule]
    limits: Limits
    date: datetime.date | None = None


class Row(NamedTuple):
    """An article in the list: what its line says, and where its body lies in the scratch file."""

    number: int
    inspection: Inspection
    title: str
    counts: Counts
    start: int
    size: int


def report(inspections: Iterable[Inspection], about: About) -> Iterator[str]:
    """The page in pieces; the same inspections give the same text. None comes before the last inspection was taken."""
    environment = _environment()
    body = environment.get_template("article.html")
    done: list[Inspection] = []
    rows: list[Row] = []
    with tempfile.TemporaryFile() as scratch:
        for number, inspection in enumerate(inspections, 1):
            done.append(inspection._replace(document=None, excerpt=None))
            document = inspection.document
            if document is None:
                continue
            found = counts(inspection.findings, inspection.words)
            start = scratch.tell()
            said = _body(number, inspection, document, found, about)
            scratch.writelines(piece.encode() for piece in body.generate(said))
            rows.append(Row(number, done[-1], _title(document), found, start, scratch.tell() - start))
        whole = _whole(rows, done, about)
        yield from environment.get_template("head.html").generate(whole)
        line = environment.get_template("row.html")
        for row in whole["rows"]:
            yield line.render(row=row, densest=whole["densest"])
            scratch.seek(row.start)
            yield from codecs.iterdecode(_pieces(scratch, row.size), "utf-8")
            yield "</details>\n</article>\n"
        yield from environment.get_template("foot.html").generate(whole)


def _whole(rows: Sequence[Row], done: Sequence[Inspection], about: About) -> dict[str, Any]:
    """What the page says of all articles together."""
    dense = [(row.counts.density() or 0.0, row.counts.words) for row in rows]
    long_enough = [density for density, words in dense if words >= _SHORT]
    style, script = (_part(name) for name in ("page.css", "page.js"))
    return {
        "style": Markup(style),
        "script": Markup(script),
        "policy": f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        "about": about,
        "rows": sorted(rows, key=lambda r: (urgency(_label(r.inspection), r.counts), r.inspection.path, r.number)),
        "failed": [i for i in done if i.error is not None],
        "faulty": [i for i in done if i.faults],
        "verdicts": verdicts(i for i in done if i.error is None),
        "rule_rows": by_rule(done),
        "whole": counts((f for i in done for f in i.findings), sum(row.counts.words for row in rows)),
        "told": sum(bool(row.inspection.findings) for row in rows),
        "fixable": sum(f.fix is not None for i in done for f in i.findings),
        "silenced": sum(i.suppressed for i in done),
        "densest": max(long_enough or [density for density, _ in dense], default=0.0),
    }


def _pieces(file: Any, size: int) -> Iterator[bytes]:
    while size > 0:
        piece = file.read(min(size, 1 << 20))
        yield piece
        size -= len(piece)


def _body(number: int, inspection: Inspection, document: Document, found: Counts, about: About) -> dict[str, Any]:
    cut = parts(document, inspection.findings)
    marks: dict[int, int] = {}  # the finding whose number the mark has at which a finding begins
    for part in cut:
        for stretch in part:
            marks.update((n, stretch.begins[0]) for n in stretch.begins)
    tag = document.language.replace("_", "-")
    return {
        "number": number,
        "inspection": inspection,
        "parts": cut,
        "marks": marks,
        "counts": found,
        "rules": about.rules,
        "reading": about.limits.measure(document),
        "language": tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", tag) else None,
    }


def _title(document: Document) -> str:
    named = [block for block in document.blocks if block.kind in ("title", "heading")]
    title = next((b for b in named if b.kind == "title"), named[0] if named else None)
    if title is None:
        return ""
    text = " ".join(title.text.replace(OPAQUE, "…").split())
    return text if len(text) <= _TITLE else text[:_TITLE] + "…"


def _label(inspection: Inspection) -> str:
    return inspection.verdict.label if inspection.verdict is not None else "clean"


def _part(name: str) -> str:
    return (resources.files(__package__) / "template" / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__, "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_final,
    )
    environment.globals.update(levels=LEVELS, bar=bar, version=__version__, label_of=_label, sorts=SORTS)
    environment.filters.update(number=_number, density=_density, signs=lambda text: tuple(runs(text)), fixed=_places)
    return environment


def _final(value: Any) -> Any:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _number(value: int) -> str:
    return f"{value:,}"


def _density(value: float | None) -> str:
    return "–" if value is None else f"{value:,.1f}"


def _places(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
