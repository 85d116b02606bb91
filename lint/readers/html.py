"""HTML pages: what a reader of the page reads, without navigation, scripts and code.

The text of <title> and the description in <meta> are fields; the first <h1> is the title. Headers, asides and
the footers of articles stay, because stray lines in them are what some rules look for; the footer of the whole page is
the site's. See `_tags` for the tokenizer and why it is our own.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from lint.document import Block, Comment
from lint.kept import expression
from lint.readers import _tags
from lint.readers._flow import Flow
from lint.readers._page import Page
from lint.readers._shortcodes import constructs, veiled
from lint.readers._tags import TOKEN, attributes
from lint.text import BOM

EXTENSIONS = (".html", ".htm", ".xhtml")

_TAG = expression(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", regex.I)


def read(source: str) -> list[Block]:
    """The blocks of a page."""
    found = constructs(source)
    flow = Flow(marked=bool(found))
    Page(flow).read(veiled(source, found), len(BOM) if source.startswith(BOM) else 0, len(source))
    return flow.blocks


def comments(source: str) -> Iterator[Comment]:
    """The comments of a page, and what its <meta name="malaprop"> says."""
    return _tags.comments(veiled(source, constructs(source)), 0, len(source))


def language(source: str) -> str | None:
    """The language that <html> or <body> declares."""
    for number, token in enumerate(TOKEN.finditer(source)):
        if number > 200:
            break
        if token.lastgroup == "attrs" and not token["end"] and token["name"].lower() in ("html", "body"):
            found = attributes(source, *token.span("attrs"))
            start, end = found.get("lang") or found.get("xml:lang") or (0, 0)
            if _TAG.fullmatch(source[start:end].strip()):
                return source[start:end].strip().replace("_", "-")
    return None
