"""Text as JSON and XML want it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import regex

# Half a surrogate pair, from a file name that is not UTF-8, is no text; JSON can escape it, XML has no way.
_NO_XML = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
# And what some readers of JSON lines take for the end of a line.
_ESCAPED = regex.compile(r"[\uD800-\uDFFF\x85\u2028\u2029]")


def dumps(value: Any) -> str:
    """One value as JSON on one line, readable where it is text."""
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def rows(values: Iterator[Any]) -> Iterator[str]:
    """The elements of a JSON array, each on a line of its own, without the brackets."""
    before = "\n"
    for value in values:
        yield before + dumps(value)
        before = ",\n"
    if before != "\n":
        yield "\n"


def attributes(**values: object) -> str:
    """The attributes of an XML element, each with a space before it, without those that are None."""
    return "".join(f" {name}={quoteattr(_held(str(v)))}" for name, v in values.items() if v is not None)


def content(text: str) -> str:
    """The text of an XML element."""
    return escape(_held(text), {"\r": "&#13;"})


def _held(text: str) -> str:
    """Text that XML can hold: control characters are shown as <U+001B>."""
    return _NO_XML.sub(lambda m: f"<U+{ord(m[0]):04X}>", text)
