"""The example contract: what `malaprop rules test` demands of every rule, ours and other people's.

1. In a bad example exactly the marked spans are flagged, compared in the source.
2. `fixed` stands there if and only if a fix is offered; applying fixes until none is left gives exactly that text.
3. The rule is silent on its own fixed text.
4. All rules are silent on all good examples.
5. A bad example without a `format` flags the same source words dressed as Markdown, as a quotation and as HTML, and
   where it is fixed there the text says the same as `fixed`.
6. Known misses and false alarms are still what they are said to be.
7. Each row of a table fires on an example made from it, where the kind can make one.

Rules that cannot run as things are (`lint.kinds.unable`) cannot be held against anything; who asks is to say so.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

import regex

from lint import kinds, readers
from lint.document import Block, Document
from lint.engine import fixed, run
from lint.finding import Finding
from lint.rule import Example, Rule, example, mark, unmark
from lint.rulebook import Rulebook
from lint.sheet import Problem
from lint.text import Span


def contract(rulebook: Rulebook, rules: Iterable[Rule] | None = None) -> Iterator[Problem]:
    """What the rules (all of the rulebook unless some are given) do not keep, one problem at a time."""
    rulebook = Rulebook(rule for rule in rulebook.rules if kinds.unable(rule) is None)
    tested = [rule for rule in (rulebook.rules if rules is None else rules) if rule.id in rulebook.by_id]
    everything = Rulebook(rule for rule in rulebook.rules if rule.status != "retired")
    for rule in tested:
        if rule.status != "retired":
            for message in _broken(rule, everything):
                yield Problem(rule.path, rule.line, f"{rule.id}: {message}")
    wanted = {rule.id for rule in tested}
    # A good example is a promise of all rules: one pass over them with the whole rulebook.
    for owner in rulebook.rules:
        for entry in owner.examples.good:
            shown = example(entry)
            outcome = run(_document(shown, shown.text, owner), everything)
            for finding in outcome.findings:
                if finding.rule in wanted or owner.id in wanted:
                    rule = rulebook.by_id[finding.rule]
                    yield Problem(
                        rule.path,
                        rule.line,
                        f"{rule.id}: flags “{finding.text}” in the good example “{shown.text.strip()}” of {owner.id}",
                    )


def _broken(rule: Rule, everything: Rulebook) -> Iterator[str]:
    if kinds.of_the_run(rule.kind):
        yield from _broken_beside(rule, everything)
        return
    alone = Rulebook([rule])
    for entry in rule.examples.bad:
        shown = example(entry)
        text, spans = unmark(shown.text)
        document = _document(shown, text, rule)
        outcome = run(document, alone)
        yield from (fault.message for fault in outcome.faults)
        flagged = tuple(f.span for f in outcome.findings)
        if flagged != spans:
            yield f"should flag {shown.text.strip()!r}, flags {mark(text, flagged).strip()!r}"
            continue
        yield from _broken_fix(rule, alone, shown, document, outcome.findings)
        if shown.format is None:
            yield from _broken_dress(alone, document, spans, shown.fixed)
    for entry in rule.examples.missed:
        shown = example(entry)
        text, spans = unmark(shown.text)
        flagged = tuple(f.span for f in run(_document(shown, text, rule), alone).findings)
        if spans and flagged == spans:
            yield f"now finds what was missed: move {shown.text.strip()!r} to 'bad'"
        if not spans and not flagged:
            yield f"no longer flags the known false alarm: move {shown.text.strip()!r} to 'good'"
    for shown in getattr(kinds.load(rule.kind), "generated", lambda _: ())(rule):
        text, spans = unmark(shown.text)
        flagged = tuple(f.span for f in run(_document(shown, text, rule), alone).findings)
        if flagged != spans:
            yield f"a row does not fire as {shown.text!r}, but as {mark(text, flagged)!r}"


def _broken_beside(rule: Rule, everything: Rulebook) -> Iterator[str]:
    """What a rule that speaks of the run does not keep: it runs beside all the others."""
    for key in ("bad", "missed"):
        for entry in getattr(rule.examples, key):
            shown = example(entry)
            text, spans = unmark(shown.text)
            document = _document(shown, text, rule)
            findings = [finding for finding in run(document, everything).findings if finding.rule == rule.id]
            flagged = tuple(finding.span for finding in findings)
            if (flagged == spans) != (key == "bad"):
                yield f"flags {mark(text, flagged).strip()!r} in an example that is said to be {key}"
            elif key == "bad":
                yield from _broken_fix(rule, everything, shown, document, findings)


def _broken_fix(
    rule: Rule, book: Rulebook, shown: Example, document: Document, findings: Sequence[Finding]
) -> Iterator[str]:
    if rule.fix is None:
        if shown.fixed is not None:
            yield f"{shown.text.strip()!r} has 'fixed', but the rule offers no fix"
        return
    if shown.fixed is None:
        yield f"{shown.text.strip()!r} needs 'fixed', because the rule offers a fix"
        return
    if any(finding.fix is None for finding in findings):
        yield f"offers no fix in {shown.text.strip()!r}"
        return
    texts = list(_mended(document, book, rule.id))
    if shown.fixed not in texts:
        yield f"the fix of {shown.text.strip()!r} gives {texts[-1].strip()!r}, not {shown.fixed.strip()!r}"
        return
    again = [f for f in run(_document(shown, shown.fixed, rule), book).findings if f.rule == rule.id]
    if again:
        yield f"flags its own fixed text: {mark(shown.fixed, tuple(f.span for f in again)).strip()!r}"


_PASSES = 5  # a fix may touch another, which is then applied in the next pass


def _mended(document: Document, book: Rulebook, rule: str) -> Iterator[str]:
    """The source after each pass of all fixes of a rule, suggested ones too."""
    for _ in range(_PASSES):
        findings = [finding for finding in run(document, book).findings if finding.rule == rule]
        text, _left_out = fixed(document, findings, unsafe=True)
        yield text
        if text == document.source:
            return
        document = readers.read(text, document.path, format=document.format, language=document.language)


def _document(shown: Example, text: str, rule: Rule) -> Document:
    language = shown.language or next((tag for tag in rule.languages if tag != "any"), "en")
    return readers.read(text, "example", format=shown.format or "text", language=language)


def _broken_dress(alone: Rulebook, document: Document, spans: Sequence[Span], mended: str | None) -> Iterator[str]:
    wanted = [_bare(span.of(document.source)) for span in spans]
    for name, format_, source in _dressed(document):
        dressed = readers.read(source, "example", format=format_, language=document.language)
        findings = run(dressed, alone).findings
        flagged = [_bare(_undressed(f.span.of(source), format_)) for f in findings]
        if flagged != wanted:
            yield f"flags {wanted} in plain text, but {flagged} dressed as {name}"
        elif mended is not None and not all(_mendable(finding, dressed) for finding in findings):
            yield f"offers no fix of {flagged} dressed as {name}"
        elif mended is not None and all(finding.fix is not None for finding in findings):
            *_, text = _mended(dressed, alone, alone.rules[0].id)
            told = _said(readers.read(text, "example", format=format_, language=document.language))
            if told != _said(readers.read(mended, "example", format="text", language=document.language)):
                yield f"dressed as {name} the fix gives {text!r}"


def _mendable(finding: Finding, document: Document) -> bool:
    """Whether it has a fix, or can have none: a title that is marked as one stays, and so does what is escaped."""
    if finding.fix is not None or "\\" in finding.text:
        return True
    return any(block.kind == "title" and block.source.overlaps(finding.span) for block in document.blocks)


def _said(document: Document) -> list[str]:
    return [_bare(block.text).removeprefix("• ") for block in document.blocks]  # only in plain text that is an item


def _bare(text: str) -> str:
    return " ".join(text.split())


_MARKDOWN_MARKUP = regex.compile(r"([\\`*_\[\]<>~|$&{}])")


def _undressed(text: str, format_: str) -> str:
    if format_ == "html":
        return html.unescape(regex.sub(r"</?\w+>", " ", text))
    text = regex.sub(r"^[>#]+ ?", "", text, flags=regex.M)
    return regex.sub(r"\\([^\w\s]|_)", r"\1", text)


def _escaped(block: Block, source: str) -> str:
    text = _MARKDOWN_MARKUP.sub(r"\\\1", block.source.of(source))
    # A line of a paragraph must not turn into a list item, a heading, a rule or a table by its first character.
    return regex.sub(
        r"^(\s*)(?:(\d+)([.)])|([-+=#:]))", lambda m: f"{m[1]}{m[2] or ''}\\{m[3] or m[4]}", text, flags=regex.M
    )


def _dressed(document: Document) -> Iterator[tuple[str, str, str]]:
    source = document.source
    plain = [(block.kind == "title", block) for block in document.blocks]
    markdown = [(title, _escaped(block, source)) for title, block in plain]
    yield "Markdown", "markdown", "\n\n".join(("# " if t else "") + text for t, text in markdown) + "\n"
    quoted = ["# " + text if t else "> " + text.replace("\n", "\n> ") for t, text in markdown]
    yield "a block quotation", "markdown", "\n\n".join(quoted) + "\n"
    pages = []
    for title, block in plain:
        tag = "h1" if title else "p"
        pages.append(f"<{tag}>{html.escape(block.source.of(source), quote=False)}</{tag}>")
    yield "HTML", "html", "<body>\n" + "\n".join(pages) + "\n</body>\n"
