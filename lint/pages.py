"""The manual: a rule's or a kind's page in Markdown, made from the rule file or the kind's docstring and parameters.

`malaprop explain` prints the same text that stands under `docs/`.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from lint import kinds
from lint.rule import Rule, example
from lint.rulebook import Rulebook

_NOTICE = "<!-- Generated from the rule files; edit those, then run `malaprop rules docs docs`. -->\n\n"


def rule_page(rule: Rule) -> str:
    """The page of one rule."""
    facts = [
        f"kind [{rule.kind}](../kinds/{rule.kind}.md)",
        *([f"family [{rule.family}](../families/{rule.family}.md)"] if rule.family else []),
        rule.severity,
        rule.status,
        "languages: " + ", ".join(rule.languages),
        *(["left by: " + ", ".join(origin.replace("-", " ") for origin in rule.origins)] if rule.origins else []),
    ]
    if rule.fix:
        facts.append(f"fixable ({rule.fix})")
    parts = [f"# {rule.id}\n\n{rule.summary.strip()}\n\n{' · '.join(facts)}\n", f"## Why\n\n{rule.why.strip()}\n"]
    bad = []
    for entry in rule.examples.bad:
        shown = example(entry)
        bad.append(_quoted(shown.text) + (f"\n\nfixed:\n\n{_quoted(shown.fixed)}" if shown.fixed is not None else ""))
    parts.append("## Flagged\n\nThe brackets ⟦ ⟧ mark what is flagged.\n\n" + "\n\n".join(bad) + "\n")
    parts.append("## Left alone\n\n" + "\n\n".join(_quoted(example(e).text) for e in rule.examples.good) + "\n")
    if rule.examples.missed:
        parts.append(
            "## Known misses and false alarms\n\n"
            "Marked words are missed today; a text without marks is flagged though right."
            "\n\n" + "\n\n".join(_quoted(example(e).text) for e in rule.examples.missed) + "\n"
        )
    parameters = _parameters(rule)
    if parameters:
        parts.append(f"## What it looks for\n\n```yaml\n{parameters}```\n")
    parts.append(
        f"## Switching it off\n\n`malaprop check --ignore {rule.id} …`, or in an article "
        f"[a comment](../suppressions.md): `<!-- malaprop: ignore {rule.id} -->`\n"
    )
    if rule.sources:
        parts.append("## Sources\n\n" + "\n".join(f"- {source}" for source in rule.sources) + "\n")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}text\n{text.rstrip(chr(10))}\n{fence}"


_ROWS = 40


def _parameters(rule: Rule) -> str:
    """The parameters that differ from their defaults; a long table is cut, the rule file has it whole."""
    told: dict[str, Any] = {}
    for field in msgspec.structs.fields(rule.params):
        value = msgspec.to_builtins(getattr(rule.params, field.name))
        default = field.default if field.default is not msgspec.NODEFAULT else None
        if field.default_factory is not msgspec.NODEFAULT:
            default = field.default_factory()
        if value != msgspec.to_builtins(default):
            told[field.name] = value
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=110) if told else ""
    lines = text.splitlines(keepends=True)
    if len(lines) > _ROWS:
        lines = [*lines[:_ROWS], f"# … and {len(lines) - _ROWS} more lines\n"]
    return "".join(lines)


def kind_page(name: str, rulebook: Rulebook) -> str:
    """The page of one kind. Raises KeyError if there is no such kind."""
    module = kinds.load(name)
    text = [f"# Kind: {name}\n\n{inspect.cleandoc(module.__doc__ or '')}\n\n## Parameters\n"]
    shape = msgspec.inspect.type_info(module.Params)
    assert isinstance(shape, msgspec.inspect.StructType)
    for field in shape.fields:
        about = field.type
        description = ""
        if isinstance(about, msgspec.inspect.Metadata):
            description = (about.extra_json_schema or {}).get("description", "")
        text.append(f"- `{field.name}`{' (needed)' if field.required else ''}: {description}")
    rules = [rule for rule in rulebook.rules if rule.kind == name]
    text.append("\n## Rules\n")
    text += [f"- [{rule.id}](../rules/{rule.id}.md): {rule.summary.strip()}" for rule in rules]
    return "\n".join(text) + "\n"


def kinds_page() -> str:
    """The list of kinds."""
    lines = ["# Kinds\n\nA kind is a way of checking; its rules say what it is to look for.\n"]
    lines.append("| kind | what it finds |\n|---|---|")
    for name in kinds.names():
        about = " ".join(inspect.cleandoc(kinds.load(name).__doc__ or "").partition("\n\n")[0].split())
        lines.append(f"| [{name}]({name}.md) | {_cell(about)} |")
    return "\n".join(lines) + "\n"


def families(rulebook: Rulebook) -> Mapping[str, Sequence[Rule]]:
    """The rules of each family, by its name, whatever packs they are in."""
    found: dict[str, list[Rule]] = {}
    for rule in rulebook.rules:
        if rule.family:
            found.setdefault(rule.family, []).append(rule)
    return dict(sorted(found.items()))


def family_page(name: str, rules: Sequence[Rule]) -> str:
    """The page of one family."""
    rows = [
        f"# Family: {name}\n",
        f"`malaprop check --select {name} …` runs these rules alone, `--ignore {name}` all others.\n",
        "| rule | pack | severity | status | fix | what it says |\n|---|---|---|---|---|---|",
    ]
    for rule in rules:
        facts = f"{rule.pack} | {rule.severity} | {rule.status} | {rule.fix or ''}"
        rows.append(f"| [{rule.id}](../rules/{rule.id}.md) | {facts} | {_cell(rule.summary)} |")
    return "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def index_page(rulebook: Rulebook) -> str:
    """The families, and the table of all rules."""
    rows = ["# Rules\n", "## By family\n", "| family | rules | such as |", "|---|---|---|"]
    for name, rules in families(rulebook).items():
        some = list(dict.fromkeys(rule.id for rule in (rules[0], rules[len(rules) // 2], rules[-1])))
        shown = ", ".join(f"[{id}]({id}.md)" for id in some)
        rows.append(f"| [{name}](../families/{name}.md) | {len(rules)} | {shown} |")
    rows += ["\n## All\n", "| rule | kind | severity | status | fix | what it says |", "|---|---|---|---|---|---|"]
    for rule in rulebook.rules:
        rows.append(
            f"| [{rule.id}]({rule.id}.md) | [{rule.kind}](../kinds/{rule.kind}.md) | {rule.severity} | {rule.status} "
            f"| {rule.fix or ''} | {_cell(rule.summary)} |"
        )
    return "\n".join(rows) + "\n"


def pages(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Every page as (path below the docs folder, text)."""
    for rule in rulebook.rules:
        yield f"rules/{rule.id}.md", _NOTICE + rule_page(rule)
    for name in kinds.names():
        yield f"kinds/{name}.md", _NOTICE + kind_page(name, rulebook)
    for name, rules in families(rulebook).items():
        yield f"families/{name}.md", _NOTICE + family_page(name, rules)
    yield "kinds/index.md", _NOTICE + kinds_page()
    yield "rules/index.md", _NOTICE + index_page(rulebook)


_FOLDERS = ("rules", "families", "kinds")
_SIGN = b"<!-- Generated from the rule files"  # with which the notice of any version begins


def stale(rulebook: Rulebook, folder: Path) -> list[str]:
    """The pages below `folder` that are missing, out of date, or of a rule, family or kind that is gone."""
    wanted = dict(pages(rulebook))
    found = _there(folder)
    changed = [n for n, text in wanted.items() if n not in found or _octets(found[n]) != text.encode()]
    return sorted([*changed, *(n for n in found if n not in wanted)])


def foreign(folder: Path) -> list[str]:
    """The pages in the folders of the manual that were not made from rules, and are somebody's own."""
    return sorted(name for name, path in _there(folder).items() if not path.read_bytes().startswith(_SIGN))


def _octets(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")  # as git may check it out


def _there(folder: Path) -> dict[str, Path]:
    return {p.relative_to(folder).as_posix(): p for part in _FOLDERS for p in (folder / part).glob("*.md")}
