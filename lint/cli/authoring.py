"""`explain` and `rules`: for those who read and write rules."""

from __future__ import annotations

import argparse
import shlex
from collections import Counter
from pathlib import Path

from lint.cli.drafts import unwritable
from lint.cli.requests import everything
from lint.cli.selection import UsageError, load, provide, selected, split
from lint.cli.terminal import colour

_TEMPLATE = """\
# yaml-language-server: $schema=rule.schema.json   (written by `malaprop rules schema > rule.schema.json`)
id: {id}
kind: {kind}
languages: [en]
status: preview            # stable once every hit on good texts has been read
severity: warning          # error | warning | note
summary: One line that says what is wrong.
why: |
  How the text came to be like that.
message: "“{{match}}” … what is wrong in a writer's words, and what to do"
{parameters}examples:
  bad:
    - text: A sentence in which ⟦these words⟧ are flagged.
      seen: made up
  good:
    - A sentence of the same build that is right.
"""


def explain(arguments: argparse.Namespace) -> int:
    """`malaprop explain`: the manual page of a rule or kind."""
    from lint import kinds, pages
    from lint.sheet import near

    book = everything(arguments)
    rule = book.by_id.get(arguments.name)
    if rule is not None:
        page = pages.rule_page(rule)
    elif arguments.name in kinds.names():
        page = pages.kind_page(arguments.name, book)
    else:
        known = [*book.by_id, *kinds.names()]
        raise UsageError(f"there is no rule or kind '{arguments.name}'{near(arguments.name, known)}")
    if colour("auto"):
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(page))
    else:
        print(page, end="")
    return 0


def list_rules(arguments: argparse.Namespace) -> int:
    """`malaprop rules list`."""
    book = selected(arguments, preview=True, run=False, whole=everything(arguments))
    if arguments.format == "json":
        import json

        rows = [
            {
                "id": r.id,
                "kind": r.kind,
                "pack": r.pack,
                "family": r.family,
                "severity": r.severity,
                "status": r.status,
                "languages": list(r.languages),
                "fix": r.fix,
                "summary": r.summary.strip(),
            }
            for r in book.rules
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    widest = max(len(rule.id) for rule in book.rules)
    for rule in book.rules:
        flags = f"{rule.kind:<12} {rule.severity:<8} {rule.status:<8} {'fix' if rule.fix else '':<4}"
        print(f"{rule.id:<{widest}}  {flags} {' '.join(rule.summary.split())}")
    from lint.reporters.text import counted

    stable = sum(rule.status == "stable" for rule in book.rules)
    told = counted(len(book.rules), "rule")
    print(f"\n{told}, {stable} of them stable; `malaprop explain RULE` tells more.")
    return 0


def test_rules(arguments: argparse.Namespace) -> int:
    """`malaprop rules test`: the example contract."""
    from lint import kinds, proof
    from lint.sheet import near

    book = load(arguments.paths, builtin=not arguments.paths, build=True)
    names = split(arguments.select)
    for name in names:
        if name not in book.names():
            raise UsageError(f"there is no rule, family, kind, origin or pack '{name}'{near(name, book.names())}")
    chosen = [r for r in book.rules if not names or {r.id, r.kind, r.family, r.pack, "all"} & set(names)]
    provide(arguments, book)
    idle = Counter((rule.kind, kinds.unable(rule)) for rule in chosen)
    for (kind, why), untried in sorted((entry, n) for entry, n in idle.items() if entry[1]):
        print(f"{untried} rule{'s' if untried != 1 else ''} of kind {kind} not tried: {why}")
    chosen = [rule for rule in chosen if kinds.unable(rule) is None]
    problems = 0
    for problem in proof.contract(book, chosen):
        print(problem)
        problems += 1
    examples = sum(len(r.examples.bad) + len(r.examples.good) + len(r.examples.missed) for r in chosen)
    told = f"{len(chosen)} {'rule' if len(chosen) == 1 else 'rules'}, {examples} examples"
    print(f"{told}: {problems} problem{'s' if problems != 1 else ''}." if problems else f"{told}: all kept.")
    return 2 if problems else 0


def new_rule(arguments: argparse.Namespace) -> int:
    """`malaprop rules new`: a rule file to fill in."""
    from lint import kinds
    from lint.sheet import near

    if arguments.kind not in kinds.names():
        raise UsageError(f"there is no kind '{arguments.kind}'{near(arguments.kind, kinds.names())}")
    if not all(part.isalnum() and part.isascii() and part == part.lower() for part in arguments.id.split("-")):
        raise UsageError(f"'{arguments.id}' is not kebab case (small letters, digits and single hyphens)")
    taken = load(()).by_id.get(arguments.id)
    if taken is not None:
        raise UsageError(f"the id {arguments.id} is taken by a rule that comes with malaprop ({taken.path})")
    path = Path(arguments.folder) / f"{arguments.id}.yaml"
    if path.exists():
        raise UsageError(f"{path} is there already")
    parameters = _parameters(arguments.kind)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_TEMPLATE.format(id=arguments.id, kind=arguments.kind, parameters=parameters), "utf-8")
    except OSError as error:
        raise unwritable(path, error) from None
    print(f"{path}: fill it in, then run `malaprop rules test {shlex.quote(str(path))}`")
    return 0


def _parameters(kind: str) -> str:
    """The kind's own keys for a new rule: those that it needs, with a value that loads, and the names of the others."""
    import msgspec

    from lint import kinds

    starts = {
        "phrases": 'phrases:\n  "these words": what was meant\n',
        "pattern": "pattern: these words\n",
        "frames": "frames: bury the hatchet\n",
        "terms": "terms: artificial intelligence\n",
    }
    lines, others = [], []
    for field in msgspec.structs.fields(kinds.load(kind).Params):
        shape = msgspec.inspect.type_info(field.type)
        while isinstance(shape, msgspec.inspect.Metadata):
            shape = shape.type
        if not field.required and field.name != "terms":
            others.append(field.name)
        elif isinstance(shape, msgspec.inspect.LiteralType):
            first, *rest = shape.values
            lines.append(f"{field.name}: {first}" + (f"  # or {', '.join(map(str, rest))}" if rest else "") + "\n")
        else:
            lines.append(starts.get(field.name, f"{field.name}: …\n"))
    if others:
        lines.append(f"# {kind} rules may also say {', '.join(others)}: see `malaprop explain {kind}`\n")
    return "".join(lines)


def print_schema(_: argparse.Namespace) -> int:
    """`malaprop rules schema`."""
    import json

    from lint import rulefile

    print(json.dumps(rulefile.schema(), ensure_ascii=False, indent=2))
    return 0


def write_docs(arguments: argparse.Namespace) -> int:
    """`malaprop rules docs`: the manual pages."""
    from lint import pages

    book = load(arguments.rules)
    folder = Path(arguments.folder)
    if arguments.check:
        stale = pages.stale(book, folder)
        for name in stale:
            print(f"{folder / name}: out of date; run `malaprop rules docs {folder}`")
        return 1 if stale else 0
    wanted = dict(pages.pages(book))
    try:
        own = pages.foreign(folder)
        if own:
            raise UsageError(
                f"{folder / own[0]} is no page of the manual, which has that folder to itself; name another"
            )
        for name in pages.stale(book, folder):
            if name not in wanted:
                (folder / name).unlink()
        for name, text in wanted.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise unwritable(folder, error) from None
    print(f"{len(wanted)} pages in {folder}")
    return 0
