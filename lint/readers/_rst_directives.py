"""What the directives of reStructuredText and Sphinx hold: prose, a title, or something that nobody reads aloud."""

from __future__ import annotations

from typing import Literal

Holds = Literal[
    "prose", "titled", "versioned", "content", "quote", "figure", "table", "csv", "terms", "meta", "heading", "nothing"
]

_HOLDS: dict[Holds, str] = {
    # The argument is the beginning of the text.
    "prose": "attention caution danger error hint important note tip warning seealso todo",
    # The argument is a title of its own.
    "titled": "admonition topic sidebar tab tab-item dropdown card grid-item-card collapse details toggle exercise "
    "solution step",
    "versioned": "versionadded versionchanged versionremoved deprecated",
    # The argument is a name or an option; the content is text.
    "content": "container compound class only ifconfig hlist tabs tab-set grid grid-item card-carousel div line-block "
    "automodule autoclass autofunction autoexception autodata autoattribute automethod autodecorator autoproperty "
    "module function class method attribute data exception decorator property staticmethod classmethod "
    "option cmdoption program envvar confval describe object rst-class list-table header footer",
    "quote": "epigraph highlights pull-quote",
    "figure": "figure image thumbnail",
    "table": "table list-table flat-table",
    "csv": "csv-table",
    "terms": "glossary",
    "meta": "meta",
    # The argument is all there is to read.
    "heading": "rubric centered contents",
}
_BY_NAME: dict[str, Holds] = {name: holds for holds, names in _HOLDS.items() for name in names.split()}


def holds(name: str) -> Holds:
    """What a directive holds; one that nobody knows, nothing: it may be code or a diagram."""
    name = name.lower()
    if ":" in name:  # py:function, c:macro: a signature, then a description
        return "content"
    return _BY_NAME.get(name, "nothing")
