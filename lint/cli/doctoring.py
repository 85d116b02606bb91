"""`doctor`: what is installed, what works, and why the rest does not."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lint.cli.selection import UsageError
from lint.cli.terminal import colour, columns

if TYPE_CHECKING:
    from lint.doctor import Sign

_COLOURS = {"ok": 32, "skipped": 2, "broken": 33, "failed": 31}
_WIDEST = len("configuration")


def doctor(arguments: argparse.Namespace) -> int:
    """`malaprop doctor`."""
    path = Path(arguments.path)
    if not path.exists():
        raise UsageError(f"there is no file or folder {path}")
    try:
        from lint import compiled, grammar
        from lint.cli.requests import configuration
        from lint.doctor import signs

        configured = configuration(arguments)
    except ImportError as error:
        print(f"malaprop: {error}; install malaprop again with pip", file=sys.stderr)
        return 3
    told = grammar.settings(
        checker=arguments.grammar, url=arguments.languagetool_url, folder=arguments.languagetool_dir
    )
    with compiled.opened(compiled.folder()):
        coming = signs(told, configured, path)
        found = list(coming if arguments.format == "json" else _printed(coming))
    if arguments.format == "json":
        _json(found)
    else:
        print(f"\n{_verdict(found)}")
    return max(sign.code for sign in found)


def _printed(coming: Iterable[Sign]) -> Iterator[Sign]:
    """The signs, each printed when it comes: a server may take its time."""
    for sign in coming:
        print(_shown(sign), flush=True)
        yield sign


def _shown(sign: Sign) -> str:
    told = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in sign.message)
    head = f"{sign.state:<7}  {sign.name:<{_WIDEST}}  "
    lines = textwrap.wrap(told, max(columns() - len(head), 30), break_long_words=False, break_on_hyphens=False)
    text = ("\n" + " " * len(head)).join(lines)
    if colour("auto"):
        return f"\x1b[{_COLOURS[sign.state]}m{sign.state:<7}\x1b[0m{head[7:]}{text}"
    return head + text


def _verdict(found: list[Sign]) -> str:
    bad = [sign.name for sign in found if sign.state == "failed"]
    if bad:
        return f"malaprop cannot check anything: see {', '.join(bad)}."
    bad = [sign.name for sign in found if sign.state == "broken"]
    return f"malaprop works, but not {', '.join(bad)}." if bad else "malaprop works."


def _json(found: list[Sign]) -> None:
    import json

    from lint import __version__

    whole = {
        "version": 1,
        "tool": {"name": "malaprop", "version": __version__},
        "works": all(sign.state != "failed" for sign in found),
        "signs": [
            {"name": sign.name, "state": sign.state, "message": sign.message, "about": dict(sign.about)}
            for sign in found
        ],
    }
    print(json.dumps(whole, ensure_ascii=False, indent=2))
