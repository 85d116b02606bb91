"""`init` and `config`: a configuration to begin with, and what is configured."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint.cli.drafts import unwritable
from lint.cli.requests import chosen, configuration, faults_told
from lint.cli.selection import UsageError
from lint.text import visible

if TYPE_CHECKING:
    from lint.config.layers import Resolved, Statement


def show(arguments: argparse.Namespace) -> int:
    """`malaprop config show`."""
    if os.path.isdir(arguments.file):  # noqa: PTH112 - never raises
        raise UsageError(f"{arguments.file} is a folder; name a file in it, which need not exist")
    configured = configuration(arguments)
    with faults_told():
        settings = configured.of(arguments.file)
        book = chosen(configured, settings, arguments.file)
        total = len(configured.everything(settings).rules)
    if arguments.format == "json":
        told = {
            "version": 1,
            "path": arguments.file,
            "files": [file.name for file in settings.files],
            "settings": [_row(statement) for statement in settings.statements()],
            "rules": [rule.id for rule in book.rules],
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    for line in _lines(arguments.file, settings):
        print(visible(line))
    print(f"\n{len(book.rules)} of {total} rules are chosen.")
    return 0


def _row(statement: Statement) -> dict[str, Any]:
    source: dict[str, Any] = {"from": "default"}
    if statement.option is not None:
        source = {"from": "option", "option": statement.option}
    elif statement.file is not None:
        source = {"from": "file", "file": statement.file, "line": statement.line}
    return {"key": statement.key, "value": statement.value, **source}


def _lines(path: str, settings: Resolved) -> Iterator[str]:
    if settings.files:
        *bases, last = [file.name for file in settings.files]
        yield f"{path} is checked as {last} says" + (f", which extends {', '.join(bases)}" if bases else "")
    else:
        yield f"{path} is checked as by default; there is no configuration for it"
    yield ""
    rows = [(s.key, _value(s.value), _place(s)) for s in settings.statements()]
    widths = [min(max(len(row[i]) for row in rows), 48) for i in range(2)]
    for key, value, place in rows:
        yield f"{key:<{widths[0]}}  {value:<{widths[1]}}  {place}"


def _value(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _place(statement: Statement) -> str:
    if statement.file is not None:
        return f"{statement.file}:{statement.line}"
    return statement.option or "default"


def print_schema(_: argparse.Namespace) -> int:
    """`malaprop config schema`."""
    from lint.config import settings

    print(json.dumps(settings.schema(), ensure_ascii=False, indent=2))
    return 0


def init(arguments: argparse.Namespace) -> int:
    """`malaprop init`."""
    from lint.config import search, starter

    folder = Path(arguments.folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{arguments.folder} is no folder")
    name, content = (".malaprop.yaml", starter.YAML) if arguments.yaml else ("malaprop.toml", starter.TOML)
    path = folder / name
    with faults_told():
        there = search.within(str(folder))
    if there is not None:
        raise UsageError(f"{search.shown(there)} is there already")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except OSError as error:  # one that came to be there in the meantime among them
        raise unwritable(path, error) from None
    print(f"{path.as_posix()}: written; `malaprop config show FILE` tells what holds for a file")
    return 0
