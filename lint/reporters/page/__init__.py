"""The report as one page that stands alone: no request leaves it, and nothing of an article is more than text in it.

Articles are written to a scratch file as they come and put behind the totals at the end, so that a thousand of them
take no more memory than their findings. Every string goes to the page through `signs.shown` and Jinja's autoescape;
style and script are allowed by their hashes alone.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any, BinaryIO, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lint import __version__
from lint.document import OPAQUE, Document
from lint.inspection import Inspection
from lint.reporters.page.readability import Limits as Limits
from lint.reporters.page.signs import runs, shown
from lint.reporters.page.stretches import parts
from lint.reporters.page.tally import LEVELS, Counts, bar, by_rule, counts, urgency, verdicts
from lint.reporters.text import SORTS
from lint.rule import Rule

GENERATOR = b'<meta name="generator" content="malaprop '  # stands in the first 1,000 bytes of every report
_TITLE = 160  # code points of a title that are shown


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


def write(inspections: Iterable[Inspection], out: BinaryIO, about: About) -> list[Inspection]:
    """Write the report in UTF-8; the same inspections give the same bytes. Returns them without documents."""
    environment = _environment()
    body = environment.get_template("article.html")
    done: list[Inspection] = []
    rows: list[Row] = []
    with tempfile.TemporaryFile() as scratch:
        for number, inspection in enumerate(inspections, 1):
            done.append(inspection._replace(document=None))
            document = inspection.document
            if document is None:
                continue
            found = counts(inspection.findings, inspection.words)
            start = scratch.tell()
            said = _body(number, inspection, document, found, about)
            scratch.writelines(piece.encode() for piece in body.generate(said))
            rows.append(Row(number, done[-1], _title(document), found, start, scratch.tell() - start))
        _assemble(out, environment, rows, done, scratch, about)
    return done


def _assemble(
    out: BinaryIO,
    environment: Environment,
    rows: list[Row],
    done: Sequence[Inspection],
    scratch: Any,
    about: About,
) -> None:
    rows.sort(key=lambda r: (urgency(_label(r.inspection), r.counts), r.inspection.path, r.number))
    densest = max((r.counts.density() or 0 for r in rows if r.counts.words >= 100), default=0) or max(
        (r.counts.density() or 0 for r in rows), default=0
    )
    style, script = (_part(name) for name in ("page.css", "page.js"))
    told = {
        "style": Markup(style),
        "script": Markup(script),
        "policy": f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        "about": about,
        "rows": rows,
        "failed": [i for i in done if i.error is not None],
        "faulty": [i for i in done if i.faults],
        "verdicts": verdicts(i for i in done if i.error is None),
        "rule_rows": by_rule(done),
        "whole": counts((f for i in done for f in i.findings), sum(row.counts.words for row in rows)),
        "told": sum(bool(row.inspection.findings) for row in rows),
        "fixable": sum(f.fix is not None for i in done for f in i.findings),
        "densest": densest,
    }
    out.writelines(piece.encode() for piece in environment.get_template("head.html").generate(told))
    line = environment.get_template("row.html")
    for row in rows:
        out.write(line.render(row=row, densest=densest).encode())
        scratch.seek(row.start)
        _copy(scratch, out, row.size)
        out.write(b"</details>\n</article>\n")
    out.writelines(piece.encode() for piece in environment.get_template("foot.html").generate(told))


def _copy(source: Any, out: BinaryIO, size: int) -> None:
    while size > 0:
        piece = source.read(min(size, 1 << 20))
        out.write(piece)
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
