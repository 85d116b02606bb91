"""Readers turn a file into a document, one module a format.

A reader module offers `EXTENSIONS` and `read(source) -> list[Block]`. It may offer `language(source)`, the language
that the file declares of itself, and `comments(source)`, those comments that may speak to malaprop; comments that code
shows are none.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import PurePath
from typing import Any

from lint.document import Block, Document
from lint.lexicon import identify, languages
from lint.text import decode


class UnreadableError(ValueError):
    """A file that no reader can take; the message says what to do."""


@cache
def formats() -> tuple[str, ...]:
    """The formats that exist, sorted; "text" is `plain`'s name for users."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")))


# Kept here, and not asked of the modules, so that finding the files of a folder imports no parser.
# A test holds it against each module's EXTENSIONS.
BY_EXTENSION = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rst": "rst",
    ".rest": "rst",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".asc": "asciidoc",
}


ADDRESSED = "alaprop"  # in every comment that speaks to malaprop, or to Malaprop; few other articles have it


def format_of(path: str) -> str | None:
    """The format that a file's extension stands for, or None."""
    return BY_EXTENSION.get(PurePath(path).suffix.lower())


def _module(name: str) -> Any:
    return importlib.import_module(f"{__name__}.{name}")


def read(data: bytes | str, path: str = "", *, format: str | None = None, language: str | None = None) -> Document:
    """The document in `data`.

    `format` overrides the extension of `path`. The language is what `language` says, else what the file declares, else
    what its path says unless the text is clearly in another, else what the text is clearly in, else English; which of
    these spoke stands in the metrics. Raises UnreadableError for an unknown format, UndecodableError for other than
    UTF-8.
    """
    name = format or format_of(path)
    if name is None:
        suffix = PurePath(path).suffix
        what = f"'{suffix}' is no format that malaprop knows" if suffix else "the name has no extension"
        raise UnreadableError(f"{what}; say which it is with --input-format ({', '.join(formats())})")
    if name not in formats():
        raise UnreadableError(f"there is no format '{name}'; there are {', '.join(formats())}")
    source = data if isinstance(data, str) else decode(data)
    module = _module(name)
    blocks = module.read(source)
    declared = module.language(source) if hasattr(module, "language") and language is None else None
    tag, by, claimed = _language(language, declared, path, blocks)
    comments = module.comments(source) if ADDRESSED in source and hasattr(module, "comments") else ()
    document = Document(path, source, blocks, language=tag, claimed=claimed, format=name, comments=comments)
    document.metrics["language"] = {"tag": tag, "from": by}
    return document


def _language(option: str | None, declared: str | None, path: str, blocks: list[Block]) -> tuple[str, str, str | None]:
    """The language of a document, who says so, and the one that it is said to be in by other than the text."""
    if option:
        return option, "option", option
    if declared:
        return declared, "file", declared
    found = identify.language_of(blocks)
    tag, sure = languages.of_path(path) or ("", False)
    if tag and ((found is None and sure) or (found and _alike(languages.base(tag), found))):
        return tag, "path", tag
    return found or "en", "text" if found else "default", tag if sure else None


def _alike(one: str, other: str) -> bool:
    return one == other or languages.siblings(one, other)
